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
        var all = await ByVillage(Registered(actor, area, day), ct);
        var ill = (await ByVillage(IllnessPersons(actor, area, day), ct)).ToDictionary(v => v.Village, StringComparer.Ordinal);
        var below = whole.Length switch { < 6 => 6, 6 => 9, _ => 12 };
        var lines = all.GroupBy(v => v.Village[..Math.Min(below, v.Village.Length)], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Sum(g.Key, tree.NameOf(g.Key), g, ill)).ToList();
        return (lines, Sum(whole, tree.NameOf(whole), all, ill));
    }

    /// <summary>The persons behind the count: members of registered households whose main cause is illness.</summary>
    public IQueryable<RegistryPerson> IllnessPersons(Actor actor, RegionCode? area, DateOnly day)
    {
        var poor = db.IllnessPoor().Select(c => c.HouseholdId);
        return Registered(actor, area, day).Where(p => poor.Contains(p.HouseholdId!.Value));
    }

    private IQueryable<RegistryPerson> Registered(Actor actor, RegionCode? area, DateOnly day)
    {
        var persons = db.Persons(actor, VisibleConditions.See).Where(p => p.HouseholdId != null && p.Status != null && (p.EndedOn == null || p.EndedOn > day));
        if (area is not { Short.Length: > 0 } a) return persons;
        var (low, high) = (a.Short, a.Short + "z");
        return persons.Where(p => p.VillageCode.CompareTo(low) >= 0 && p.VillageCode.CompareTo(high) < 0);
    }

    private sealed record VillageCount(string Village, int Households, int Persons);

    /// <summary>A household whose members are on record in two villages counts in the village of its first member, so that lines add up.</summary>
    private static async Task<List<VillageCount>> ByVillage(IQueryable<RegistryPerson> persons, CancellationToken ct)
    {
        var members = await persons.GroupBy(p => p.VillageCode).Select(g => new { Village = g.Key, Persons = g.Count() }).ToListAsync(ct);
        var households = await persons.GroupBy(p => p.HouseholdId).Select(g => g.Min(p => p.VillageCode)!).GroupBy(v => v).Select(g => new { Village = g.Key, Households = g.Count() }).ToListAsync(ct);
        var byVillage = households.ToDictionary(h => h.Village, h => h.Households, StringComparer.Ordinal);
        return members.ConvertAll(m => new VillageCount(m.Village, byVillage.GetValueOrDefault(m.Village), m.Persons));
    }

    private static CauseLine Sum(string area, string name, IEnumerable<VillageCount> villages, Dictionary<string, VillageCount> ill)
    {
        var all = villages.ToList();
        var sick = all.Where(v => ill.ContainsKey(v.Village)).Select(v => ill[v.Village]).ToList();
        return new(area, name, all.Sum(v => v.Households), sick.Sum(v => v.Households), all.Sum(v => v.Persons), sick.Sum(v => v.Persons));
    }
}

internal static class IllnessPoorHouseholds
{
    /// <summary>Households whose main cause of poverty is illness now.</summary>
    public static IQueryable<HouseholdCause> IllnessPoor(this CountyDb db) => db.Set<HouseholdCause>().AsNoTracking().Where(c => c.IsMain == 1 && c.Cause == PovertyCause.Illness);
}
