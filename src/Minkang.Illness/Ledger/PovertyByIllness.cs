using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Ledger;

/// <summary>How much of an area's registered poverty comes from illness (因病致贫分析). Shares are null where there is nothing to share.</summary>
/// <param name="Households">Registered households.</param>
/// <param name="IllnessHouseholds">Those whose main cause is illness.</param>
/// <param name="Persons">Registered persons.</param>
/// <param name="IllnessPersons">Persons of those households.</param>
internal sealed record CauseLine(string Area, string Name, int Households, int IllnessHouseholds, int Persons, int IllnessPersons)
{
    public decimal? HouseholdShare => Households == 0 ? null : (decimal)IllnessHouseholds / Households;
    public decimal? PersonShare => Persons == 0 ? null : (decimal)IllnessPersons / Persons;
}

/// <summary>Counts registered households and persons whose poverty comes from illness, per area.</summary>
internal sealed class PovertyByIllness(CountyDb db, RegionCache regions)
{
    /// <summary>A line for each area directly below, and one for the whole.</summary>
    public async Task<(IReadOnlyList<CauseLine> Lines, CauseLine Whole)> Table(Actor actor, RegionCode? area, DateOnly day, CancellationToken ct)
    {
        var tree = await regions.Tree(ct);
        var whole = area?.Short ?? IllnessLedger.Common(actor, db.CountyCode);
        var all = await ByVillage(actor, area, day, ct);
        var below = whole.Length switch { < 6 => 6, 6 => 9, _ => 12 };
        var lines = all.GroupBy(m => m.Village[..Math.Min(below, m.Village.Length)], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Sum(g.Key, tree.NameOf(g.Key), g)).ToList();
        return (lines, Sum(whole, tree.NameOf(whole), all));
    }

    /// <summary>The persons behind the count: members of registered households whose main cause is illness.</summary>
    public IQueryable<RegistryPerson> IllnessPersons(Actor actor, RegionCode? area, DateOnly day)
    {
        var poor = db.IllnessPoor().Select(c => c.HouseholdId);
        return Registered(actor, area, day).Where(p => poor.Contains(p.HouseholdId!.Value));
    }

    private IQueryable<RegistryPerson> Registered(Actor actor, RegionCode? area, DateOnly day) =>
        db.Persons(actor, VisibleConditions.See).Where(p => p.HouseholdId != null && p.Status != null && (p.EndedOn == null || p.EndedOn > day)).InArea(area, p => p.VillageCode);

    private sealed record Members(string Village, bool CountsHousehold, int Persons, bool IsIllnessPoor);

    /// <summary>
    /// Members of each household by village. A household whose members are on record in two villages counts in the first of them, so that lines add up.
    /// </summary>
    private async Task<List<Members>> ByVillage(Actor actor, RegionCode? area, DateOnly day, CancellationToken ct)
    {
        var members = await Registered(actor, area, day).GroupBy(p => new { Household = p.HouseholdId!.Value, p.VillageCode })
            .Select(g => new { g.Key.Household, g.Key.VillageCode, Persons = g.Count() }).ToListAsync(ct);
        var poor = (await db.IllnessPoor().Select(c => c.HouseholdId).ToListAsync(ct)).ToHashSet();
        var counted = new HashSet<Guid>();
        return [.. members.OrderBy(m => m.VillageCode, StringComparer.Ordinal).Select(m => new Members(m.VillageCode, counted.Add(m.Household), m.Persons, poor.Contains(m.Household)))];
    }

    private static CauseLine Sum(string area, string name, IEnumerable<Members> members)
    {
        var all = members.ToList();
        return new(area, name, all.Count(m => m.CountsHousehold), all.Count(m => m is { CountsHousehold: true, IsIllnessPoor: true }), all.Sum(m => m.Persons),
            all.Where(m => m.IsIllnessPoor).Sum(m => m.Persons));
    }
}

internal static class IllnessPoorHouseholds
{
    /// <summary>Households whose main cause of poverty is illness now.</summary>
    public static IQueryable<HouseholdCause> IllnessPoor(this CountyDb db) => db.Set<HouseholdCause>().AsNoTracking().Where(c => c.IsMain == 1 && c.Cause == PovertyCause.Illness);
}
