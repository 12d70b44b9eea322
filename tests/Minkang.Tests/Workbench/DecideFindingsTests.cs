using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Workbench;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Workbench;

public sealed class DecideFindingsTests
{
    private const string Died = "2019-01-05";

    [Fact]
    public async Task Accepting_a_death_records_the_event_of_its_day_and_the_decision_says_who()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: Died)]);
        var clerk = app.As(Role.TownshipClerk);

        var made = await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run));

        Assert.Equal(1, made.Value.Decided);
        await using var db = app.Open();
        var person = await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1]);
        Assert.Equal((new DateOnly(2019, 1, 5), "died"), (person.EndedOn!.Value, person.EndReason));
        Assert.Equal(new DateOnly(2019, 1, 6), (await db.Set<Membership>().SingleAsync(m => m.PersonId == person.Id)).UntilOn);
        Assert.Equal(EventKind.Died, (await db.Set<RegistryEvent>().SingleAsync(e => e.PersonId == person.Id)).Kind);
        var (finding, decision) = (await db.Set<Finding>().SingleAsync(), await db.Set<FindingDecision>().SingleAsync());
        Assert.Equal((FindingState.Accepted, (Guid?)decision.Id, clerk.Name), (finding.State, finding.DecisionId, decision.MadeByName));
        Assert.Equal(1, await db.Set<AuditEntry>().CountAsync(e => e.Action == "registry.decide" && e.SubjectId == person.Id));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
    }

    [Fact]
    public async Task Rejecting_and_unsure_change_nothing_but_the_discrepancy()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: Died), new("death_listed", home.Persons[1], home.Id, Other: Died)]);
        var clerk = app.As(Role.TownshipClerk);
        var seen = await app.Seen(clerk, run);

        Assert.True((await app.Decide(clerk, run, Verdict.Reject, [seen[0]], null)).Ok);
        Assert.True((await app.Decide(clerk, run, Verdict.Unsure, [seen[1]], null)).Ok);

        await using var db = app.Open();
        Assert.Null((await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
        Assert.Equal([FindingState.Rejected, FindingState.Unsure], await db.Set<Finding>().OrderBy(f => f.Place).Select(f => f.State).ToListAsync());
        Assert.Empty(await db.Set<RegistryEvent>().ToListAsync());
        Assert.True((await app.Decide(clerk, run, Verdict.Reject, [.. (await app.Seen(clerk, run)).Skip(1)], null)).Ok);
    }

    [Theory]
    [InlineData(0, Died, "registry.finding.head-first")]
    [InlineData(1, "2019-01", "registry.finding.date-missing")]
    [InlineData(1, "2020-01-01", "registry.event.date-future")]
    [InlineData(1, "1900-01-01", "registry.event.before-birth")]
    public async Task A_death_that_the_register_cannot_take_is_refused_and_the_discrepancy_stays_open(int who, string on, string code)
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[who], home.Id, Other: on)]);
        var clerk = app.As(Role.TownshipClerk);

        Assert.Equal(code, (await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run))).Problems[0].Code);

        await using var db = app.Open();
        Assert.Equal(FindingState.Open, (await db.Set<Finding>().SingleAsync()).State);
        Assert.Empty(await db.Set<FindingDecision>().ToListAsync());
    }

    [Fact]
    public async Task A_number_that_the_other_list_gives_goes_to_the_person_and_a_taken_one_does_not()
    {
        await using var app = await TestApp.Start();
        var number = GivenPeople.Number("1960-05-01", 1, 490);
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", WithNumber: false)]);
        var next = await app.Household(TestApp.NextVillage, "A2", [new("测试丙", WithNumber: false)]);
        var run = await app.Run(wanted:
        [
            new("id_missing", home.Persons[0], home.Id, OtherNumber: number),
            new("id_missing", next.Persons[0], next.Id, TestApp.NextVillage, OtherNumber: number),
        ]);
        var clerk = app.As(Role.TownshipClerk);
        var seen = await app.Seen(clerk, run);

        Assert.Equal(1, (await app.Decide(clerk, run, Verdict.Accept, [seen[0]], null)).Value.Decided);
        Assert.Equal("registry.finding.number-taken", (await app.Decide(clerk, run, Verdict.Accept, [seen[1]], null)).Problems[0].Code);

        await using var db = app.Open();
        Assert.Equal("valid", (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[0])).IdState);
        Assert.Equal("missing", (await db.Set<Person>().SingleAsync(p => p.Id == next.Persons[0])).IdState);
    }

    [Fact]
    public async Task What_the_poverty_office_decides_becomes_a_proposal_to_it()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("category_conflict", null, home.Id, Value: "一般贫困户", Other: "农村低保")]);
        var clerk = app.As(Role.TownshipClerk);

        var made = await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run), null);

        await using (var db = app.Open())
        {
            var proposal = await db.Set<Proposal>().SingleAsync();
            Assert.Equal((FactKind.HouseholdClass, "low-income", ProposalState.Open), (proposal.FactKind, proposal.Value, proposal.State));
            Assert.Empty(await db.Set<HouseholdFact>().Where(f => f.Kind == FactKind.HouseholdClass).ToListAsync());
        }
        Assert.Equal(1, (await app.Undo(clerk, run, made.Value.DecisionId)).Value.Undone);
        await using var after = app.Open();
        Assert.Equal(ProposalState.Refused, (await after.Set<Proposal>().SingleAsync()).State);
    }

    [Theory]
    [InlineData("cause_conflict", "因病致贫", "illness")]
    [InlineData("cause_conflict", "因残", "disability")]
    [InlineData("cause_conflict", "因病、因残", null)]
    [InlineData("key_disease_not_illness_poor", "肺癌", "illness")]
    public async Task A_cause_that_the_health_office_states_becomes_a_proposal_when_it_is_one(string code, string stated, string? proposed)
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new(code, null, home.Id, Value: "缺技术", Other: stated)]);
        var clerk = app.As(Role.TownshipClerk);

        Assert.Equal(1, (await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run), null)).Value.Decided);

        await using var db = app.Open();
        Assert.Equal(proposed is null ? [] : [(FactKind.PrimaryCause, proposed)], (await db.Set<Proposal>().ToListAsync()).Select(p => (p.FactKind, p.Value)));
    }

    [Fact]
    [Trait("Scenario", "BLK-02")]
    [Trait("Scenario", "BLK-04")]
    public async Task A_bulk_says_exactly_what_it_will_do_names_who_is_left_and_does_just_that()
    {
        await using var app = await TestApp.Start();
        var homes = new List<MadeHousehold>();
        for (var i = 0; i < 4; i++) homes.Add(await app.TwoPersons($"A{i}"));
        var run = await app.Run(wanted: [.. homes.Select(h => new Wanted("death_listed", h.Persons[1], h.Id, Other: Died)), new("death_listed", homes[0].Persons[0], homes[0].Id, Other: Died)]);
        var clerk = app.As(Role.TownshipClerk);
        var seen = await app.Seen(clerk, run, new FindingFilter("death_listed"));

        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("zh-Hans");
        await using (var db = app.Open(clerk))
        {
            var plan = await app.Get<PlanDecision>().Handle(db, clerk, run, Verdict.Accept, seen, default);
            Assert.Equal("共 5 条“已死亡仍在登记册”：4 条判为属实，其中登记死亡 4 条；1 条不能办：此人是户主，户里还有别人：请先在此人的“登记变动”里登记并选新户主，再来判定。（1 条）", app.Get<DecisionSentence>().Of(plan));
        }
        Assert.Equal("registry.finding.reason-missing", (await app.Decide(clerk, run, Verdict.Accept, seen, " ")).Problems[0].Code);
        var made = (await app.Decide(clerk, run, Verdict.Accept, seen)).Value;

        Assert.Equal((4, 1), (made.Decided, made.Left.Count));
        await using var after = app.Open();
        Assert.Equal(4, await after.Set<Person>().CountAsync(p => p.EndedOn != null));
        Assert.Equal([FindingState.Accepted, FindingState.Accepted, FindingState.Accepted, FindingState.Accepted, FindingState.Open], await after.Set<Finding>().OrderBy(f => f.Place).Select(f => f.State).ToListAsync());
    }

    [Fact]
    [Trait("Scenario", "BLK-01")]
    public async Task The_list_of_a_bulk_is_frozen_when_it_is_shown_and_who_comes_or_goes_meanwhile_is_told()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [.. Enumerable.Range(0, 6).Select(_ => new Wanted("name_conflict", Value: "甲", Other: "乙"))]);
        var (clerk, other) = (app.As(Role.TownshipClerk), app.As(Role.TownshipClerk));
        var all = await app.Seen(clerk, run);
        Assert.True((await app.Decide(other, run, Verdict.Unsure, [all[5]], null)).Ok);
        var filter = new FindingFilter(State: FindingState.Open);
        var frozen = await app.Seen(clerk, run, filter);
        Assert.Equal(5, frozen.Count);

        // One leaves the filter and one comes back into it between looking and doing.
        Assert.True((await app.Decide(other, run, Verdict.Reject, [frozen[0]], null)).Ok);
        await using (var db = app.Open())
        {
            var unsure = await db.Set<FindingDecision>().SingleAsync(d => d.Verdict == Verdict.Unsure);
            Assert.True((await app.Undo(other, run, unsure.Id)).Ok);
        }
        var made = (await app.Decide(clerk, run, Verdict.Accept, frozen)).Value;

        Assert.Equal((4, "registry.finding.changed-meanwhile"), (made.Decided, made.Left.Single().Why.Code));
        Assert.Equal(all[5].Id, (await app.Seen(clerk, run, filter)).Single().Id);
    }

    [Fact]
    public async Task Two_who_decide_the_same_at_once_do_not_both_win()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: Died)]);
        var deciders = Enumerable.Range(0, 8).Select(i => (Actor: app.As(Role.TownshipClerk), Verdict: i % 2 == 0 ? Verdict.Accept : Verdict.Reject)).ToList();
        var seen = await app.Seen(deciders[0].Actor, run);

        var made = await Task.WhenAll(deciders.Select(d => Task.Run(() => app.Decide(d.Actor, run, d.Verdict, seen, null))));

        Assert.Single(made, m => m.Ok);
        Assert.All(made.Where(m => !m.Ok), m => Assert.Equal("registry.finding.changed-meanwhile", m.Problems[0].Code));
        await using var db = app.Open();
        var winner = await db.Set<FindingDecision>().SingleAsync();
        Assert.Equal(winner.Verdict == Verdict.Accept, (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn is not null);
    }

    [Fact]
    public async Task Nobody_decides_for_a_neighbour_or_without_the_right()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict"), new("name_conflict", Village: TestApp.FarVillage), new("name_conflict", Village: "")]);
        var county = app.As(Role.CountyOfficer);
        var all = await app.Seen(county, run);
        Assert.Equal(3, all.Count);

        Assert.Single(await app.Seen(app.As(Role.TownshipClerk), run));
        Assert.Equal(3, (await app.Seen(app.As(Role.PovertyOffice), run)).Count);
        foreach (var role in new[] { Role.VillageDoctor, Role.CountyLeader, Role.InsuranceBureau, Role.CivilAffairs, Role.Auditor })
            Assert.Equal("registry.finding.not-found", (await app.Decide(app.As(role), run, Verdict.Reject, [all[0]], null)).Problems[0].Code);
        Assert.Equal("registry.finding.not-found", (await app.Decide(app.As(Role.TownshipClerk, TestApp.NextTown), run, Verdict.Reject, [all[0]], null)).Problems[0].Code);
        Assert.Equal(1, (await app.Decide(app.As(Role.TownshipClerk), run, Verdict.Reject, all)).Value.Decided);
    }

    [Fact]
    public async Task A_township_s_own_run_is_not_its_neighbour_s_to_see()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(TestApp.Town, new Wanted("name_conflict", Village: ""));
        await using var db = app.Open();
        Assert.Single(await app.Seen(app.As(Role.TownshipClerk), run));
        Assert.Null(await db.RunFor(app.As(Role.TownshipClerk, TestApp.NextTown), run.Id, default));
    }
}
