using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Web.Accounts;
using Minkang.Web.Hosting;

namespace Minkang.Web.Api;

/// <summary>The area tree, for machines.</summary>
internal static class Regions
{
    /// <summary>An area: short code, names, and the days between which it exists (until is exclusive).</summary>
    public sealed record Area(string Code, string Name, IReadOnlyList<string> Aliases, DateOnly? From, DateOnly? Until, string? Successor, bool Provisional);

    /// <summary>Areas inside <paramref name="within"/>, or inside everything the signed-in user answers for; an area elsewhere is not found.</summary>
    public static async Task<IResult> Handle(CurrentActor current, RegionCache cache, string? within, CancellationToken ct)
    {
        if (Frame.TopArea(current.Actor!, current.CountyCode) is not { } top) return Results.Ok(Array.Empty<Area>());
        var area = within is null ? top : RegionCode.TryParse(within);
        if (area is not { } inside || !inside.IsIn(top)) return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "No such area within reach.");
        var tree = await cache.Tree(ct);
        var levels = new[] { RegionLevel.County, RegionLevel.Township, RegionLevel.Village };
        return Results.Ok(levels.SelectMany(l => tree.Within(inside.Short, l)).Select(r =>
            new Area(r.Code, r.Name, r.Aliases.Split('、', StringSplitOptions.RemoveEmptyEntries), r.FromOn, r.UntilOn, r.SuccessorCode, r.Provisional)).ToList());
    }
}
