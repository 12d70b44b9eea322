using Minkang.Domain.Values;
using Minkang.Illness.Routes;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Conditions;

/// <summary>A decision on a condition that needs nothing but a reason, and a day where it ends.</summary>
internal sealed record CloseConditionInput
{
    public Guid ConditionId { get; set; }
    public string? Reason { get; set; }
    public DateOnly? On { get; set; }
}

/// <summary>Rules a condition out (排除): examined or asked about, and not found. The reason is kept.</summary>
internal sealed class RejectCondition(CountyDb db, BusinessCalendar calendar)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, CloseConditionInput input, CancellationToken ct)
    {
        if (await db.Reach(actor, "illness.verify", input.ConditionId, ct) is not { } condition) return Refusals.NotFound;
        var enteredHere = await Separation.Entered(db, actor, condition.Id, condition.PersonId, ct);

        if (enteredHere) return Separation.Problem;
        if (!condition.IsOpen) return new Problem("illness.condition.already-decided", "", "这条病情已有核实结论，要改结论请先撤回。");
        if (string.IsNullOrWhiteSpace(input.Reason)) return Refusals.NoReason();

        condition.State = ConditionState.Rejected;
        (condition.VerifiedOn, condition.VerifiedBy, condition.VerifierName, condition.Reason) = (calendar.Today, actor.UserId, actor.Name, input.Reason.Trim());
        await CurrentRoute.End(db, condition.Id, calendar.Today, ct);
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? condition.Id : Refusals.Meanwhile;
    }
}

/// <summary>Ends a verified condition (结束): cured, or found to be over. The record stays.</summary>
internal sealed class EndCondition(CountyDb db, BusinessCalendar calendar)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, CloseConditionInput input, CancellationToken ct)
    {
        if (await db.Reach(actor, "illness.verify", input.ConditionId, ct) is not { } condition) return Refusals.NotFound;

        var on = input.On ?? calendar.Today;
        if (condition.State != ConditionState.Verified) return new Problem("illness.condition.not-verified", "", "只有已核实的病情才能结束；没有核实的请排除。");
        if (on > calendar.Today) return new Problem("illness.condition.ended-future", "On", $"结束日期不能晚于今天（{calendar.Today:yyyy-MM-dd}）。");
        if (condition.DiagnosedOn > on) return new Problem("illness.condition.ended-early", "On", "结束日期早于确诊日期，请核对。");
        if (string.IsNullOrWhiteSpace(input.Reason)) return Refusals.NoReason();

        (condition.State, condition.EndedOn, condition.Reason) = (ConditionState.Ended, on, input.Reason.Trim());
        await CurrentRoute.End(db, condition.Id, on, ct);
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? condition.Id : Refusals.Meanwhile;
    }
}

/// <summary>Takes a decision back (撤回核实结论): the condition waits again. What was decided stays in the audit trail.</summary>
internal sealed class ReopenCondition(CountyDb db, BusinessCalendar calendar)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, CloseConditionInput input, CancellationToken ct)
    {
        if (await db.Reach(actor, "illness.verify", input.ConditionId, ct) is not { } condition) return Refusals.NotFound;

        if (condition.IsOpen) return new Problem("illness.condition.not-decided", "", "这条病情还没有核实结论，不用撤回。");
        if (string.IsNullOrWhiteSpace(input.Reason)) return Refusals.NoReason();

        condition.TakeBack(input.Reason.Trim());
        await CurrentRoute.End(db, condition.Id, calendar.Today, ct);
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? condition.Id : Refusals.Meanwhile;
    }
}
