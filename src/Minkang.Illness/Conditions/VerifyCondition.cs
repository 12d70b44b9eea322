using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Conditions;

/// <summary>What a verification states (核实结果).</summary>
internal sealed record VerifyConditionInput
{
    public Guid ConditionId { get; set; }
    public FindingMethod? Method { get; set; }
    public string? DiagnosedOn { get; set; }
    public string? Institution { get; set; }
    public string? Grade { get; set; }
    /// <summary>Day of the visit, examination or look into the papers; today when empty.</summary>
    public DateOnly? VerifiedOn { get; set; }
    public string? Note { get; set; }
}

/// <summary>
/// Confirms a condition (核实). Whoever entered it may not verify it. The usual route of the lists in force begins with it, unless one was decided already.
/// </summary>
internal sealed class VerifyCondition(CountyDb db, DefaultRoutes routes, BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, VerifyConditionInput input, CancellationToken ct)
    {
        if (await db.Reach(actor, "illness.verify", input.ConditionId, ct) is not { } condition) return Refusals.NotFound;
        var person = await db.Persons(actor, "illness.verify").SingleAsync(p => p.Id == condition.PersonId, ct);
        var enteredHere = await Separation.Entered(db, actor, condition.Id, condition.PersonId, ct);
        var hasRoute = await db.Set<ConditionRoute>().AnyAsync(r => r.ConditionId == condition.Id && r.UntilOn == null, ct);

        var day = StatedDay.TryParse(input.DiagnosedOn);
        var problems = Check(condition, input, person, day, enteredHere, calendar.Today);
        if (problems.Count > 0) return problems;

        condition.Verify(actor, input, day!.Value, input.VerifiedOn ?? calendar.Today);
        if (!hasRoute && FirstRoute(routes, condition, person, clock.GetUtcNow()) is { } route) db.Add(route);
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? condition.Id : Refusals.Meanwhile;
    }

    /// <summary>The route with which a verified condition begins; null when no list names one.</summary>
    internal static ConditionRoute? FirstRoute(DefaultRoutes routes, Condition condition, RegistryPerson person, DateTimeOffset now)
    {
        var on = condition.VerifiedOn!.Value;
        if (condition.Disease is not { } disease || routes.Of(disease, person.VillageCode, on, person.AgeOn(on)) is not var (route, list)) return null;
        return new ConditionRoute
        {
            Id = Guid.CreateVersion7(now), ConditionId = condition.Id, PersonId = condition.PersonId, Route = route, FromOn = on, Decider = RouteDecider.List,
            DecidedBy = list.Title, DecidedOn = on,
        };
    }

    private static List<Problem> Check(Condition condition, VerifyConditionInput input, RegistryPerson person, StatedDay? day, bool enteredHere, DateOnly today)
    {
        var problems = new List<Problem>();
        if (!condition.IsOpen) problems.Add(new("illness.condition.already-decided", "", "这条病情已有核实结论，要改结论请先撤回。"));
        if (enteredHere) problems.Add(Separation.Problem);
        if (!condition.IsDecided) problems.Add(new("illness.condition.disease-undecided", "", "病种还没有确定。请先选定病种，或确定为目录外疾病，再核实。"));
        if (input.Method is null) problems.Add(new("illness.condition.method-missing", "Method", "请选择核实方式：入户走访、体检检查或查阅资料。"));
        if (string.IsNullOrWhiteSpace(input.DiagnosedOn)) problems.Add(new("illness.condition.date-missing", "DiagnosedOn", "请填写确诊日期；只知道年份可以只写年份。"));
        problems.AddRange(DiagnosisDate.Check(input.DiagnosedOn, day, person, today));
        if (string.IsNullOrWhiteSpace(input.Institution)) problems.Add(new("illness.condition.institution-missing", "Institution", "请填写确诊机构。"));
        if (input.VerifiedOn > today) problems.Add(new("illness.condition.verified-future", "VerifiedOn", $"核实日期不能晚于今天（{today:yyyy-MM-dd}）。"));
        else if (input.VerifiedOn is { } on && day is { } d && d.On > on) problems.Add(new("illness.condition.verified-early", "VerifiedOn", "核实日期早于确诊日期，请核对。"));
        return problems;
    }
}

/// <summary>Separation of duties: who entered a survey or an illness may not verify it (录入与核实分离).</summary>
internal static class Separation
{
    public static readonly Problem Problem = new("illness.condition.verify-own", "", "这条病情是您本人录入的，须由另一个人核实。请转给本单位其他核实人员，或由县级核实。");

    /// <summary>True when the actor entered the condition, a statement of it, or a survey of the person.</summary>
    public static async Task<bool> Entered(CountyDb db, Actor actor, Guid conditionId, Guid personId, CancellationToken ct) =>
        await db.Set<Condition>().AnyAsync(c => c.Id == conditionId && c.EnteredBy == actor.UserId, ct)
        || await db.Set<Statement>().AnyAsync(s => s.ConditionId == conditionId && s.EnteredBy == actor.UserId, ct)
        || await db.Set<Survey>().AnyAsync(s => s.PersonId == personId && s.EnteredBy == actor.UserId, ct);
}
