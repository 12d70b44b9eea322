using System.Globalization;

namespace Minkang.Platform.Ui;

/// <summary>How values read on pages and prints, in both languages alike: counts, dates, moments.</summary>
public static class Show
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>A count with thousands separators: <c>4,312</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share (比例) between 0 and 1 as percent with one decimal: <c>93.4%</c>.</summary>
    public static string Percent(decimal share) => (share * 100m).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>A calendar day: <c>2018-12-31</c>. Null stays null, so that a grid can say that it is missing.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment in Beijing time to the minute: <c>2018-12-31 08:05</c>.</summary>
    public static string Moment(DateTimeOffset moment) =>
        moment.ToOffset(China).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
