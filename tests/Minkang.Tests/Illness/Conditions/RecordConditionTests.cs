using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Platform.Audit;

namespace Minkang.Tests.Illness.Conditions;

public sealed class RecordConditionTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private Task<Outcome<IReadOnlyList<Guid>>> Record(Guid person, string text, bool suspected = false, string? on = "2018") => store.Do<RecordCondition, Outcome<IReadOnlyList<Guid>>>(
        use => use.Handle(store.Clerk, new() { PersonId = person, Text = text, Suspected = suspected, Method = FindingMethod.Visit, DiagnosedOn = on, Institution = "测试镇卫生院" }, default));

    [Fact, Trait("Requirement", "R-SUR-08")]
    public async Task A_person_has_any_number_of_illnesses_each_with_day_place_and_severity()
    {
        var person = await store.Person();

        await Record(person, "胃癌、高血压3级，白内障");

        var conditions = await store.Conditions(person);
        Assert.Equal(3, conditions.Count);
        Assert.All(conditions, c => Assert.Equal((new DateOnly(2018, 1, 1), "year", "测试镇卫生院", ConditionState.Stated), (c.DiagnosedOn, c.DiagnosedPrecision, c.Institution, c.State)));
        Assert.Contains(conditions, c => c.Grade is not null);
    }

    [Fact]
    public async Task The_same_disease_again_adds_evidence_and_no_second_condition()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");

        var outcome = await Record(person, "胃恶性肿瘤");

        Assert.Equal((await store.Condition(person)).Id, Assert.Single(outcome.Value));
        Assert.Equal(2, await store.See(db => db.Set<Statement>().CountAsync(s => s.PersonId == person)));
    }

    [Fact]
    public async Task A_suspicion_waits_as_a_suspicion()
    {
        var person = await store.Person();

        await Record(person, "胃癌", suspected: true, on: null);

        Assert.Equal(ConditionState.Suspected, (await store.Condition(person)).State);
    }

    [Fact]
    public async Task Unreadable_text_becomes_a_condition_without_a_disease()
    {
        var person = await store.Person();

        await Record(person, "怪怪病");

        var condition = await store.Condition(person);
        Assert.Equal((null, false), (condition.Disease, condition.IsDecided));
    }

    [Fact]
    public async Task After_effects_belong_to_no_disease_of_the_lists()
    {
        var person = await store.Person();

        await Record(person, "脑梗死后遗症");

        var condition = await store.Condition(person);
        Assert.DoesNotContain("M23", condition.Disease is { } d ? store.Catalogue.Find(d)!.Classes : []);
    }

    [Fact]
    public async Task What_was_written_lies_sealed_and_the_deed_is_on_the_trail()
    {
        var person = await store.Person();

        await Record(person, "胃癌");

        Assert.DoesNotContain("胃", (await store.Condition(person)).TextSealed);
        Assert.True(await store.See(db => db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == person && e.Action == "create illness_condition")));
    }

    [Fact]
    public async Task Nobody_records_outside_the_own_area()
    {
        var person = await store.Person(village: IllnessStore.Ridge);

        Assert.Equal("illness.person.not-found", Assert.Single((await Record(person, "胃癌")).Problems).Code);
    }
}
