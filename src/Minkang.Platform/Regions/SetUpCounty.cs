using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Regions;

/// <summary>A township and one of its villages by name, as a list writes them.</summary>
public readonly record struct VillageName(string Township, string Village);

/// <summary>Makes a county ready for work (建县): its store, and its areas down to the village.</summary>
public sealed class SetUpCounty(Migrator migrator, PlatformStore platform, RegionCache regions, TimeProvider clock)
{
    /// <summary>
    /// Makes or upgrades the county's store and sees that its areas exist. Areas that are known keep their code; a new township or village gets a
    /// provisional code in the order of the list, to be replaced when the official code list is read. Returns how many areas were added.
    /// </summary>
    public async Task<int> Handle(Actor actor, string countyCode, string countyName, string? cityName, IEnumerable<VillageName> villages, CancellationToken ct)
    {
        migrator.UpgradeCounty(countyCode);
        await using var db = platform.Open();
        db.Trail.Actor = actor;
        var known = await db.Set<Region>().Where(r => r.Code.StartsWith(countyCode) || r.Code == countyCode.Substring(0, 4)).ToListAsync(ct);
        var added = new List<Region>();
        if (cityName is not null && known.TrueForAll(r => r.Code != countyCode[..4])) added.Add(New(countyCode[..4], cityName, provisional: false));
        if (known.TrueForAll(r => r.Code != countyCode)) added.Add(New(countyCode, countyName, provisional: false));

        foreach (var township in villages.Where(v => v.Township.Length > 0).GroupBy(v => v.Township, v => v.Village, StringComparer.Ordinal))
        {
            var town = Ensure(known, added, countyCode, township.Key, RegionLevel.Township);
            foreach (var village in township.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)) Ensure(known, added, town, village, RegionLevel.Village);
        }
        db.AddRange(added);
        if (added.Count > 0) db.Trail.Record(actor, "regions.change", "county", null, detail: new { countyCode, added = added.Count });
        await db.SaveChangesAsync(ct);
        regions.Forget();
        return added.Count;
    }

    private string Ensure(List<Region> known, List<Region> added, string parent, string name, RegionLevel level)
    {
        var siblings = known.Concat(added).Where(r => r.Level == level && r.Code.StartsWith(parent, StringComparison.Ordinal)).ToList();
        var stem = RegionTree.Stem(name);
        if (siblings.Find(r => RegionTree.Stem(r.Name) == stem) is { } same) return same.Code;
        var region = New(ProvisionalCode.Next(parent, ProvisionalCode.First(level, name), code => siblings.Exists(r => r.Code == code)), name, provisional: true);
        added.Add(region);
        return region.Code;
    }

    private Region New(string code, string name, bool provisional) => new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), Code = code, Name = name, Provisional = provisional };
}
