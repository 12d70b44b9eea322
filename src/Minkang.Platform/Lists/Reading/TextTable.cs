namespace Minkang.Platform.Lists;

/// <summary>
/// Splits separated text (CSV) into records. Quotes that do not pair are refused with the line on which the trouble begins, because from
/// there on nobody can say which column is which. A quote inside an unquoted field is an ordinary character.
/// </summary>
internal sealed class TextTable(string text, char separator, int longestField)
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly System.Text.StringBuilder _field = new();
    private int _at;
    private int _line = 1;

    public bool AtEnd => _at >= text.Length;

    /// <summary>Reads one record into the list; call only while not <see cref="AtEnd"/>.</summary>
    public void ReadRecord(List<string> fields)
    {
        fields.Clear();
        while (true)
        {
            fields.Add(_at < text.Length && text[_at] == '"' ? ReadQuoted() : ReadPlain());
            if (_at >= text.Length) return;
            if (text[_at] == separator) { _at++; continue; }
            EndLine();
            return;
        }
    }

    private string ReadPlain()
    {
        var start = _at;
        while (_at < text.Length && text[_at] != separator && text[_at] is not ('\r' or '\n')) _at++;
        return Keep(text.AsSpan(start, _at - start), _line);
    }

    private string ReadQuoted()
    {
        var opened = _line;
        _field.Clear();
        _at++;
        while (true)
        {
            if (_at >= text.Length || _field.Length > longestField) throw Refusal.UnclosedQuote(opened);
            var c = text[_at++];
            if (c == '\n' || (c == '\r' && (_at >= text.Length || text[_at] != '\n'))) _line++;
            if (c != '"') { _field.Append(c); continue; }
            if (_at < text.Length && text[_at] == '"') { _field.Append('"'); _at++; continue; }
            break;
        }
        if (_at < text.Length && text[_at] != separator && text[_at] is not ('\r' or '\n')) throw Refusal.UnclosedQuote(opened);
        return _field.ToString();
    }

    private void EndLine()
    {
        if (text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n') _at++;
        _at++;
        _line++;
    }

    /// <summary>Lists repeat their values; each different one is kept once.</summary>
    private string Keep(ReadOnlySpan<char> field, int line)
    {
        if (field.IsEmpty) return "";
        if (field.Length > longestField) throw Refusal.CellTooLong(line, longestField);
        if (field.Length > 24) return field.ToString();
        var lookup = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(field, out var known)) return known;
        var kept = field.ToString();
        if (_seen.Count < 200_000) _seen.Add(kept, kept);
        return kept;
    }
}
