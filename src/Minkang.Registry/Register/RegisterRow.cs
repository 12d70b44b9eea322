using Minkang.Domain.Names;
using Minkang.Domain.People;
using Minkang.Registry.Lists;

namespace Minkang.Registry.Register;

/// <summary>A calendar day that may be known only to the month or year (日期及精度).</summary>
/// <param name="On">The day; the first of the month or year when only that is known.</param>
/// <param name="Precision"><c>day</c>, <c>month</c> or <c>year</c>.</param>
internal readonly record struct KnownDay(DateOnly On, string Precision);

/// <summary>One data row of the poverty office's register (扶贫名册的一行), read but not yet judged.</summary>
internal sealed class RegisterRow
{
    public required int SheetNo { get; init; }
    public required string Sheet { get; init; }
    public required int RowNo { get; init; }
    public required string HouseholdNumber { get; init; }
    public required string Name { get; init; }
    public required IdReading Id { get; init; }
    public string HeadName { get; init; } = "";
    public string VillageCode { get; init; } = "";
    public string GroupName { get; init; } = "";
    public Sex Sex { get; init; }
    public KnownDay? Birth { get; init; }
    public string? EthnicGroup { get; init; }
    public string? Relation { get; init; }
    public string? Phone { get; init; }
    public int? StatedSize { get; init; }
    public string? Status { get; init; }
    public int? ExitYear { get; init; }
    public KnownDay? Entered { get; init; }
    /// <summary>Statements about the household: kind and value.</summary>
    public IReadOnlyList<(string Kind, string Value)> HouseholdFacts { get; init; } = [];
    /// <summary>Statements about the person: kind and value.</summary>
    public IReadOnlyList<(string Kind, string Value)> PersonFacts { get; init; } = [];
    public List<RowNote> Notes { get; } = [];

    /// <summary>Folded name for comparing.</summary>
    public string NameKey => field ??= NameVariants.FoldName(Name);
    /// <summary>How the name sounds.</summary>
    public string Sound => field ??= Pinyin.Of(Name);
    public bool IsHead => Relation == RelationCodes.Head;

    /// <summary>Number that may be taken as the person's own: valid and not refused for being somebody else's.</summary>
    public IdNumber? OwnNumber => IdRefused is null ? Id.Number : null;
    /// <summary>Why the cell's valid number is not taken: it is another person's.</summary>
    public string? IdRefused { get; set; }
}

internal static class RelationCodes
{
    /// <summary>户主</summary>
    public const string Head = "02";
}
