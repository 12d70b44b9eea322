using System.Globalization;
using System.Text;
using Minkang.Domain.People;

namespace Minkang.Domain.Lists;

/// <summary>How texts of lists are brought to one writing before they are compared or read: full width to half, invisible marks and outer blanks away.</summary>
public static class ListText
{
    /// <summary>True when nothing can be seen: blanks of every width, line breaks, zero-width marks.</summary>
    public static bool IsBlank(string text)
    {
        foreach (var c in text) if (!char.IsWhiteSpace(c) && !IdText.IsInvisible(c)) return false;
        return true;
    }

    /// <summary>Half-width digits, letters and signs; no invisible marks; every run of blanks as one blank; no blanks at the ends.</summary>
    public static string Clean(string text)
    {
        if (IsClean(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) { if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' '); }
            else if (!IdText.IsInvisible(c)) clean.Append(ToHalfWidth(c));
        }
        if (clean.Length > 0 && clean[^1] == ' ') clean.Length--;
        return clean.ToString();
    }

    /// <summary>As <see cref="Clean"/>, without any blank.</summary>
    public static string Compact(string text)
    {
        var clean = Clean(text);
        return clean.Contains(' ') ? clean.Replace(" ", "", StringComparison.Ordinal) : clean;
    }

    public static char ToHalfWidth(char c) => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c is '￥' ? '¥' : c;

    /// <summary>A stored number as a spreadsheet shows it: at most fifteen digits that count, never in scientific notation while it fits into 28 digits.</summary>
    public static string OfNumber(double number) =>
        number == 0 ? "0"
        : Math.Abs(number) is < 1e28 and > 1e-10 ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is > ' ' and < '\u007f') continue;
            if (c is >= '\u4e00' and <= '\u9fff') continue;
            return false;
        }
        return true;
    }
}
