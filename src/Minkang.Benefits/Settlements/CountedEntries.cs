namespace Minkang.Benefits.Settlements;

/// <summary>Which entries are a settled encounter (计入结算人次): neither reversed nor a reversal, and the stages of a stay once, with its final bill.</summary>
internal static class CountedEntries
{
    public static IQueryable<StoredSettlement> Counted(this IQueryable<StoredSettlement> entries) =>
        entries.Where(s => s.ReversedBy == null && (s.Kind == EntryKind.Ordinary || s.Kind == EntryKind.Resettlement));
}
