using System.Text.Json;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Workbench;

/// <summary>Who is to verify (交给谁核实).</summary>
internal enum AssignTo
{
    /// <summary>村</summary>
    Village,
    /// <summary>乡镇</summary>
    Township,
}

internal sealed record AssignInput(Guid RunId, IReadOnlyList<SeenFinding> Findings, AssignTo To, DateOnly DueOn, string? Reason = null);

/// <summary>
/// Hands discrepancies to villages or townships as tasks with a due date (交村镇核实). Each becomes a question there; its answer closes the discrepancy.
/// </summary>
internal sealed class AssignFindings(PlanDecision planner, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<DecideResult>> Handle(CountyDb db, Actor actor, AssignInput input, CancellationToken ct)
    {
        if (input.DueOn < calendar.Today) return new Problem("registry.finding.due-past", "DueOn", "期限不能早于今天。");
        await using var transaction = await RunLock.Take(db, input.RunId, ct);
        if (await db.RunFor(actor, input.RunId, ct) is not { } run) return new Problem("registry.finding.not-found", "", "没有这次比对，或不在您的范围内。");
        var plan = await planner.Handle(db, actor, run, Verdict.Assign, input.Findings, ct);
        var going = plan.Going.Select(c => c.Finding).ToList();
        if (going.Count == 0) return plan.Left.FirstOrDefault()?.Left ?? new Problem("registry.finding.not-found", "", "没有这条差异，或不在您的范围内。");
        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var decision = new FindingDecision
        {
            Id = frame.NewId(), RunId = run.Id, Verdict = Verdict.Assign, Count = going.Count, MadeByName = actor.Name, DueOn = input.DueOn,
            ReasonSealed = vault.Seal(Purposes.Proposal, input.Reason?.Trim() is { Length: > 0 } reason ? reason : null),
        };
        var decided = going.ConvertAll(f => new DecidedFinding { Id = frame.NewId(), DecisionId = decision.Id, FindingId = f.Id, StateBefore = f.State, DecisionBefore = f.DecisionId });
        await RecordDecision.Save(db, frame, decision, going, decided, FindingState.Assigned, ct);
        await db.InsertAsync(going.ConvertAll(f => Ask(f, decision, input.To, frame)), ct);
        await transaction.CommitAsync(ct);
        return new DecideResult(decision.Id, going.Count, [.. plan.Left.Select(c => (new SeenFinding(c.Finding), c.Left!))]);
    }

    private Question Ask(Finding f, FindingDecision decision, AssignTo to, EventFrame frame) => new()
    {
        Id = frame.NewId(), Kind = FindingQuestions.KindOf(f.Code), PersonId = f.PersonId, HouseholdId = f.HouseholdId, FindingId = f.Id, DueOn = decision.DueOn,
        VillageCode = to == AssignTo.Township ? f.VillageCode[..Math.Min((int)RegionLevel.Township, f.VillageCode.Length)] : f.VillageCode, RowNo = f.RowNo,
        KeyHash = vault.Chained(Purposes.ListKey, $"finding|{f.Id}|{decision.Id}"),
        DetailSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(new { stated = vault.Open(Purposes.ListEntry, f.ValueSealed), other = vault.Open(Purposes.ListEntry, f.OtherValueSealed), field = f.Field })),
        CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.Actor.UserId, UpdatedBy = frame.Actor.UserId,
    };
}
