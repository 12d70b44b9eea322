namespace Minkang.Benefits.Settlements;

/// <summary>Which entries are a settled encounter (计入结算人次): neither reversed nor a reversal, and the stages of a stay once, with its final bill.</summary>
internal static class CountedEntries
{
    public static IQueryable<StoredSettlement> Counted(this IQueryable<StoredSettlement> entries) =>
        entries.Where(s => s.ReversedBy == null && (s.Kind == EntryKind.Ordinary || s.Kind == EntryKind.Resettlement));

    /// <summary>Entries of the people of an area; all of them for no area.</summary>
    public static IQueryable<StoredSettlement> OfArea(this IQueryable<StoredSettlement> entries, Domain.Values.RegionCode? area)
    {
        if (area is not { Short: { Length: > 0 } low }) return entries;
        var high = low + "z";
        return entries.Where(s => s.VillageCode.CompareTo(low) >= 0 && s.VillageCode.CompareTo(high) < 0);
    }
}
