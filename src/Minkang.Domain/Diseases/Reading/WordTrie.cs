using System.Collections.Frozen;

namespace Minkang.Domain.Diseases.Reading;

/// <summary>All words with a value each, for finding the longest word that begins at a place. Time grows with the length of the word found, never with the number of words.</summary>
internal sealed class WordTrie<T> where T : class
{
    private readonly FrozenDictionary<long, int> _steps;
    private readonly T?[] _values;

    /// <summary>Two values for one word throw <see cref="ArgumentException"/>.</summary>
    public WordTrie(IEnumerable<(string Word, T Value)> words)
    {
        var steps = new Dictionary<long, int>();
        var values = new List<T?> { null };
        foreach (var (word, value) in words)
        {
            var node = 0;
            foreach (var c in word)
            {
                if (!steps.TryGetValue(Key(node, c), out var next))
                {
                    next = values.Count;
                    values.Add(null);
                    steps.Add(Key(node, c), next);
                }
                node = next;
            }
            if (node == 0) throw new ArgumentException("An empty word.", nameof(words));
            if (values[node] is not null) throw new ArgumentException($"The word '{word}' has two meanings.", nameof(words));
            values[node] = value;
        }
        _steps = steps.ToFrozenDictionary();
        _values = [.. values];
    }

    public (T Value, int Length)? Longest(CellText text, int start)
    {
        (T, int)? best = null;
        var node = 0;
        for (var i = start; i < text.Length && _steps.TryGetValue(Key(node, text[i]), out node); i++)
            if (_values[node] is { } value && EndsWord(text, start, i)) best = (value, i - start + 1);
        return best;
    }

    /// <summary>Latin letters are one word together: <c>ca</c> is not found inside <c>cabg</c>.</summary>
    private static bool EndsWord(CellText text, int start, int last) =>
        !(char.IsAsciiLetter(text[start]) && start > 0 && char.IsAsciiLetter(text[start - 1]) && !text.GapBefore(start)) &&
        !(char.IsAsciiLetter(text[last]) && last + 1 < text.Length && char.IsAsciiLetter(text[last + 1]) && !text.GapBefore(last + 1));

    private static long Key(int node, char c) => ((long)node << 16) | c;
}
