namespace Minkang.Domain.Linkage;

/// <summary>Texts in Latin letters by likeness (Jaro–Winkler), and digits by keying errors. Upper and lower case do not count.</summary>
internal sealed class TextColumn(Words words, bool digits) : LinkColumn
{
    private const double CloseFrom = 0.9, AlikeFrom = 0.75;
    private int[] _values = [];

    /// <summary>The column whose values people exchange with these; null when there is none.</summary>
    public TextColumn? SwapsWith { get; set; }

    public override void Resize(int rows) => Array.Resize(ref _values, rows);

    public override void Set(int row, ReadOnlySpan<char> text)
    {
        text = Trim(text);
        _values[row] = words.TryFind(text, out var known) ? known : words.Number(text.ToString().ToLowerInvariant());
    }

    public override int Value(int row) => _values[row];

    public override int Compare(int row, LinkColumn other, int otherRow)
    {
        var theirs = (TextColumn)other;
        var (a, b) = (_values[row], theirs._values[otherRow]);
        if (a == 0 || b == 0) return Swapped(row, theirs, otherRow) ? LinkLevels.TextSwapped : 0;
        if (a == b) return LinkLevels.TextSame;
        string x = words[a], y = words[b];
        if (digits) return PackedId.OneErrorApart(x, y) ? LinkLevels.DigitsKeying : TwoOff(x, y) ? LinkLevels.DigitsTwo : LinkLevels.DigitsOther;
        if (PackedId.OneErrorApart(x, y)) return LinkLevels.TextClose;
        if (Swapped(row, theirs, otherRow)) return LinkLevels.TextSwapped;
        var likeness = JaroWinkler.Of(x, y);
        return likeness >= CloseFrom ? LinkLevels.TextClose : likeness >= AlikeFrom ? LinkLevels.TextAlike : LinkLevels.TextOther;
    }

    private bool Swapped(int row, TextColumn theirs, int otherRow)
    {
        if (SwapsWith is not { } mine || theirs.SwapsWith is not { } others) return false;
        var (a, b) = (_values[row], theirs._values[otherRow]);
        var (otherA, otherB) = (mine._values[row], others._values[otherRow]);
        return (a != 0 && a == otherB && (otherA == 0 || b == 0 || otherA == b)) || (b != 0 && b == otherA && (otherB == 0 || a == 0 || otherB == a));
    }

    private static bool TwoOff(string a, string b)
    {
        if (a.Length != b.Length || a.Length < 5) return false;
        var differ = 0;
        for (var i = 0; i < a.Length; i++) if (a[i] != b[i]) differ++;
        return differ == 2;
    }

    public override Func<int, ulong> KeyOf(string aspect) => aspect switch
    {
        "" => row => (ulong)_values[row],
        "sound" => row => _values[row] == 0 ? 0 : Scatter.Of(Soundex(words[_values[row]])),
        "start" => row => _values[row] == 0 ? 0 : Scatter.Of(words[_values[row]].AsSpan(0, Math.Min(3, words[_values[row]].Length))),
        _ => throw Unknown(aspect),
    };

    /// <summary>First letter and up to three classes of consonants, as English names are filed by sound (Soundex).</summary>
    internal static string Soundex(string text)
    {
        const string classes = "01230120022455012623010202"; // a … z
        Span<char> code = ['0', '0', '0', '0'];
        var (length, last) = (0, '0');
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c)) continue;
            var own = classes[c - 'a'];
            if (length == 0) code[length++] = c;
            else if (own != '0' && own != last && length < 4) code[length++] = own;
            if (c is not ('h' or 'w')) last = own;
        }
        return code.ToString();
    }
}
