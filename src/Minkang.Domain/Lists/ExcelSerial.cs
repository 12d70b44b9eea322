namespace Minkang.Domain.Lists;

/// <summary>
/// Serial day numbers of spreadsheets (日期序列号), 1900 calendar: 1 is 1900-01-01. The calendar holds a 29 February 1900 that never was (60); it is no day.
/// </summary>
public static class ExcelSerial
{
    private const double LastDay = 2_958_465; // 9999-12-31

    /// <summary>Days between the 1904 and the 1900 calendar.</summary>
    public const int Calendar1904 = 1462;

    public static DateTime? ToDateTime(double serial)
    {
        if (!(serial >= 1) || serial >= LastDay + 1 || (serial >= 60 && serial < 61)) return null;
        var days = Math.Floor(serial) + (serial < 60 ? 1 : 0);
        var seconds = Math.Round((serial - Math.Floor(serial)) * 86_400);
        var moment = new DateTime(1899, 12, 30).AddDays(days);
        return moment.Date == DateTime.MaxValue.Date ? moment : moment.AddSeconds(seconds);
    }

    public static DateOnly? ToDate(double serial) => ToDateTime(serial) is { } moment ? DateOnly.FromDateTime(moment) : null;

    public static double FromDate(DateOnly day)
    {
        var days = day.DayNumber - new DateOnly(1899, 12, 30).DayNumber;
        return days < 61 ? days - 1 : days;
    }
}
