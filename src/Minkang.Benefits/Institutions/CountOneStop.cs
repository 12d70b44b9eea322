using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Settlements;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Institutions;

/// <summary>One-stop settlements of an institution (一站式结算人次), by month of settlement.</summary>
/// <param name="Months">Person-times of the twelve months that count.</param>
/// <param name="NotReady">Person-times of days on which county or institution was not ready: they do not count.</param>
internal sealed record OneStopLine(string Hospital, IReadOnlyList<int> Months, int NotReady)
{
    public int Counted => Months.Sum();
}

/// <summary>
/// Counts one-stop settlements by institution and month. What is settled before county and institution were ready is not counted; nor is a bill entered
/// by hand, which by its nature was paid first; what was reversed; the stages of a stay, which count once with its final bill.
/// </summary>
internal sealed class CountOneStop(CountyDb db)
{
    public async Task<IReadOnlyList<OneStopLine>> Table(Actor actor, int year, CancellationToken ct)
    {
        var book = await InstitutionBook.Of(db, ct);
        var counts = await db.SettlementsFor(actor, SettlementFilter.Action).AsNoTracking().Counted().InYear(year, s => s.SettledOn).Where(s => !s.ByHand)
            .GroupBy(s => new { s.Hospital, s.SettledOn }).Select(g => new { g.Key.Hospital, g.Key.SettledOn, Number = g.Count() }).ToListAsync(ct);
        return [.. counts.GroupBy(c => c.Hospital, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var ready = g.Where(c => book.OneStop(c.Hospital, c.SettledOn)).ToLookup(c => c.SettledOn.Month, c => c.Number);
            return new OneStopLine(g.Key, [.. Enumerable.Range(1, 12).Select(m => ready[m].Sum())], g.Sum(c => c.Number) - ready.Sum(m => m.Sum()));
        })];
    }

    /// <summary>Years in which something was settled, the latest first.</summary>
    public async Task<IReadOnlyList<int>> Years(Actor actor, CancellationToken ct) =>
        [.. (await db.SettlementsFor(actor, SettlementFilter.Action).AsNoTracking().Where(s => !s.ByHand).Select(s => s.SettledOn.Year).Distinct().ToListAsync(ct)).OrderDescending()];
}
