using Minkang.Domain.Values;

namespace Minkang.Registry.Merges;

/// <summary>What is left of a period when others are taken out of it (余下的时段): days of which only one of two records says something.</summary>
internal static class Pieces
{
    /// <summary>The days of the period that none of the held ones has, in order; none when they have them all. A period without days stays as it is.</summary>
    public static IReadOnlyList<Period> Of(Period period, IEnumerable<Period> held)
    {
        if (period.From == period.Until) return [period];
        var pieces = new List<Period>();
        DateOnly? next = period.From;
        foreach (var other in held.Where(h => h.From != h.Until && h.Overlaps(period)).OrderBy(h => h.From))
        {
            if (next is not { } from) break;
            if (from < other.From) pieces.Add(new Period(from, other.From));
            if (other.Until is not { } until) next = null;
            else if (until > from) next = until;
        }
        if (next is { } rest && (period.Until is null || rest < period.Until)) pieces.Add(new Period(rest, period.Until));
        return pieces;
    }
}
