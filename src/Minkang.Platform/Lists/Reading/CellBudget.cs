namespace Minkang.Platform.Lists;

/// <summary>Counts what a file has used of its limits, over all its sheets, and stops the reading when it is used up or cancelled.</summary>
internal sealed class CellBudget(ListFileLimits limits, CancellationToken stop)
{
    private int _cells;
    private long _unpacked;

    public ListFileLimits Limits => limits;

    public void Cells(int count)
    {
        _cells += count;
        if (_cells > limits.Cells) throw Refusal.TooManyCells(limits.Cells);
    }

    public void Row() => stop.ThrowIfCancellationRequested();

    public void Unpacked(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > limits.UnpackedBytes) throw Refusal.UnpacksTooLarge(limits.UnpackedBytes);
    }

    public string Text(string text, int row) =>
        text.Length <= limits.CellCharacters ? text : throw Refusal.CellTooLong(row, limits.CellCharacters);
}
