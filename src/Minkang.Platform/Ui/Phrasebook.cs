using System.Globalization;
using System.Text.RegularExpressions;

namespace Minkang.Platform.Ui;

/// <summary>Translations by their Chinese (译文簿): a whole sentence, or one with places <c>{0}</c> that hold any value.</summary>
internal sealed partial class Phrasebook
{
    private readonly Dictionary<string, string> _whole = new(StringComparer.Ordinal);
    private readonly List<Phrase> _phrases = [];

    public Phrasebook(IEnumerable<(string Chinese, string Other)> texts)
    {
        foreach (var (chinese, other) in texts)
            if (_whole.TryAdd(chinese, other) && Phrase.Of(chinese, other) is { } phrase) _phrases.Add(phrase);
        // The sentence that says most by itself goes first: "没有这一户：{0}" before "没有{0}".
        _phrases.Sort((a, b) => b.Fixed.CompareTo(a.Fixed));
    }

    /// <summary>The translation with its values filled in; the text itself where none is known.</summary>
    public string Say(string chinese)
    {
        if (_whole.TryGetValue(chinese, out var known)) return known;
        foreach (var phrase in _phrases)
            if (phrase.Values(chinese) is { } values) return string.Format(CultureInfo.InvariantCulture, phrase.Other, [.. values.Select((value, place) => phrase.Quotes(place) ? value : SayValue(value))]);
        return chinese;
    }

    private string SayValue(string value) => value.Contains('、', StringComparison.Ordinal) ? string.Join(", ", value.Split('、').Select(Say)) : Say(value);

    private sealed partial class Phrase(string[] parts, int[] places, string other)
    {
        /// <summary>Fewer fixed characters than this say too little to be known again.</summary>
        private const int Least = 3;

        public string Other => other;
        public int Fixed { get; } = parts.Sum(p => p.Length);

        /// <summary>True where the sentence quotes what a file or a person wrote, which stays as it was written: “{0}”.</summary>
        public bool Quotes(int place) => Array.IndexOf(places, place) is var i and >= 0 && parts[i].EndsWith('“') && parts[i + 1].StartsWith('”');

        public static Phrase? Of(string chinese, string other)
        {
            var parts = Place().Split(chinese);
            var places = Place().Matches(chinese).Select(m => int.Parse(m.ValueSpan[1..^1], CultureInfo.InvariantCulture)).ToArray();
            return places.Length > 0 && parts.Sum(p => p.Length) >= Least && parts.Any(p => p.Any(c => c is >= '\u3400' and <= '\u9fff')) ? new Phrase(parts, places, other) : null;
        }

        /// <summary>What stands at the places, in the order of their numbers; null when the text is another sentence.</summary>
        public string[]? Values(string text)
        {
            if (text.Length < Fixed || !text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal)) return null;
            var (values, at, end) = (new string[places.Max() + 1], parts[0].Length, text.Length - parts[^1].Length);
            for (var i = 0; i < places.Length; i++)
            {
                var next = i == places.Length - 1 ? end : text.IndexOf(parts[i + 1], at, StringComparison.Ordinal);
                if (next < at || next > end) return null;
                values[places[i]] = text[at..next];
                at = next + parts[i + 1].Length;
            }
            return Array.TrueForAll(values, v => v is not null) ? values : null;
        }

        [GeneratedRegex(@"\{\d+\}")]
        private static partial Regex Place();
    }
}
