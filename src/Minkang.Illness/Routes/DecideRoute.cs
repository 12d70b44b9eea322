using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Routes;

/// <summary>A decision of the expert group on one condition (路径决定).</summary>
internal sealed record DecideRouteInput
{
    public Guid ConditionId { get; set; }
    public TreatmentRoute? Route { get; set; }
    /// <summary>Name of the expert group or of the expert who decided.</summary>
    public string? DecidedBy { get; set; }
    /// <summary>Day of the decision; today when empty. The route holds from then on.</summary>
    public DateOnly? DecidedOn { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Gives a verified condition another route than the usual one (确定救治路径). The route before ends on the day the new one begins.</summary>
internal sealed class DecideRoute(CountyDb db, BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, DecideRouteInput input, CancellationToken ct)
    {
        if (await db.Reach(actor, "illness.route", input.ConditionId, ct) is not { } condition) return Refusals.NotFound;
        var on = input.DecidedOn ?? calendar.Today;
        var before = await db.Set<ConditionRoute>().SingleOrDefaultAsync(r => r.ConditionId == condition.Id && r.UntilOn == null, ct);
        var problems = Check(condition, before, input, on, calendar.Today);
        if (problems.Count > 0) return problems;

        // The old one is ended in a sentence of its own, so that never two hold at once, whatever order the records are written in.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Trail.Actor = actor;
        before?.UntilOn = on;
        if (!await db.TrySave(ct)) return Refusals.Meanwhile;
        var route = new ConditionRoute
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), ConditionId = condition.Id, PersonId = condition.PersonId, Route = input.Route!.Value, FromOn = on,
            Decider = RouteDecider.ExpertGroup, DecidedBy = input.DecidedBy!.Trim(), DecidedOn = on, Reason = input.Reason!.Trim(),
        };
        db.Add(route);
        if (!await db.TrySave(ct)) return Refusals.Meanwhile;
        await transaction.CommitAsync(ct);
        return route.Id;
    }

    private static List<Problem> Check(Condition condition, ConditionRoute? before, DecideRouteInput input, DateOnly on, DateOnly today)
    {
        var problems = new List<Problem>();
        if (condition.State != ConditionState.Verified) problems.Add(new("illness.condition.not-verified", "", "病情核实以后才能确定救治路径。"));
        if (input.Route is null) problems.Add(new("illness.route.missing", "Route", "请选择救治路径。"));
        if (string.IsNullOrWhiteSpace(input.DecidedBy)) problems.Add(new("illness.route.decider-missing", "DecidedBy", "请填写由谁决定：专家组名称或专家姓名。"));
        if (on > today) problems.Add(new("illness.route.future", "DecidedOn", $"决定日期不能晚于今天（{today:yyyy-MM-dd}）。"));
        if (before?.FromOn > on) problems.Add(new("illness.route.before-current", "DecidedOn", $"现行路径从 {before.FromOn:yyyy-MM-dd} 开始，新的决定不能早于这一天。"));
        if (before is { Decider: RouteDecider.ExpertGroup } && before.Route == input.Route) problems.Add(new("illness.route.same", "Route", "专家组已经定为这条路径，不用再定一次。"));
        if (string.IsNullOrWhiteSpace(input.Reason)) problems.Add(Refusals.NoReason());
        return problems;
    }
}
