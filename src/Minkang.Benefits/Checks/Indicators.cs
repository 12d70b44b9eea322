using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Checks;

/// <summary>A hospital's stays of a month (医院月度费用): reversals count negative, so a corrected stay counts once.</summary>
internal sealed record HospitalMonth(string Hospital, string Level, int Stays, Money Total, Money Self, Money OutOfCatalogue)
{
    public decimal? Share(Measure measure) => Total.Fen <= 0 ? null : (decimal)(measure == Measure.SelfPay ? Self : OutOfCatalogue).Fen / Total.Fen;

    /// <summary>True where the share is above the limit; null where there is no share or no limit.</summary>
    public bool? Above(Measure measure, ShareLimit? limit) => Share(measure) is { } share && limit is not null ? share * Rate.Scale > limit.Share.TenThousandths : null;
}

/// <summary>A month of all hospitals in question, for the line over time.</summary>
internal sealed record MonthTotal(DateOnly Month, Money Total, Money Self, Money OutOfCatalogue)
{
    public decimal? Percent(Measure measure) => Total.Fen <= 0 ? null : Math.Round(100m * (measure == Measure.SelfPay ? Self : OutOfCatalogue).Fen / Total.Fen, 1);
}

/// <summary>Sums the stays of a month by hospital (费用指标). A month is that of settlement, so that each figure opens the list of the same settlements.</summary>
internal static class Indicators
{
    public static async Task<IReadOnlyList<HospitalMonth>> Of(CountyDb db, Actor actor, IReadOnlyList<string> kinds, DateOnly month, string? level, CancellationToken ct)
    {
        var rows = await Stays(db, actor, kinds, month, month.AddMonths(1))
            .GroupBy(s => new { s.Hospital, s.Level })
            .Select(g => new { g.Key.Hospital, g.Key.Level, Stays = g.Sum(s => s.Kind == EntryKind.Reversal ? -1 : 1), Total = g.Sum(s => s.TotalFen), Self = g.Sum(s => s.SelfFen), Outside = g.Sum(s => s.OutOfCatalogueFen) }).ToListAsync(ct);
        // A hospital that is entered with two levels is counted as what it was entered as most.
        return [.. rows.GroupBy(r => r.Hospital, StringComparer.Ordinal).Select(g => new HospitalMonth(g.Key, g.MaxBy(r => r.Stays)!.Level, g.Sum(r => r.Stays), new(g.Sum(r => r.Total)), new(g.Sum(r => r.Self)), new(g.Sum(r => r.Outside))))
            .Where(h => level is null || h.Level == level).OrderByDescending(h => h.Share(Measure.SelfPay) ?? -1).ThenBy(h => h.Hospital, StringComparer.Ordinal)];
    }

    /// <summary>Twelve months up to the given one, of the hospitals named; a month without stays has no share.</summary>
    public static async Task<IReadOnlyList<MonthTotal>> Year(CountyDb db, Actor actor, IReadOnlyList<string> kinds, DateOnly month, IReadOnlyCollection<string> hospitals, CancellationToken ct)
    {
        var first = month.AddMonths(-11);
        var rows = await Stays(db, actor, kinds, first, month.AddMonths(1)).Where(s => hospitals.Contains(s.Hospital))
            .GroupBy(s => new { s.SettledOn.Year, s.SettledOn.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Total = g.Sum(s => s.TotalFen), Self = g.Sum(s => s.SelfFen), Outside = g.Sum(s => s.OutOfCatalogueFen) }).ToListAsync(ct);
        return [.. Enumerable.Range(0, 12).Select(first.AddMonths).Select(m => rows.Find(r => r.Year == m.Year && r.Month == m.Month) is { } r ? new MonthTotal(m, new(r.Total), new(r.Self), new(r.Outside)) : new MonthTotal(m, default, default, default))];
    }

    /// <summary>The latest month with a stay in it; null for none.</summary>
    public static async Task<DateOnly?> Latest(CountyDb db, Actor actor, IReadOnlyList<string> kinds, CancellationToken ct) =>
        await Stays(db, actor, kinds, DateOnly.MinValue, DateOnly.MaxValue).MaxAsync(s => (DateOnly?)s.SettledOn, ct) is { } day ? Months.First(day) : null;

    private static IQueryable<StoredSettlement> Stays(CountyDb db, Actor actor, IReadOnlyList<string> kinds, DateOnly from, DateOnly until) =>
        db.SettlementsFor(actor, CheckWords.Action).AsNoTracking().Between(from, until, s => s.SettledOn).Where(s => kinds.Contains(s.EncounterKind));
}
