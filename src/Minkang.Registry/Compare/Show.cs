using System.Globalization;
using Minkang.Domain.People;
using Minkang.Domain.Values;

namespace Minkang.Registry.Compare;

/// <summary>How values stand in the list of discrepancies (差异表里的写法): numbers masked as lists show them.</summary>
internal static class Show
{
    public static string Id(ComparedRow row) => row.Id is not { } id ? "" : id.Number is { } number ? number.Masked : IdNumber.Mask(id.Cleaned);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Sex(Sex sex) => sex switch { Domain.People.Sex.Male => "男", Domain.People.Sex.Female => "女", _ => "" };

    public static string Yuan(Money money) => money.Yuan.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Flag(bool? flag) => flag switch { true => "是", false => "否", _ => "" };
}
