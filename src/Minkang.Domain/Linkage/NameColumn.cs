namespace Minkang.Domain.Linkage;

/// <summary>Chinese names of a list: numbers in the book of names shared by all lists of a comparison.</summary>
internal sealed class NameColumn(NameBook book) : LinkColumn
{
    private int[] _names = [];

    public override void Resize(int rows) => Array.Resize(ref _names, rows);

    public override void Set(int row, ReadOnlySpan<char> text) => _names[row] = book.Number(text);

    /// <summary>Forgets a name that is the row's name in the other column as well.</summary>
    public void DropEcho(int row, NameColumn other)
    {
        if (book.FoldOf(_names[row]) == book.FoldOf(other._names[row])) _names[row] = 0;
    }

    public override int Compare(int row, LinkColumn other, int otherRow) => book.Compare(_names[row], ((NameColumn)other)._names[otherRow]);

    /// <summary>How common a name is, is counted over its variants.</summary>
    public override int Value(int row) => book.FoldOf(_names[row]);

    public override Func<int, ulong> KeyOf(string aspect) => aspect switch
    {
        "" => row => (ulong)book.FoldOf(_names[row]),
        "sound" => row => (ulong)book.SoundOf(_names[row]),
        "surname" => row => (ulong)book.SurnameOf(_names[row]),
        _ => throw Unknown(aspect),
    };
}
