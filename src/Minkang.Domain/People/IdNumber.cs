using System.Globalization;

namespace Minkang.Domain.People;

/// <summary>Sex (性别), GB/T 2261.1.</summary>
public enum Sex { Unknown = 0, Male = 1, Female = 2, Unstated = 9 }

/// <summary>
/// A valid citizen identity number (公民身份号码, GB 11643-1999): 18 characters, real birth date, right check character.
/// Area codes are not looked up: codes that were abolished stay valid in old numbers. Holds personal data: never put it in a log or an address.
/// </summary>
public readonly record struct IdNumber
{
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckCharacters = "10X98765432";
    private readonly string? _text;

    private IdNumber(string text) => _text = text;

    /// <summary>The eighteen characters. Throws on a default value.</summary>
    public string Text => _text ?? throw new InvalidOperationException("This is no identity number.");

    /// <summary>Birth date that the number states.</summary>
    public DateOnly BirthDate => DateOnly.ParseExact(Text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Sex that the number states: odd sequence is male.</summary>
    public Sex Sex => (Text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>The six-digit area of first registration.</summary>
    public string Area => Text[..6];

    /// <summary>Masked as lists show it: 6 + … + 4.</summary>
    public string Masked => Mask(Text);

    /// <summary>Masks any identity-like text: the first six and the last four stay; a text of ten characters or fewer is hidden wholly.</summary>
    public static string Mask(string text) =>
        text.Length <= 10 ? new string('*', text.Length) : string.Concat(text.AsSpan(0, 6), new string('*', text.Length - 10), text.AsSpan(text.Length - 4));

    /// <summary>Takes exactly eighteen clean characters (digits, upper-case X at the end). Null when form, date or check character is wrong.</summary>
    public static IdNumber? TryParse(ReadOnlySpan<char> text)
    {
        if (text.Length != 18) return null;
        for (var i = 0; i < 17; i++) if (!char.IsAsciiDigit(text[i])) return null;
        if (text[17] != CheckCharacter(text)) return null;
        if (!DateOnly.TryParseExact(text.Slice(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)) return null;
        return birth.Year < 1850 ? null : new IdNumber(text.ToString());
    }

    /// <summary>The check character that belongs to the first seventeen digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> seventeenDigits)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (seventeenDigits[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    /// <summary>Brings a fifteen-digit number (births before 2000) to eighteen: inserts the century and adds the check character. Null when it is not fifteen digits with a real date.</summary>
    public static IdNumber? FromFifteen(ReadOnlySpan<char> fifteen)
    {
        if (fifteen.Length != 15) return null;
        foreach (var c in fifteen) if (!char.IsAsciiDigit(c)) return null;
        Span<char> full = stackalloc char[18];
        fifteen[..6].CopyTo(full);
        "19".CopyTo(full[6..]);
        fifteen[6..].CopyTo(full[8..]);
        full[17] = CheckCharacter(full);
        return TryParse(full);
    }

    /// <summary>Never prints the number: a mistake in a log call must not leak it.</summary>
    public override string ToString() => _text is null ? "" : Masked;
}
