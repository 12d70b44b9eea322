using Minkang.Domain.Values;

namespace Minkang.Benefits.Adoption;

/// <summary>Where a new adoption finds its place among those in force (采用期间): it ends the one before it and must not reach into one that begins later.</summary>
internal static class AdoptionPeriods
{
    /// <summary>The adoption whose period the new one ends, or null when it ends none. Refused when two periods would overlap, or days would be left in the middle.</summary>
    public static Outcome<PackAdoption?> Place(IEnumerable<PackAdoption> adopted, PackAdoption wanted)
    {
        PackAdoption? before = null;
        foreach (var other in adopted.Where(a => a.Id != wanted.Id && a.Holds.Overlaps(wanted.Holds) && a.UntilOn != a.FromOn))
        {
            if (other.FromOn >= wanted.FromOn)
                return new Problem("benefits.adoption.overlaps", "FromOn", $"与已采用的“{other.Name}”（自 {other.FromOn:yyyy-MM-dd} 起）重叠。请把截止日期写成 {other.FromOn:yyyy-MM-dd} 或更早，或先终止那一项。");
            if (wanted.UntilOn is { } until && (other.UntilOn is not { } end || end > until))
                return new Problem("benefits.adoption.splits", "UntilOn", $"已采用的“{other.Name}”在 {until:yyyy-MM-dd} 以后还要适用，会被截成两段。请不写截止日期，或先终止那一项再分别采用。");
            before = other;
        }
        return before;
    }
}
