using System.Linq.Expressions;
using Minkang.Platform.Ui;

namespace Minkang.Platform.Stores;

/// <summary>Narrows records to days (日期范围).</summary>
public static class DayRange
{
    /// <summary>The records of the month that a day lies in; all of them where none is given.</summary>
    public static IQueryable<T> InMonth<T>(this IQueryable<T> records, DateOnly? month, Expression<Func<T, DateOnly>> day) =>
        month is { } of ? records.Between(Months.First(of), Months.First(of).AddMonths(1), day) : records;

    /// <summary>The records of a calendar year; all of them where none is given.</summary>
    public static IQueryable<T> InYear<T>(this IQueryable<T> records, int? year, Expression<Func<T, DateOnly>> day) =>
        year is { } of ? records.Between(new(of, 1, 1), new(of + 1, 1, 1), day) : records;

    /// <summary>The records of a day from the first on, before the next.</summary>
    public static IQueryable<T> Between<T>(this IQueryable<T> records, DateOnly first, DateOnly next, Expression<Func<T, DateOnly>> day)
    {
        var bounds = Expression.Constant(new Bounds(first, next));
        return records.Where(Expression.Lambda<Func<T, bool>>(Expression.AndAlso(
            Expression.GreaterThanOrEqual(day.Body, Expression.Property(bounds, nameof(Bounds.First))),
            Expression.LessThan(day.Body, Expression.Property(bounds, nameof(Bounds.Next)))), day.Parameters[0]));
    }

    private sealed record Bounds(DateOnly First, DateOnly Next);
}
