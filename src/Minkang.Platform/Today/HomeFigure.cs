using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Today;

/// <summary>One figure of the home page (首页数字) for the chosen area. It opens the list that it counts, and the counts are equal.</summary>
/// <param name="Label">What is counted, already translated for the reader.</param>
/// <param name="Value">How many.</param>
/// <param name="Unit">Unit of the count: 人, 户.</param>
/// <param name="Href">The list that is counted; null where there is none for the reader.</param>
/// <param name="Order">Place in the strip, smaller first.</param>
public sealed record HomeFigure(string Label, long Value, string Unit, string? Href, int Order = 0);

/// <summary>A module's figures for the home page. Leave out what the actor's role does not see.</summary>
public interface IHomeFigures
{
    /// <summary>Figures of what lies both in the actor's reach and in the area.</summary>
    Task<IReadOnlyList<HomeFigure>> For(Actor actor, RegionCode area, CountyDb db, CancellationToken ct);
}
