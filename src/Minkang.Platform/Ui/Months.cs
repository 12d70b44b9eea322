using System.Globalization;

namespace Minkang.Platform.Ui;

/// <summary>A month of the calendar (月份), known by its first day.</summary>
public static class Months
{
    /// <summary>The first day of a month written 2019-03, from 1900 to 2200; null for anything else.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1900 and <= 2200 ? month : null;

    /// <summary>The month of a day, written 2019-03.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The first day of the month of a day.</summary>
    public static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>The last day of the month of a day.</summary>
    public static DateOnly Last(DateOnly day) => First(day).AddMonths(1).AddDays(-1);
}
