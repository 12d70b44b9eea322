using System.Globalization;
using Minkang.Domain.Values;

namespace Minkang.Domain.Lists;

/// <summary>How exactly a date is stated.</summary>
public enum DatePrecision { Year, Month, Day }

/// <summary>
/// A date as exactly as it was stated (日期，保留到年、月或日): 2018, 2018-05 or 2018-05-03. A month is never taken for its first day.
/// </summary>
public readonly record struct PartialDate
{
    private PartialDate(int year, int month, int day) => (Year, Month, DayOfMonth) = (year, month, day);

    public int Year { get; }

    /// <summary>1–12; 0 when only the year is stated.</summary>
    public int Month { get; }

    /// <summary>1–31; 0 when no day is stated.</summary>
    public int DayOfMonth { get; }

    public DatePrecision Precision => DayOfMonth > 0 ? DatePrecision.Day : Month > 0 ? DatePrecision.Month : DatePrecision.Year;

    /// <summary>The day; null when only a month or a year is stated.</summary>
    public DateOnly? Day => Precision == DatePrecision.Day ? new DateOnly(Year, Month, DayOfMonth) : null;

    /// <summary>First day of what is stated.</summary>
    public DateOnly First => new(Year, Math.Max(Month, 1), Math.Max(DayOfMonth, 1));

    /// <summary>Last day of what is stated.</summary>
    public DateOnly Last => Precision switch
    {
        DatePrecision.Day => First,
        DatePrecision.Month => new DateOnly(Year, Month, DateTime.DaysInMonth(Year, Month)),
        _ => new DateOnly(Year, 12, 31),
    };

    /// <summary>The days that are meant; the end is exclusive.</summary>
    public Period Period => new(First, Last.AddDays(1));

    public static PartialDate OfYear(int year) => new(year, 0, 0);

    /// <summary>Null when there is no such month.</summary>
    public static PartialDate? OfMonth(int year, int month) => IsYear(year) && month is >= 1 and <= 12 ? new(year, month, 0) : null;

    public static PartialDate OfDay(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <summary>Null when there is no such day.</summary>
    public static PartialDate? OfDay(int year, int month, int day) =>
        IsYear(year) && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private static bool IsYear(int year) => year is >= 1 and <= 9999;

    public override string ToString() => Precision switch
    {
        DatePrecision.Day => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DatePrecision.Month => First.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };
}

/// <summary>A span of time as it was stated (时段), from the first to the last moment; both ends count.</summary>
public readonly record struct PartialPeriod(PartialDate From, PartialDate To)
{
    /// <summary>The days that are meant; the end is exclusive.</summary>
    public Period Period => new(From.First, To.Last.AddDays(1));
}
