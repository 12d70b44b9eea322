using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using Minkang.Registry.Workbench;

namespace Minkang.Registry.Comparisons;

/// <summary>A run as its pages show it.</summary>
/// <param name="Job">The last job on it; null when none was queued.</param>
/// <param name="Own">False for a run of a wider area: only the discrepancies of the actor's villages are the actor's.</param>
/// <param name="Findings">Discrepancies that are the actor's to see.</param>
internal sealed record CompareView(CompareRun Run, Job? Job, bool Own, long Findings)
{
    /// <summary>Where the actor goes on with it.</summary>
    public string Href => Own ? $"/compare/{Run.Id}" : $"/compare/{Run.Id}/work";

    public bool Busy => Job is { Ended: false };
}

internal sealed record ComparePageOf(IReadOnlyList<CompareView> Lines, Paging Paging);

/// <summary>An import that may take part in a comparison.</summary>
internal sealed record ComparableImport(Guid Id, string Title, string FileName, DateOnly? ListOn, long Rows, DateTimeOffset ReceivedAt);

/// <summary>Finds the comparisons that somebody may see (比对记录), newest first, and the imports that may be compared.</summary>
internal sealed class FindComparisons(PlatformStore platform, ListCatalog catalog)
{
    private const int MostImports = 60;

    public async Task<ComparePageOf> Handle(CountyDb db, Actor actor, int? page, int? size, CancellationToken ct)
    {
        var all = db.RunsAbout(actor).AsNoTracking();
        var paging = new Paging(page, size, await all.LongCountAsync(ct));
        var found = await all.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return new ComparePageOf(await Views(db, actor, found, ct), paging);
    }

    /// <summary>One run; null when it is not in reach.</summary>
    public async Task<CompareView?> One(CountyDb db, Actor actor, Guid id, CancellationToken ct) =>
        await db.RunsFor(actor).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } run ? new CompareView(run, (await JobsOf([run], ct)).GetValueOrDefault(run.JobId ?? Guid.Empty), true, run.FindingCount) : null;

    /// <summary>The lists of a run by their number.</summary>
    public static async Task<List<RunList>> Lists(CountyDb db, Guid run, CancellationToken ct) => await db.Set<RunList>().AsNoTracking().Where(l => l.RunId == run).OrderBy(l => l.ListNo).ToListAsync(ct);

    /// <summary>Imports whose originals may be compared: received and neither given up nor undone.</summary>
    public static IQueryable<ListImport> Comparable(CountyDb db, Actor actor) => db.ImportsFor(actor).Where(i => i.State != ImportState.Dropped && i.State != ImportState.Undone);

    /// <summary>The newest of these.</summary>
    public async Task<IReadOnlyList<ComparableImport>> Imports(CountyDb db, Actor actor, CancellationToken ct)
    {
        var found = await Comparable(db, actor).AsNoTracking().OrderByDescending(i => i.CreatedAt).Take(MostImports)
            .Select(i => new { i.Id, i.ProfileId, i.FileName, i.ListOn, Rows = i.ReadCount - i.SkippedCount, i.CreatedAt }).ToListAsync(ct);
        return [.. found.Select(i => new ComparableImport(i.Id, catalog.Profiles.FirstOrDefault(p => p.Id == i.ProfileId)?.Title ?? i.ProfileId, i.FileName, i.ListOn, i.Rows, i.CreatedAt))];
    }

    private async Task<List<CompareView>> Views(CountyDb db, Actor actor, List<CompareRun> runs, CancellationToken ct)
    {
        var (jobs, ids) = (await JobsOf(runs, ct), runs.ConvertAll(r => r.Id));
        var own = await db.RunsFor(actor).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct);
        var parts = own.Count == ids.Count ? [] : await db.FindingsAbout(actor, [.. ids.Except(own)]).GroupBy(f => f.RunId).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return runs.ConvertAll(r => new CompareView(r, jobs.GetValueOrDefault(r.JobId ?? Guid.Empty), own.Contains(r.Id), own.Contains(r.Id) ? r.FindingCount : parts.GetValueOrDefault(r.Id)));
    }

    private async Task<Dictionary<Guid, Job>> JobsOf(List<CompareRun> runs, CancellationToken ct)
    {
        var jobs = runs.Select(r => r.JobId).OfType<Guid>().ToList();
        await using var store = platform.Open();
        return await store.Set<Job>().AsNoTracking().Where(j => jobs.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
    }
}
