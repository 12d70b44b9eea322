using Minkang.Domain.Diseases;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Illness.Routes;

/// <summary>Who decided a route (路径决定方).</summary>
internal enum RouteDecider
{
    /// <summary>病种目录默认</summary>
    List,
    /// <summary>专家组</summary>
    ExpertGroup,
}

/// <summary>
/// The treatment route of a condition for a time (救治路径). A verified condition has exactly one that holds; a new decision ends the one before.
/// </summary>
internal sealed class ConditionRoute : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid ConditionId { get; init; }
    public Guid PersonId { get; init; }
    public TreatmentRoute Route { get; init; }
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer held; null while it holds. Equal to <see cref="FromOn"/> when it was taken back on its first day.</summary>
    public DateOnly? UntilOn { get; set; }
    public RouteDecider Decider { get; init; }
    /// <summary>Title of the list, or name of the expert group or its head.</summary>
    public string DecidedBy { get; init; } = "";
    public DateOnly DecidedOn { get; init; }
    public string? Reason { get; init; }
}
