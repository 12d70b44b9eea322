using Minkang.Domain.Values;

namespace Minkang.Platform.Regions;

/// <summary>One line of the official code list (正式区划代码): short code and name.</summary>
public sealed record OfficialArea(string Code, string Name);

/// <summary>One area whose code changes or becomes official (代码替换). <paramref name="Official"/> is false where it only makes room or follows its township.</summary>
public sealed record CodeMove(string From, string To, string Name, string OfficialName, bool Official);

/// <summary>
/// What the official code list would change (代码替换方案). Areas are recognised by name within their township, with or without 村, 村委会,
/// 社区 and the like; what is not recognised keeps a provisional code and is listed.
/// </summary>
/// <param name="County">Six digits.</param>
/// <param name="Moves">Areas that get their official code, and those that must make room.</param>
/// <param name="Additions">Areas of the list that we do not have.</param>
/// <param name="Unmatched">Areas of ours that the list does not name; they stay provisional.</param>
/// <param name="Doubtful">Names that stand more than once in a township of the list, so that the name does not decide.</param>
/// <param name="Same">Areas that had their official code before.</param>
public sealed record CodePlan(string County, IReadOnlyList<CodeMove> Moves, IReadOnlyList<OfficialArea> Additions, IReadOnlyList<OfficialArea> Unmatched, IReadOnlyList<OfficialArea> Doubtful, int Same)
{
    /// <summary>True when confirming would change something.</summary>
    public bool ChangesAnything => Moves.Count + Additions.Count > 0;

    /// <summary>Compares the areas of a county with the official list.</summary>
    public static CodePlan Make(string county, IEnumerable<Region> areas, IEnumerable<OfficialArea> official) =>
        new CodePlanner(county, [.. areas.Where(a => a.Level is RegionLevel.Township or RegionLevel.Village).OrderBy(a => a.Code, StringComparer.Ordinal)], [.. official]).Make();
}

/// <summary>Works out a <see cref="CodePlan"/>, townships first, since a village is looked for in its township.</summary>
internal sealed class CodePlanner(string county, IReadOnlyList<Region> areas, IReadOnlyList<OfficialArea> official)
{
    private readonly Dictionary<string, OfficialArea> _official = official.DistinctBy(o => o.Code).ToDictionary(o => o.Code, StringComparer.Ordinal);
    private readonly HashSet<string> _given = areas.Where(a => !a.Provisional).Select(a => a.Code).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _newCodes = new(StringComparer.Ordinal) { [county] = county };
    private readonly List<CodeMove> _moves = [];
    private readonly List<OfficialArea> _unmatched = [], _doubtful = [];
    private int _same;

    public CodePlan Make()
    {
        foreach (var level in new[] { RegionLevel.Township, RegionLevel.Village })
        {
            var ofLevel = areas.Where(a => a.Level == level).ToList();
            foreach (var area in ofLevel.Where(a => !a.Provisional)) Keep(area);
            var waiting = ofLevel.Where(a => a.Provisional).Where(a => !TryMatch(a)).ToList();
            foreach (var area in waiting) MakeRoom(area);
        }
        var known = _newCodes.Values.ToHashSet(StringComparer.Ordinal);
        return new CodePlan(county, _moves, [.. official.Where(o => !known.Contains(o.Code)).OrderBy(o => o.Code, StringComparer.Ordinal)], _unmatched, [.. _doubtful.Distinct()], _same);
    }

    private void Keep(Region area)
    {
        _newCodes[area.Code] = area.Code;
        _same++;
    }

    private bool TryMatch(Region area)
    {
        var parent = _newCodes[RegionCode.Parse(area.Code).Parent.Short];
        var stems = area.Aliases.Split('、', StringSplitOptions.RemoveEmptyEntries).Append(area.Name).Select(RegionTree.Stem).ToHashSet(StringComparer.Ordinal);
        var named = _official.Values.Where(o => o.Code.Length == area.Code.Length && o.Code.StartsWith(parent, StringComparison.Ordinal) && !_given.Contains(o.Code) && stems.Contains(RegionTree.Stem(o.Name))).ToList();
        if (named.Count > 1) _doubtful.AddRange(named);
        if (named.Count != 1 || area.UntilOn is not null) return false;
        _given.Add(named[0].Code);
        _newCodes[area.Code] = named[0].Code;
        _moves.Add(new CodeMove(area.Code, named[0].Code, area.Name, named[0].Name, Official: true));
        return true;
    }

    /// <summary>A village follows its township; a provisional number that the list gives to somebody else is exchanged for a free one.</summary>
    private void MakeRoom(Region area)
    {
        var parent = _newCodes[RegionCode.Parse(area.Code).Parent.Short];
        var wanted = parent + area.Code[^3..];
        var code = Taken(wanted) ? ProvisionalCode.Next(parent, ProvisionalCode.First(area.Level, area.Name), Taken) : wanted;
        _given.Add(code);
        _newCodes[area.Code] = code;
        if (code != area.Code) _moves.Add(new CodeMove(area.Code, code, area.Name, area.Name, Official: false));
        if (area.UntilOn is null) _unmatched.Add(new OfficialArea(area.Code, area.Name));
    }

    private bool Taken(string code) => _given.Contains(code) || _official.ContainsKey(code);
}
