using System.Globalization;
using System.Text.RegularExpressions;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>What a total is of.</summary>
public enum TotalOf
{
    /// <summary>Data rows (人数、行数).</summary>
    Rows,
    /// <summary>Different values of the column (户数).</summary>
    Groups,
    /// <summary>Sum of the column, in whole numbers.</summary>
    Numbers,
    /// <summary>Sum of the column, in yuan.</summary>
    Amounts,
}

/// <summary>
/// A figure of a total line (合计、小计) beside the same figure of the rows that were read. A subtotal is compared with the rows since the one before.
/// </summary>
public sealed record TotalCheck(int Row, bool IsSubtotal, string Column, string Heading, TotalOf Of, decimal Stated, decimal Read)
{
    public decimal Difference => Stated - Read;
    public bool Agrees => Difference == 0;
}

/// <summary>Compares total lines with the rows of the list. Cells that a merge repeats count once.</summary>
internal sealed partial class TotalChecks(SheetReading sheet)
{
    private readonly Dictionary<int, ColumnProfile> _columns = sheet.Match.Columns.GroupBy(c => c.Value).ToDictionary(g => g.Key, g => sheet.Match.Kind.Find(g.First().Key)!);

    public IReadOnlyList<TotalCheck> Check()
    {
        var checks = new List<TotalCheck>();
        var all = new List<ListRow>();
        var page = new List<ListRow>();
        foreach (var (row, kind) in sheet.Rows)
        {
            if (kind == RowKind.Data) { all.Add(row); page.Add(row); }
            if (kind == RowKind.Total) CheckRow(row, all, false, checks);
            if (kind == RowKind.Subtotal) { CheckRow(row, page, true, checks); page.Clear(); }
        }
        return checks;
    }

    private void CheckRow(ListRow total, List<ListRow> rows, bool subtotal, List<TotalCheck> checks)
    {
        for (var column = 0; column < total.Cells.Count; column++)
        {
            var cell = total[column];
            if (cell.IsBlank || cell.FromMerge || sheet.Match.ResultColumns.Contains(column)) continue;
            if (Compare(column, cell, rows) is not var (of, stated, read)) continue;
            var heading = sheet.Match.Headings.FirstOrDefault(h => h.Column == column)?.Text ?? "";
            checks.Add(new TotalCheck(total.Number, subtotal, Heading.LettersOf(column), heading, of, stated, read));
        }
    }

    private (TotalOf Of, decimal Stated, decimal Read)? Compare(int column, Cell cell, List<ListRow> rows)
    {
        _columns.TryGetValue(column, out var profile);
        if (profile?.Type == FieldType.Amount && AmountText.Read(cell, new AmountRule(NegativeAllowed: true)) is { HasValue: true } amount)
            return (TotalOf.Amounts, amount.Value.Yuan, rows.Sum(r => Amount(r[column])));
        if (profile?.Type == FieldType.Integer && NumberText.Read(cell) is { HasValue: true } number)
            return (TotalOf.Numbers, number.Value, rows.Sum(r => r[column].FromMerge ? 0 : NumberText.Read(r[column]) is { HasValue: true } n ? n.Value : 0));
        if (profile?.Type is FieldType.Amount or FieldType.Integer or FieldType.IdNumber) return null;
        if (Counted().Match(ListText.Compact(cell.Text)) is not { Success: true } m) return null;
        var stated = decimal.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return m.Groups[2].Value == "户"
            ? (TotalOf.Groups, stated, rows.Select(r => ListText.Compact(r[column].Text)).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Count())
            : (TotalOf.Rows, stated, rows.Count);
    }

    private static decimal Amount(Cell cell) => !cell.FromMerge && AmountText.Read(cell, new AmountRule(NegativeAllowed: true)) is { HasValue: true } amount ? amount.Value.Yuan : 0;

    [GeneratedRegex(@"^(?:合计|总计|共计|小计|共|本页小计)?[::]?([0-9]{1,9})(人|户|条|行|人次)?$")] private static partial Regex Counted();
}
