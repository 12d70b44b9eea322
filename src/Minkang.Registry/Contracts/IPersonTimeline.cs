using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Registry.Contracts;

/// <summary>
/// A module's part of a person's one timeline (人员经过). The person page asks every registered implementation in turn and shows all items
/// together, newest first. The page has already made sure that the actor may open the person; what a module shows of its own is its own matter.
/// </summary>
public interface IPersonTimeline
{
    /// <summary>Everything the module knows to have happened to the person; empty when it knows nothing. No order is asked for.</summary>
    Task<IReadOnlyList<TimelineItem>> Of(CountyDb db, Actor actor, Guid personId, CancellationToken ct);
}
