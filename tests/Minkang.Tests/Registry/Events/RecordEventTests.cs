using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Registry.Events;

public sealed class RecordEventTests
{
    private static readonly DateOnly On = new(2019, 1, 10);

    private static async Task<Outcome<bool>> Record(TestApp app, Actor actor, EventRequest request)
    {
        await using var db = app.Open(actor);
        return await app.Get<RecordEvent>().Handle(db, actor, request, default);
    }

    private static async Task<HeadCount> Count(TestApp app, DateOnly day)
    {
        await using var db = app.Open();
        var counts = await app.Get<RegistryFigures>().ByStatus(db, app.As(Role.CountyOfficer).ScopeOf("figures.see"), day, default);
        return counts.Aggregate(new HeadCount(0, 0), (sum, c) => sum + c.Count);
    }

    private static async Task<ProposalState> Decide(TestApp app, Actor actor, bool agree = true)
    {
        await using var db = app.Open(actor);
        var id = await db.Set<Proposal>().Where(p => p.State == ProposalState.Open).Select(p => p.Id).SingleAsync();
        var decided = await app.Get<DecideProposal>().Handle(db, actor, id, new() { Agree = agree, Note = "核对过" }, default);
        return decided.Ok ? decided.Value : throw new InvalidOperationException(decided.Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-IDN-05")]
    [Trait("Requirement", "R-IDN-16")]
    public async Task A_death_counts_through_its_day_and_deletes_nothing()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);

        Assert.True((await Record(app, app.As(Role.TownshipClerk), new(EventKind.Died, On, PersonId: home.Persons[1]))).Value);

        Assert.Equal((2, 1), ((await Count(app, On)).Persons, (await Count(app, On.AddDays(1))).Persons));
        await using var db = app.Open();
        Assert.Equal(On, (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
        Assert.Equal(EventKind.Died, (await db.Set<RegistryEvent>().SingleAsync(e => e.PersonId == home.Persons[1])).Kind);
    }

    [Fact]
    public async Task A_death_reported_by_the_village_counts_until_the_township_confirms()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);

        Assert.False((await Record(app, app.As(Role.VillageDoctor), new(EventKind.Died, On, PersonId: home.Persons[1]))).Value);
        Assert.Equal(new HeadCount(1, 2, 1), await Count(app, On.AddDays(2)));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Decide(app, app.As(Role.TownshipClerk, TestApp.NextTown)));
        Assert.Equal(ProposalState.Confirmed, await Decide(app, app.As(Role.TownshipClerk)));
        Assert.Equal(new HeadCount(1, 1), await Count(app, On.AddDays(2)));
    }

    [Fact]
    public async Task A_report_the_township_refuses_is_taken_back_and_stays_on_file()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);
        await Record(app, app.As(Role.VillageDoctor), new(EventKind.MovedOut, On, PersonId: home.Persons[1]));
        app.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ProposalState.Refused, await Decide(app, app.As(Role.TownshipClerk), agree: false));

        await using var db = app.Open();
        Assert.Null((await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
        Assert.Equal([EventKind.MovedOut, EventKind.Corrected], await db.Set<RegistryEvent>().OrderBy(e => e.RecordedAt).ThenBy(e => e.Id).Select(e => e.Kind).ToListAsync());
    }

    [Fact]
    public async Task When_the_head_dies_a_new_head_is_asked_for_and_the_last_death_ends_the_household()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);
        var clerk = app.As(Role.TownshipClerk);

        Assert.Equal("registry.event.head-missing", (await Record(app, clerk, new(EventKind.Died, On, PersonId: home.Persons[0]))).Problems[0].Code);
        Assert.True((await Record(app, clerk, new(EventKind.Died, On, PersonId: home.Persons[0], RemainingHeadId: home.Persons[1]))).Value);
        await using (var db = app.Open())
        {
            Assert.Equal(home.Persons[1], (await db.Set<Household>().SingleAsync(h => h.Id == home.Id)).HeadPersonId);
            Assert.Equal("02", (await db.Set<Membership>().SingleAsync(m => m.PersonId == home.Persons[1] && m.UntilOn == null)).Relation);
        }
        Assert.True((await Record(app, clerk, new(EventKind.Died, On.AddDays(2), PersonId: home.Persons[1]))).Value);
        await using var after = app.Open();
        Assert.Equal("died_out", (await after.Set<Household>().SingleAsync(h => h.Id == home.Id)).EndReason);
    }

    [Fact]
    public async Task Taking_back_a_death_needs_a_second_person_and_leaves_no_gap()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);
        var clerk = app.As(Role.TownshipClerk);
        await Record(app, clerk, new(EventKind.Died, On, PersonId: home.Persons[1]));
        await using (var db = app.Open(clerk)) Assert.True((await app.Get<UndoEnd>().Handle(db, clerk, home.Persons[1], "重名误报", default)).Ok);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Decide(app, clerk));
        Assert.Equal(1, (await Count(app, new(2019, 1, 15))).Persons);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ProposalState.Confirmed, await Decide(app, app.As(Role.TownshipClerk)));

        foreach (var day in new[] { On, On.AddDays(1), On.AddDays(5) }) Assert.Equal(2, (await Count(app, day)).Persons);
    }

    [Fact]
    public async Task A_move_within_the_county_ends_one_membership_and_begins_another()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "30")]);
        var next = await app.Household(TestApp.NextVillage, "A2", [new("测试丙")]);
        var far = await app.Household(TestApp.FarVillage, "A3", [new("测试丁")]);
        var clerk = app.As(Role.TownshipClerk);

        Assert.Equal("registry.event.target-outside", (await Record(app, clerk, new(EventKind.MovedWithin, On, PersonId: home.Persons[1], ToHouseholdId: far.Id))).Problems[0].Code);
        Assert.True((await Record(app, clerk, new(EventKind.MovedWithin, On, PersonId: home.Persons[1], ToHouseholdId: next.Id, Relation: "10"))).Value);

        await using var db = app.Open();
        var person = await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1]);
        Assert.Equal((next.Id, TestApp.NextVillage, "10"), (person.HouseholdId!.Value, person.VillageCode, person.Relation));
        var periods = await db.Set<Membership>().Where(m => m.PersonId == person.Id).OrderBy(m => m.FromOn).ToListAsync();
        Assert.Equal([(home.Id, (DateOnly?)On), (next.Id, null)], periods.Select(m => (m.HouseholdId, m.UntilOn)));
        Assert.Equal(new HeadCount(3, 4), await Count(app, On));
    }

    [Fact]
    public async Task A_split_gives_a_second_household_with_the_same_status_and_totals_stay()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "30"), new("测试丙", Relation: "38", Sex: 2)], cause: "illness");
        var request = new EventRequest(EventKind.Split, On, HouseholdId: home.Id, Persons: [home.Persons[1], home.Persons[2]], HeadId: home.Persons[1]);

        Assert.False((await Record(app, app.As(Role.VillageDoctor), request)).Value);
        Assert.Equal(new HeadCount(1, 3), await Count(app, On));
        Assert.Equal(ProposalState.Confirmed, await Decide(app, app.As(Role.TownshipClerk)));

        Assert.Equal(new HeadCount(1, 3), await Count(app, On.AddDays(-1)));
        Assert.Equal(new HeadCount(2, 3), await Count(app, On));
        await using var db = app.Open();
        var made = await db.Set<Household>().SingleAsync(h => h.Number == null);
        Assert.Equal(home.Persons[1], made.HeadPersonId);
        Assert.Equal("illness", (await db.Set<HouseholdFact>().SingleAsync(f => f.HouseholdId == made.Id && f.Kind == FactKind.PrimaryCause)).Value);
    }

    [Fact]
    public async Task A_merger_ends_one_household_and_keeps_its_past()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var other = await app.Household(TestApp.Village, "A2", [new("测试乙")]);

        Assert.False((await Record(app, app.As(Role.VillageDoctor), new(EventKind.Merged, On, HouseholdId: home.Id, ToHouseholdId: other.Id))).Ok);
        Assert.True((await Record(app, app.As(Role.TownshipClerk), new(EventKind.Merged, On, HouseholdId: home.Id, ToHouseholdId: other.Id))).Value);

        Assert.Equal(new HeadCount(2, 2), await Count(app, On.AddDays(-1)));
        Assert.Equal(new HeadCount(1, 2), await Count(app, On));
        await using var db = app.Open();
        var ended = await db.Set<Household>().SingleAsync(h => h.Id == home.Id);
        Assert.Equal((On, "merged"), (ended.EndedOn!.Value, ended.EndReason));
    }
}
