using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>A rectangle of merged cells (合并单元格); rows from 1, columns from 0, both ends inclusive.</summary>
public readonly record struct MergedRange(int FirstRow, int FirstColumn, int LastRow, int LastColumn);

/// <summary>One row (行) that shows something. <paramref name="Number"/> is the row number that the spreadsheet shows, from 1; in a text file the number of the record.</summary>
public sealed record ListRow(int Number, IReadOnlyList<Cell> Cells, bool Hidden = false)
{
    /// <summary>The cell of a column (from 0); blank beyond the last one.</summary>
    public Cell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : default;
}

/// <summary>
/// One sheet (工作表) of a list file: the rows that show something, in order. Blank rows are not kept; there are
/// <see cref="BlankRows"/> of them before the last row that shows something.
/// </summary>
public sealed record ListSheet(string Name, IReadOnlyList<ListRow> Rows)
{
    /// <summary>True when the sheet itself is hidden in the workbook.</summary>
    public bool Hidden { get; init; }

    /// <summary>Columns (from 0) that are hidden; they are read like the others.</summary>
    public IReadOnlyList<int> HiddenColumns { get; init; } = [];

    public IReadOnlyList<MergedRange> Merges { get; init; } = [];

    /// <summary>Number of the last row that shows something; 0 for an empty sheet.</summary>
    public int LastRow => Rows.Count == 0 ? 0 : Rows[^1].Number;

    public int BlankRows => LastRow - Rows.Count;

    /// <summary>Rows that are hidden, mostly by a filter that was left on; they are read like the others.</summary>
    public int HiddenRows => Rows.Count(r => r.Hidden);

    /// <summary>Number of columns of the widest row.</summary>
    public int Width => _width ??= Rows.Count == 0 ? 0 : Rows.Max(r => r.Cells.Count);

    private int? _width;
}
