using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>Collects the rows of one sheet, leaves blank rows out and fills values inside merges.</summary>
internal sealed class SheetBuilder(string name, CellBudget budget)
{
    private readonly List<ListRow> _rows = [];
    private readonly List<Cell> _row = [];

    public List<MergedRange> Merges { get; } = [];
    public List<int> HiddenColumns { get; } = [];
    public bool Hidden { get; set; }

    /// <summary>Puts a cell into the row that is being built; columns may come in any order but a far one costs the blanks before it.</summary>
    public void Put(int column, Cell cell)
    {
        if (cell.Kind == CellKind.Blank) return;
        while (_row.Count <= column) _row.Add(default);
        _row[column] = cell;
    }

    public void EndRow(int number, bool hidden = false)
    {
        budget.Row();
        var width = _row.Count;
        while (width > 0 && _row[width - 1].IsBlank) width--;
        budget.Cells(width);
        if (width > 0) _rows.Add(new ListRow(number, _row.GetRange(0, width).ToArray(), hidden));
        _row.Clear();
    }

    public ListSheet Build()
    {
        foreach (var merge in Merges) Fill(merge);
        return new ListSheet(name, _rows) { Hidden = Hidden, HiddenColumns = HiddenColumns, Merges = Merges };
    }

    /// <summary>Only rows that show something are filled: a merge that reaches into the blank below the list does not make rows.</summary>
    private void Fill(MergedRange merge)
    {
        var first = IndexOf(merge.FirstRow);
        if (first < 0 || _rows[first].Number != merge.FirstRow) return;
        var value = _rows[first][merge.FirstColumn];
        if (value.IsBlank) return;
        var filling = value.InMerge();
        for (var i = first; i < _rows.Count && _rows[i].Number <= merge.LastRow; i++) FillRow(i, merge, filling);
    }

    private void FillRow(int index, MergedRange merge, Cell filling)
    {
        var row = _rows[index];
        var cells = (Cell[])row.Cells;
        if (merge.LastColumn >= cells.Length)
        {
            budget.Cells(merge.LastColumn + 1 - cells.Length);
            Array.Resize(ref cells, merge.LastColumn + 1);
            _rows[index] = row with { Cells = cells };
        }
        for (var column = merge.FirstColumn; column <= merge.LastColumn; column++)
        {
            if (row.Number == merge.FirstRow && column == merge.FirstColumn) continue;
            budget.Cells(1);
            cells[column] = filling;
        }
    }

    private int IndexOf(int number)
    {
        int low = 0, high = _rows.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Number == number) return middle;
            if (_rows[middle].Number < number) low = middle + 1; else high = middle - 1;
        }
        return low < _rows.Count ? low : -1;
    }
}
