using Minkang.Platform.Stores;
using Minkang.Registry.Compare;

namespace Minkang.Registry.Comparisons;

/// <summary>Where a discrepancy stands (差异状态).</summary>
internal enum FindingState
{
    /// <summary>待处理</summary>
    Open,
    /// <summary>不确定，留待再看</summary>
    Unsure,
    /// <summary>属实</summary>
    Accepted,
    /// <summary>不属实</summary>
    Rejected,
    /// <summary>已交村镇核实</summary>
    Assigned,
    /// <summary>已函告有关部门</summary>
    Sent,
    /// <summary>已核实办结</summary>
    Closed,
}

/// <summary>A discrepancy of a run (比对差异) and what became of it.</summary>
internal sealed class Finding
{
    public Guid Id { get; init; }
    public Guid RunId { get; init; }
    /// <summary>Place in the run's table of discrepancies, from 1.</summary>
    public int Place { get; init; }
    /// <summary>Code of the rule.</summary>
    public string Code { get; init; } = "";
    public RuleGravity Gravity { get; init; }
    /// <summary>The office that settles it, in Chinese as the catalogue has it.</summary>
    public string Owner { get; init; } = "";
    public int ListNo { get; init; }
    public int RowNo { get; init; }
    public int? OtherListNo { get; init; }
    public int? OtherRowNo { get; init; }
    public string Field { get; init; } = "";
    public string? ValueSealed { get; init; }
    public string? OtherValueSealed { get; init; }
    /// <summary>How likely both rows are one person, from 0 to 1; null where that is not the question.</summary>
    public double? Score { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>Twelve digits; empty when no village is known.</summary>
    public string VillageCode { get; init; } = "";
    /// <summary>Keyed hash of kind, person and both statements: the same disagreement in a later run has the same.</summary>
    public string KeyHash { get; init; } = "";
    /// <summary>True when the run before this one did not have it.</summary>
    public bool IsNew { get; init; }
    public FindingState State { get; set; }
    /// <summary>The decision that stands.</summary>
    public Guid? DecisionId { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public DateOnly? DueOn { get; set; }
    public Guid? LetterId { get; set; }
    /// <summary>What the other office answered: accepted, rejected, changed; null while it has not.</summary>
    public string? LetterAnswer { get; set; }
}

/// <summary>What was decided (处理结论).</summary>
internal enum Verdict
{
    /// <summary>属实</summary>
    Accept,
    /// <summary>不属实</summary>
    Reject,
    /// <summary>不确定</summary>
    Unsure,
    /// <summary>交村镇核实</summary>
    Assign,
    /// <summary>函告有关部门</summary>
    Send,
    /// <summary>部门回函</summary>
    Answered,
    /// <summary>村镇核实答复，办结</summary>
    Close,
}

/// <summary>A decision on one discrepancy or on all that a filter met (处理记录): who, when, why. It can be undone once.</summary>
internal sealed class FindingDecision : Record
{
    public Guid RunId { get; init; }
    public Verdict Verdict { get; init; }
    public int Count { get; init; }
    public string? ReasonSealed { get; init; }
    public string MadeByName { get; init; } = "";
    public DateOnly? DueOn { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
    public string? UndoneByName { get; set; }
}

/// <summary>One discrepancy of a decision and how it stood before, so that the decision can be undone.</summary>
internal sealed class DecidedFinding
{
    public Guid Id { get; init; }
    public Guid DecisionId { get; init; }
    public Guid FindingId { get; init; }
    public FindingState StateBefore { get; init; }
    public Guid? DecisionBefore { get; init; }
    /// <summary>Sealed JSON: what changed in the register with it, to be put back; null when nothing did.</summary>
    public string? ChangesSealed { get; init; }
}

/// <summary>Discrepancies handed to the office that settles them (函告), as a numbered list, and its answer.</summary>
internal sealed class CompareLetter : Record
{
    public Guid RunId { get; init; }
    public string Owner { get; init; } = "";
    /// <summary>Number of the letter (文号), as it stands on the list.</summary>
    public string Number { get; init; } = "";
    public int Count { get; init; }
    public DateOnly SentOn { get; init; }
    public DateOnly? DueOn { get; init; }
    public Guid FileId { get; init; }
    public Guid? AnswerFileId { get; set; }
    public DateOnly? AnsweredOn { get; set; }
}
