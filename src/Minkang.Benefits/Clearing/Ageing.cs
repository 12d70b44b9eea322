using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Clearing;

/// <summary>How long a hospital has waited (账龄): from the day of settlement, that day not counted.</summary>
internal enum AgeBand
{
    /// <summary>0–30 天</summary>
    UpTo30,
    /// <summary>31–60 天</summary>
    UpTo60,
    /// <summary>61–90 天</summary>
    UpTo90,
    /// <summary>90 天以上</summary>
    Over90,
}

/// <summary>What one payer has not paid one hospital yet (医院垫付), by age. Bands are in the order of <see cref="AgeBand"/>.</summary>
internal sealed record AgeingLine(string Hospital, string Payer, IReadOnlyList<Money> Bands, IReadOnlyList<int> Counts)
{
    public Money Total => new(Bands.Sum(b => b.Fen));
}

/// <summary>An unpaid amount of one bill: a settlement together with what took it back (垫付明细).</summary>
internal sealed class Advance
{
    public Guid Origin { get; init; }
    public string Hospital { get; init; } = "";
    public string Payer { get; init; } = "";
    public long AmountFen { get; init; }
    public DateOnly Since { get; init; }
}

/// <summary>
/// Advances of the hospitals (垫付账龄): every share that stands in no paid batch. A reversal counts together with what it takes back, so that a pair which was never paid is
/// nothing; a reversal of what was paid is an amount that the hospital has to give back.
/// </summary>
internal static class Ageing
{
    public static IQueryable<Advance> Open(CountyDb db, ClearingReach reach, DateOnly asOf) =>
        (from claim in reach.Claims(db)
         where claim.Entry.SettledOn <= asOf && !db.Set<BatchShare>().Any(b => b.ShareId == claim.Share.Id && b.Live && db.Set<Batch>().Any(p => p.Id == b.BatchId && p.State == BatchState.Paid && p.PaidOn <= asOf))
         group new { claim.Share.AmountFen, claim.Entry.SettledOn } by new { Origin = claim.Entry.ReversesId ?? claim.Entry.Id, claim.Entry.Hospital, claim.Share.Payer } into g
         select new Advance { Origin = g.Key.Origin, Hospital = g.Key.Hospital, Payer = g.Key.Payer, AmountFen = g.Sum(x => x.AmountFen), Since = g.Min(x => x.SettledOn) })
        .Where(a => a.AmountFen != 0);

    public static async Task<IReadOnlyList<AgeingLine>> Of(CountyDb db, ClearingReach reach, DateOnly asOf, CancellationToken ct)
    {
        var (d30, d60, d90) = (asOf.AddDays(-30), asOf.AddDays(-60), asOf.AddDays(-90));
        var rows = await Open(db, reach, asOf)
            .Select(a => new { a.Hospital, a.Payer, a.AmountFen, Band = a.Since >= d30 ? 0 : a.Since >= d60 ? 1 : a.Since >= d90 ? 2 : 3 })
            .GroupBy(a => new { a.Hospital, a.Payer, a.Band }).Select(g => new { g.Key.Hospital, g.Key.Payer, g.Key.Band, Amount = g.Sum(a => a.AmountFen), Count = g.Count() }).ToListAsync(ct);
        return [.. rows.GroupBy(r => (r.Hospital, r.Payer)).OrderBy(g => g.Key.Payer, StringComparer.Ordinal).ThenBy(g => g.Key.Hospital, StringComparer.Ordinal).Select(g => new AgeingLine(
            g.Key.Hospital, g.Key.Payer, [.. Enum.GetValues<AgeBand>().Select(b => new Money(g.Where(r => r.Band == (int)b).Sum(r => r.Amount)))], [.. Enum.GetValues<AgeBand>().Select(b => g.Where(r => r.Band == (int)b).Sum(r => r.Count))]))];
    }

    /// <summary>The advances of one band, or of all.</summary>
    public static IQueryable<Advance> InBand(this IQueryable<Advance> advances, DateOnly asOf, AgeBand? band)
    {
        var (d30, d60, d90) = (asOf.AddDays(-30), asOf.AddDays(-60), asOf.AddDays(-90));
        return band switch
        {
            AgeBand.UpTo30 => advances.Where(a => a.Since >= d30),
            AgeBand.UpTo60 => advances.Where(a => a.Since < d30 && a.Since >= d60),
            AgeBand.UpTo90 => advances.Where(a => a.Since < d60 && a.Since >= d90),
            AgeBand.Over90 => advances.Where(a => a.Since < d90),
            _ => advances,
        };
    }
}
