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
internal sealed class TakeMergeBack(IEnumerable<PersonColumn> columns, LookBackAtMerge look, RecordedColumns recorded, MergedFinding finding, Vault vault, TimeProvider clock)
{
    public async Task Handle(CountyDb db, Actor actor, PersonMerge merge, UndoMergeOutlook outlook, IReadOnlyCollection<LaterRecord> goBack, CancellationToken ct)
    {
        var changes = await look.Changes(db, merge.Id, ct);
        foreach (var step in changes.GroupBy(c => c.Change.Step).OrderByDescending(s => s.Key))
        {
            foreach (var change in step.Where(c => c.Back.Count > 0)) recorded.PutBack(db.Entry(change.Record!), change.Back);
            await db.SaveChangesAsync(ct);
        }
        await GoBack(db, merge, goBack.Where(g => outlook.Later.Any(l => l.Table == g.Table && l.Id == g.Id)), ct);
        await finding.Reopen(db, merge, new EventFrame(actor, clock.GetUtcNow(), vault), ct);
        db.RemoveRange(await db.Set<PersonAlias>().Where(a => a.MergeId == merge.Id).ToListAsync(ct));
        (merge.State, merge.UndoneBy, merge.UndoneByName, merge.UndoneAt) = (MergeState.Undone, actor.UserId, actor.Name, clock.GetUtcNow());
        merge.LeftSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(outlook.Left));
        foreach (var subject in new[] { merge.KeptId, merge.GoneId })
            db.Trail.Record(actor, UndoMerge.Action, "person", subject, vault.Open(Purposes.Proposal, merge.UndoReasonSealed),
                new { merge = merge.Id, records = changes.Count, left = outlook.Left.Count, later = goBack.Count });
        await db.SaveChangesAsync(ct);
    }

    private async Task GoBack(CountyDb db, PersonMerge merge, IEnumerable<LaterRecord> records, CancellationToken ct)
    {
        var wanted = records.Select(r => (r.Table, r.Id)).ToHashSet();
        if (wanted.Count == 0) return;
        foreach (var column in columns)
        {
            var table = db.Model.FindEntityType(column.Entity)!.GetTableName()!;
            foreach (var row in await column.Rows(db, merge.KeptId, ct))
            {
                var entry = db.Entry(row);
                if (wanted.Contains((table, (Guid)entry.Property(nameof(Record.Id)).CurrentValue!))) entry.Property(column.Property).CurrentValue = merge.GoneId;
            }
        }
        await db.SaveChangesAsync(ct);
    }
}
