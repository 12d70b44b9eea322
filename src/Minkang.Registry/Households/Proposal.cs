using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Households;

/// <summary>State of a proposal (申请状态).</summary>
internal enum ProposalState
{
    /// <summary>待决定</summary>
    Open,
    /// <summary>已生效</summary>
    Confirmed,
    /// <summary>未同意</summary>
    Refused,
}

/// <summary>What is proposed (申请类别).</summary>
internal enum ProposalKind
{
    /// <summary>信息变更：新值自某日起</summary>
    Fact,
    /// <summary>信息终止：某值自某日止</summary>
    FactEnd,
    /// <summary>人口变动，村里报、镇里核</summary>
    Event,
    /// <summary>撤销死亡或迁出</summary>
    UndoEnd,
}

/// <summary>
/// A change that takes effect when others agree (变更申请): who proposed it, who agreed first, who decided. It stays on file whatever
/// becomes of it.
/// </summary>
internal sealed class Proposal : Record, IAudited
{
    static string IAudited.SubjectKind => "household";
    Guid IAudited.SubjectId => HouseholdId ?? PersonId ?? Id;

    public ProposalKind Kind { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    public string VillageCode { get; init; } = "";
    public string? FactKind { get; init; }
    public string? Value { get; init; }
    public DateOnly OnDate { get; init; }
    public string? ReasonSealed { get; init; }
    /// <summary>Sealed JSON of an event that was proposed.</summary>
    public string? PayloadSealed { get; init; }
    public ProposalState State { get; set; }
    public Guid? FirstBy { get; set; }
    public string? FirstName { get; set; }
    public DateTimeOffset? FirstAt { get; set; }
    public Guid? DecidedBy { get; set; }
    public string? DecidedName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>Number of the leading group's decision (领导小组决定文号), which stands for the second person.</summary>
    public string? DecisionNumber { get; set; }
    public string? DecisionNote { get; set; }
    public string ProposerName { get; init; } = "";

    /// <summary>The action that decides a proposal of the kind.</summary>
    public static string ActionOf(ProposalKind kind) => kind switch
    {
        ProposalKind.Event => "registry.household-event",
        ProposalKind.UndoEnd => "registry.undo-death",
        _ => "registry.status",
    };
}
