using System.Text;

namespace Minkang.Domain.Names;

/// <summary>
/// Characters that are taken for one another by the eye (形近字): 余/佘, 毕/华, 未/末. Told from how they are typed by shape (Cangjie), from their
/// four corners and their strokes; a sign of likeness, not a proof. Source: README.md beside this file.
/// </summary>
public static class NameShapes
{
    /// <summary>True when two different characters of the general table look alike. Symmetric; false for characters whose shape is not known.</summary>
    public static bool LookAlike(Rune a, Rune b)
    {
        if (a == b || !NameTables.Shapes.TryGetValue(a.Value, out var first) || !NameTables.Shapes.TryGetValue(b.Value, out var second)) return false;
        var strokes = Math.Abs(first.Strokes - second.Strokes);
        if (strokes > 3) return false;
        var corners = Differing(first.Corners, second.Corners);
        return corners == 0 || (corners == 1 && strokes <= 2) || NearlyTyped(first.Cangjie, second.Cangjie);
    }

    /// <summary>Corners that differ; 4 when the code of one is not known.</summary>
    private static int Differing(string a, string b)
    {
        if (a.Length != 4 || b.Length != 4) return 4;
        var differ = 0;
        for (var i = 0; i < 4; i++) if (a[i] != b[i]) differ++;
        return differ;
    }

    /// <summary>Typed the same, or one part other, more, fewer or exchanged; single-part characters say too little.</summary>
    private static bool NearlyTyped(string a, string b)
    {
        if (a.Length < 2 || b.Length < 2 || Math.Max(a.Length, b.Length) < 3) return a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0];
        if (a.Length > b.Length) (a, b) = (b, a);
        if (b.Length - a.Length > 1) return false;
        var start = a.AsSpan().CommonPrefixLength(b);
        var (restA, restB) = (a[start..], b[start..]);
        return a.Length == b.Length ? restA.Length < 2 || restA[1..] == restB[1..] : restA == restB[1..];
    }
}
