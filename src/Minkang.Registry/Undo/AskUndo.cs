using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Undo;

/// <summary>How many records of a kind an undo takes off or puts back (撤销内容).</summary>
/// <param name="Kind">Table of the records.</param>
internal sealed record UndoCount(string Kind, long Count);

/// <summary>What undoing an import would do, and what stands against it (撤销前的说明).</summary>
/// <param name="Goes">Records that it brought.</param>
/// <param name="Back">Records that get their former values back.</param>
/// <param name="Obstacles">What was worked on since; while there is one, the import is not undone.</param>
internal sealed record UndoOutlook(IReadOnlyList<UndoCount> Goes, IReadOnlyList<UndoCount> Back, IReadOnlyList<Obstacle> Obstacles)
{
    public bool IsEmpty => Goes.Count + Back.Count == 0;
}

/// <summary>Asks that an import be undone, and agrees to it where a second person must (申请和同意撤销导入).</summary>
internal sealed class AskUndo(ImportJobs jobs, JobRunner runner, FindObstacles obstacles, ListCatalog catalog, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    public const string Action = "registry.undo-import";

    /// <summary>The import when the actor may undo it or agree to that; else why not.</summary>
    public async Task<Outcome<ListImport>> Find(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var scope = actor.ScopeOf(Action);
        var import = await db.ImportsFor(actor).SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null || !scope.Parts.Any(p => Reaches(p, import))) return new Problem("registry.undo.not-found", "", "没有这次导入，或不在您的范围内。");
        if (import.State is not (ImportState.Done or ImportState.Cancelled or ImportState.Failed)) return new Problem("registry.undo.state", "", "只有已导入或中途停下的名单能撤销。");
        if (!import.KeepsChanges) return new Problem("registry.undo.no-record", "", "这次导入时还没有保留改动前的内容，不能撤销。要更正请导入一份新的名单。");
        if (await jobs.Of(import, ct) is { Ended: false }) return new Problem("registry.undo.busy", "", "这次导入正在办理，请等它结束。");
        return import;
    }

    private static bool Reaches(ScopePart part, ListImport import) =>
        part.OwnListOf is { } office ? import.SentAs == office.ToString() : import.AreaCode.StartsWith(part.Prefix, StringComparison.Ordinal);

    /// <summary>A township clerk undoes the own import of the same day.</summary>
    private bool OwnOfToday(Actor actor, ListImport import) => actor.IsConsole || actor.ScopeOf(Action).NeedsSecondPerson || actor.ScopeOf(Action).Parts.Any(p => p.Prefix.Length <= 6)
        || (import.CreatedBy == actor.UserId && DateOnly.FromDateTime(BusinessCalendar.Local(import.EndedAt ?? import.UpdatedAt)) == calendar.Today);

    /// <summary>What would go, what would come back, what stands against it.</summary>
    public async Task<UndoOutlook> Look(CountyDb db, Guid importId, CancellationToken ct)
    {
        var goes = new List<UndoCount>();
        foreach (var kind in MadeRecords.Kinds(db).Reverse())
            if (await MadeRecords.Count(db, kind, importId, ct) is > 0 and var count) goes.Add(new UndoCount(kind.GetTableName()!, count));
        var back = await db.Set<ImportChange>().Where(c => c.ImportId == importId).GroupBy(c => c.RecordKind).Select(g => new { g.Key, Count = g.Select(c => c.RecordId).Distinct().LongCount() }).ToListAsync(ct);
        return new UndoOutlook(goes, [.. back.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => new UndoCount(b.Key, b.Count))], await obstacles.Handle(db, importId, ct));
    }

    /// <summary>Asks for it; true when it begins at once, false when a second person has to agree.</summary>
    public async Task<Outcome<bool>> Ask(CountyDb db, Actor actor, Guid id, string reason, CancellationToken ct)
    {
        var found = await Find(db, actor, id, ct);
        if (!found.Ok) return found.Problems.ToArray();
        var import = found.Value;
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 200) return new Problem("registry.undo.reason-missing", "Reason", "请写明为什么撤销，不超过 200 字。");
        if (!OwnOfToday(actor, import)) return new Problem("registry.undo.not-yours", "", "乡镇只能撤销自己当天导入的名单，其他的请县级业务员办理。");
        if (import.UndoAskedBy is not null) return new Problem("registry.undo.asked", "", "已有人申请撤销，正等另一人同意。");
        if (await Refusal(db, id, ct) is { } refusal) return refusal;
        (import.UndoAskedBy, import.UndoAskedName, import.UndoAskedAt, import.UndoReasonSealed) = (actor.UserId, actor.Name, clock.GetUtcNow(), vault.Seal(Purposes.Proposal, reason.Trim()));
        db.Trail.Record(actor, Action, "import", id, purpose: reason.Trim(), detail: new { asked = true });
        await db.SaveChangesAsync(ct);
        if (actor.ScopeOf(Action).NeedsSecondPerson) return false;
        await Begin(db, actor, import, ct);
        return true;
    }

    /// <summary>A second person agrees; the undo begins.</summary>
    public async Task<Outcome<Guid>> Agree(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var found = await Find(db, actor, id, ct);
        if (!found.Ok) return found.Problems.ToArray();
        var import = found.Value;
        if (import.UndoAskedBy is not { } asked) return new Problem("registry.undo.not-asked", "", "没有人申请撤销这次导入。");
        if (asked == actor.UserId) return new Problem("registry.undo.own", "", "申请人不能自己同意，请由另一人办理。");
        if (!OwnOfToday(actor, import)) return new Problem("registry.undo.not-yours", "", "乡镇只能撤销自己当天导入的名单，其他的请县级业务员办理。");
        if (await Refusal(db, id, ct) is { } refusal) return refusal;
        (import.UndoAgreedBy, import.UndoAgreedName) = (actor.UserId, actor.Name);
        db.Trail.Record(actor, Action, "import", id, detail: new { agreed = true });
        await db.SaveChangesAsync(ct);
        return await Begin(db, actor, import, ct);
    }

    /// <summary>Takes the wish back, by whoever asked or by the second person who does not agree.</summary>
    public async Task<Outcome<Guid>> Withdraw(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var found = await Find(db, actor, id, ct);
        if (!found.Ok) return found.Problems.ToArray();
        found.Value.ForgetUndo();
        db.Trail.Record(actor, Action, "import", id, detail: new { withdrawn = true });
        await db.SaveChangesAsync(ct);
        return id;
    }

    /// <summary>True when the undo that was asked for has its job.</summary>
    public async Task<bool> HasBegun(ListImport import, CancellationToken ct) => await jobs.Of(import, ct) is { Kind: UndoWorker.JobKind };

    private async Task<Problem?> Refusal(CountyDb db, Guid id, CancellationToken ct)
    {
        if (await db.Set<ListImport>().AnyAsync(i => i.Id != id && i.State == ImportState.Running, ct)) return new Problem("registry.undo.other-runs", "", "另一份名单正在导入，请等它结束再撤销。");
        var outlook = await Look(db, id, ct);
        if (outlook.IsEmpty) return new Problem("registry.undo.nothing", "", "这次导入没有改动登记册，不用撤销。");
        return outlook.Obstacles.Count > 0 ? new Problem("registry.undo.worked-on", "", "导入以后有人改过其中的记录，这次导入不能撤销。") : null;
    }

    private async Task<Guid> Begin(CountyDb db, Actor actor, ListImport import, CancellationToken ct)
    {
        var title = T($"撤销导入 {catalog.Profiles.FirstOrDefault(p => p.Id == import.ProfileId)?.Title ?? import.ProfileId}");
        var job = await runner.Enqueue(actor, UndoWorker.JobKind, title, db.CountyCode, JsonSerializer.Serialize(new UndoWorker.Argument(import.Id)), ct);
        await db.Set<ListImport>().Where(i => i.Id == import.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.JobId, job), ct);
        return job;
    }
}
