using CsCheck;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Surveys;
using Minkang.Registry.Contracts;
using Minkang.Registry.Questions;

namespace Minkang.Tests.Illness.Surveys;

public sealed class RecordSurveyTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private static RecordSurveyInput Full(Guid person) => new()
    {
        PersonId = person, Year = "2018", Method = FindingMethod.Visit, Diagnosis = "胃癌", DiagnosedOn = "2018-03", Institution = "测试县人民医院", TreatmentInstitution = "测试县人民医院",
        TreatmentMode = "手术", Total = "1,000.00", Basic = "700", Critical = "0", Civil = "100", Self = "200.00", Outcome = "好转",
    };

    private Task<Outcome<Guid>> Record(RecordSurveyInput input, Minkang.Platform.Users.Actor? by = null) => store.Do<RecordSurvey, Outcome<Guid>>(use => use.Handle(by ?? store.Clerk, input, default));

    [Fact, Trait("Requirement", "R-SUR-04")]
    public async Task Each_of_the_eleven_items_is_filled_or_marked_as_not_applicable()
    {
        var person = await store.Person();

        var refused = await Record(new() { PersonId = person, Year = "2018", Method = FindingMethod.Visit });
        var marked = await Record(new() { PersonId = person, Year = "2018", Method = FindingMethod.Visit, NotApplicable = [.. SurveyItems.All.Select(i => i.Code)] });
        var filled = await Record(Full(person));

        Assert.Equal(11, refused.Problems.Count(p => p.Code == "illness.survey.item-missing"));
        Assert.True(marked.Ok);
        Assert.True(filled.Ok);
    }

    [Fact]
    public async Task It_closes_the_supplementary_task_of_the_person()
    {
        var person = await store.Person();
        await using (var db = store.Open())
            Assert.Equal(1, await store.Service<OpenTasks>().Open(db, store.Officer, OpenTasks.SurveyDue, "2019", "补充调查", [new TaskPerson(person, null, IllnessStore.Stone)], default));

        Assert.True((await Record(Full(person))).Ok);

        var task = await store.See(db => db.Set<Question>().SingleAsync(q => q.PersonId == person));
        Assert.Equal((QuestionState.Answered, true), (task.State, task.AnsweredBy is not null));
    }

    [Fact]
    public async Task Its_illness_waits_for_somebody_else_to_verify()
    {
        var (person, clerk) = (await store.Person(), store.Clerk);

        await Record(Full(person), clerk);

        var condition = await store.Condition(person);
        Assert.Equal(("stomach-cancer", ConditionState.Stated), (condition.Disease, condition.State));
        Assert.Contains((await store.Verify(condition.Id, clerk)).Problems, p => p.Code == "illness.condition.verify-own");
        Assert.True((await store.Verify(condition.Id)).Ok);
    }

    [Fact]
    public async Task Not_stated_and_zero_are_two_things()
    {
        var person = await store.Person();

        await Record(Full(person) with { Civil = null, NotApplicable = [nameof(RecordSurveyInput.Civil)] });

        var survey = await store.See(db => db.Set<Survey>().SingleAsync(s => s.PersonId == person));
        Assert.Equal((0L, null), (survey.CriticalFen, survey.CivilFen));
    }

    [Theory]
    [InlineData("12.345"), InlineData("一千"), InlineData("-5")]
    public async Task An_amount_is_yuan_with_two_decimals(string typed)
    {
        var refused = await Record(Full(await store.Person()) with { Total = typed });

        Assert.Contains(refused.Problems, p => p is { Code: "illness.survey.amount", Field: "Total" });
    }

    [Fact]
    public void Parts_that_make_up_the_total_agree_and_any_other_total_conflicts() =>
        Gen.Select(Gen.Long[0, 1_000_000].Array[5], Gen.Long[-5_000, 5_000]).Sample((parts, off) =>
        {
            var costs = new SurveyCosts(new Money(parts.Sum() + off), new(parts[0]), new(parts[1]), new(parts[2]), new(parts[3]), new(parts[4]));
            return costs.Difference == new Money(off) && costs.Check == (off == 0 ? CostCheck.Agrees : CostCheck.Conflict);
        });

    [Fact]
    public void A_missing_part_leaves_a_shortfall_open_but_not_an_excess()
    {
        Assert.Equal(CostCheck.NotComparable, new SurveyCosts(new(1000), new(600), null, null, null, new(300)).Check);
        Assert.Equal(CostCheck.Conflict, new SurveyCosts(new(1000), new(900), null, null, null, new(300)).Check);
        Assert.Equal(CostCheck.NotComparable, new SurveyCosts(null, new(900), null, null, null, new(300)).Check);
    }
}
