using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;

namespace Minkang.Registry.Merges;

/// <summary>What the page of a merge holds.</summary>
internal sealed class MergeInput
{
    public int KeptVersion { get; set; }
    public int GoneVersion { get; set; }
    /// <summary>Keys of the fields and twins of which the other record's value is taken.</summary>
    public IReadOnlyCollection<string> TakeGone { get; set; } = [];
    /// <summary>What lies in both records was looked at.</summary>
    public bool Confirmed { get; set; }
    public string Reason { get; set => field = value ?? ""; } = "";
    public Guid? FindingId { get; set; }
}

/// <summary>What came of it.</summary>
internal sealed record MergeResult(Guid Id, MergeState State);

/// <summary>
/// Merges two records of one person (合并档案): field by field as chosen, and everything that any module keeps of the other record follows. Where a rule asks for it, a second person
/// agrees first. Decision, moves, notes for taking it back and audit entries are one transaction.
/// </summary>
internal sealed class MergePersons(LookAtMerge look, CarryOutMerge carry, IEnumerable<IMergeRule> rules, Vault vault, TimeProvider clock)
{
    private const int ReasonLength = 200;

    public async Task<Outcome<MergeResult>> Handle(CountyDb db, Actor actor, MergePair pair, MergeInput input, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Trim().Length > ReasonLength) return new Problem("registry.merge.reason-missing", "Reason", $"请写明为什么是同一个人，不超过 {ReasonLength} 字。");
        return await Once(db, pair, input.FindingId, async () =>
        {
            var found = await look.Pair(db, actor, pair, ct);
            if (!found.Ok) return found.Problems.ToArray();
            var (kept, gone) = found.Value;
            if (kept.Version != input.KeptVersion || gone.Version != input.GoneVersion) return Changed();
            var outlook = await look.Handle(db, kept, gone, ct);
            if (await Refusal(db, actor, outlook, input.Confirmed, ct) is { } refusal) return refusal;
            var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
            var merge = Decision(outlook, input, frame, await MergedFinding.Of(db, actor, input.FindingId, pair, ct));
            db.Add(merge);
            db.Trail.Record(actor, LookAtMerge.Action, "person", kept.Id, input.Reason.Trim(), new { merge = merge.Id, kept = kept.Id, gone = gone.Id, asked = true });
            await db.SaveChangesAsync(ct);
            if (!outlook.NeedsSecond) await carry.Handle(db, merge, kept, gone, frame, ct);
            return new MergeResult(merge.Id, merge.State);
        }, ct);
    }

    /// <summary>A second person agrees; it is carried out as it was asked, if both records stand as they stood then.</summary>
    public Task<Outcome<MergeResult>> Agree(CountyDb db, Actor actor, Guid id, CancellationToken ct) => Decide(db, actor, id, async merge =>
    {
        if (merge.CreatedBy == actor.UserId) return new Problem("registry.merge.own", "", "申请人不能自己同意，请由另一人办理。");
        var found = await look.Pair(db, actor, new MergePair(merge.KeptId, merge.GoneId), ct);
        if (!found.Ok) return found.Problems[0];
        var (kept, gone) = found.Value;
        var choice = JsonSerializer.Deserialize<MergeChoice>(vault.Open(Purposes.ListEntry, merge.ChoiceSealed)!)!;
        if (kept.Version != choice.KeptVersion || gone.Version != choice.GoneVersion) return Changed();
        var outlook = await look.Handle(db, kept, gone, ct);
        if (await Refusal(db, actor, outlook, confirmed: true, ct, merge.Id) is { } refusal) return refusal;
        await carry.Handle(db, merge, kept, gone, new EventFrame(actor, clock.GetUtcNow(), vault), ct);
        return null;
    }, ct);

    /// <summary>Takes the wish back, by whoever asked or by the second person who does not agree.</summary>
    public Task<Outcome<MergeResult>> Refuse(CountyDb db, Actor actor, Guid id, CancellationToken ct) => Decide(db, actor, id, async merge =>
    {
        (merge.State, merge.MergedBy, merge.MergedByName, merge.MergedAt) = (MergeState.Refused, actor.UserId, actor.Name, clock.GetUtcNow());
        db.Trail.Record(actor, LookAtMerge.Action, "person", merge.KeptId, detail: new { merge = merge.Id, refused = true });
        await db.SaveChangesAsync(ct);
        return null;
    }, ct);

    private async Task<Outcome<MergeResult>> Decide(CountyDb db, Actor actor, Guid id, Func<PersonMerge, Task<Problem?>> decide, CancellationToken ct)
    {
        if (await db.MergesFor(actor, LookAtMerge.Action).AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } asked) return FindMerges.NotFound;
        return await Once(db, new MergePair(asked.KeptId, asked.GoneId), asked.FindingId, async () =>
        {
            var merge = await db.Set<PersonMerge>().SingleAsync(m => m.Id == id, ct);
            if (merge.State != MergeState.Asked) return new Problem("registry.merge.decided", "", $"这份合并申请已由 {merge.MergedByName} 办理。");
            return await decide(merge) is { } problem ? problem : new MergeResult(id, merge.State);
        }, ct);
    }

    /// <summary>Under the lock, saved as a whole or not at all.</summary>
    private async Task<Outcome<MergeResult>> Once(CountyDb db, MergePair pair, Guid? finding, Func<Task<Outcome<MergeResult>>> work, CancellationToken ct)
    {
        try
        {
            await using var transaction = await MergeLock.Take(db, rules, pair, finding, ct);
            var done = await work();
            if (done.Ok) await transaction.CommitAsync(ct);
            else Forget(db);
            return done;
        }
        catch (Exception e) when (SaveOnce.WasBetween(e))
        {
            Forget(db);
            return Changed();
        }
    }

    private static void Forget(CountyDb db)
    {
        db.ChangeTracker.Clear();
        db.Trail.Forget();
    }

    private static Problem Changed() => new("registry.merge.changed-meanwhile", "", "您看过以后，有人改了其中一份档案。请重新打开，核对后再合并。");

    private static async Task<Problem?> Refusal(CountyDb db, Actor actor, MergeOutlook outlook, bool confirmed, CancellationToken ct, Guid? own = null)
    {
        if (outlook.Notes.FirstOrDefault(n => n.Gravity == MergeGravity.Refused) is { } no) return new Problem(no.Code, "", no.Message);
        if (outlook.CountyOnly && !IsCounty(actor)) return new Problem("registry.merge.county-only", "", "这两份档案要由县级业务员合并，请把情况告诉他们。");
        if (outlook.NeedsConfirming && !confirmed) return new Problem("registry.merge.not-confirmed", "Confirmed", "两份档案里有重复的内容，请核对后勾选。");
        var (kept, gone) = (outlook.Kept.Id, outlook.Gone.Id);
        var other = await db.Set<PersonMerge>().AsNoTracking().Where(m => m.State == MergeState.Asked && m.Id != own && (m.KeptId == kept || m.KeptId == gone || m.GoneId == kept || m.GoneId == gone)).FirstOrDefaultAsync(ct);
        return other is null ? null : new Problem("registry.merge.asked", "", $"{other.AskedByName} 已在 {Platform.Ui.Show.Moment(other.CreatedAt)} 申请合并其中一份档案，正等第二人同意。");
    }

    /// <summary>True when the action reaches a whole county.</summary>
    internal static bool IsCounty(Actor actor) => actor.ScopeOf(LookAtMerge.Action).Parts.Any(p => p.Prefix.Length <= (int)RegionLevel.County);

    private PersonMerge Decision(MergeOutlook outlook, MergeInput input, EventFrame frame, Guid? finding)
    {
        var fields = outlook.Fields.Select(f => new FieldChoice(f.Field.Key, f.Kept, f.Gone, TookGone: f.Gone is not null && f.Kept != f.Gone && input.TakeGone.Contains(f.Field.Key)))
            .Concat(outlook.Twins.Select(t => new FieldChoice(t.Key, t.Kept, t.Gone, input.TakeGone.Contains(t.Key))));
        return new PersonMerge
        {
            Id = frame.NewId(), KeptId = outlook.Kept.Id, GoneId = outlook.Gone.Id, VillageCode = outlook.Kept.VillageCode, GoneVillageCode = outlook.Gone.VillageCode, State = MergeState.Asked,
            ReasonSealed = vault.Seal(Purposes.Proposal, input.Reason.Trim())!, AskedByName = frame.Actor.Name, FindingId = finding,
            ChoiceSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(new MergeChoice(outlook.Kept.Version, outlook.Gone.Version, [.. fields])))!,
        };
    }
}
