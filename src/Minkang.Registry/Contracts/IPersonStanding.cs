using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Registry.Contracts;

/// <summary>One line of the person page's first block (今天能享受什么、还缺什么).</summary>
/// <param name="Missing">True for something that is missing, false for something the person is entitled to.</param>
/// <param name="Text">What it is, Chinese or translated for the reader.</param>
/// <param name="Detail">Why, since when, from which source; null for none.</param>
/// <param name="Href">Page that mends what is missing, or explains what is granted; null for none.</param>
/// <param name="ActionText">Word on the button; null for none.</param>
public sealed record StandingLine(bool Missing, string Text, string? Detail = null, string? Href = null, string? ActionText = null);

/// <summary>A module's lines for the first block of the person page: what the person is entitled to on a day, and what is missing.</summary>
public interface IPersonStanding
{
    /// <summary>The lines for the person on the day, the gravest first.</summary>
    Task<IReadOnlyList<StandingLine>> Of(CountyDb db, Actor actor, Guid personId, DateOnly day, CancellationToken ct);
}
