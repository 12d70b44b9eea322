using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Merges;

/// <summary>A merge as lists show it, with the kept person's name in full: mask it where the reader may not see it.</summary>
internal sealed record MergeLine(PersonMerge Merge, string KeptName, string GoneName);

/// <summary>
/// Finds merges (合并记录), newest first. While there are two records, both must be within reach where they are now; once there is one person, whoever reaches the person reaches how
/// the record came about, and nobody else.
/// </summary>
internal static class FindMerges
{
    public static readonly Problem NotFound = new("registry.merge.record-not-found", "", "没有这次合并，或不在您的范围内。");

    public static IQueryable<PersonMerge> MergesFor(this CountyDb db, Actor actor, string action)
    {
        var scope = InReach.Areas(actor.ScopeOf(action));
        var reached = db.Set<Person>().Where(VisiblePersons.InArea<Person>(scope, p => p.VillageCode));
        var records = db.Set<Person>();
        // The filter leaves out merged records, which are just what is asked for: one of the two, and the kept one when it was merged on.
        return db.Set<PersonMerge>().IgnoreQueryFilters()
            .Where(m => reached.Any(p => p.Id == m.KeptId && p.MergedInto == null) || records.Any(k => k.Id == m.KeptId && reached.Any(p => p.Id == k.MergedInto)))
            .Where(m => m.State == MergeState.Merged || reached.Any(p => p.Id == m.GoneId));
    }

    /// <summary>What the list asks for where an undoing waits for a second person; a state of its own for readers, not for the merge.</summary>
    public const string UndoAsked = "undo-asked";

    public static async Task<(Paging Paging, IReadOnlyList<MergeLine> Lines)> Page(CountyDb db, Actor actor, string? asked, int? page, int? size, CancellationToken ct)
    {
        var state = Choice.Of<MergeState>(asked);
        var found = db.MergesFor(actor, LookAtMerge.Action).AsNoTracking();
        if (asked == UndoAsked) found = found.Where(m => m.State == MergeState.Merged && m.UndoAskedBy != null);
        else if (state is not null) found = found.Where(m => m.State == state);
        var paging = new Paging(page, size, await found.CountAsync(ct));
        var merges = await found.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return (paging, await Named(db, merges, ct));
    }

    public static async Task<MergeLine?> One(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var merge = await db.MergesFor(actor, LookAtMerge.Action).AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        return merge is null ? null : (await Named(db, [merge], ct))[0];
    }

    private static async Task<IReadOnlyList<MergeLine>> Named(CountyDb db, List<PersonMerge> merges, CancellationToken ct)
    {
        var ids = merges.SelectMany(m => new[] { m.KeptId, m.GoneId }).Distinct().ToList();
        var names = await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return merges.ConvertAll(m => new MergeLine(m, names.GetValueOrDefault(m.KeptId, ""), names.GetValueOrDefault(m.GoneId, "")));
    }
}
