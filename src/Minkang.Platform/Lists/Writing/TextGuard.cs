namespace Minkang.Platform.Lists;

/// <summary>
/// Marks in CSV files that keep a spreadsheet from changing a text: a tab behind a long number, ="…" around it, an apostrophe before a text that
/// begins like a formula. The office does not see them; they are taken off when a file is read and put on when one is written.
/// </summary>
internal static class TextGuard
{
    private const int LongestExactNumber = 11; // spreadsheets show longer numbers in scientific notation

    public static string Remove(string field)
    {
        if (field.EndsWith('\t')) field = field.TrimEnd('\t');
        if (field.Length >= 3 && field.StartsWith("=\"", StringComparison.Ordinal) && field.EndsWith('"') && field.IndexOf('"', 2) == field.Length - 1) return field[2..^1];
        return field.Length > 2 && field[0] == '\'' && IsFormulaSign(field[1]) ? field[1..] : field;
    }

    public static string Add(string text, char separator)
    {
        if (text.Length > LongestExactNumber && text.All(char.IsAsciiDigit)) return separator == '\t' ? $"=\"{text}\"" : text + "\t";
        return LooksLikeFormula(text) ? "'" + text : text;
    }

    /// <summary>True when a spreadsheet would take the text for a formula.</summary>
    public static bool LooksLikeFormula(string text) => text.Length > 1 && IsFormulaSign(text[0]) && !double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static bool IsFormulaSign(char c) => c is '=' or '+' or '-' or '@' or '−' or '＝' or '＋' or '－' or '＠';
}
