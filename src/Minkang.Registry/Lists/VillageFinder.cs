using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>Finds the village that a row means, by the names of its township and village as they held on the day of the list (村名对应).</summary>
internal sealed class VillageFinder(RegionTree tree, string countyCode, DateOnly day)
{
    private readonly Dictionary<(string, string), (string? Code, string? Why)> _found = [];

    /// <summary>The twelve-digit code, or null with a note that says why. A row without a village gives null without a note.</summary>
    public string? Find(RowReading row, List<RowNote> notes)
    {
        if (row.Match.Kind.Find("village") is null || row.Village("village") is not { HasValue: true } village) return null;
        var township = row.Match.Kind.Find("township") is null ? "" : row.Text("township") ?? "";
        var (code, why) = Find(township, village.Value.Written.Trim());
        if (why is not null) notes.Add(new RowNote(NoteGrade.Warning, "village_unknown", row.Match.HeadingOf("village") ?? "村", why));
        return code;
    }

    /// <summary>The village by written names; the township may be blank.</summary>
    public (string? Code, string? Why) Find(string township, string village)
    {
        if (_found.TryGetValue((township, village), out var known)) return known;
        return _found[(township, village)] = Look(township, village);
    }

    private (string?, string?) Look(string township, string village)
    {
        var areas = township.Length == 0 ? [countyCode] : tree.ByName(countyCode, RegionLevel.Township, township, day).Select(t => t.Code).ToList();
        if (areas.Count == 0) return (null, T($"乡镇“{township}”不在区划表里，请核对乡镇名，或在县设置里补充。"));
        var hits = areas.SelectMany(a => tree.ByName(a, RegionLevel.Village, village, day)).ToList();
        return hits.Count switch
        {
            1 => (hits[0].Code, null),
            0 => (null, T($"村“{village}”不在区划表里，请核对村名，或在县设置里补充。")),
            _ => (null, T($"有 {hits.Count} 个村叫“{village}”，请写明乡镇。")),
        };
    }

    /// <summary>The village named inside an address, when exactly one is.</summary>
    public string? InAddress(string? address)
    {
        if (string.IsNullOrEmpty(address)) return null;
        var towns = tree.Within(countyCode, RegionLevel.Township).Where(t => address.Contains(RegionTree.Stem(t.Name), StringComparison.Ordinal)).ToList();
        var areas = towns.Count > 0 ? towns.Select(t => t.Code) : [countyCode];
        var villages = areas.SelectMany(a => tree.Within(a, RegionLevel.Village)).Where(v => address.Contains(RegionTree.Stem(v.Name) + "村", StringComparison.Ordinal)).ToList();
        return villages.Count == 1 ? villages[0].Code : null;
    }
}
