using System.Globalization;

namespace Minkang.Registry.Workbench;

/// <summary>A piece of a value, and whether the other side has it not (差在哪里).</summary>
internal sealed record DiffPart(string Text, bool Differs);

/// <summary>Two values side by side, character by character (逐字对照). What is masked is compared before it is masked, so that a hidden difference is still marked.</summary>
internal static class CharDiff
{
    /// <summary>Longer texts are marked as a whole.</summary>
    private const int Longest = 64;

    /// <param name="shown">How a character at a place is shown: itself, or a star.</param>
    public static (IReadOnlyList<DiffPart> Left, IReadOnlyList<DiffPart> Right) Of(string left, string right, Func<string, int, int, string>? shown = null)
    {
        var (a, b) = (Characters(left), Characters(right));
        var (keepA, keepB) = (new bool[a.Length], new bool[b.Length]);
        if (a.Length <= Longest && b.Length <= Longest) Keep(a, b, keepA, keepB);
        return (Parts(a, keepA, shown), Parts(b, keepB, shown));
    }

    /// <summary>Marks the longest common sequence on both sides.</summary>
    private static void Keep(string[] a, string[] b, bool[] keepA, bool[] keepB)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j]) (keepA[i++], keepB[j++]) = (true, true);
            else if (common[i + 1, j] >= common[i, j + 1]) i++;
            else j++;
        }
    }

    private static List<DiffPart> Parts(string[] text, bool[] keep, Func<string, int, int, string>? shown)
    {
        var parts = new List<DiffPart>();
        for (var i = 0; i < text.Length; i++)
        {
            var character = shown is null ? text[i] : shown(text[i], i, text.Length);
            if (parts.Count > 0 && parts[^1].Differs == !keep[i]) parts[^1] = parts[^1] with { Text = parts[^1].Text + character };
            else parts.Add(new DiffPart(character, !keep[i]));
        }
        return parts;
    }

    private static string[] Characters(string text)
    {
        var all = new List<string>();
        for (var characters = StringInfo.GetTextElementEnumerator(text); characters.MoveNext();) all.Add(characters.GetTextElement());
        return [.. all];
    }
}
