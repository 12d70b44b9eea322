using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Workbench;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Workbench;

public sealed class UndoDecisionTests
{
    private static readonly DateOnly Died = new(2019, 1, 5);

    [Fact]
    [Trait("Scenario", "BLK-05")]
    public async Task Undoing_a_bulk_puts_every_value_back_that_nobody_changed_since_and_names_the_others()
    {
        await using var app = await TestApp.Start();
        var homes = new List<MadeHousehold>();
        for (var i = 0; i < 3; i++) homes.Add(await app.TwoPersons($"A{i}"));
        var alone = await app.Household(TestApp.Village, "A9", [new("测试丁")]);
        var run = await app.Run(wanted: [.. homes.Select(h => new Wanted("death_listed", h.Persons[1], h.Id, Other: "2019-01-05")), new("death_listed", alone.Persons[0], alone.Id, Other: "2019-01-05")]);
        var clerk = app.As(Role.TownshipClerk);
        var made = (await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run))).Value;
        await using (var db = app.Open())
        {
            Assert.Equal("died_out", (await db.Set<Household>().SingleAsync(h => h.Id == alone.Id)).EndReason);
            (await db.Set<Person>().SingleAsync(p => p.Id == homes[1].Persons[1])).EndedOn = Died.AddDays(-1); // corrected by somebody since
            await db.SaveChangesAsync();
        }

        var undone = (await app.Undo(clerk, run, made.DecisionId)).Value;

        Assert.Equal(3, undone.Undone);
        Assert.Equal((2, "此人的死亡或迁出登记后来又有改动，保持现在的样子。"), (undone.Left.Single().Place, undone.Left.Single().Why));
        await using var after = app.Open();
        Assert.Equal([FindingState.Open, FindingState.Accepted, FindingState.Open, FindingState.Open], await after.Set<Finding>().OrderBy(f => f.Place).Select(f => f.State).ToListAsync());
        Assert.Equal(homes[1].Persons[1], (await after.Set<Person>().SingleAsync(p => p.EndedOn != null)).Id);
        Assert.Null((await after.Set<Household>().SingleAsync(h => h.Id == alone.Id)).EndedOn);
        Assert.Equal(1, await after.Set<Membership>().CountAsync(m => m.UntilOn != null));
        Assert.Equal(3, await after.Set<RegistryEvent>().CountAsync(e => e.Kind == EventKind.Corrected));
        Assert.Equal("registry.finding-decision.undone", (await app.Undo(clerk, run, made.DecisionId)).Problems[0].Code);
        Assert.True((await app.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
    }

    [Fact]
    public async Task The_day_after_a_death_is_taken_back_by_two_persons_only()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: "2019-01-05")]);
        var clerk = app.As(Role.TownshipClerk);
        var made = (await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run))).Value;
        app.Clock.Advance(TimeSpan.FromDays(1));

        var undone = (await app.Undo(clerk, run, made.DecisionId)).Value;

        Assert.Equal(0, undone.Undone);
        Assert.Contains("由第二人确认", undone.Left.Single().Why);
        await using var db = app.Open();
        Assert.Equal(Died, (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
    }

    [Fact]
    public async Task A_number_is_taken_off_again_and_its_question_asked_again()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", WithNumber: false)]);
        await using (var db = app.Open())
        {
            db.Add(new Question { Id = Guid.CreateVersion7(), Kind = "id_missing", PersonId = home.Persons[0], HouseholdId = home.Id, VillageCode = TestApp.Village, KeyHash = "h1:a" });
            await db.SaveChangesAsync();
        }
        var run = await app.Run(wanted: [new("id_missing", home.Persons[0], home.Id, OtherNumber: GivenPeople.Number("1960-05-01", 1, 491))]);
        var clerk = app.As(Role.TownshipClerk);
        var made = (await app.Decide(clerk, run, Verdict.Accept, await app.Seen(clerk, run), null)).Value;
        await using (var db = app.Open()) Assert.Equal(QuestionState.Answered, (await db.Set<Question>().SingleAsync()).State);

        Assert.Equal(1, (await app.Undo(clerk, run, made.DecisionId)).Value.Undone);

        await using var after = app.Open();
        var person = await after.Set<Person>().SingleAsync();
        Assert.Equal(("missing", (string?)null, QuestionState.Open), (person.IdState, person.IdHash, (await after.Set<Question>().SingleAsync()).State));
    }

    [Fact]
    public async Task Undoing_an_earlier_decision_leaves_what_was_decided_since()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict"), new("name_conflict")]);
        var clerk = app.As(Role.TownshipClerk);
        var unsure = (await app.Decide(clerk, run, Verdict.Unsure, await app.Seen(clerk, run))).Value;
        var seen = await app.Seen(clerk, run);
        var rejected = (await app.Decide(clerk, run, Verdict.Reject, [seen[0]], null)).Value;

        Assert.Equal((1, 1), ((await app.Undo(clerk, run, unsure.DecisionId)).Value is var u ? (u.Undone, u.Left.Count) : default));
        Assert.Equal(1, (await app.Undo(clerk, run, rejected.DecisionId)).Value.Undone);

        await using var db = app.Open();
        Assert.Equal([FindingState.Unsure, FindingState.Open], await db.Set<Finding>().OrderBy(f => f.Place).Select(f => f.State).ToListAsync());
    }

    [Fact]
    public async Task Nobody_undoes_what_reaches_beyond_the_own_villages()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict"), new("name_conflict", Village: TestApp.FarVillage)]);
        var county = app.As(Role.CountyOfficer);
        var made = (await app.Decide(county, run, Verdict.Reject, await app.Seen(county, run))).Value;
        Assert.Equal("registry.finding-decision.not-found", (await app.Undo(app.As(Role.TownshipClerk), run, made.DecisionId)).Problems[0].Code);
        Assert.Equal(2, (await app.Undo(county, run, made.DecisionId)).Value.Undone);
    }
}
