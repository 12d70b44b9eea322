namespace Minkang.Domain.Values;

/// <summary>
/// A span of calendar days (期间). <paramref name="From"/> is the first day that counts; <paramref name="Until"/> is the first
/// day that no longer counts (exclusive), or null while it has no end.
/// </summary>
public readonly record struct Period(DateOnly From, DateOnly? Until)
{
    /// <summary>True when the day lies inside the period.</summary>
    public bool Contains(DateOnly day) => day >= From && (Until is not { } until || day < until);

    /// <summary>True when the two periods share at least one day.</summary>
    public bool Overlaps(Period other) => (Until is not { } u || other.From < u) && (other.Until is not { } ou || From < ou);

    /// <summary>True when the end does not lie before the beginning. An empty period (From = Until) is allowed: it was taken back on its first day.</summary>
    public bool IsSound => Until is not { } until || until >= From;
}
