using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Users;

namespace Minkang.Platform.Ui;

/// <summary>Areas to choose from (区划选择).</summary>
public static class Areas
{
    /// <summary>The area of the address; null where it is missing or no area code.</summary>
    public static RegionCode? Read(string? text) => RegionCode.TryParse(text) is { Short.Length: > 0 } area ? area : null;

    /// <summary>Townships and villages of the county that the actor's action touches, each village under its township.</summary>
    public static IReadOnlyList<Option> Choices(RegionTree tree, string county, Actor actor, string action)
    {
        var scope = actor.ScopeOf(action);
        return [.. tree.Within(county, RegionLevel.Township).Where(t => scope.Touches(RegionCode.Parse(t.Code))).SelectMany(t =>
            tree.Below(t.Code).Where(v => scope.Touches(RegionCode.Parse(v.Code))).Select(v => new Option(v.Code, $"　{v.Name}")).Prepend(new Option(t.Code, t.Name)))];
    }
}
