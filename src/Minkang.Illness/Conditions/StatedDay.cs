using System.Globalization;
using System.Text.RegularExpressions;

namespace Minkang.Illness.Conditions;

/// <summary>A day as exactly as somebody knows it (日期，可只写年或年月): 2015, 2015-03, 2015-03-08.</summary>
internal readonly partial record struct StatedDay(DateOnly On, string Precision)
{
    /// <summary>Reads what was typed. Null for anything that is no year, month or day.</summary>
    public static StatedDay? TryParse(string? text)
    {
        if (Form().Match(text?.Trim() ?? "") is not { Success: true } parts) return null;
        var (month, day) = (parts.Groups["m"], parts.Groups["d"]);
        var whole = $"{parts.Groups["y"].Value}-{Two(month)}-{Two(day)}";
        if (!DateOnly.TryParseExact(whole, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)) return null;
        return new StatedDay(on, day.Success ? "day" : month.Success ? "month" : "year");
    }

    /// <summary>As people read it: only as exact as it is known. Null stays null.</summary>
    public static string? Show(DateOnly? on, string? precision) => on?.ToString(precision switch { "year" => "yyyy", "month" => "yyyy-MM", _ => "yyyy-MM-dd" }, CultureInfo.InvariantCulture);

    private static string Two(Group part) => part.Success ? part.Value.PadLeft(2, '0') : "01";

    [GeneratedRegex(@"^(?<y>(19|20)\d\d)(?:[-/.年](?<m>\d{1,2})(?:[-/.月](?<d>\d{1,2}))?)?[年月日]?$")]
    private static partial Regex Form();
}
