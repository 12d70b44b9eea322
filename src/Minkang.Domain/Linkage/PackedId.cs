namespace Minkang.Domain.Linkage;

/// <summary>
/// Valid identity numbers (身份证号) in 64 bits: the first seventeen digits times eleven plus the value of the check character, 10 for X.
/// Equal numbers are equal texts, and nothing is lost.
/// </summary>
internal static class PackedId
{
    public const int Length = 18;
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private static ReadOnlySpan<byte> Checks => [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2]; // by the sum modulo 11

    /// <summary>Takes eighteen clean characters with a real birth date and the right check character.</summary>
    public static bool TryPack(ReadOnlySpan<char> text, out ulong packed)
    {
        packed = 0;
        if (text.Length != Length) return false;
        var (sum, digits) = (0, 0UL);
        for (var i = 0; i < 17; i++)
        {
            var digit = unchecked((uint)(text[i] - '0'));
            if (digit > 9) return false;
            sum += (int)digit * Weights[i];
            digits = (digits * 10) + digit;
        }
        var check = text[17] == 'X' ? 10u : unchecked((uint)(text[17] - '0'));
        if (check > 10 || (check == 10 && text[17] != 'X') || Checks[sum % 11] != check) return false;
        packed = (digits * 11) + check;
        var birth = Birth(packed);
        var (year, month, day) = (birth / 10_000, birth / 100 % 100, birth % 100);
        return year is >= 1850 and < 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && digits / 100_000_000_000 != 999_999;
    }

    /// <summary>Birth date as yyyymmdd.</summary>
    public static int Birth(ulong packed) => (int)(packed / 11_000 % 100_000_000);

    public static bool IsMale(ulong packed) => packed / 11 % 2 == 1;

    /// <summary>The six digits of the area of first registration.</summary>
    public static int Area(ulong packed) => (int)(packed / 1_100_000_000_000);

    /// <summary>The last four characters as a number, X as 10.</summary>
    public static int Tail(ulong packed) => (int)(packed % 11_000);

    public static void Unpack(ulong packed, Span<char> text)
    {
        text[17] = packed % 11 == 10 ? 'X' : (char)('0' + packed % 11);
        var digits = packed / 11;
        for (var i = 16; i >= 0; i--, digits /= 10) text[i] = (char)('0' + digits % 10);
    }

    /// <summary>
    /// Valid numbers that one keying error away from a text that is none (校验位引导的单字修复): one character changed, two neighbours
    /// exchanged, one left out, one too many. For finding candidates; nothing is repaired by it.
    /// </summary>
    public static void Neighbours(ReadOnlySpan<char> text, List<ulong> found)
    {
        Span<char> tried = stackalloc char[Length];
        if (text.Length == Length)
        {
            Changed(text, tried, found);
            for (var i = 0; i < 17; i++)
            {
                if (text[i] == text[i + 1]) continue;
                text.CopyTo(tried);
                (tried[i], tried[i + 1]) = (tried[i + 1], tried[i]);
                Keep(tried, found);
            }
        }
        else if (text.Length == Length - 1) Filled(text, tried, found);
        else if (text.Length == Length + 1)
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[..i].CopyTo(tried);
                text[(i + 1)..].CopyTo(tried[i..]);
                Keep(tried, found);
            }
        }
    }

    private static void Changed(ReadOnlySpan<char> text, Span<char> tried, List<ulong> found)
    {
        text.CopyTo(tried);
        for (var i = 0; i < Length; i++)
        {
            for (var c = 0; c <= (i == 17 ? 10 : 9); c++)
            {
                tried[i] = c == 10 ? 'X' : (char)('0' + c);
                Keep(tried, found);
            }
            tried[i] = text[i];
        }
    }

    private static void Filled(ReadOnlySpan<char> text, Span<char> tried, List<ulong> found)
    {
        for (var i = 0; i < Length; i++)
        {
            text[..i].CopyTo(tried);
            text[i..].CopyTo(tried[(i + 1)..]);
            for (var c = 0; c <= (i == 17 ? 10 : 9); c++)
            {
                tried[i] = c == 10 ? 'X' : (char)('0' + c);
                Keep(tried, found);
            }
        }
    }

    private static void Keep(ReadOnlySpan<char> text, List<ulong> found)
    {
        if (TryPack(text, out var packed) && !found.Contains(packed)) found.Add(packed);
    }

    /// <summary>True when at most one keying error lies between the two: a character changed, left out, too many, or two neighbours exchanged.</summary>
    public static bool OneErrorApart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length) { var shorter = b; b = a; a = shorter; }
        if (b.Length - a.Length > 1) return false;
        var start = a.CommonPrefixLength(b);
        if (start == a.Length) return true;
        var restA = a[start..];
        var restB = b[start..];
        if (a.Length != b.Length) return restA.SequenceEqual(restB[1..]);
        if (restA[1..].SequenceEqual(restB[1..])) return true;
        return restA.Length >= 2 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]);
    }
}
