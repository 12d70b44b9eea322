using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Regions;

/// <summary>All areas as a tree in memory (区划树), read once and again after a change. Finds villages by the names that offices write.</summary>
public sealed class RegionTree
{
    private readonly FrozenDictionary<string, Region> _byCode;
    private readonly FrozenDictionary<string, Region[]> _children;

    public RegionTree(IReadOnlyCollection<Region> regions)
    {
        _byCode = regions.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);
        _children = regions.GroupBy(r => RegionCode.Parse(r.Code).Parent.Short)
            .ToFrozenDictionary(g => g.Key, g => g.OrderBy(r => r.Code, StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The area with the code, or null.</summary>
    public Region? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Name of the area, or its code when it is unknown.</summary>
    public string NameOf(string code) => _byCode.GetValueOrDefault(code)?.Name ?? code;

    /// <summary>Areas directly below, in order of code.</summary>
    public IReadOnlyList<Region> Below(string code) => _children.GetValueOrDefault(code) ?? [];

    /// <summary>All areas of the level inside an area.</summary>
    public IEnumerable<Region> Within(string prefix, RegionLevel level) =>
        _byCode.Values.Where(r => r.Level == level && r.Code.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(r => r.Code, StringComparer.Ordinal);

    /// <summary>Names from the county down, joined by spaces: 衔月镇 牧云坪村.</summary>
    public string Path(string code, RegionLevel from = RegionLevel.Township)
    {
        var names = new List<string>();
        for (var c = code; c.Length >= (int)from; c = RegionCode.Parse(c).Parent.Short) names.Insert(0, NameOf(c));
        return string.Join(' ', names);
    }

    /// <summary>
    /// Areas of the level inside <paramref name="prefix"/> whose name or alias is the written one, with or without 村, 村委会, 社区, 镇, 乡 at
    /// the end. More than one means that the name alone does not decide.
    /// </summary>
    public IReadOnlyList<Region> ByName(string prefix, RegionLevel level, string written, DateOnly day)
    {
        var wanted = Stem(written);
        if (wanted.Length == 0) return [];
        return [.. Within(prefix, level).Where(r => r.HoldsOn(day) && (Stem(r.Name) == wanted || r.Aliases.Split('、').Any(a => a.Length > 0 && Stem(a) == wanted)))];
    }

    /// <summary>
    /// The name without the word for its kind, so that 牧云坪, 牧云坪村 and 牧云坪村民委员会 are one. A name of one character keeps its 村 whatever is
    /// written after it: 李村, 李村委会 and 李村村委会 are one.
    /// </summary>
    public static string Stem(string name)
    {
        var text = string.Concat(name.Where(c => !char.IsWhiteSpace(c)));
        foreach (var committee in (string[])["村民委员会", "村委会"])
            if (text.Length == committee.Length + 1 && text.EndsWith(committee, StringComparison.Ordinal)) return text[..2];
        foreach (var ending in Endings)
            if (text.Length > ending.Length + 1 && text.EndsWith(ending, StringComparison.Ordinal)) return text[..^ending.Length];
        return text;
    }

    private static readonly string[] Endings = ["社区居民委员会", "社区居委会", "居民委员会", "村民委员会", "村委会", "居委会", "社区", "街道", "行政村", "村", "镇", "乡"];
}

/// <summary>Holds the present tree of areas for the whole process; <see cref="Forget"/> after a change.</summary>
public sealed class RegionCache(PlatformStore store)
{
    private volatile RegionTree? _tree;

    /// <summary>The tree as it stands.</summary>
    public async ValueTask<RegionTree> Tree(CancellationToken ct)
    {
        if (_tree is { } known) return known;
        await using var db = store.Open();
        var tree = new RegionTree(await db.Set<Region>().AsNoTracking().ToListAsync(ct));
        _tree = tree;
        return tree;
    }

    /// <summary>Drops the held tree, so that the next reader sees what was saved.</summary>
    public void Forget() => _tree = null;
}
