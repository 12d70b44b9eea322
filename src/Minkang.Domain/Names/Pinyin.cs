using System.Text;

namespace Minkang.Domain.Names;

/// <summary>
/// Pinyin (汉语拼音) of names, without tones and in lower case, ü as v as it is typed. A surname takes its reading as a surname (单 shan, 万俟 mo qi).
/// Punctuation and characters without a known reading are left out; Latin words and digits stay. Source: README.md beside this file.
/// </summary>
public static class Pinyin
{
    /// <summary>The most combinations that <see cref="AllInitials"/> gives.</summary>
    public const int MostInitials = 16;

    /// <summary>Readings of one character, the likeliest first; empty when none is known.</summary>
    public static IReadOnlyList<string> Readings(Rune character) => NameTables.Readings.TryGetValue(character.Value, out var readings) ? readings : [];

    /// <summary>A person's name in full, syllables apart: <c>zhang wei ming</c>. Names with a middle dot (minority names) have no Han surname.</summary>
    public static string Of(string name) => string.Join(' ', Syllables(name, person: true).Select(r => r[0]));

    /// <summary>Any other text in full (villages, institutions): no surname rule.</summary>
    public static string OfText(string text) => string.Join(' ', Syllables(text, person: false).Select(r => r[0]));

    /// <summary>First letters of the likeliest readings: <c>zwm</c>.</summary>
    public static string Initials(string name) => string.Concat(Syllables(name, person: true).Select(r => r[0][0]));

    /// <summary>Every plausible row of first letters, the likeliest first, at most <see cref="MostInitials"/>: 乐 gives <c>y</c> and <c>l</c>.</summary>
    public static IReadOnlyList<string> AllInitials(string name)
    {
        List<string> rows = [""];
        foreach (var readings in Syllables(name, person: true))
        {
            var letters = readings.Select(r => r[0]).Distinct().ToList();
            if (rows.Count * letters.Count > MostInitials) letters = letters[..1];
            rows = [.. letters.SelectMany(letter => rows.Select(row => row + letter))];
        }
        return rows is [""] ? [] : rows;
    }

    /// <summary>
    /// Text that orders persons as a Chinese reader expects when compared byte by byte: pinyin, two blanks (so that a short name
    /// comes before a longer one that begins with it), then the name itself, so that equal sounds keep one order. Lists keep it in a column, since database engines order Chinese differently. Personal data like the name.
    /// </summary>
    public static string SortKey(string name) => $"{Of(name)}  {name}";

    private static List<string[]> Syllables(string name, bool person)
    {
        var runes = name.EnumerateRunes().ToList();
        var syllables = new List<string[]>(runes.Count);
        var at = person && !name.Contains('·', StringComparison.Ordinal) ? Surname(runes, syllables) : 0;
        var word = new StringBuilder();
        for (; at < runes.Count; at++)
        {
            if (runes[at].IsAscii && Rune.IsLetterOrDigit(runes[at])) { word.Append(char.ToLowerInvariant((char)runes[at].Value)); continue; }
            EndWord();
            if (NameTables.Readings.TryGetValue(runes[at].Value, out var readings)) syllables.Add(readings);
        }
        EndWord();
        return syllables;

        void EndWord()
        {
            if (word.Length > 0) syllables.Add([word.ToString()]);
            word.Clear();
        }
    }

    /// <summary>Adds the surname's readings when it has its own; returns how many characters it took.</summary>
    private static int Surname(List<Rune> runes, List<string[]> syllables)
    {
        if (runes.Count >= 3 && NameTables.Surnames.TryGetValue(NameVariants.Fold($"{runes[0]}{runes[1]}"), out var compound))
        {
            syllables.AddRange(compound.Select(s => new[] { s }));
            return 2;
        }
        if (runes.Count == 0 || !NameTables.Surnames.TryGetValue(NameVariants.Fold(runes[0].ToString()), out var single)) return 0;
        syllables.Add([.. single, .. Readings(runes[0]).Except(single)]);
        return 1;
    }
}
