using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Contracts;

/// <summary>Where the key of a merged record leads (已合并档案的去向), so that old links and printed codes still find the person.</summary>
public static class MergedPersons
{
    /// <summary>
    /// The record that the merged one lies in now, however often it was merged on; null for a record that was never merged, for a key of nobody, and when the actor's action does
    /// not reach the record that is kept.
    /// </summary>
    public static async Task<Guid?> LeadsTo(this CountyDb db, Actor actor, string action, Guid id, CancellationToken ct)
    {
        var kept = await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => p.Id == id).Select(p => p.MergedInto).SingleOrDefaultAsync(ct);
        return kept is { } one && await db.PersonsFor(actor, action).AnyAsync(p => p.Id == one, ct) ? one : null;
    }

    /// <summary>
    /// Keys of the records that lie in others now (已并入别人的档案), for a list that a module drew up while a merge was carried out: such a record is in no list of persons. A query for use
    /// inside another; no record stands in it twice.
    /// </summary>
    public static IQueryable<Guid> MergedAway(this CountyDb db) => db.Set<Merges.PersonMerge>().Where(m => m.State == Merges.MergeState.Merged).Select(m => m.GoneId);

    /// <summary>Keys of the records that were merged into the person.</summary>
    internal static Task<List<Guid>> MergedInto(this CountyDb db, Guid person, CancellationToken ct) =>
        db.Set<Person>().IgnoreQueryFilters().Where(p => p.MergedInto == person).Select(p => p.Id).ToListAsync(ct);

    /// <summary>The person whose former number, or the number of whose merged record, hashes so; null for nobody.</summary>
    internal static Task<Guid?> OwnerOfFormerNumber(this CountyDb db, string? hash, CancellationToken ct) => hash is null ? Task.FromResult<Guid?>(null)
        : db.Set<Merges.PersonAlias>().AsNoTracking().Where(a => a.IdHash == hash).OrderByDescending(a => a.Id).Select(a => (Guid?)a.PersonId).FirstOrDefaultAsync(ct);
}
