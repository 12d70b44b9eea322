using System.Globalization;

namespace Minkang.Domain.Values;

/// <summary>A share (比例) in ten-thousandths: 85 % is 8500, 62.5 % is 6250. Exact; never a binary fraction.</summary>
/// <param name="TenThousandths">The share times ten thousand.</param>
public readonly record struct Rate(int TenThousandths)
{
    /// <summary>Ten thousand: the scale on which shares and factors are whole numbers.</summary>
    public const int Scale = 10_000;

    /// <summary>As documents write it: <c>85%</c>, <c>62.5%</c>.</summary>
    public override string ToString() => (TenThousandths / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
