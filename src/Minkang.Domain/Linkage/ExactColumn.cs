using Minkang.Domain.Lists;

namespace Minkang.Domain.Linkage;

/// <summary>Codes, numbers and keys: the same or not. Blanks and full-width forms do not count.</summary>
internal sealed class ExactColumn(Words words) : LinkColumn
{
    private int[] _values = [];

    public override void Resize(int rows) => Array.Resize(ref _values, rows);

    public override void Set(int row, ReadOnlySpan<char> text)
    {
        text = Trim(text);
        _values[row] = words.TryFind(text, out var known) ? known : words.Number(ListText.Compact(text.ToString()));
    }

    /// <summary>Takes the value from elsewhere when the row states none.</summary>
    public void Derive(int row, ReadOnlySpan<char> text) => Set(row, text);

    public bool IsStated(int row) => _values[row] != 0;

    public override int Compare(int row, LinkColumn other, int otherRow)
    {
        var (a, b) = (_values[row], ((ExactColumn)other)._values[otherRow]);
        return a == 0 || b == 0 ? 0 : a == b ? LinkLevels.Same : LinkLevels.Differs;
    }

    public override int Value(int row) => _values[row];

    public override Func<int, ulong> KeyOf(string aspect) => aspect.Length == 0 ? row => (ulong)_values[row] : throw Unknown(aspect);
}
