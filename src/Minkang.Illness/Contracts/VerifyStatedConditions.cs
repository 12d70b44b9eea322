using Minkang.Illness.Conditions;
using Minkang.Illness.HealthReturn;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Contracts;

/// <summary>What was verified from the health office's return (按返回表核实的结果).</summary>
/// <param name="Conditions">Conditions verified now.</param>
/// <param name="Persons">Persons they belong to.</param>
/// <param name="Left">How many of the return's conditions wait for a person, by reason: Chinese sentence and count, most frequent first.</param>
public sealed record StatedVerification(int Conditions, int Persons, IReadOnlyList<(string Reason, int Count)> Left);

/// <summary>
/// Verifies what the health office's return states (按卫健返回表核实): the return is itself the outcome of a verification, so a condition of a matched person
/// whose disease is written beyond doubt is verified by document. Whatever is unsure stays on the work list.
/// </summary>
public sealed class VerifyStatedConditions
{
    private readonly VerifyMany _many;
    private readonly BusinessCalendar _calendar;

    internal VerifyStatedConditions(VerifyMany many, BusinessCalendar calendar) => (_many, _calendar) = (many, calendar);

    /// <summary>Verifies within the actor's reach. Done twice, the second time finds nothing new. Throws nothing for lack of rights: nothing is in reach then.</summary>
    public async Task<StatedVerification> Handle(CountyDb db, Actor actor, CancellationToken ct)
    {
        var plan = await Plan(db, actor, ct);
        await _many.Carry(db, actor, plan, FindingMethod.Document, _calendar.Today, "按卫健部门核查返回表核实", ct);
        return Result(plan);
    }

    /// <summary>What <see cref="Handle"/> would do now.</summary>
    public async Task<StatedVerification> Preview(CountyDb db, Actor actor, CancellationToken ct) => Result(await Plan(db, actor, ct));

    private Task<VerifyManyPlan> Plan(CountyDb db, Actor actor, CancellationToken ct)
    {
        var said = db.Set<Statement>().Where(s => s.Source == HealthReturnEffect.Profile).Select(s => s.ConditionId);
        var stated = db.Conditions(actor, "illness.verify").Where(c => said.Contains(c.Condition.Id));
        return VerifyMany.Plan(db, actor, stated, takePresumed: false, _calendar.Today, ct);
    }

    private static StatedVerification Result(VerifyManyPlan plan) =>
        new(plan.Conditions.Count, plan.Persons, [.. plan.Left.OrderByDescending(l => l.Value).Select(l => (Words.Of(l.Key), l.Value))]);
}
