using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Clearing;

/// <summary>
/// Puts what a payer owes a hospital for a month into a batch (汇总批次): every share that is due and in no live batch. Shares that are confirmed or held back later go into a
/// further batch of the same month.
/// </summary>
internal sealed class MakeBatch(CountyStores stores, TimeProvider clock)
{
    public Task<Outcome<Guid>> Handle(string county, Actor actor, string hospital, string payer, DateOnly month, CancellationToken ct) => StoreRetry.Run(async () =>
    {
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var made = await Once(db, actor, hospital, payer, month, ct);
        if (made.Ok) await transaction.CommitAsync(ct);
        return made;
    }, 10, ct);

    private async Task<Outcome<Guid>> Once(CountyDb db, Actor actor, string hospital, string payer, DateOnly month, CancellationToken ct)
    {
        var reach = ClearingReach.Of(db, actor, ClearingReach.Make);
        if (!reach.Covers(hospital, payer)) return new Problem("benefits.batch.out-of-reach", "", "这家医疗机构或支付方不在您的范围内。");
        if (payer == ClearingReach.Undecided) return new Problem("benefits.batch.bearer-undecided", "", "承担方待定的金额没有支付方，不能汇总。请先由县里核定由谁承担，冲销后重新结算。");
        var open = await reach.Claims(db).InMonth(month, c => c.Entry.SettledOn)
            .Where(c => c.Entry.Hospital == hospital && c.Share.Payer == payer && c.Share.State == ShareState.Due)
            .Where(c => !db.Set<BatchShare>().Any(b => b.ShareId == c.Share.Id && b.Live))
            .Select(c => new { ShareId = c.Share.Id, SettlementId = c.Entry.Id, c.Share.AmountFen }).ToListAsync(ct);
        if (open.Count == 0) return new Problem("benefits.batch.nothing-open", "", "这个月没有待汇总的金额：都已在批次里，或支付方还没有确认。");
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Number = await NextNumber(db, month, ct), Hospital = hospital, Payer = payer, Month = month, Count = open.Select(o => o.SettlementId).Distinct().Count(),
            AmountFen = open.Sum(o => o.AmountFen), MadeByName = actor.Name,
        };
        db.Add(batch);
        db.AddRange(open.Select(o => new BatchShare
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), BatchId = batch.Id, ShareId = o.ShareId, SettlementId = o.SettlementId, AmountFen = o.AmountFen, Live = true,
        }));
        db.Trail.Record(actor, ClearingReach.Make, "batch", batch.Id, detail: new { made = batch.Number, batch.Count, batch.AmountFen });
        await db.SaveChangesAsync(ct);
        return batch.Id;
    }

    private static async Task<string> NextNumber(CountyDb db, DateOnly month, CancellationToken ct)
    {
        var made = await db.Set<Batch>().CountAsync(b => b.Month == month, ct);
        return string.Create(CultureInfo.InvariantCulture, $"{month:yyyyMM}-{made + 1:0000}");
    }
}
