using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Referrals;

/// <summary>Where the people of an area were treated (就医去向), in settled encounters. The four add up to all.</summary>
/// <param name="Inside">Within the county.</param>
/// <param name="Referred">Outside, with the referral that is required, in an emergency, or where none is needed.</param>
/// <param name="Unreferred">Outside without the required referral (未按规定转诊).</param>
/// <param name="Unknown">Outside, and nobody wrote down whether there was a referral.</param>
internal sealed record PlaceLine(string Area, string Name, int Inside, int Referred, int Unreferred, int Unknown)
{
    public int All => Inside + Referred + Unreferred + Unknown;
    /// <summary>In-county treatment rate (县域内就诊率); null where nothing was settled.</summary>
    public decimal? InsideShare => All == 0 ? null : (decimal)Inside / All;
}

/// <summary>Counts settled encounters by where they took place. What was reversed does not count; the stages of a stay count once, with its final bill.</summary>
internal sealed class CountPlaces(CountyDb db, RegionCache regions)
{
    /// <summary>Code of 县内 in <c>encounter-place</c>, and of 未按规定转诊 in <c>referral</c>.</summary>
    private const string County = "county", Unreferred = "none";

    /// <summary>A line for each area directly below, and one for the whole. The year is that of the discharge.</summary>
    public async Task<(IReadOnlyList<PlaceLine> Lines, PlaceLine Whole)> Table(Actor actor, RegionCode? area, int year, string? kind, CancellationToken ct)
    {
        var tree = await regions.Tree(ct);
        var whole = area?.Short ?? db.CountyCode;
        var counts = await Discharged(actor, area, year, kind).GroupBy(s => new { s.VillageCode, s.Place, s.Referral }).Select(g => new Count(g.Key.VillageCode, g.Key.Place, g.Key.Referral, g.Count())).ToListAsync(ct);
        var below = whole.Length switch { < 6 => 6, 6 => 9, _ => 12 };
        var lines = counts.GroupBy(c => c.Village[..Math.Min(below, c.Village.Length)], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Sum(g.Key, tree.NameOf(g.Key), g)).ToList();
        return (lines, Sum(whole, tree.NameOf(whole), counts));
    }

    /// <summary>Years of discharge that something was settled for, the latest first.</summary>
    public async Task<IReadOnlyList<int>> Years(Actor actor, CancellationToken ct) =>
        [.. (await Live(actor).Select(s => s.DischargedOn.Year).Distinct().ToListAsync(ct)).OrderDescending()];

    private IQueryable<StoredSettlement> Live(Actor actor) => db.SettlementsFor(actor, SettlementFilter.Action).AsNoTracking().Counted();

    private IQueryable<StoredSettlement> Discharged(Actor actor, RegionCode? area, int year, string? kind)
    {
        var entries = Live(actor).InArea(area, s => s.VillageCode).InYear(year, s => s.DischargedOn);
        return kind is null ? entries : entries.Where(s => s.EncounterKind == kind);
    }

    private sealed record Count(string Village, string Place, string Referral, int Number);

    private static PlaceLine Sum(string area, string name, IEnumerable<Count> counts)
    {
        var (inside, referred, unreferred, unknown) = (0, 0, 0, 0);
        foreach (var count in counts)
        {
            if (count.Place == County) inside += count.Number;
            else if (count.Referral == Unreferred) unreferred += count.Number;
            else if (count.Referral.Length == 0) unknown += count.Number;
            else referred += count.Number;
        }
        return new(area, name, inside, referred, unreferred, unknown);
    }
}
