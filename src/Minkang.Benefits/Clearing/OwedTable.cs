using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Clearing;

/// <summary>What one payer owes one hospital for a month (应付合计), and how much of it has gone which way. The four ways add up to what is owed.</summary>
internal sealed record OwedLine(string Hospital, string Payer, int Count, Money Owed, Money Pending, Money Open, Money InBatch, Money Paid);

/// <summary>Sums the shares of a month's settlements and reversals by hospital and payer (按月应付).</summary>
internal static class OwedTable
{
    public static async Task<IReadOnlyList<OwedLine>> Of(CountyDb db, ClearingReach reach, DateOnly month, CancellationToken ct)
    {
        var rows = await (from claim in reach.Claims(db).InMonth(month, c => c.Entry.SettledOn)
                          join bound in db.Set<BatchShare>().Where(b => b.Live) on claim.Share.Id equals bound.ShareId into bounds
                          from bound in bounds.DefaultIfEmpty()
                          join batch in db.Set<Batch>() on bound.BatchId equals batch.Id into batches
                          from batch in batches.DefaultIfEmpty()
                          group new { claim.Entry.Id, claim.Share.AmountFen, claim.Share.State, Batch = (BatchState?)batch.State } by new { claim.Entry.Hospital, claim.Share.Payer } into g
                          select new
                          {
                              g.Key.Hospital,
                              g.Key.Payer,
                              Count = g.Select(x => x.Id).Distinct().Count(),
                              Owed = g.Sum(x => x.AmountFen),
                              Pending = g.Sum(x => x.Batch == null && x.State == ShareState.Pending ? x.AmountFen : 0),
                              Open = g.Sum(x => x.Batch == null && x.State == ShareState.Due ? x.AmountFen : 0),
                              InBatch = g.Sum(x => x.Batch == BatchState.Made || x.Batch == BatchState.Confirmed ? x.AmountFen : 0),
                              Paid = g.Sum(x => x.Batch == BatchState.Paid ? x.AmountFen : 0),
                          }).ToListAsync(ct);
        return [.. rows.Select(r => new OwedLine(r.Hospital, r.Payer, r.Count, new(r.Owed), new(r.Pending), new(r.Open), new(r.InBatch), new(r.Paid)))
            .OrderBy(r => r.Hospital, StringComparer.Ordinal).ThenBy(r => r.Payer, StringComparer.Ordinal)];
    }

    /// <summary>Months in which anything was settled, newest first.</summary>
    public static async Task<IReadOnlyList<DateOnly>> Months(CountyDb db, ClearingReach reach, CancellationToken ct)
    {
        var months = await reach.Claims(db).Select(c => new { c.Entry.SettledOn.Year, c.Entry.SettledOn.Month }).Distinct().ToListAsync(ct);
        return [.. months.Select(m => new DateOnly(m.Year, m.Month, 1)).OrderDescending()];
    }
}
