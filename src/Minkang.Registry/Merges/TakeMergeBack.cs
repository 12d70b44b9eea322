using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Merges;

/// <summary>Takes a merge back in the open transaction (办理撤销合并), step by step from the last to the first.</summary>
internal sealed class TakeMergeBack(LookBackAtMerge look, LaterRows later, IEnumerable<IMergeRule> rules, RecordedColumns recorded, MergedFinding finding, Vault vault, TimeProvider clock)
{
    public async Task Handle(CountyDb db, Actor actor, PersonMerge merge, UndoMergeOutlook outlook, IReadOnlyCollection<LaterRecord> goBack, CancellationToken ct)
    {
        var changes = await look.Changes(db, merge.Id, ct);
        foreach (var home in await EndedHomes.Of(db, merge, changes, ct)) EndedHomes.Reopen(home);
        foreach (var step in changes.GroupBy(c => c.Change.Step).OrderByDescending(s => s.Key))
        {
            foreach (var change in step.Where(c => c.Back.Count > 0)) recorded.PutBack(db.Entry(change.Record!), change.Back);
            db.RemoveRange(step.Where(c => c is { IsMade: true, Record: not null }).Select(c => c.Record!));
            await db.SaveChangesAsync(ct);
        }
        await GoBack(db, new MergePair(merge.KeptId, merge.GoneId), LaterRows.Going(outlook.Made, goBack), ct);
        await finding.Reopen(db, merge, new EventFrame(actor, clock.GetUtcNow(), vault), ct);
        db.RemoveRange(await db.Set<PersonAlias>().Where(a => a.MergeId == merge.Id).ToListAsync(ct));
        (merge.State, merge.UndoneBy, merge.UndoneByName, merge.UndoneAt) = (MergeState.Undone, actor.UserId, actor.Name, clock.GetUtcNow());
        merge.LeftSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(outlook.Left));
        foreach (var subject in new[] { merge.KeptId, merge.GoneId })
            db.Trail.Record(actor, UndoMerge.Action, "person", subject, vault.Open(Purposes.Proposal, merge.UndoReasonSealed),
                new { merge = merge.Id, records = changes.Count, left = outlook.Left.Count, later = goBack.Count });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What was made since and is the other's, with what else it says of the kept record.</summary>
    private async Task GoBack(CountyDb db, MergePair pair, IReadOnlySet<Guid> going, CancellationToken ct)
    {
        if (going.Count == 0) return;
        await later.Give(db, pair, going, ct);
        foreach (var rule in rules) await rule.GiveBack(db, pair, going, ct);
        await db.SaveChangesAsync(ct);
    }
}
