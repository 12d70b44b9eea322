using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Registry.Lists;

/// <summary>An import as its pages show it.</summary>
/// <param name="By">Name of the sender.</param>
/// <param name="Job">The last job on it; null when none was started.</param>
internal sealed record ImportView(ListImport Import, string ListTitle, string By, Job? Job)
{
    public ImportCounts Counts => new(Import.ReadCount, Import.NewCount, Import.ChangedCount, Import.SameCount, Import.RejectedCount, Import.PersonCount, Import.SkippedCount);

    /// <summary>True while a job waits or works.</summary>
    public bool Busy => Job is { Ended: false };

    /// <summary>True when the counts are those of a trial or a run.</summary>
    public bool Counted => Import.ReadCount > 0;

    /// <summary>Data rows that were taken or are known already, of all data rows.</summary>
    public (long Taken, long Data) Taken => (Import.NewCount + Import.ChangedCount + Import.SameCount, Import.ReadCount - Import.SkippedCount);
}

internal sealed record ImportPageOf(IReadOnlyList<ImportView> Lines, Paging Paging);

/// <summary>Finds the imports that somebody may see (导入记录), newest first.</summary>
internal sealed class FindImports(PlatformStore platform, ListCatalog catalog, Vault vault)
{
    public async Task<ImportPageOf> Handle(CountyDb db, Actor actor, int? page, int? size, CancellationToken ct)
    {
        var all = db.ImportsFor(actor).AsNoTracking();
        var paging = new Paging(page, size, await all.LongCountAsync(ct));
        var found = await all.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return new ImportPageOf(await Views(found, ct), paging);
    }

    /// <summary>One import with what was recognised in it; null when it is not in reach.</summary>
    public async Task<(ImportView View, ListSketch? Sketch)?> One(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var found = await db.ImportsFor(actor).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        return found is null ? null : ((await Views([found], ct))[0], ListSketch.Open(found.SketchSealed, vault));
    }

    private async Task<List<ImportView>> Views(List<ListImport> imports, CancellationToken ct)
    {
        var (users, jobs) = (imports.Select(i => i.CreatedBy).Distinct().ToList(), imports.Select(i => i.JobId).OfType<Guid>().ToList());
        await using var db = platform.Open();
        var names = await db.Set<User>().AsNoTracking().Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var byId = await db.Set<Job>().AsNoTracking().Where(j => jobs.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        return imports.ConvertAll(i => new ImportView(i, catalog.Profiles.FirstOrDefault(p => p.Id == i.ProfileId)?.Title ?? i.ProfileId,
            names.GetValueOrDefault(i.CreatedBy, "命令行"), i.JobId is { } job ? byId.GetValueOrDefault(job) : null));
    }
}
