namespace Minkang.Domain.Values;

/// <summary>Level of an area (行政级别) by the length of its code without trailing zeros.</summary>
public enum RegionLevel { Nation = 0, Province = 2, City = 4, County = 6, Township = 9, Village = 12 }

/// <summary>
/// Area code (统计用区划代码): 2 digits province, 4 city, 6 county, 9 township, 12 village. Held in its short form, so that "lies in"
/// is a prefix test; the twelve-digit form pads with zeros. The empty code is the whole country.
/// </summary>
public readonly record struct RegionCode
{
    /// <summary>The short form: 0, 2, 4, 6, 9 or 12 digits.</summary>
    public string Short { get; }

    private RegionCode(string value) => Short = value;

    /// <summary>Reads a short or a zero-padded twelve-digit code. Null when the text is not digits or not one of the lengths.</summary>
    public static RegionCode? TryParse(string? text)
    {
        if (text is null) return null;
        foreach (var c in text) if (!char.IsAsciiDigit(c)) return null;
        if (text.Length == 12)
        {
            foreach (var (keep, zeros) in new[] { (0, 12), (2, 10), (4, 8), (6, 6), (9, 3) })
                if (text.AsSpan(keep).TrimEnd('0').IsEmpty && text.Length - keep == zeros) return new RegionCode(text[..keep]);
            return new RegionCode(text);
        }
        return text.Length is 0 or 2 or 4 or 6 or 9 ? new RegionCode(text) : null;
    }

    /// <summary>As <see cref="TryParse"/>, but throws <see cref="FormatException"/> for a text that is no area code.</summary>
    public static RegionCode Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is not an area code of 2, 4, 6, 9 or 12 digits.");

    /// <summary>Level by length.</summary>
    public RegionLevel Level => (RegionLevel)(Short ?? "").Length;

    /// <summary>Twelve digits, padded with zeros at the right.</summary>
    public string Padded => (Short ?? "").PadRight(12, '0');

    /// <summary>True when this area is the other or lies inside it.</summary>
    public bool IsIn(RegionCode area) => (Short ?? "").StartsWith(area.Short ?? "", StringComparison.Ordinal);

    /// <summary>The area one level up that contains this one; the country for a province and for itself.</summary>
    public RegionCode Parent => Level switch
    {
        RegionLevel.Village => new(Short[..9]),
        RegionLevel.Township => new(Short[..6]),
        RegionLevel.County => new(Short[..4]),
        RegionLevel.City => new(Short[..2]),
        _ => new(""),
    };

    public override string ToString() => Short ?? "";
}
