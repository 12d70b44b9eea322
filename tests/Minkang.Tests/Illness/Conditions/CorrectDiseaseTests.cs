using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;

namespace Minkang.Tests.Illness.Conditions;

public sealed class CorrectDiseaseTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private Task<Outcome<Guid>> Decide(Guid condition, string? disease, string? reason = "看过病历") =>
        store.Do<CorrectDisease, Outcome<Guid>>(use => use.Handle(store.Officer, new() { ConditionId = condition, Disease = disease, Reason = reason }, default));

    [Fact]
    public async Task A_decided_text_can_be_verified()
    {
        var person = await store.Person();
        await store.Stated(person, "怪怪病");
        var id = (await store.Condition(person)).Id;

        Assert.True((await Decide(id, "stomach-cancer")).Ok);
        Assert.True((await store.Verify(id)).Ok);
        Assert.Equal(("stomach-cancer", TextReading.Decided, ConditionState.Verified), ((await store.Condition(person)).Disease, (await store.Condition(person)).Reading, (await store.Condition(person)).State));
    }

    [Fact]
    public async Task A_text_that_means_a_known_illness_becomes_evidence_of_it()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌；怪怪病");
        var conditions = await store.Conditions(person);
        var (known, unclear) = (conditions.Single(c => c.Disease is not null), conditions.Single(c => c.Disease is null));

        var outcome = await Decide(unclear.Id, known.Disease);

        Assert.Equal(known.Id, outcome.Value);
        Assert.Equal(ConditionState.Merged, (await store.Conditions(person)).Single(c => c.Id == unclear.Id).State);
        Assert.Equal(2, await store.See(db => db.Set<Statement>().CountAsync(s => s.ConditionId == known.Id)));
    }

    [Fact]
    public async Task Another_disease_has_to_be_verified_again()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");
        var id = (await store.Condition(person)).Id;
        await store.Verify(id);

        await Decide(id, "lung-cancer");

        Assert.Equal(("lung-cancer", ConditionState.Stated), ((await store.Condition(person)).Disease, (await store.Condition(person)).State));
    }

    [Theory]
    [InlineData("no-such-disease", "看过病历", "illness.condition.disease-unknown")]
    [InlineData(null, "看过病历", "illness.condition.disease-missing")]
    [InlineData("lung-cancer", null, "illness.reason-missing")]
    public async Task A_decision_names_a_known_disease_and_its_reason(string? disease, string? reason, string code)
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");

        Assert.Contains((await Decide((await store.Condition(person)).Id, disease, reason)).Problems, p => p.Code == code);
    }
}
