using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Settlements;

/// <summary>What a bill comes to now (试算). <paramref name="Stamp"/> is what was seen: the accumulators before, every amount, and whose amounts the hospital advances.</summary>
internal sealed record PreviewedBill(PreparedBill Prepared, Settlement Settlement, string Stamp)
{
    public static PreviewedBill Of(PreparedBill prepared, Settlement settlement, IEnumerable<string> unreachable) => new(prepared, settlement, StampOf(settlement, unreachable));

    private static string StampOf(Settlement s, IEnumerable<string> unreachable) =>
        BillInput.Digest(s.PackHash, string.Join(',', s.Before.Concat(s.Lines.Select(l => l.Paid.Fen)).Append(s.Self.Total.Fen)) + '\n' + string.Join(',', unreachable.Distinct().Order(StringComparer.Ordinal)));
}

/// <summary>A bill that was settled, or had been by the same request. <paramref name="Entry"/> is as stored.</summary>
internal sealed record SettledBill(StoredSettlement Entry, bool WasThere);

/// <summary>
/// Settles a bill (一站式结算): first to look at, then for good. Bills count in the order in which they are settled. The accumulators of household and person are locked
/// first and everything is written in one transaction, so that a crash leaves all of it or nothing.
/// </summary>
internal sealed class SettleBill(CountyStores stores, WriterQueue queue, PrepareBill prepare, WriteEntries write, TimeProvider clock)
{
    private const int MostTries = 10;

    /// <summary>What the bill would come to; writes nothing.</summary>
    public async Task<Outcome<PreviewedBill>> Preview(string county, Actor actor, BillInput input, CancellationToken ct)
    {
        await using var db = stores.Open(county);
        var prepared = await prepare.Handle(db, actor, input, ct);
        if (!prepared.Ok) return prepared.Problems.ToArray();
        if (await Live(db, prepared.Value, input, ct) is { } live) return AlreadySettled(live);
        var bill = prepared.Value;
        var before = await LockedAccounts.Peek(db, bill.Pack, bill.Bill, bill.Person.PersonId, bill.Person.HouseholdId, bill.Year, ct);
        await TakeOff(db, bill, before, ct);
        var settled = PolicyEngine.Settle(bill.Pack, bill.Bill, before);
        if (!settled.Ok) return settled.Problems.ToArray();
        return await WaiverClash.Uses(db, bill, settled.Value, ct) is { } clash ? clash : PreviewedBill.Of(bill, settled.Value, input.Unreachable);
    }

    /// <summary>
    /// Settles for good. The same <paramref name="key"/> with the same content answers the first entry; the same invoice under another key is refused with its
    /// number. With <paramref name="seen"/>, the stamp of a preview, it is refused when something moved since, so that nobody signs other numbers than were shown.
    /// </summary>
    public async Task<Outcome<SettledBill>> Finalise(string county, Actor actor, BillInput input, string key, string? seen, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > 100) return new Problem("benefits.settlement.key-missing", "", "请求没有带防重复的编号（1–100 个字符），请刷新页面后再试。");
        return await StoreRetry.Run(async () =>
        {
            using var turn = await queue.Enter(county, ct);
            await using var db = stores.Open(county);
            db.Trail.Actor = actor;
            return await Once(db, actor, input, $"{actor.UserId:N}:{key}", seen, ct);
        }, MostTries, ct);
    }

    private async Task<Outcome<SettledBill>> Once(CountyDb db, Actor actor, BillInput input, string key, string? seen, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<StoredSettlement>().AsNoTracking().SingleOrDefaultAsync(s => s.RequestKey == key, ct) is { } same)
            return same.RequestDigest == input.RequestDigest() ? new SettledBill(same, true)
                : new Problem("benefits.settlement.key-used", "", $"这个请求编号已用于结算单 {same.Number}，内容不同。请换一个编号，或查询那张结算单。");
        var prepared = await prepare.Handle(db, actor, input, ct);
        if (!prepared.Ok) return prepared.Problems.ToArray();
        if (await Live(db, prepared.Value, input, ct) is { } live) return AlreadySettled(live);
        var bill = prepared.Value;
        var taken = await write.Movements(db, bill.Stages, ct);
        var accounts = await LockedAccounts.Take(db, clock, AccountKey.Of(bill.Person.PersonId, bill.Person.HouseholdId, bill.Year, Account.LineOf(bill.Pack.Id)).Concat(taken.Select(t => t.Account)), ct);
        var reversals = await write.TakeIn(db, actor, bill, accounts, taken, ct);
        var settled = PolicyEngine.Settle(bill.Pack, bill.Bill, accounts.Before(bill.Pack, bill.Bill, bill.Person.PersonId, bill.Person.HouseholdId, bill.Year));
        if (!settled.Ok) return settled.Problems.ToArray();
        if (await WaiverClash.Uses(db, bill, settled.Value, ct) is { } clash) return clash;
        if (seen is not null && PreviewedBill.Of(bill, settled.Value, input.Unreachable).Stamp != seen) return Moved;
        if (input.Unreachable.Except(bill.Pack.Payers, StringComparer.Ordinal).Any()) return new Problem("benefits.settlement.payer-unknown", "Unreachable", "标为联系不上的支付方不在现行政策里，请重新选择。");
        var entry = await write.Entry(db, actor, input, key, bill, settled.Value, accounts, reversals, ct);
        await transaction.CommitAsync(ct);
        return new SettledBill(entry, false);
    }

    public static readonly Problem Moved = new("benefits.settlement.moved", "", "试算以后情况有变：本人或同户又有新的结算，或者改了联系不上的支付方。请核对下面新的结果，再按“正式结算”。");

    private static Problem AlreadySettled(StoredSettlement live) =>
        new("benefits.settlement.bill-settled", "InvoiceNumber", $"这张发票已经结算过，结算单号 {live.Number}（{live.SettledOn:yyyy-MM-dd}）。同一张发票只能结算一次。");

    private static Task<StoredSettlement?> Live(CountyDb db, PreparedBill bill, BillInput input, CancellationToken ct)
    {
        var digest = BillInput.Digest(bill.Admission.Hospital, input.Invoice);
        return db.Set<StoredSettlement>().AsNoTracking().SingleOrDefaultAsync(s => s.BillDigest == digest && s.BillLive, ct);
    }

    /// <summary>For a preview: what the stages that a final bill takes in have added.</summary>
    private async Task TakeOff(CountyDb db, PreparedBill bill, long[] before, CancellationToken ct)
    {
        foreach (var (account, movement) in await write.Movements(db, bill.Stages, ct))
            if (account.Year == bill.Year && account.PackLine == Account.LineOf(bill.Pack.Id) && bill.Pack.Slots.Find(movement.Slot) is { } slot && Movement.DiseaseOf(slot, bill.Bill) == movement.Disease)
                before[slot.Ordinal] -= movement.Delta;
    }
}
