using Minkang.Illness.Conditions;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Illness.Rounds;

/// <summary>Whom a round covers (调查范围).</summary>
internal enum RoundKind
{
    /// <summary>全面调查：范围内所有在册人员</summary>
    Full,
    /// <summary>补充调查：某日以后新增、返贫的人员</summary>
    Supplementary,
}

/// <summary>
/// A round of the illness survey (患病调查轮次): numbered in its year and area, with a window, the group of people who go, and the persons to be visited.
/// The list is drawn up when the round is opened and can be brought up to date; nobody is taken off it.
/// </summary>
internal sealed class Round : Record, IAudited
{
    static string IAudited.SubjectKind => "round";
    Guid IAudited.SubjectId => Id;

    public int Year { get; init; }
    /// <summary>From 1 in each year and area.</summary>
    public int Number { get; init; }
    public RoundKind Kind { get; init; }
    /// <summary>Short code of the county or township.</summary>
    public string AreaCode { get; init; } = "";
    public DateOnly FromOn { get; init; }
    /// <summary>Last day of the window, inclusive.</summary>
    public DateOnly LastOn { get; init; }
    /// <summary>A supplementary round covers who came on this day or later; null for a full one.</summary>
    public DateOnly? SinceOn { get; init; }
    /// <summary>Who goes (工作组), as written.</summary>
    public string WorkGroup { get; set; } = "";
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>How far a person of a round is (调查情况).</summary>
internal enum VisitState
{
    /// <summary>待调查</summary>
    Pending,
    /// <summary>已调查，有病</summary>
    Ill,
    /// <summary>已走访，未见患病</summary>
    Well,
    /// <summary>没找到人，有原因</summary>
    Unreached,
}

/// <summary>A person of a round with what came of the visit.</summary>
internal sealed class RoundPerson : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid RoundId { get; init; }
    public Guid PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    public string VillageCode { get; init; } = "";
    public VisitState State { get; set; }
    /// <summary>Why nobody was found; null unless <see cref="VisitState.Unreached"/>.</summary>
    public string? Reason { get; set; }
    public FindingMethod? Method { get; set; }
    public DateOnly? VisitedOn { get; set; }
    public string? VisitedBy { get; set; }
    /// <summary>True when the same person is in the round once more, by a record that was merged; then this place counts no more.</summary>
    public bool SetAside { get; set; }
}
