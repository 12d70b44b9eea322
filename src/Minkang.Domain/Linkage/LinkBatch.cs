namespace Minkang.Domain.Linkage;

/// <summary>
/// Some thousand rows on their way into a list (批量装入): cells are collected as text and read field by field on all processors, which is
/// quicker than row by row. The same rows as by <see cref="LinkTable.Add"/>.
/// </summary>
public sealed class LinkBatch(LinkTable table)
{
    private const int MostRows = 8_192;
    private readonly int _fields = table.Space.Profile.Fields.Count;
    private readonly int[] _ends = new int[MostRows * table.Space.Profile.Fields.Count];
    private readonly int[][] _columns = Together(table.Space.Profile);
    private char[] _text = new char[MostRows * 64];
    private int _length, _cells;

    /// <summary>The next field of the row under way, in the order of the profile; empty for what is not stated. The row ends with its last field.</summary>
    public void Cell(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _text.Length) Array.Resize(ref _text, (_length + text.Length) * 2);
        text.CopyTo(_text.AsSpan(_length));
        _ends[_cells++] = _length += text.Length;
        if (_cells == _ends.Length) Flush();
    }

    /// <summary>Several texts as one cell.</summary>
    public void Cell(ReadOnlySpan<char> first, char between, ReadOnlySpan<char> second)
    {
        var room = first.Length + second.Length + 1;
        if (_length + room > _text.Length) Array.Resize(ref _text, (_length + room) * 2);
        first.CopyTo(_text.AsSpan(_length));
        _text[_length + first.Length] = between;
        second.CopyTo(_text.AsSpan(_length + first.Length + 1));
        _ends[_cells++] = _length += room;
        if (_cells == _ends.Length) Flush();
    }

    /// <summary>Puts the rows collected into the list. Throws <see cref="InvalidOperationException"/> inside a row.</summary>
    public void Flush()
    {
        if (_cells % _fields != 0) throw new InvalidOperationException("A row is not complete.");
        var (rows, first) = (_cells / _fields, table.Rows);
        for (var i = 0; i < rows; i++) table.AddRow();
        Parallel.ForEach(_columns, fields =>
        {
            foreach (var field in fields)
                for (var i = 0; i < rows; i++) table.Set(first + i, field, Text((i * _fields) + field));
        });
        for (var i = 0; i < rows; i++) table.EndRow(first + i);
        (_length, _cells) = (0, 0);
    }

    private ReadOnlySpan<char> Text(int cell)
    {
        var start = cell == 0 ? 0 : _ends[cell - 1];
        return _text.AsSpan(start, _ends[cell] - start);
    }

    /// <summary>Fields that share a table of texts are read by one processor.</summary>
    private static int[][] Together(LinkProfile profile) =>
        [.. profile.Fields.Select((f, i) => (f, i)).GroupBy(x => x.f.Kind is FieldKind.ChineseName or FieldKind.Text ? (int)x.f.Kind : 1_000 + x.i).Select(g => g.Select(x => x.i).ToArray())];
}
