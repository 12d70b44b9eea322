using Minkang.Domain.Values;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;

namespace Minkang.Registry.Workbench;

/// <summary>A discrepancy as somebody saw it (看到时的状态): a decision counts only while it still stands so.</summary>
internal readonly record struct SeenFinding(Guid Id, FindingState State, Guid? DecisionId)
{
    public SeenFinding(Finding finding) : this(finding.Id, finding.State, finding.DecisionId) { }
}

/// <summary>One discrepancy on its way to a decision: what will happen with it, or why it is left.</summary>
internal sealed class DecisionCase(Finding finding, Effect effect)
{
    public Finding Finding { get; } = finding;
    public Effect Effect { get; private set; } = effect;
    /// <summary>Why it is left as it is; null when it goes.</summary>
    public Problem? Left { get; private set; }
    /// <summary>Why nothing changes in the register although its kind would; null when it is plain.</summary>
    public string? Note { get; private set; }
    /// <summary>Changes the register in the open unit of work; null when nothing changes.</summary>
    public Func<EventFrame, RegisterChange?>? Apply { get; private set; }

    public void Leave(string code, string why) => (Left, Apply) = (new Problem(code, "", why), null);

    public void OnlyNote(string why) => (Effect, Note, Apply) = (Effect.Noted, why, null);

    public void Do(Func<EventFrame, RegisterChange?> apply) => Apply = apply;
}

/// <summary>What a decision will do, before it is made (处理预览).</summary>
internal sealed record DecisionPlan(Verdict Verdict, IReadOnlyList<DecisionCase> Cases)
{
    public IEnumerable<DecisionCase> Going => Cases.Where(c => c.Left is null);
    public IEnumerable<DecisionCase> Left => Cases.Where(c => c.Left is not null);
}
