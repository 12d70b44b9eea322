using System.Globalization;

namespace Minkang.Registry.Facts;

/// <summary>A date as exactly as it is known (日期按已知精度).</summary>
internal static class KnownDate
{
    /// <summary><c>2018</c>, <c>2018-07</c> or <c>2018-07-31</c>; null when unknown.</summary>
    public static string? Text(DateOnly? on, string? precision) => on?.ToString(precision switch { "year" => "yyyy", "month" => "yyyy-MM", _ => "yyyy-MM-dd" }, CultureInfo.InvariantCulture);
}
