using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Clearing;

/// <summary>Confirms, pays or returns a batch (确认、拨付、退回). Who made it cannot confirm it, and neither of the two can pay it.</summary>
internal sealed class MoveBatch(CountyDb county, CountyStores stores, BusinessCalendar calendar, TimeProvider clock)
{
    public static readonly Problem NotFound = new("benefits.batch.not-found", "", "没有这个批次，或不在您的范围内。");

    /// <summary>Confirms; what the payer disputes or what is to be settled anew is held back and becomes open again.</summary>
    public Task<Outcome<Money>> Confirm(Actor actor, Guid id, CancellationToken ct) => RefuseWhenMoved.Run<Money>(stores, county.CountyCode, actor, async db =>
    {
        if (await Find(db, actor, id, ct, ClearingReach.Confirm) is not { } batch) return NotFound;
        if (batch.State != BatchState.Made) return new Problem("benefits.batch.not-made", "", "只有待确认的批次可以确认。");
        if (batch.CreatedBy == actor.UserId) return new Problem("benefits.batch.own", "", "汇总批次的人不能自己确认，请由另一人办理。");
        var rows = await Rows(db, id).ToListAsync(ct);
        if (rows.Count(r => r is { NeedsDecision: true, Decision: null }) is > 0 and var left) return new Problem("benefits.batch.undecided-rows", "", $"与支付方文件核对后还有 {left} 行没有处理，请逐行处理后再确认。");
        var held = rows.Where(r => r.Decision is MatchDecision.Dispute or MatchDecision.Correct).Select(r => r.SettlementId).OfType<Guid>().ToHashSet();
        foreach (var share in await db.Set<BatchShare>().Where(s => s.BatchId == id && s.Live).ToListAsync(ct))
        {
            if (!held.Contains(share.SettlementId)) continue;
            (share.Live, share.Held) = (false, true);
            batch.HeldFen += share.AmountFen;
        }
        batch.HeldCount = held.Count;
        (batch.State, batch.ConfirmedBy, batch.ConfirmedByName, batch.ConfirmedAt) = (BatchState.Confirmed, actor.UserId, actor.Name, clock.GetUtcNow());
        return await Save(db, actor, ClearingReach.Confirm, batch, ct);
    }, ct);

    /// <summary>Notes that the money went to the hospital; with it the hospital's advances are closed.</summary>
    public Task<Outcome<Money>> Pay(Actor actor, Guid id, DateOnly? paidOn, string? reference, CancellationToken ct) => RefuseWhenMoved.Run<Money>(stores, county.CountyCode, actor, async db =>
    {
        if (await Find(db, actor, id, ct, ClearingReach.Pay) is not { } batch) return NotFound;
        if (batch.State != BatchState.Confirmed) return new Problem("benefits.batch.not-confirmed", "", "只有支付方已确认的批次可以拨付。");
        if (batch.CreatedBy == actor.UserId || batch.ConfirmedBy == actor.UserId) return new Problem("benefits.batch.own-payment", "", "汇总或确认这个批次的人不能自己拨付，请由另一人办理。");
        if (paidOn is not { } day || day > calendar.Today || day < BusinessDay(batch.ConfirmedAt!.Value)) return new Problem("benefits.batch.paid-on", "PaidOn", $"请填写拨付日期，在确认日（{BusinessDay(batch.ConfirmedAt!.Value):yyyy-MM-dd}）和今天之间。");
        if (string.IsNullOrWhiteSpace(reference) || reference.Length > 60) return new Problem("benefits.batch.reference", "Reference", "请填写拨付凭证号，最多 60 个字符。");
        (batch.State, batch.PaidBy, batch.PaidByName, batch.PaidOn, batch.Reference) = (BatchState.Paid, actor.UserId, actor.Name, day, reference.Trim());
        return await Save(db, actor, ClearingReach.Pay, batch, ct);
    }, ct);

    /// <summary>Sends a batch back with the reason; what was in it is open again.</summary>
    public Task<Outcome<Money>> Return(Actor actor, Guid id, string? why, CancellationToken ct) => RefuseWhenMoved.Run<Money>(stores, county.CountyCode, actor, async db =>
    {
        if (await Find(db, actor, id, ct, ClearingReach.Confirm, ClearingReach.Pay) is not { } batch) return NotFound;
        var action = batch.State == BatchState.Made ? ClearingReach.Confirm : ClearingReach.Pay;
        if (!ClearingReach.Of(db, actor, action).Covers(batch.Hospital, batch.Payer)) return NotFound;
        if (batch.State is not (BatchState.Made or BatchState.Confirmed)) return new Problem("benefits.batch.cannot-return", "", "已拨付或已退回的批次不能退回。");
        if (string.IsNullOrWhiteSpace(why) || why.Length > 200) return new Problem("benefits.batch.return-why", "Note", "请写明退回原因，最多 200 字。");
        foreach (var share in await db.Set<BatchShare>().Where(s => s.BatchId == id && s.Live).ToListAsync(ct)) share.Live = false;
        (batch.State, batch.ReturnedByName, batch.ReturnedAt, batch.Note) = (BatchState.Returned, actor.Name, clock.GetUtcNow(), why.Trim());
        return await Save(db, actor, action, batch, ct);
    }, ct);

    private static IQueryable<MatchRow> Rows(CountyDb db, Guid batch) => db.Set<MatchRow>().Where(r => db.Set<PayerMatch>().Any(m => m.Id == r.MatchId && m.BatchId == batch && m.Valid));

    private static Task<Batch?> Find(CountyDb db, Actor actor, Guid id, CancellationToken ct, params IReadOnlyList<string> actions) => ClearingReach.Of(db, actor, actions).Batches(db).SingleOrDefaultAsync(b => b.Id == id, ct);

    private static async Task<Outcome<Money>> Save(CountyDb db, Actor actor, string action, Batch batch, CancellationToken ct)
    {
        db.Trail.Record(actor, action, "batch", batch.Id, batch.Note, new { batch.Number, state = batch.State.ToString(), batch.AmountFen, batch.HeldFen, batch.Reference });
        await db.SaveChangesAsync(ct);
        return batch.Payable;
    }

    private static DateOnly BusinessDay(DateTimeOffset moment) => DateOnly.FromDateTime(BusinessCalendar.Local(moment));
}
