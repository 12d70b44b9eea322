using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Workbench;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Workbench;

public sealed class AssignFindingsTests
{
    private static readonly DateOnly Due = new(2019, 1, 25);

    private static async Task<Outcome<DecideResult>> Assign(TestApp app, Actor actor, CompareRun run, AssignTo to = AssignTo.Village, DateOnly? due = null)
    {
        var seen = await app.Seen(actor, run);
        await using var db = app.Open(actor);
        return await app.Get<AssignFindings>().Handle(db, actor, new AssignInput(run.Id, seen, to, due ?? Due), default);
    }

    private static async Task<Outcome<Guid>> Answer(TestApp app, Actor actor, AnswerInput input)
    {
        await using var db = app.Open(actor);
        var id = await db.Set<Question>().Where(q => q.State == QuestionState.Open).Select(q => q.Id).FirstAsync();
        return await app.Get<AnswerQuestion>().Handle(db, actor, id, input, default);
    }

    [Fact]
    [Trait("Requirement", "R-CMP-07")]
    public async Task The_township_s_visit_closes_the_discrepancy_and_records_the_death()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: "2019-01-05"), new("name_conflict", Village: "")]);
        var made = (await Assign(app, app.As(Role.CountyOfficer), run)).Value;
        Assert.Equal((1, "registry.finding.no-village"), (made.Decided, made.Left.Single().Why.Code));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await Answer(app, app.As(Role.TownshipClerk), new() { Answer = "holds", Note = "入户核实" })).Ok);

        await using var db = app.Open();
        Assert.Equal(new DateOnly(2019, 1, 5), (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
        Assert.Equal(EventKind.Died, (await db.Set<RegistryEvent>().SingleAsync()).Kind);
        var question = await db.Set<Question>().SingleAsync();
        Assert.Equal((QuestionState.Answered, (DateOnly?)Due), (question.State, question.DueOn));
        Assert.Equal(FindingState.Closed, (await db.Set<Finding>().SingleAsync(f => f.Code == "death_listed")).State);
        Assert.Equal([Verdict.Assign, Verdict.Close], (await db.Set<FindingDecision>().Select(d => d.Verdict).ToListAsync()).Order());
    }

    [Fact]
    [Trait("Requirement", "R-CMP-07")]
    public async Task A_village_doctor_s_answer_is_a_report_and_taking_it_back_opens_the_discrepancy_again()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: "2019-01-05")]);
        await Assign(app, app.As(Role.CountyOfficer), run);
        var doctor = app.As(Role.VillageDoctor);

        Assert.Equal("registry.question.not-found", (await Answer(app, app.As(Role.VillageDoctor, TestApp.NextVillage), new() { Answer = "holds" })).Problems[0].Code);
        Assert.True((await Answer(app, doctor, new() { Answer = "holds" })).Ok);
        await using (var db = app.Open())
        {
            Assert.Equal(ProposalState.Open, (await db.Set<Proposal>().SingleAsync()).State);
            Assert.Equal(FindingState.Closed, (await db.Set<Finding>().SingleAsync()).State);
        }
        app.Clock.Advance(TimeSpan.FromMinutes(20));
        await using (var db = app.Open(doctor)) Assert.True((await app.Get<UndoAnswer>().Handle(db, doctor, (await db.Set<Question>().SingleAsync()).Id, default)).Ok);

        await using var after = app.Open();
        Assert.Null((await after.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
        Assert.Equal((FindingState.Assigned, ProposalState.Refused, QuestionState.Open), ((await after.Set<Finding>().SingleAsync()).State, (await after.Set<Proposal>().SingleAsync()).State, (await after.Set<Question>().SingleAsync()).State));
        Assert.Equal((DateOnly?)Due, (await after.Set<Finding>().SingleAsync()).DueOn);
    }

    [Fact]
    [Trait("Requirement", "R-CMP-07")]
    public async Task An_answer_that_it_is_not_so_closes_and_changes_nothing_and_a_number_found_goes_onto_the_register()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", WithNumber: false), new("测试乙", Relation: "10", Sex: 2)]);
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Other: "2019-01-05"), new("id_missing", home.Persons[0], home.Id)]);
        var clerk = app.As(Role.TownshipClerk);
        await Assign(app, clerk, run);

        Assert.True((await Answer(app, clerk, new() { Answer = "does_not_hold" })).Ok);
        Assert.True((await Answer(app, clerk, new() { Answer = "number_entered", IdNumber = GivenPeople.Number("1960-05-01", 1, 492) })).Ok);

        await using var db = app.Open();
        Assert.All(await db.Set<Finding>().ToListAsync(), f => Assert.Equal(FindingState.Closed, f.State));
        Assert.Null((await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
        Assert.Equal("valid", (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[0])).IdState);
    }

    [Fact]
    public async Task When_the_head_died_the_visit_names_the_new_one()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[0], home.Id, Other: "2019-01-05")]);
        var clerk = app.As(Role.TownshipClerk);
        await Assign(app, clerk, run);

        Assert.Equal("registry.event.head-missing", (await Answer(app, clerk, new() { Answer = "holds" })).Problems[0].Code);
        Assert.True((await Answer(app, clerk, new() { Answer = "holds", RemainingHeadId = home.Persons[1].ToString() })).Ok);

        await using var db = app.Open();
        Assert.Equal(home.Persons[1], (await db.Set<Household>().SingleAsync()).HeadPersonId);
    }

    [Fact]
    public async Task Taking_the_task_back_withdraws_the_question_and_a_task_for_the_township_is_not_the_village_s()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict", Value: "甲", Other: "乙")]);
        var county = app.As(Role.CountyOfficer);
        Assert.Equal("registry.finding.due-past", (await Assign(app, county, run, due: new DateOnly(2019, 1, 14))).Problems[0].Code);
        var made = (await Assign(app, county, run, AssignTo.Township)).Value;

        await using (var db = app.Open())
        {
            Assert.Single(await db.QuestionsFor(app.As(Role.TownshipClerk)).ToListAsync());
            Assert.Empty(await db.QuestionsFor(app.As(Role.VillageDoctor)).ToListAsync());
            Assert.Empty(await db.QuestionsFor(app.As(Role.TownshipClerk, TestApp.NextTown)).ToListAsync());
        }
        Assert.Equal("registry.finding.assigned", (await app.Decide(county, run, Verdict.Accept, await app.Seen(county, run), null)).Problems[0].Code);
        Assert.Equal(1, (await app.Undo(county, run, made.DecisionId)).Value.Undone);
        await using (var db = app.Open()) Assert.Equal(QuestionState.Withdrawn, (await db.Set<Question>().SingleAsync()).State);
        Assert.True((await Assign(app, county, run)).Ok);
    }
}
