using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;

namespace Minkang.Registry.Workbench;

/// <summary>What somebody decides (处理结论): the discrepancies as they were seen, and why where there are many.</summary>
internal sealed record DecideInput(Guid RunId, Verdict Verdict, IReadOnlyList<SeenFinding> Findings, string? Reason = null);

/// <summary>What was decided, and what was left and why.</summary>
internal sealed record DecideResult(Guid DecisionId, int Decided, IReadOnlyList<(SeenFinding Finding, Problem Why)> Left);

/// <summary>
/// Decides on discrepancies of a run (判定差异): accepted, rejected or unsure, one or many. Decision, its effect on the register and the audit entries are
/// one transaction; what cannot be decided is named and left.
/// </summary>
internal sealed class DecideFindings(PlanDecision planner, Vault vault, TimeProvider clock)
{
    private const int ReasonLength = 200;

    public async Task<Outcome<DecideResult>> Handle(CountyDb db, Actor actor, DecideInput input, CancellationToken ct)
    {
        if (input.Verdict is not (Verdict.Accept or Verdict.Reject or Verdict.Unsure)) return new Problem("registry.finding.verdict-unknown", "", "请选择结论：属实、不属实或不确定。");
        if (input.Findings.Count > 1 && string.IsNullOrWhiteSpace(input.Reason)) return new Problem("registry.finding.reason-missing", "Reason", "成批处理请写明依据。");
        if (input.Reason?.Length > ReasonLength) return new Problem("registry.finding.reason-long", "Reason", $"依据最多 {ReasonLength} 字。");
        try
        {
            await using var transaction = await RunLock.Take(db, input.RunId, ct);
            if (await db.RunFor(actor, input.RunId, ct) is not { } run) return new Problem("registry.finding.not-found", "", "没有这次比对，或不在您的范围内。");
            var plan = await planner.Handle(db, actor, run, input.Verdict, input.Findings, ct);
            var going = plan.Going.ToList();
            if (going.Count == 0) return plan.Left.FirstOrDefault()?.Left ?? new Problem("registry.finding.not-found", "", "没有这条差异，或不在您的范围内。");
            var id = await Save(db, actor, run, input, going, ct);
            await transaction.CommitAsync(ct);
            return new DecideResult(id, going.Count, [.. plan.Left.Select(c => (new SeenFinding(c.Finding), c.Left!))]);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            db.Trail.Forget();
            return new Problem("registry.finding.register-changed", "", "同一时间有人改了这个人的登记，没有办成。请再看一眼，再判定一次。");
        }
    }

    private async Task<Guid> Save(CountyDb db, Actor actor, CompareRun run, DecideInput input, List<DecisionCase> going, CancellationToken ct)
    {
        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var decision = new FindingDecision
        {
            Id = frame.NewId(), RunId = run.Id, Verdict = input.Verdict, Count = going.Count, MadeByName = actor.Name,
            ReasonSealed = vault.Seal(Purposes.Proposal, input.Reason?.Trim() is { Length: > 0 } reason ? reason : null),
        };
        var decided = going.ConvertAll(c => Decided(c, decision.Id, frame));
        await RecordDecision.Save(db, frame, decision, going.ConvertAll(c => c.Finding), decided, input.Verdict switch
        {
            Verdict.Accept => FindingState.Accepted,
            Verdict.Reject => FindingState.Rejected,
            _ => FindingState.Unsure,
        }, ct);
        return decision.Id;
    }

    private static DecidedFinding Decided(DecisionCase one, Guid decision, EventFrame frame) => new()
    {
        Id = frame.NewId(), DecisionId = decision, FindingId = one.Finding.Id, StateBefore = one.Finding.State, DecisionBefore = one.Finding.DecisionId,
        ChangesSealed = one.Apply?.Invoke(frame)?.Seal(frame.Vault),
    };
}
