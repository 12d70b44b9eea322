using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Figures;

/// <summary>What the figures are narrowed to (统计范围), as the address says. The year is that of the settlement.</summary>
/// <param name="Limit">Share of the cost, in percent, that a patient should not bear more than (个人负担上限).</param>
internal sealed record FigureFilter(int Year, RegionCode? Area, string? Hospital, int Limit)
{
    /// <summary>The limit that most programmes state, in percent.</summary>
    public const int UsualLimit = 10;
    public static readonly IReadOnlyList<int> Limits = [5, UsualLimit, 15, 20, 30];

    public static FigureFilter Of(PageAddress address, IReadOnlyList<int> years) => new(
        Number(address["year"]) is { } asked && years.Contains(asked) ? asked : years[0], Areas.Read(address["area"]), address["hospital"], Number(address["limit"]) is { } limit && Limits.Contains(limit) ? limit : UsualLimit);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Settled person-times of one institution (结算人次), by month of settlement, January first.</summary>
internal sealed record HospitalTimes(string Hospital, IReadOnlyList<int> Months)
{
    public int All => Months.Sum();
}

/// <summary>What one payer bore (各方支付): person-times and persons that it paid for, and how much.</summary>
internal sealed record PayerTimes(string Payer, int Times, int Persons, Money Paid);

/// <summary>The patients' own part in one kind of care within the county (个人负担占比); a person's encounters of the year are taken together.</summary>
/// <param name="Above">Persons whose part of the year's cost is greater than the limit.</param>
internal sealed record CareShare(string Kind, int Times, int Persons, int Above, Money Total, Money Self)
{
    /// <summary>Null where nothing was charged.</summary>
    public decimal? Share => Total.Fen == 0 ? null : (decimal)Self.Fen / Total.Fen;
}

/// <summary>Stays in one institution whose deposit the policy waives altogether (先诊疗后付费), and for how many none was taken.</summary>
/// <param name="Unknown">Nobody wrote down what was taken.</param>
internal sealed record AfterTreatment(string Hospital, int Entitled, int Waived, int Unknown)
{
    public decimal? Share => Entitled == 0 ? null : (decimal)Waived / Entitled;
}

/// <summary>One person's care of a kind in a year.</summary>
internal sealed class PersonCare
{
    public Guid PersonId { get; init; }
    public int Times { get; init; }
    public long TotalFen { get; init; }
    public long SelfFen { get; init; }
    public decimal Share => TotalFen == 0 ? 0 : (decimal)SelfFen / TotalFen;
}

/// <summary>Counts what was settled in a year, by month, institution and payer (结算统计).</summary>
internal sealed class CountSettlements(CountyDb db)
{
    public const string Page = "/benefits/figures";
    /// <summary>Kinds of care whose share has a limit: hospital stays, and long-term medicine for chronic disease.</summary>
    public static readonly IReadOnlyList<string> Cares = ["inpatient", "outpatient-chronic"];
    private const string Inside = "county";

    /// <summary>Years that something was settled in, the latest first.</summary>
    public async Task<IReadOnlyList<int>> Years(Actor actor, CancellationToken ct) =>
        [.. (await db.SettlementsFor(actor, SettlementFilter.Action).Counted().Select(s => s.SettledOn.Year).Distinct().ToListAsync(ct)).OrderDescending()];

    public async Task<IReadOnlyList<HospitalTimes>> Hospitals(Actor actor, FigureFilter filter, CancellationToken ct)
    {
        var counts = await Entries(actor, filter).GroupBy(s => new { s.Hospital, s.SettledOn.Month }).Select(g => new { g.Key.Hospital, g.Key.Month, Count = g.Count() }).ToListAsync(ct);
        return [.. counts.GroupBy(c => c.Hospital, StringComparer.Ordinal).Select(g => new HospitalTimes(g.Key, [.. Enumerable.Range(1, 12).Select(m => g.Where(c => c.Month == m).Sum(c => c.Count))]))
            .OrderByDescending(h => h.All).ThenBy(h => h.Hospital, StringComparer.Ordinal)];
    }

    public async Task<SettlementSums> Sums(Actor actor, FigureFilter filter, CancellationToken ct) => await SettlementFilter.Sums(Entries(actor, filter), ct);

    /// <summary>A line for each payer, in order of what it paid. A payer counts a person-time once, however many steps it pays.</summary>
    public async Task<IReadOnlyList<PayerTimes>> Payers(Actor actor, FigureFilter filter, CancellationToken ct)
    {
        var lines = await (from entry in Entries(actor, filter)
                           join share in db.Set<Share>() on entry.Id equals share.SettlementId
                           group new { entry.Id, entry.PersonId, share.AmountFen } by share.Payer into g
                           select new { Payer = g.Key, Times = g.Select(x => x.Id).Distinct().Count(), Persons = g.Select(x => x.PersonId).Distinct().Count(), Fen = g.Sum(x => x.AmountFen) }).ToListAsync(ct);
        return [.. lines.OrderByDescending(l => l.Fen).ThenBy(l => l.Payer, StringComparer.Ordinal).Select(l => new PayerTimes(l.Payer, l.Times, l.Persons, new(l.Fen)))];
    }

    /// <summary>Payers whose person-times or amount are greater than those of all bills together, which cannot be: such figures contradict each other (数据矛盾).</summary>
    public static IReadOnlyList<PayerTimes> AboveTotal(IReadOnlyList<PayerTimes> payers, SettlementSums sums) => [.. payers.Where(p => p.Times > sums.Count || p.Paid.Fen > sums.Total.Fen)];

    public async Task<IReadOnlyList<CareShare>> Shares(Actor actor, FigureFilter filter, CancellationToken ct)
    {
        var lines = new List<CareShare>();
        foreach (var kind in Cares)
        {
            var sums = await SettlementFilter.Sums(OfCare(actor, filter, kind), ct);
            var persons = await Persons(actor, filter, kind).CountAsync(ct);
            lines.Add(new(kind, (int)sums.Count, persons, await Above(actor, filter, kind).CountAsync(ct), sums.Total, sums.Self));
        }
        return lines;
    }

    /// <summary>The persons whose part is above the limit, the greatest part of the cost first in <see cref="Ordered"/>.</summary>
    public IQueryable<PersonCare> Above(Actor actor, FigureFilter filter, string kind) => Persons(actor, filter, kind).Where(p => p.SelfFen * 100 > p.TotalFen * filter.Limit);

    public static IQueryable<PersonCare> Ordered(IQueryable<PersonCare> persons) => persons.OrderByDescending(p => p.SelfFen).ThenBy(p => p.PersonId);

    /// <summary>Stays of the year of admission, in institutions that are connected.</summary>
    public async Task<IReadOnlyList<AfterTreatment>> Deposits(Actor actor, FigureFilter filter, CancellationToken ct)
    {
        var stays = db.AdmissionsFor(actor, SettlementFilter.Action).AsNoTracking()
            .Where(a => a.Kind == "inpatient" && !a.ByHand && a.State != AdmissionState.Cancelled && a.DepositDueFen == 0).InYear(filter.Year, a => a.AdmittedOn);
        if (filter.Hospital is { } hospital) stays = stays.Where(a => a.Hospital == hospital);
        var lines = await stays.InArea(filter.Area, a => a.VillageCode).GroupBy(a => a.Hospital)
            .Select(g => new { g.Key, All = g.Count(), Waived = g.Count(a => a.DepositChargedFen == 0), Unknown = g.Count(a => a.DepositChargedFen == null) }).ToListAsync(ct);
        return [.. lines.OrderByDescending(l => l.All).ThenBy(l => l.Key, StringComparer.Ordinal).Select(l => new AfterTreatment(l.Key, l.All, l.Waived, l.Unknown))];
    }

    private IQueryable<StoredSettlement> Entries(Actor actor, FigureFilter filter)
    {
        var entries = db.SettlementsFor(actor, SettlementFilter.Action).AsNoTracking().Counted().InArea(filter.Area, s => s.VillageCode).InYear(filter.Year, s => s.SettledOn);
        return filter.Hospital is { } hospital ? entries.Where(s => s.Hospital == hospital) : entries;
    }

    private IQueryable<StoredSettlement> OfCare(Actor actor, FigureFilter filter, string kind) => Entries(actor, filter).Where(s => s.EncounterKind == kind && s.Place == Inside);

    private IQueryable<PersonCare> Persons(Actor actor, FigureFilter filter, string kind) =>
        OfCare(actor, filter, kind).GroupBy(s => s.PersonId).Select(g => new PersonCare { PersonId = g.Key, Times = g.Count(), TotalFen = g.Sum(s => s.TotalFen), SelfFen = g.Sum(s => s.SelfFen) });
}
