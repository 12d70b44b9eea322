namespace Minkang.Domain.Linkage;

/// <summary>Likeness of two texts by shared characters, their order and their common beginning (Jaro–Winkler), 0 to 1. Symmetric.</summary>
internal static class JaroWinkler
{
    private const int Longest = 64;

    public static double Of(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > Longest) a = a[..Longest];
        if (b.Length > Longest) b = b[..Longest];
        if (a.Length == 0 || b.Length == 0) return a.Length == b.Length ? 1 : 0;
        if (a.Length > b.Length) { var longer = a; a = b; b = longer; }
        var one = Jaro(a, b);
        var both = a.Length == b.Length ? (one + Jaro(b, a)) / 2 : one; // matching is greedy: of equal lengths, which side begins must not matter
        var common = Math.Min(4, a.CommonPrefixLength(b));
        return both + (common * 0.1 * (1 - both));
    }

    private static double Jaro(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var reach = Math.Max(0, (b.Length / 2) - 1);
        Span<int> matched = stackalloc int[Longest];
        ulong taken = 0;
        var found = 0;
        for (var i = 0; i < a.Length; i++)
            for (var j = Math.Max(0, i - reach); j <= Math.Min(b.Length - 1, i + reach); j++)
            {
                if ((taken >> j & 1) != 0 || a[i] != b[j]) continue;
                taken |= 1UL << j;
                matched[found++] = i;
                break;
            }
        if (found == 0) return 0;
        var (outOfOrder, k) = (0, 0);
        for (var j = 0; j < b.Length; j++)
            if ((taken >> j & 1) != 0 && a[matched[k++]] != b[j]) outOfOrder++;
        return (((double)found / a.Length) + ((double)found / b.Length) + ((found - (outOfOrder / 2.0)) / found)) / 3;
    }
}
