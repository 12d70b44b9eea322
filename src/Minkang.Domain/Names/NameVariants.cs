using System.Collections.Frozen;
using System.Text;

namespace Minkang.Domain.Names;

/// <summary>
/// Variant characters (繁体、异体字). Two classes kept apart: forms of the same character (鳳/凤), which fold for any text, and
/// characters that only people's names exchange (萧/肖, 傅/付), which fold for comparing names and for nothing else.
/// Source: Unicode Han Database and a list of our own, see README.md beside this file.
/// </summary>
public static class NameVariants
{
    /// <summary>Traditional and variant characters become the form of today (凤); everything else stays. Same text when nothing changes.</summary>
    public static string Fold(string text) => Replace(text, NameTables.Fold);

    /// <summary>As <see cref="Fold"/>, then characters that names exchange become one form. For comparing only: never show or store the result as a name.</summary>
    public static string FoldName(string name) => Replace(Fold(name), NameTables.Name);

    /// <summary>True when the two differ at most in variant characters of either class.</summary>
    public static bool AreVariants(string a, string b) => string.Equals(FoldName(a), FoldName(b), StringComparison.Ordinal);

    private static string Replace(string text, FrozenDictionary<int, string> table)
    {
        StringBuilder? changed = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (table.TryGetValue(rune.Value, out var other)) (changed ??= new StringBuilder(text.Length).Append(text, 0, at)).Append(other);
            else changed?.Append(text, at, rune.Utf16SequenceLength);
            at += rune.Utf16SequenceLength;
        }
        return changed?.ToString() ?? text;
    }
}
