namespace Minkang.Domain.Diseases.Reading;

/// <summary>Cuts a cell into tokens: the longest known word at each place, numbers with their unit, separators, and what is left.</summary>
internal sealed class CellScanner(WordTrie<Word> words, CellText text)
{
    private readonly List<CellToken> _tokens = new(text.Length);
    private int _segment;
    private int _depth;

    public List<CellToken> Scan()
    {
        for (var i = 0; i < text.Length;)
        {
            if (text.GapBefore(i)) _segment++;
            i += Take(i);
        }
        return _tokens;
    }

    private int Take(int i)
    {
        if (words.Longest(text, i) is { } known) return Add(known.Value.Kind, i, known.Length, known.Value);
        var c = text[i];
        if (char.IsAsciiDigit(c)) return Number(i);
        if (Separator(c) is { } separator) return Add(separator, i, 1);
        return Add(char.IsLetterOrDigit(c) ? TokenKind.Unknown : TokenKind.Filler, i, 1);
    }

    private static TokenKind? Separator(char c) => c switch
    {
        '、' or '/' or '\\' or '或' or '|' => TokenKind.Comma,
        ';' or ',' or '。' or '.' or '+' or '&' or '\n' or ':' or '·' or CellText.NewItem => TokenKind.Stop,
        '(' or '[' or '{' or '【' or '〔' or '《' or '<' or '「' or '“' => TokenKind.Open,
        ')' or ']' or '}' or '】' or '〕' or '》' or '>' or '」' or '”' => TokenKind.Close,
        _ => null,
    };

    /// <summary>A number with a unit is a stage or grade, one that opens an item (1. 2、 3)) is a separator, any other says nothing.</summary>
    private int Number(int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end < text.Length)
        {
            if (end - start == 1 && text[end] is '型' or '级' or '期' or '度') return Add(TokenKind.Stage, start, end + 1 - start);
            var opens = text[end] is '、' || (text[end] is ')' && _depth == 0) || (text[end] is '.' && !IsDecimal(end + 1));
            if (opens && end - start <= 2) return Add(TokenKind.Stop, start, end + 1 - start);
            if (text[end] is '.' && IsDecimal(end + 1)) end++;
        }
        return Add(TokenKind.Filler, start, end - start);
    }

    /// <summary>True when digits follow that are no type or grade: the 5 of 7.5, but not the 2 of "1.2型糖尿病".</summary>
    private bool IsDecimal(int i) =>
        i < text.Length && char.IsAsciiDigit(text[i]) && words.Longest(text, i) is null && !(i + 1 < text.Length && text[i + 1] is '型' or '级' or '期' or '度');

    private int Add(TokenKind kind, int start, int length, Word? word = null)
    {
        var parts = kind is TokenKind.Comma or TokenKind.Stop or TokenKind.Joiner or TokenKind.Open or TokenKind.Close;
        if (parts) _segment++;
        if (kind == TokenKind.Close) _depth = Math.Max(0, _depth - 1);
        _tokens.Add(new CellToken(kind, start, length, word, _segment, _depth));
        if (kind == TokenKind.Open) _depth++;
        if (kind == TokenKind.Stop && length == 1 && text[start] is '\n' or CellText.NewItem) _depth = 0;
        if (parts) _segment++;
        return length;
    }
}
