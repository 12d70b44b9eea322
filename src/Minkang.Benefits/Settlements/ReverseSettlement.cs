using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Settlements;

/// <summary>Asks for a settlement to be taken back (申请冲销), with the reason. Another person decides.</summary>
internal sealed class AskReversal(CountyStores stores, Vault vault, TimeProvider clock)
{
    public static readonly Problem NotFound = new("benefits.settlement.not-found", "", "没有这张结算单，或不在您的范围内。");

    public async Task<Outcome<Guid>> Handle(string county, Actor actor, Guid settlementId, string? reason, CancellationToken ct)
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        var entry = await db.SettlementsFor(actor, "benefits.reverse").AsNoTracking().SingleOrDefaultAsync(s => s.Id == settlementId, ct);
        if (entry is null) return NotFound;
        if (Standing(entry) is { } cannot) return cannot;
        if (string.IsNullOrWhiteSpace(reason)) return new Problem("benefits.reversal.reason-missing", "Reason", "请写明冲销理由，例如费用录错、身份变更、重复结算。");
        if (reason.Length > 500) return new Problem("benefits.reversal.reason-long", "Reason", "理由最多 500 字。");
        if (await db.Set<Reversal>().AnyAsync(r => r.SettlementId == settlementId && r.State == ReversalState.Open, ct)) return new Problem("benefits.reversal.open-already", "", "这张结算单已有冲销申请，正等待另一人确认。");
        var asked = new Reversal
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), SettlementId = entry.Id, PersonId = entry.PersonId, VillageCode = entry.VillageCode, Hospital = entry.Hospital,
            ReasonSealed = vault.Seal(Purposes.Proposal, reason.Trim())!, AskedByName = actor.Name,
        };
        db.Add(asked);
        db.Trail.Record(actor, "benefits.reverse", "person", entry.PersonId, detail: new { asked = entry.Number });
        await db.SaveChangesAsync(ct);
        return asked.Id;
    }

    /// <summary>Why an entry cannot be taken back; null when it can.</summary>
    public static Problem? Standing(StoredSettlement entry) => entry switch
    {
        { Kind: EntryKind.Reversal } => new("benefits.reversal.of-reversal", "", "冲销单不能再冲销。要恢复，请重新结算。"),
        { NettedBy: not null } => new("benefits.reversal.stage-netted", "", "这张分段结算已并入出院结算，请冲销出院结算。"),
        { ReversedBy: not null } => new("benefits.reversal.done", "", "这张结算单已经冲销。"),
        _ => null,
    };
}

/// <summary>
/// Decides a request to take a settlement back (确认冲销). On agreement the reversal is written: accumulators get the opposite of every movement, the invoice becomes free, and
/// the admission is open again so that the right bill can be settled.
/// </summary>
internal sealed class DecideReversal(CountyStores stores, WriteEntries write, TimeProvider clock)
{
    /// <summary>The reversal's number; null when it was refused.</summary>
    public Task<Outcome<string>> Handle(string county, Actor actor, Guid reversalId, bool agree, string? note, CancellationToken ct) => StoreRetry.Run(async () =>
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        return await Once(db, actor, reversalId, agree, note?.Trim() is { Length: > 0 } said ? said : null, ct);
    }, 10, ct);

    private async Task<Outcome<string>> Once(CountyDb db, Actor actor, Guid id, bool agree, string? note, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var asked = await db.ReversalsFor(actor, "benefits.reverse").SingleOrDefaultAsync(r => r.Id == id, ct);
        if (asked is null) return new Problem("benefits.reversal.not-found", "", "没有这份冲销申请，或不在您的范围内。");
        if (asked.State != ReversalState.Open) return new Problem("benefits.reversal.decided", "", "这份冲销申请已经决定过了。");
        if (asked.CreatedBy == actor.UserId) return new Problem("benefits.reversal.own", "", "申请人不能确认自己的冲销申请，请由另一人办理。");
        if (!agree && note is null) return new Problem("benefits.reversal.note-missing", "Note", "不同意时请写明原因，申请人会看到。");
        (asked.State, asked.DecidedBy, asked.DecidedByName, asked.DecidedAt, asked.DecisionNote) = (agree ? ReversalState.Confirmed : ReversalState.Refused, actor.UserId, actor.Name, clock.GetUtcNow(), note);
        var number = "";
        if (agree)
        {
            var reversed = await Reverse(db, actor, asked.SettlementId, ct);
            if (!reversed.Ok) return reversed;
            number = reversed.Value;
        }
        else db.Trail.Record(actor, "benefits.reverse", "person", asked.PersonId, detail: new { refused = asked.SettlementId, note });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return number;
    }

    private async Task<Outcome<string>> Reverse(CountyDb db, Actor actor, Guid settlementId, CancellationToken ct)
    {
        var entry = await db.Set<StoredSettlement>().SingleAsync(s => s.Id == settlementId, ct);
        var movements = await write.Movements(db, [entry], ct);
        var accounts = await LockedAccounts.Take(db, clock, movements.Select(m => m.Account), ct);
        await db.Entry(entry).ReloadAsync(ct);
        if (AskReversal.Standing(entry) is { } cannot) return cannot;
        var reversal = await write.Reversal(db, actor, entry, stillLive: false, ct);
        accounts.TakeBack(movements, reversal.Id);
        // The stages that a final bill took in were taken back by it; their invoices become free with it.
        foreach (var stage in await db.Set<StoredSettlement>().Where(s => s.NettedBy == entry.Id).ToListAsync(ct)) (stage.NettedBy, stage.BillLive) = (null, false);
        if (entry.Kind == EntryKind.Stage || await db.Set<Admission>().SingleAsync(a => a.Id == entry.AdmissionId, ct) is not { State: AdmissionState.Settled } admission) return reversal.Number;
        if (await InTheWay(db, admission, ct) is { } other) return other;
        admission.State = AdmissionState.Open;
        return reversal.Number;
    }

    /// <summary>Another open admission of the same stay, beside which this one cannot be open again; null when there is none.</summary>
    private static async Task<Problem?> InTheWay(CountyDb db, Admission admission, CancellationToken ct)
    {
        if (admission.ByHand || admission.Kind != "inpatient") return null;
        var other = await db.Set<Admission>().AsNoTracking().FirstOrDefaultAsync(a => a.Id != admission.Id && a.PersonId == admission.PersonId && a.Hospital == admission.Hospital && a.AdmittedOn == admission.AdmittedOn
            && a.Kind == "inpatient" && a.State == AdmissionState.Open && !a.ByHand, ct);
        return other is null ? null : new("benefits.reversal.admission-in-the-way", "",
            $"冲销以后，这次住院的入院登记要重新打开，可是同一人在{other.Hospital}已有另一份同一天（{other.AdmittedOn:yyyy-MM-dd}）入院、还没有结算的登记（{other.AdmittedByName}登记）。请先结算或作废那一份，再来确认冲销。");
    }
}

/// <summary>Notes that a payer which could not be reached has agreed to its part of a provisional settlement (暂结确认). Another amount is a reversal and a new settlement.</summary>
internal sealed class ConfirmShares(CountyStores stores, TimeProvider clock)
{
    private const int MostTries = 5;

    public Task<Outcome<int>> Handle(string county, Actor actor, Guid settlementId, string payer, CancellationToken ct) => StoreRetry.Run(() => Once(county, actor, settlementId, payer, ct), MostTries, ct);

    private async Task<Outcome<int>> Once(string county, Actor actor, Guid settlementId, string payer, CancellationToken ct)
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        var entry = await db.SettlementsFor(actor, "benefits.finalise").SingleOrDefaultAsync(s => s.Id == settlementId, ct)
            ?? await db.SettlementsFor(actor, "benefits.by-hand").SingleOrDefaultAsync(s => s.Id == settlementId && s.ByHand, ct);
        if (entry is null) return AskReversal.NotFound;
        // The entry's version moves, so that a reversal at the same moment does not copy a state that is no longer true.
        db.Entry(entry).Property(e => e.NettedBy).IsModified = true;
        if (entry.ReversedBy is not null || entry.Kind == EntryKind.Reversal) return new Problem("benefits.share.reversed", "", "这张结算单已经冲销，不用再确认。");
        var pending = await db.Set<Share>().Where(s => s.SettlementId == settlementId && s.Payer == payer && s.State == ShareState.Pending).ToListAsync(ct);
        if (pending.Count == 0) return new Problem("benefits.share.none-pending", "", "这个支付方没有待确认的金额。");
        foreach (var share in pending) (share.State, share.ConfirmedAt, share.ConfirmedBy) = (ShareState.Due, clock.GetUtcNow(), actor.UserId);
        db.Trail.Record(actor, "benefits.finalise", "person", entry.PersonId, detail: new { confirmed = entry.Number, payer });
        await db.SaveChangesAsync(ct);
        return pending.Count;
    }
}
