using System.Globalization;

namespace Minkang.Domain.Values;

/// <summary>Money (金额) in whole fen (分, 1/100 yuan). May be negative for reversals. Never rounds by itself.</summary>
/// <param name="Fen">The amount in fen.</param>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>No money; not the same as an amount that is not known (use <c>Money?</c>).</summary>
    public static readonly Money Zero = new(0);

    /// <summary>From yuan (元), exact to the fen. Throws <see cref="ArgumentException"/> when there are more than two decimals.</summary>
    public static Money FromYuan(decimal yuan)
    {
        var fen = yuan * 100m;
        if (fen != decimal.Truncate(fen)) throw new ArgumentException("An amount in yuan has at most two decimals.", nameof(yuan));
        return new Money(decimal.ToInt64(fen));
    }

    /// <summary>The amount in yuan (元) with two decimals.</summary>
    public decimal Yuan => Fen / 100m;

    public static Money operator +(Money a, Money b) => new(a.Fen + b.Fen);
    public static Money operator -(Money a, Money b) => new(a.Fen - b.Fen);
    public static Money operator -(Money a) => new(-a.Fen);
    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;
    public static Money Add(Money left, Money right) => left + right;
    public static Money Subtract(Money left, Money right) => left - right;
    public static Money Negate(Money item) => -item;
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with thousands separators and two decimals, as pages and prints show it: <c>1,234.50</c>.</summary>
    public override string ToString() => Yuan.ToString("N2", CultureInfo.InvariantCulture);
}
