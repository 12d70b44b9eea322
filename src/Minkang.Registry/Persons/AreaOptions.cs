using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Registry.Persons;

/// <summary>The areas that a filter or a form offers (可选区划): those the action reaches, never a neighbour's.</summary>
internal static class AreaOptions
{
    /// <summary>Townships in reach, and the villages of the one chosen; where the reach is smaller, only the villages.</summary>
    public static IReadOnlyList<Option> For(RegionTree tree, Actor actor, string action, string? chosen)
    {
        var options = new List<Option>();
        foreach (var prefix in Prefixes(actor, action))
        {
            if (prefix.Length >= (int)RegionLevel.Village) options.Add(new(prefix, tree.NameOf(prefix)));
            else if (prefix.Length >= (int)RegionLevel.Township) options.AddRange(tree.Below(prefix).Select(v => new Option(v.Code, v.Name)));
            else
                foreach (var township in tree.Within(prefix, RegionLevel.Township))
                {
                    options.Add(new(township.Code, township.Name));
                    if (chosen?.StartsWith(township.Code, StringComparison.Ordinal) == true) options.AddRange(tree.Below(township.Code).Select(v => new Option(v.Code, "　" + v.Name)));
                }
        }
        return [.. options.DistinctBy(o => o.Value)];
    }

    /// <summary>Every village in reach, by township.</summary>
    public static IReadOnlyList<Option> Villages(RegionTree tree, Actor actor, string action) =>
        [.. Prefixes(actor, action).SelectMany(p => tree.Within(p, RegionLevel.Village)).DistinctBy(v => v.Code).Select(v => new Option(v.Code, tree.Path(v.Code)))];

    /// <summary>Every township in reach.</summary>
    public static IReadOnlyList<Option> Townships(RegionTree tree, Actor actor, string action) =>
        [.. Prefixes(actor, action).SelectMany(p => tree.Within(p, RegionLevel.Township)).DistinctBy(v => v.Code).Select(v => new Option(v.Code, v.Name))];

    private static IEnumerable<string> Prefixes(Actor actor, string action) => actor.ScopeOf(action).Parts.Select(p => p.Prefix).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
