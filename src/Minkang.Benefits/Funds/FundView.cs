using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Funds;

/// <summary>A fund with what its entries come to (基金一行).</summary>
/// <param name="Settled">What settlements of the year put on the fund's payer; null where no payer is named.</param>
/// <param name="Turn">At which turn the payer pays in the policy in force, and how many pay before it; null where it pays nothing.</param>
internal sealed record FundView(Fund Fund, IReadOnlyList<FundEntry> Entries, FundBalance Balance, FundForecast? Forecast, Money? Settled, int? Turn)
{
    public static async Task<IReadOnlyList<FundView>> Of(CountyDb db, IQueryable<Fund> funds, AdoptedPacks packs, DateOnly today, CancellationToken ct)
    {
        var all = await funds.AsNoTracking().OrderByDescending(f => f.Year).ThenBy(f => f.Name).ToListAsync(ct);
        var ids = all.ConvertAll(f => f.Id);
        var entries = (await db.Set<FundEntry>().AsNoTracking().Where(e => ids.Contains(e.FundId)).OrderBy(e => e.OnDate).ThenBy(e => e.CreatedAt).ThenBy(e => e.Id).ToListAsync(ct)).ToLookup(e => e.FundId);
        var payers = all.Select(f => f.Payer).OfType<string>().Distinct().ToList();
        var settled = await (from share in db.Set<Share>()
                             join entry in db.Set<StoredSettlement>() on share.SettlementId equals entry.Id
                             where payers.Contains(share.Payer)
                             group share.AmountFen by new { share.Payer, entry.SettledOn.Year } into g
                             select new { g.Key.Payer, g.Key.Year, Fen = g.Sum() }).ToListAsync(ct);
        var adopted = await packs.On(db, today, ct);
        int? Turn(string? payer) => payer is not null && adopted.Ok && adopted.Value.Pack.Payers.ToList().IndexOf(payer) is >= 0 and var at ? at + 1 : null;
        return [.. all.Select(f => new FundView(f, [.. entries[f.Id]], FundBalance.Of(entries[f.Id]), FundForecast.Of(entries[f.Id], f.Year, today),
            f.Payer is null ? null : new Money(settled.Where(s => s.Payer == f.Payer && s.Year == f.Year).Sum(s => s.Fen)), Turn(f.Payer)))];
    }
}
