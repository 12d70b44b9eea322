using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Clearing;

/// <summary>
/// Lays the payer's file beside a batch (三方核对) and keeps the result; a newer file takes the place of the one before. What was decided of the one before, and what somebody else laid beside, only
/// who confirms batches may replace. The batch itself counts as changed, so that nobody confirms it meanwhile.
/// </summary>
internal sealed class MatchPayerFile(CountyDb county, CountyStores stores, PersonIdentity identity, TimeProvider clock)
{
    public Task<Outcome<Guid>> Handle(Actor actor, Guid batchId, string fileName, byte[] content, CancellationToken ct) => RefuseWhenMoved.Run<Guid>(stores, county.CountyCode, actor, async db =>
    {
        var batch = await ClearingReach.Of(db, actor, ClearingReach.Confirm, ClearingReach.Make).Batches(db).SingleOrDefaultAsync(b => b.Id == batchId, ct);
        if (batch is null) return MoveBatch.NotFound;
        if (batch.State != BatchState.Made) return new Problem("benefits.match.not-made", "", "批次已确认、拨付或退回，不再核对。");
        if (!await MayReplace(db, actor, batch, ct)) return new Problem("benefits.match.not-yours", "", "现有的核对是别人做的，或已经逐行处理过，只有支付方的人可以换文件重新核对。");
        var read = PayerFile.Read(content, fileName);
        if (!read.Ok) return read.Problems.ToArray();
        if (read.Value.Count == 0) return new Problem("benefits.match.no-rows", "File", "文件里没有支付明细行，请核对后再上传。");
        foreach (var old in await db.Set<PayerMatch>().Where(m => m.BatchId == batchId && m.Valid).ToListAsync(ct)) old.Valid = false;
        db.Touch(batch);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct); // the old match makes room before the new one comes in
        var match = new PayerMatch
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), BatchId = batchId, FileName = fileName, FileHash = Convert.ToHexStringLower(SHA256.HashData(content)), FileRows = read.Value.Count, MadeByName = actor.Name, Valid = true,
        };
        db.Add(match);
        db.AddRange(MatchLines.Of(await Lines(db, batchId, ct), read.Value).Select(line => Row(match.Id, line)));
        db.Trail.Record(actor, actor.May(ClearingReach.Confirm) ? ClearingReach.Confirm : ClearingReach.Make, "batch", batchId, detail: new { matched = batch.Number, match.FileHash, match.FileRows });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return match.Id;
    }, ct);

    /// <summary>Whether the actor may lay another file beside the batch than the one that is there.</summary>
    public static async Task<bool> MayReplace(CountyDb db, Actor actor, Batch batch, CancellationToken ct) =>
        ClearingReach.Of(db, actor, ClearingReach.Confirm).Covers(batch.Hospital, batch.Payer)
        || !await db.Set<PayerMatch>().AnyAsync(m => m.BatchId == batch.Id && m.Valid && (m.CreatedBy != actor.UserId || db.Set<MatchRow>().Any(r => r.MatchId == m.Id && r.Decision != null)), ct);

    private async Task<List<BatchLine>> Lines(CountyDb db, Guid batchId, CancellationToken ct)
    {
        var rows = await (from share in db.Set<BatchShare>().AsNoTracking()
                          join entry in db.Set<StoredSettlement>().AsNoTracking() on share.SettlementId equals entry.Id
                          where share.BatchId == batchId && share.Live
                          group share.AmountFen by new { entry.Id, entry.Number, entry.InvoiceNumber, entry.PersonId } into g
                          orderby g.Key.Number
                          select new { g.Key.Id, g.Key.Number, g.Key.InvoiceNumber, g.Key.PersonId, Amount = g.Sum() }).ToListAsync(ct);
        var numbers = await identity.Masked(db, rows.Select(r => r.PersonId), ct);
        return rows.ConvertAll(r => new BatchLine(r.Id, r.Number, r.InvoiceNumber, numbers.TryGetValue(r.PersonId, out var masked) ? masked[^4..] : "", r.Amount));
    }

    private MatchRow Row(Guid match, MatchedLine line) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), MatchId = match, RowNumber = line.Theirs?.RowNumber, SettlementId = line.Ours?.SettlementId, SettlementNumber = line.Ours?.Number,
        StatedNumber = line.Theirs?.Stated is { Length: > 0 } stated ? stated[..Math.Min(60, stated.Length)] : null, Outcome = line.Outcome, OursFen = line.Ours?.AmountFen, TheirsFen = line.Theirs?.Amount?.Fen, Remark = line.Theirs?.Remark,
    };
}

/// <summary>Decides a line that does not match (处理差异), with the reason; it may be changed until the batch is confirmed.</summary>
internal sealed class DecideMatchRow(CountyDb county, CountyStores stores, TimeProvider clock)
{
    public Task<Outcome<Guid>> Handle(Actor actor, Guid rowId, MatchDecision? decision, string? reason, CancellationToken ct) => RefuseWhenMoved.Run<Guid>(stores, county.CountyCode, actor, async db =>
    {
        // The batch first: whatever is laid beside it or confirmed after this moment changes its version, and the save is refused.
        var batch = await ClearingReach.Of(db, actor, ClearingReach.Confirm).Batches(db).SingleOrDefaultAsync(b => db.Set<PayerMatch>().Any(m => m.BatchId == b.Id && m.Valid && db.Set<MatchRow>().Any(r => r.Id == rowId && r.MatchId == m.Id)), ct);
        var row = await db.Set<MatchRow>().SingleOrDefaultAsync(r => r.Id == rowId && db.Set<PayerMatch>().Any(m => m.Id == r.MatchId && m.Valid), ct);
        if (row is null || batch is null) return new Problem("benefits.match.row-not-found", "", "没有这一行，或不在您的范围内。");
        if (batch.State != BatchState.Made) return new Problem("benefits.match.not-made", "", "批次已确认、拨付或退回，不再核对。");
        if (!row.NeedsDecision) return new Problem("benefits.match.needs-nothing", "", "这一行一致，或差额在 0.1 元以内，不用处理。");
        if (decision is not { } chosen) return new Problem("benefits.match.no-decision", "Decision", "请选择怎样处理。");
        if (chosen == MatchDecision.Correct && row.SettlementId is null) return new Problem("benefits.match.nothing-to-correct", "Decision", "我方没有这笔结算，不能更正重算。请选“认可”并说明，或选“有争议”。");
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 200) return new Problem("benefits.match.no-reason", "Reason", "请写明理由，最多 200 字。");
        (row.Decision, row.Reason, row.DecidedBy, row.DecidedByName, row.DecidedAt) = (chosen, reason.Trim(), actor.UserId, actor.Name, clock.GetUtcNow());
        db.Touch(batch);
        db.Trail.Record(actor, ClearingReach.Confirm, "batch", batch.Id, row.Reason, new { batch.Number, row.SettlementNumber, row.RowNumber, decision = chosen.ToString() });
        await db.SaveChangesAsync(ct);
        return batch.Id;
    }, ct);
}
