namespace Minkang.Domain.Linkage;

/// <summary>Distinct texts, numbered from 1 in the order of their coming (字符串表). Rows keep the number; 0 is no text.</summary>
internal sealed class Words
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly List<string> _texts = [""];

    public Words() => _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Count of numbers given, 0 included.</summary>
    public int Count => _texts.Count;

    public string this[int number] => _texts[number];

    /// <summary>The number of a text that is known already.</summary>
    public bool TryFind(ReadOnlySpan<char> text, out int number) => _bySpan.TryGetValue(text, out number);

    public int Number(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return 0;
        if (_bySpan.TryGetValue(text, out var known)) return known;
        var own = text.ToString();
        var number = _texts.Count;
        _numbers.Add(own, number);
        _texts.Add(own);
        return number;
    }
}

/// <summary>Numbers scattered over 64 bits, the same on every machine.</summary>
internal static class Scatter
{
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value ^= value >> 32;
            value *= 0xD6E8FEB86659FD93;
            value ^= value >> 32;
            value *= 0xD6E8FEB86659FD93;
            return value ^ (value >> 32);
        }
    }

    /// <summary>One key of two; never 0.</summary>
    public static ulong Join(ulong first, ulong second)
    {
        unchecked
        {
            var joined = Mix((first * 0x9E3779B97F4A7C15) + second + 0x7F4A7C15);
            return joined == 0 ? 1 : joined;
        }
    }

    public static ulong Of(ReadOnlySpan<char> text)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325;
            foreach (var c in text) hash = (hash ^ c) * 0x100000001B3;
            return Mix(hash) | 1;
        }
    }
}
