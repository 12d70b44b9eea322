using System.Globalization;
using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>Looks values up for one bill. The first that is missing stops the settlement; it is never taken for zero.</summary>
internal sealed class ValueLookup(PolicyPack pack, Bill bill, DateOnly day)
{
    public Problem? Missing { get; private set; }

    /// <summary>The value of a table for the bill, with its source and row label; zero once something is missing.</summary>
    public (long Value, string? Source, string Label) Of(ValueTable table)
    {
        if (table.For(bill) is not { } row) return Stop("benefits.pack.no-row", $"政策包“{pack.Id}”的“{table.Name}”没有写这类就诊（{Facts()}）适用的数值。请按文件补上这一档后再结算。");
        if (row.Value.On(day) is not { } period) return Stop("benefits.pack.no-value-on-date", $"政策包“{pack.Id}”的“{row.Value.Name}”在 {Text(day)} 没有数值，{Known(row.Value)}。请补上该日期适用的数值，或改用当时有效的政策包。");
        if (period.Value is { } value) return (value, period.Source, row.Label);
        return Stop("benefits.pack.blank-value", $"政策包“{pack.Id}”的“{row.Value.Name}”在 {Text(day)} 没有数值：{Where(period.Source)}来源此处为空白，使用前请先填入。");
    }

    private (long, string?, string) Stop(string code, string message)
    {
        Missing ??= new(code, "pack", message);
        return (0, null, "");
    }

    private string Facts() => string.Join("、", new[] { bill.Kind, bill.Level, bill.Place }.Where(f => f.Length > 0));

    private string Where(string? source) => source is null ? "" : $"{pack.Clause(source)}，";

    private static string Known(DatedValue value) => value.Periods.Count == 0
        ? "也没有任何已知日期" : $"最早的已知日期是 {(value.Periods[0].Period.From == DateOnly.MinValue ? "不限" : Text(value.Periods[0].Period.From))}";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
