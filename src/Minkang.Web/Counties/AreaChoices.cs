using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Ui;

namespace Minkang.Web.Counties;

/// <summary>Areas to choose from in a form (可选区划): those that exist, inside the places given, as a tree.</summary>
internal static class AreaChoices
{
    /// <summary>From the place itself down to the level, villages by their township's name as well, so that typing finds them.</summary>
    public static IReadOnlyList<Option> For(RegionTree tree, IEnumerable<string> places, RegionLevel to = RegionLevel.Village)
    {
        var options = new List<Option>();
        foreach (var place in places.Order(StringComparer.Ordinal)) Add(tree, place, to, options);
        return [.. options.DistinctBy(o => o.Value)];
    }

    private static void Add(RegionTree tree, string code, RegionLevel to, List<Option> options)
    {
        if (code.Length > 0 && tree.Find(code) is { UntilOn: null } area) options.Add(new(code, area.Level == RegionLevel.Village ? tree.Path(code) : area.Name));
        if (code.Length >= (int)to) return;
        foreach (var below in tree.Below(code).Where(b => b.UntilOn is null)) Add(tree, below.Code, to, options);
    }
}
