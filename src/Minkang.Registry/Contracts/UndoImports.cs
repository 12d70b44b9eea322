using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Contracts;

/// <summary>Undoes an import from the command line (撤销导入). Pages do the same in steps.</summary>
public sealed class UndoImports
{
    private readonly CountyStores _counties;
    private readonly AskUndo _ask;
    private readonly JobRunner _jobs;

    internal UndoImports(CountyStores counties, AskUndo ask, JobRunner jobs) => (_counties, _ask, _jobs) = (counties, ask, jobs);

    /// <summary>
    /// Undoes the import, or goes on with an undo that was broken off. Refusals: <c>registry.undo.not-found</c>, <c>registry.undo.state</c> when it did not end,
    /// <c>registry.undo.worked-on</c> when one of its records was changed since, <c>registry.undo.nothing</c> when it changed nothing.
    /// </summary>
    /// <param name="countyCode">Six digits.</param>
    /// <param name="importId">The import; null for the last one that took anything.</param>
    /// <param name="progress">Called with records done and records in all.</param>
    /// <returns>Name of the file whose import was undone.</returns>
    public async Task<Outcome<string>> Undo(string countyCode, Guid? importId, Actor actor, string reason, Action<long, long>? progress, CancellationToken ct)
    {
        await using var db = _counties.Open(countyCode);
        db.Trail.Actor = actor;
        var import = await Wanted(db, importId, ct);
        if (import is null) return new Problem("registry.undo.not-found", "", "没有可以撤销的导入。");
        if (import.UndoAskedBy is not null && !await _ask.HasBegun(import, ct))
        {
            var withdrawn = await _ask.Withdraw(db, actor, import.Id, ct);
            if (!withdrawn.Ok) return withdrawn.Problems.ToArray();
            import.ForgetUndo();
        }
        if (import.UndoAskedBy is null)
        {
            var asked = await _ask.Ask(db, actor, import.Id, reason, ct);
            if (!asked.Ok) return asked.Problems.ToArray();
        }
        var job = await db.Set<ListImport>().Where(i => i.Id == import.Id).Select(i => i.JobId).SingleAsync(ct);
        await _jobs.Requeue(job!.Value, ct);
        await _jobs.Run(job.Value, ct, progress is null ? null : (done, total, _) => progress(done, total));
        var state = await db.Set<ListImport>().Where(i => i.Id == import.Id).Select(i => i.State).SingleAsync(ct);
        return state == ImportState.Undone ? import.FileName : new Problem("registry.undo.not-done", "", "没有撤销成：导入以后有人改过其中的记录，或另一处正在办理。");
    }

    private static Task<ListImport?> Wanted(CountyDb db, Guid? importId, CancellationToken ct) => importId is { } id
        ? db.Set<ListImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct)
        : db.Set<ListImport>().AsNoTracking().Where(i => i.State == ImportState.Done || i.State == ImportState.Cancelled || i.State == ImportState.Failed).Where(i => i.NewCount + i.ChangedCount > 0)
            .OrderByDescending(i => i.CreatedAt).FirstOrDefaultAsync(ct);
}
