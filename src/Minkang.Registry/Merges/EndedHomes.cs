using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;

namespace Minkang.Registry.Merges;

/// <summary>
/// Households that ended while the record was merged (合并期间终止的户), to which undoing the merge brings somebody back. One that died out or left had not, with him in it; one that went
/// into another is no household any more, and nobody can tell from here where he belongs.
/// </summary>
internal static class EndedHomes
{
    public static async Task<IReadOnlyList<Household>> Of(CountyDb db, PersonMerge merge, IReadOnlyList<ChangeNow> changes, CancellationToken ct)
    {
        var homes = changes.Where(c => c.Record is Membership).GroupBy(c => c.Change.RecordId).Where(g => IsAgainOpen([.. g], merge.GoneId)).Select(g => ((Membership)g.First().Record!).HouseholdId).Distinct().ToList();
        return homes.Count == 0 ? [] : await db.Set<Household>().Where(h => homes.Contains(h.Id) && h.EndedOn != null).OrderBy(h => h.Id).ToListAsync(ct);
    }

    /// <summary>True for a household that is there again with him.</summary>
    public static bool CanReopen(Household home) => home.EndReason is "died_out" or "left";

    public static void Reopen(Household home) => (home.EndedOn, home.EndReason) = (null, null);

    private static bool IsAgainOpen(IReadOnlyList<ChangeNow> changes, Guid gone)
    {
        var membership = (Membership)changes[0].Record!;
        return Then(changes, nameof(Membership.PersonId), membership.PersonId) is Guid person && person == gone && Then(changes, nameof(Membership.UntilOn), membership.UntilOn) is null;
    }

    /// <summary>What the record says once every value that can go back has gone back: the changes lie with the first one last.</summary>
    private static object? Then(IReadOnlyList<ChangeNow> changes, string property, object? now)
    {
        foreach (var value in changes.SelectMany(c => c.Back).Where(v => v.Property.Name == property)) now = value.Before;
        return now;
    }
}
