using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Households;

/// <summary>What the form of a proposed change holds.</summary>
internal sealed class ProposeChangeInput
{
    public string Kind { get; set => field = value ?? ""; } = "";
    public string Value { get; set => field = value ?? ""; } = "";
    /// <summary>True to end the value instead of beginning it.</summary>
    public bool Ends { get; set; }
    public string? On { get; set; }
    public string Reason { get; set => field = value ?? ""; } = "";
    /// <summary>Only for the deciding office: number of the leading group's decision.</summary>
    public string DecisionNumber { get; set => field = value ?? ""; } = "";
}

/// <summary>
/// Proposes a change of status, cause, class, monitored class or category (申请变更). The deciding office's own proposal counts as the first of
/// its two persons; with the number of the leading group's decision it takes effect at once.
/// </summary>
internal sealed class ProposeChange(Vault vault, BusinessCalendar calendar, TimeProvider clock, Labels labels)
{
    public static readonly IReadOnlyList<string> HouseholdKinds = [FactKind.Status, FactKind.PrimaryCause, FactKind.SecondaryCause, FactKind.HouseholdClass, FactKind.Monitored];

    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid householdId, ProposeChangeInput input, CancellationToken ct)
    {
        var household = await db.HouseholdsFor(actor, "registry.propose-status").SingleOrDefaultAsync(h => h.Id == householdId, ct);
        var decides = await db.HouseholdsFor(actor, "registry.status").AnyAsync(h => h.Id == householdId, ct);
        if (household is null && decides) household = await db.Set<Household>().SingleAsync(h => h.Id == householdId, ct);
        if (household is null) return new Problem("registry.household.not-found", "", "没有这一户，或不在您的范围内。");
        var problems = Check(input, calendar.Today, decides);
        if (household.EndedOn is not null) problems.Add(new("registry.household.ended", "", "这一户已经终止，不能再变更。"));
        if (problems.Count > 0) return problems;

        var now = clock.GetUtcNow();
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(now), Kind = input.Ends ? ProposalKind.FactEnd : ProposalKind.Fact, HouseholdId = householdId, VillageCode = household.VillageCode,
            FactKind = input.Kind, Value = input.Value.Trim(), OnDate = PersonFilter.Day(input.On)!.Value, ReasonSealed = vault.Seal(Purposes.Proposal, input.Reason.Trim()), ProposerName = actor.Name,
        };
        if (await ApplyFact.Check(db, proposal, ct) is { } cannot) return cannot;
        if (await db.Set<Proposal>().AnyAsync(p => p.HouseholdId == householdId && p.State == ProposalState.Open && p.FactKind == proposal.FactKind && p.Value == proposal.Value, ct))
            return new Problem("registry.proposal.open-already", "Value", "同样的申请已经提交，正等待决定。");

        db.Add(proposal);
        if (decides) await Decide(db, actor, proposal, input.DecisionNumber.Trim(), now, ct);
        await db.SaveChangesAsync(ct);
        return proposal.Id;
    }

    private async Task Decide(CountyDb db, Actor actor, Proposal proposal, string decisionNumber, DateTimeOffset now, CancellationToken ct)
    {
        (proposal.FirstBy, proposal.FirstName, proposal.FirstAt) = (actor.UserId, actor.Name, now);
        if (decisionNumber.Length == 0) return;
        (proposal.State, proposal.DecidedBy, proposal.DecidedName, proposal.DecidedAt, proposal.DecisionNumber) = (ProposalState.Confirmed, actor.UserId, actor.Name, now, decisionNumber);
        await ApplyFact.Apply(db, proposal, new EventFrame(actor, now, vault), ct);
    }

    private List<Problem> Check(ProposeChangeInput input, DateOnly today, bool decides)
    {
        var problems = new List<Problem>();
        if (!HouseholdKinds.Contains(input.Kind)) problems.Add(new("registry.status.kind-unknown", "Kind", "请选择要变更什么。"));
        var known = labels.Options(input.Kind).Any(o => o.Value == input.Value);
        if (!known) problems.Add(new("registry.status.value-unknown", "Value", "请选择变更后的值。"));
        if (input.Ends && input.Kind is FactKind.Status or FactKind.PrimaryCause) problems.Add(new("registry.status.cannot-end", "Ends", "这一项不能只终止，请选择新的值。"));
        if (PersonFilter.Day(input.On) is not { } day) problems.Add(new("registry.status.date-missing", "On", "请填写生效日期。"));
        else if (day > today) problems.Add(new("registry.status.date-future", "On", "生效日期不能晚于今天。"));
        if (input.Reason.Trim().Length == 0) problems.Add(new("registry.status.reason-missing", "Reason", "请写明理由和依据。"));
        if (!decides && input.DecisionNumber.Trim().Length > 0) problems.Add(new("registry.status.number-not-yours", "DecisionNumber", "决定文号由扶贫部门填写。"));
        return problems;
    }
}
