using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Contracts;
using Minkang.Illness.Routes;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;

namespace Minkang.Tests.Illness.Conditions;

public sealed class VerifyConditionTests(IllnessStore store) : IClassFixture<IllnessStore>
{
    private Task<List<ConditionRoute>> Routes(Guid condition) => store.See(db => db.Set<ConditionRoute>().AsNoTracking().Where(r => r.ConditionId == condition).ToListAsync());

    [Fact, Trait("Requirement", "R-TRT-01")]
    public async Task A_verified_condition_has_exactly_one_current_route_with_day_and_decider()
    {
        var person = await store.Person();
        await store.Stated(person, "原发性高血压");

        Assert.True((await store.Verify((await store.Condition(person)).Id)).Ok);

        var condition = await store.Condition(person);
        var route = Assert.Single(await Routes(condition.Id), r => r.UntilOn is null);
        Assert.Equal((ConditionState.Verified, IllnessStore.Today), (condition.State, condition.VerifiedOn));
        Assert.Equal((RouteDecider.List, IllnessStore.Today), (route.Decider, route.DecidedOn));
        Assert.NotEmpty(route.DecidedBy);
    }

    [Fact, Trait("Requirement", "R-SUR-02")]
    public async Task The_method_is_kept_with_the_finding()
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");
        var condition = await store.Condition(person);

        var input = new VerifyConditionInput { ConditionId = condition.Id, Method = FindingMethod.Exam, DiagnosedOn = "2016", Institution = "测试县人民医院", Grade = "Ⅲ期" };
        await store.Do<VerifyCondition, Outcome<Guid>>(use => use.Handle(store.Officer, input, default));

        condition = await store.Condition(person);
        Assert.Equal((FindingMethod.Exam, "year", "Ⅲ期"), (condition.Method, condition.DiagnosedPrecision, condition.Grade));
    }

    [Fact]
    public async Task Who_entered_it_may_not_verify_it()
    {
        var person = await store.Person();
        var clerk = store.Clerk;
        var input = new RecordConditionInput { PersonId = person, Text = "胃癌", Method = FindingMethod.Visit, DiagnosedOn = "2018-05", Institution = "测试县人民医院" };
        var recorded = await store.Do<RecordCondition, Outcome<IReadOnlyList<Guid>>>(use => use.Handle(clerk, input, default));

        Assert.Contains((await store.Verify(recorded.Value[0], clerk)).Problems, p => p.Code == "illness.condition.verify-own");
        Assert.True((await store.Verify(recorded.Value[0], store.Clerk)).Ok);
    }

    [Fact]
    public async Task A_neighbouring_township_finds_nothing_to_verify()
    {
        var person = await store.Person(village: IllnessStore.Ridge);
        await store.Stated(person, "胃癌");

        var refused = await store.Verify((await store.Condition(person)).Id, store.Clerk);

        Assert.Equal("illness.condition.not-found", Assert.Single(refused.Problems).Code);
    }

    [Theory]
    [InlineData(null, "测试县人民医院", "illness.condition.date-missing")]
    [InlineData("去年", "测试县人民医院", "illness.condition.date-unreadable")]
    [InlineData("2019-03-02", "测试县人民医院", "illness.condition.date-future")]
    [InlineData("1950", "测试县人民医院", "illness.condition.date-before-birth")]
    [InlineData("2015", null, "illness.condition.institution-missing")]
    public async Task A_verification_says_when_and_where_it_was_diagnosed(string? on, string? institution, string code)
    {
        var person = await store.Person();
        await store.Stated(person, "胃癌");
        var input = new VerifyConditionInput { ConditionId = (await store.Condition(person)).Id, Method = FindingMethod.Document, DiagnosedOn = on, Institution = institution };

        var refused = await store.Do<VerifyCondition, Outcome<Guid>>(use => use.Handle(store.Officer, input, default));

        Assert.Contains(refused.Problems, p => p.Code == code);
    }

    [Fact]
    public async Task A_text_that_nobody_can_read_is_decided_first()
    {
        var person = await store.Person();
        await store.Stated(person, "怪怪病");
        var condition = await store.Condition(person);

        Assert.Contains((await store.Verify(condition.Id)).Problems, p => p.Code == "illness.condition.disease-undecided");
    }

    [Fact]
    public async Task A_verification_is_taken_back_and_the_trail_keeps_both()
    {
        var person = await store.Person();
        await store.Stated(person, "原发性高血压");
        var id = (await store.Condition(person)).Id;
        await store.Verify(id);

        var back = await store.Do<ReopenCondition, Outcome<Guid>>(use => use.Handle(store.Officer, new() { ConditionId = id, Reason = "病历是别人的" }, default));

        Assert.True(back.Ok);
        var condition = await store.Condition(person);
        Assert.Equal((ConditionState.Stated, null), (condition.State, condition.VerifiedOn));
        Assert.All(await Routes(id), r => Assert.NotNull(r.UntilOn));
        Assert.True(await store.See(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == person && e.Action == "change illness_condition")) >= 2);
    }

    [Fact]
    public async Task What_was_ruled_out_or_ended_keeps_its_reason()
    {
        var (first, second) = (await store.Person(), await store.Person());
        await store.Stated(first, "胃癌");
        await store.Stated(second, "胃癌");
        var (rejected, ended) = ((await store.Condition(first)).Id, (await store.Condition(second)).Id);
        await store.Verify(ended);

        var none = await store.Do<RejectCondition, Outcome<Guid>>(use => use.Handle(store.Officer, new() { ConditionId = rejected }, default));
        await store.Do<RejectCondition, Outcome<Guid>>(use => use.Handle(store.Officer, new() { ConditionId = rejected, Reason = "胃镜正常" }, default));
        await store.Do<EndCondition, Outcome<Guid>>(use => use.Handle(store.Officer, new() { ConditionId = ended, Reason = "手术治愈", On = new DateOnly(2019, 2, 1) }, default));

        Assert.Equal("illness.reason-missing", Assert.Single(none.Problems).Code);
        Assert.Equal((ConditionState.Rejected, "胃镜正常"), ((await store.Condition(first)).State, (await store.Condition(first)).Reason));
        Assert.Equal((ConditionState.Ended, new DateOnly(2019, 2, 1)), ((await store.Condition(second)).State, (await store.Condition(second)).EndedOn));
    }

    [Fact]
    public async Task The_return_verifies_what_is_certain_and_leaves_the_rest_with_the_reason()
    {
        await using var own = new IllnessStore();
        await own.InitializeAsync();
        var (sure, doubtful, gone) = (await own.Person(), await own.Person(), await own.Person(ended: new DateOnly(2018, 6, 1)));
        await own.Stated(sure, "胃癌");
        await own.Stated(doubtful, "胃癌？；怪怪病");
        await own.Stated(gone, "胃癌");

        var result = await own.See(db => own.Service<VerifyStatedConditions>().Handle(db, IllnessStore.Console, default));
        var again = await own.See(db => own.Service<VerifyStatedConditions>().Handle(db, IllnessStore.Console, default));

        Assert.Equal((1, 1, 0), (result.Conditions, result.Persons, again.Conditions));
        Assert.Equal((ConditionState.Verified, FindingMethod.Document), ((await own.Condition(sure)).State, (await own.Condition(sure)).Method));
        Assert.Equal(3, result.Left.Sum(l => l.Count));
        Assert.Equal(again.Left.Sum(l => l.Count), result.Left.Sum(l => l.Count));
    }
}
