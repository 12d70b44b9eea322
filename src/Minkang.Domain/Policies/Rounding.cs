using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>The smallest amount a payer pays (计算到): 分, 角 or 元. The value is its size in fen.</summary>
public enum RoundingUnit { Fen = 1, Jiao = 10, Yuan = 100 }

/// <summary>What happens to the part below the unit: 四舍五入, 舍去, 进位, 四舍六入五成双.</summary>
public enum RoundingMode { HalfUp, Down, Up, HalfEven }

/// <summary>How an amount is rounded (取舍规则). Only shares of amounts are rounded, once per step, after multiplying and before anything is cut.</summary>
public readonly record struct Rounding(RoundingUnit To, RoundingMode Mode)
{
    /// <summary>Half up to the fen (四舍五入到分).</summary>
    public static readonly Rounding Usual = new(RoundingUnit.Fen, RoundingMode.HalfUp);

    /// <summary>Rounds <paramref name="product"/>, fen times ten-thousandths and not negative, to fen. Products stay below 2⁶³ since a bill's amounts do not pass <see cref="Bill.Most"/>.</summary>
    public long Apply(long product)
    {
        var unit = (long)Rate.Scale * (int)To;
        var (whole, rest) = Math.DivRem(product, unit);
        var up = Mode switch
        {
            RoundingMode.HalfUp => rest * 2 >= unit,
            RoundingMode.Down => false,
            RoundingMode.Up => rest > 0,
            _ => rest * 2 > unit || (rest * 2 == unit && whole % 2 == 1),
        };
        return (up ? whole + 1 : whole) * (int)To;
    }
}
