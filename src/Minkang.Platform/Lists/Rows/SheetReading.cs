using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>A row with what it is.</summary>
public readonly record struct ClassifiedRow(ListRow Row, RowKind Kind);

/// <summary>
/// All rows of a recognised sheet, each accounted for (逐行归类): data rows to be read, and how many there are of every other kind.
/// The counts add up to the number of the last row.
/// </summary>
public sealed class SheetReading
{
    private SheetReading(SheetMatch match, IReadOnlyList<ClassifiedRow> rows, IReadOnlyList<RowReading> data)
    {
        (Match, Rows, Data) = (match, rows, data);
        var counts = rows.GroupBy(r => r.Kind).ToDictionary(g => g.Key, g => g.Count());
        counts[RowKind.Blank] = counts.GetValueOrDefault(RowKind.Blank) + match.Sheet.BlankRows;
        Counts = counts;
        Totals = new TotalChecks(this).Check();
    }

    public SheetMatch Match { get; }

    /// <summary>Every row that shows something, in order, with its kind.</summary>
    public IReadOnlyList<ClassifiedRow> Rows { get; }

    /// <summary>The data rows, in order.</summary>
    public IReadOnlyList<RowReading> Data { get; }

    /// <summary>Rows by kind, blank rows included.</summary>
    public IReadOnlyDictionary<RowKind, int> Counts { get; }

    /// <summary>Rows that are skipped: everything but data.</summary>
    public int Skipped => Match.Sheet.LastRow - Data.Count;

    /// <summary>What the total lines state, beside what was read.</summary>
    public IReadOnlyList<TotalCheck> Totals { get; }

    public static SheetReading Read(SheetMatch match)
    {
        var kinds = new RowKinds(match);
        var rows = new List<ClassifiedRow>(match.Sheet.Rows.Count);
        var data = new List<RowReading>(match.Sheet.Rows.Count);
        foreach (var row in match.Sheet.Rows)
        {
            var kind = kinds.Of(row);
            rows.Add(new ClassifiedRow(row, kind));
            if (kind == RowKind.Data) data.Add(new RowReading(match, row, Take(match, row, data.Count == 0 ? null : data[^1])));
        }
        return new SheetReading(match, rows, data);
    }

    /// <summary>What the row takes from elsewhere; null for the usual row that takes nothing.</summary>
    private static Dictionary<string, (Cell, FieldOrigin)>? Take(SheetMatch match, ListRow row, RowReading? above)
    {
        Dictionary<string, (Cell, FieldOrigin)>? taken = null;
        void Put(string field, Cell cell, FieldOrigin origin) => (taken ??= new(StringComparer.Ordinal))[field] = (cell, origin);
        Cell Own(string field) => match.Columns.TryGetValue(field, out var column) ? row[column] : default;

        if (above is not null && match.Kind.Continues is { } continues && continues.WhenBlank.All(f => Own(f).IsBlank))
            foreach (var field in continues.Columns)
                if (Own(field).IsBlank && above.Cell(field) is { IsBlank: false } cell) Put(field, cell, FieldOrigin.Continued);
        foreach (var (field, column) in match.Columns)
            if (above is not null && row[column] is { Kind: CellKind.Text, Text.Length: <= 4 } cell && BlankWords.Of(cell) == BlankWord.Ditto) Put(field, above.Cell(field), FieldOrigin.Ditto);
        foreach (var column in match.Kind.Columns)
            if (column.FromSheetName && !match.Columns.ContainsKey(column.Field)) Put(column.Field, Cell.OfText(match.Sheet.Name), FieldOrigin.SheetName);
        return taken;
    }
}
