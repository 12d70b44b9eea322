using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Routes;

namespace Minkang.Tests.Illness.Routes;

public sealed class DecideRouteTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private Task<Outcome<Guid>> Decide(Guid condition, TreatmentRoute route, DateOnly? on = null) => store.Do<DecideRoute, Outcome<Guid>>(use => use.Handle(
        store.Officer, new() { ConditionId = condition, Route = route, DecidedBy = "县专家组", DecidedOn = on, Reason = "会诊意见" }, default));

    private async Task<Guid> Verified(string disease)
    {
        var person = await store.Person();
        await store.Stated(person, disease);
        return (await store.Verify((await store.Condition(person)).Id)).Value;
    }

    private Task<List<ConditionRoute>> Routes(Guid condition) => store.See(db => db.Set<ConditionRoute>().AsNoTracking().Where(r => r.ConditionId == condition).OrderBy(r => r.CreatedAt).ThenBy(r => r.Decider).ToListAsync());

    [Fact, Trait("Requirement", "R-CAT-07")]
    public async Task The_expert_group_may_decide_otherwise_than_the_list()
    {
        var condition = await Verified("原发性高血压");
        var usual = Assert.Single(await Routes(condition));
        store.Clock.Advance(TimeSpan.FromDays(3));

        var outcome = await Decide(condition, TreatmentRoute.Irreversible);

        Assert.True(outcome.Ok);
        var routes = await Routes(condition);
        Assert.Equal(RouteDecider.List, usual.Decider);
        var current = Assert.Single(routes, r => r.UntilOn is null);
        Assert.Equal((TreatmentRoute.Irreversible, RouteDecider.ExpertGroup, "县专家组", "会诊意见"), (current.Route, current.Decider, current.DecidedBy, current.Reason));
        Assert.Equal(current.FromOn, routes.Single(r => r.Id == usual.Id).UntilOn);
    }

    [Fact, Trait("Requirement", "R-TRT-01")]
    public async Task Two_current_routes_are_impossible_even_for_the_database()
    {
        var condition = await Verified("胃癌");
        await Decide(condition, TreatmentRoute.CureOnce);
        await using var db = store.Open();
        var person = await db.Set<ConditionRoute>().Where(r => r.ConditionId == condition).Select(r => r.PersonId).FirstAsync();
        db.Trail.Actor = IllnessStore.Console;
        db.Add(new ConditionRoute { Id = Guid.CreateVersion7(), ConditionId = condition, PersonId = person, Route = TreatmentRoute.LongTerm, FromOn = IllnessStore.Today, DecidedBy = "x", DecidedOn = IllnessStore.Today });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task An_unverified_condition_gets_no_route()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");

        Assert.Contains((await Decide((await store.Condition(person)).Id, TreatmentRoute.CureOnce)).Problems, p => p.Code == "illness.condition.not-verified");
    }

    [Fact]
    public async Task A_decision_is_not_older_than_the_route_that_holds()
    {
        var condition = await Verified("原发性高血压");

        Assert.Contains((await Decide(condition, TreatmentRoute.CureOnce, new DateOnly(2018, 1, 1))).Problems, p => p.Code == "illness.route.before-current");
        Assert.Null(Assert.Single(await Routes(condition)).UntilOn);
    }
}
