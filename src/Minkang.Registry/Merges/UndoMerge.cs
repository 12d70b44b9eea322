using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Merges;

/// <summary>What undoing a merge would do (撤销合并前的说明).</summary>
/// <param name="Made">Rows made since.</param>
/// <param name="Left">What somebody changed since: it stays as it is now.</param>
/// <param name="Refused">What keeps the merge from being undone; null when nothing does.</param>
/// <param name="First">The later merge that has to be undone first; null when that is not what keeps it.</param>
internal sealed record UndoMergeOutlook(IReadOnlyList<LaterRow> Made, IReadOnlyList<LeftValue> Left, MergeNote? Refused, Guid? First)
{
    /// <summary>Rows of which somebody decides whether they stay or go with the record that comes back; the others go where the row goes on which they hang.</summary>
    public IReadOnlyList<LaterRow> Later => [.. Made.Where(m => m.Parent is null)];
}

/// <summary>
/// Undoes a merge (撤销合并): each record returns to where it came from, values that nobody changed since are as before, and the rest is named. Where the role must, a second person
/// agrees first.
/// </summary>
internal sealed class UndoMerge(LookBackAtMerge look, TakeMergeBack back, IEnumerable<IMergeRule> rules, RecordWords words, Vault vault, TimeProvider clock)
{
    public const string Action = "registry.unmerge";
    private const int ReasonLength = 200;

    /// <summary>Asks for it with the later records that are to go with the record that comes back; undone at once where no second person is needed.</summary>
    public Task<Outcome<MergeState>> Ask(CountyDb db, Actor actor, Guid id, string reason, IReadOnlyCollection<LaterRecord> goBack, CancellationToken ct) => Under(db, actor, id, async merge =>
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > ReasonLength) return new Problem("registry.unmerge.reason-missing", "Reason", $"请写明为什么撤销合并，不超过 {ReasonLength} 字。");
        if (merge.UndoAskedBy is not null) return new Problem("registry.unmerge.asked", "", $"{merge.UndoAskedByName} 已申请撤销这次合并，正等另一人同意。");
        var outlook = await look.Handle(db, merge, ct);
        if (outlook.Refused is { } no) return new Problem(no.Code, "", no.Message);
        if (goBack.Any(g => !outlook.Later.Any(l => l.Table == g.Table && l.Id == g.Id))) return Changed();
        (merge.UndoAskedBy, merge.UndoAskedByName, merge.UndoAskedAt) = (actor.UserId, actor.Name, clock.GetUtcNow());
        (merge.UndoReasonSealed, merge.UndoChoiceSealed) = (vault.Seal(Purposes.Proposal, reason.Trim()), vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(goBack)));
        db.Trail.Record(actor, Action, "person", merge.KeptId, reason.Trim(), new { merge = merge.Id, asked = true });
        await db.SaveChangesAsync(ct);
        if (!actor.ScopeOf(Action).NeedsSecondPerson) await back.Handle(db, actor, merge, outlook, goBack, ct);
        return null;
    }, ct);

    /// <summary>A second person agrees; it is undone.</summary>
    public Task<Outcome<MergeState>> Agree(CountyDb db, Actor actor, Guid id, CancellationToken ct) => Under(db, actor, id, async merge =>
    {
        if (merge.UndoAskedBy is not { } asked) return new Problem("registry.unmerge.not-asked", "", "没有人申请撤销这次合并。");
        if (asked == actor.UserId) return new Problem("registry.unmerge.own", "", "申请人不能自己同意，请由另一人办理。");
        var outlook = await look.Handle(db, merge, ct);
        if (outlook.Refused is { } no) return new Problem(no.Code, "", no.Message);
        await back.Handle(db, actor, merge, outlook, JsonSerializer.Deserialize<List<LaterRecord>>(vault.Open(Purposes.ListEntry, merge.UndoChoiceSealed)!)!, ct);
        return null;
    }, ct);

    /// <summary>Takes the wish back, by whoever asked or by the second person who does not agree.</summary>
    public Task<Outcome<MergeState>> Withdraw(CountyDb db, Actor actor, Guid id, CancellationToken ct) => Under(db, actor, id, async merge =>
    {
        merge.ForgetUndo();
        db.Trail.Record(actor, Action, "person", merge.KeptId, detail: new { merge = merge.Id, withdrawn = true });
        await db.SaveChangesAsync(ct);
        return null;
    }, ct);

    private async Task<Outcome<MergeState>> Under(CountyDb db, Actor actor, Guid id, Func<PersonMerge, Task<Problem?>> work, CancellationToken ct)
    {
        if (await db.MergesFor(actor, Action).AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } known) return FindMerges.NotFound;
        try
        {
            await using var transaction = await MergeLock.Take(db, rules, new MergePair(known.KeptId, known.GoneId), known.FindingId, ct);
            var merge = await db.Set<PersonMerge>().SingleAsync(m => m.Id == id, ct);
            var problem = merge.State == MergeState.Merged ? await work(merge) : new Problem("registry.unmerge.state", "", "这次合并没有生效，或者已经撤销。");
            if (problem is null)
            {
                await transaction.CommitAsync(ct);
                return merge.State;
            }
            Forget(db);
            return problem;
        }
        catch (Exception e) when (SaveOnce.WasBetween(e))
        {
            var problem = Taken(e, actor, known) ?? Changed();
            Forget(db);
            return problem;
        }
    }

    /// <summary>Which record cannot go where it should, since there is one like it already; null when it was something else that came between.</summary>
    private Problem? Taken(Exception failure, Actor actor, PersonMerge merge)
    {
        if (failure is not DbUpdateException { Entries: [{ Entity: not Persons.Person } entry] } update || update is DbUpdateConcurrencyException || !SaveOnce.WasMeanwhile(update)) return null;
        var word = words.Named(actor, entry.Metadata.GetTableName()!);
        return LaterRows.MadeAt((Guid)entry.Property(nameof(Record.Id)).CurrentValue!) is { } at && at > merge.MergedAt
            ? new Problem("registry.unmerge.there-already", "", $"要恢复的档案已经有同样的“{word}”，{Show.Moment(at)} 登记的那一条不能再归它。请让那一条留在保留的档案，再撤销。")
            : new Problem("registry.unmerge.in-the-way", "", $"合并以后又登记了同样的“{word}”，合并前的那一条不能还原。请先核实并更正后来的那一条，再撤销。");
    }

    private static void Forget(CountyDb db)
    {
        db.ChangeTracker.Clear();
        db.Trail.Forget();
    }

    private static Problem Changed() => new("registry.unmerge.changed-meanwhile", "", "没有撤销成：同一时间有人改了其中一份档案，或者号码已登记给别人。请重新打开核对。");
}
