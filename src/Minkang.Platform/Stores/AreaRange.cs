using System.Linq.Expressions;
using Minkang.Domain.Values;

namespace Minkang.Platform.Stores;

/// <summary>
/// Narrows records to an area (区划范围): those whose village code begins with the area's. It is asked as a range of codes, which an index on the village code
/// serves on both engines.
/// </summary>
public static class AreaRange
{
    /// <summary>The records of an area; all of them where none is given.</summary>
    public static IQueryable<T> InArea<T>(this IQueryable<T> records, RegionCode? area, Expression<Func<T, string>> village) => records.InArea(area?.Short, village);

    /// <summary>The records of an area by the beginning of its code: 6 digits for a county, 9 for a township, 12 for a village. All of them for null and an empty text.</summary>
    public static IQueryable<T> InArea<T>(this IQueryable<T> records, string? area, Expression<Func<T, string>> village) =>
        string.IsNullOrEmpty(area) ? records : records.Where(Expression.Lambda<Func<T, bool>>(Within(village.Body, area), village.Parameters[0]));

    /// <summary>True for a village whose code begins with the text, as part of a larger condition.</summary>
    public static BinaryExpression Within(Expression village, string area)
    {
        var bounds = new Bounds(area, area + "z");
        return Expression.AndAlso(
            Compare(ExpressionType.GreaterThanOrEqual, village, Expression.Property(Expression.Constant(bounds), nameof(Bounds.Low))),
            Compare(ExpressionType.LessThan, village, Expression.Property(Expression.Constant(bounds), nameof(Bounds.High))));
    }

    private static BinaryExpression Compare(ExpressionType how, Expression village, Expression bound) =>
        Expression.MakeBinary(how, Expression.Call(typeof(string), nameof(string.Compare), [], village, bound), Expression.Constant(0));

    private sealed record Bounds(string Low, string High);
}
