using Minkang.Domain.Values;
using Minkang.Illness.Conditions;

namespace Minkang.Tests.Illness.Conditions;

public sealed class BulkVerifyTests : IAsyncLifetime
{
    private static readonly WorkListFilter All = new(null, null, null, null);
    private readonly IllnessStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_does_exactly_what_it_said_before()
    {
        var (first, second, other) = (await _store.Person(), await _store.Person(), await _store.Person(village: IllnessStore.Ridge));
        await _store.Stated(first, "胃癌、白内障");
        await _store.Stated(second, "怪怪病");
        await _store.Stated(other, "胃癌");
        var clerk = _store.Clerk;

        var plan = await _store.Do<BulkVerify, VerifyManyPlan>(use => use.Plan(clerk, All, null, default));
        var done = await _store.Do<BulkVerify, Outcome<int>>(use => use.Handle(clerk, new(All, null, FindingMethod.Document, plan.Conditions.Count), default));

        Assert.Equal((2, 1, 2), (plan.Conditions.Count, plan.Persons, done.Value));
        Assert.Equal(LeftBecause.Unclear, Assert.Single(plan.Left).Key);
        Assert.All(await _store.Conditions(first), c => Assert.Equal(ConditionState.Verified, c.State));
        Assert.All((await _store.Conditions(second)).Concat(await _store.Conditions(other)), c => Assert.Equal(ConditionState.Stated, c.State));
    }

    [Fact]
    public async Task It_refuses_when_the_list_has_changed_since()
    {
        await _store.Stated(await _store.Person(), "胃癌");

        var refused = await _store.Do<BulkVerify, Outcome<int>>(use => use.Handle(_store.Clerk, new(All, null, FindingMethod.Document, 2), default));

        Assert.Equal("illness.bulk.changed", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Every_open_condition_stands_under_exactly_one_kind_of_work()
    {
        var person = await _store.Person();
        await _store.Stated(person, "胃癌；白内障？；怪怪病；脑梗死后遗症；血压高；糖尿病");

        var counts = new List<int>();
        foreach (var kind in Enum.GetValues<WorkKind>())
        {
            var rows = await _store.See(db => WorkLists.Page(db, db.OpenConditions(_store.Clerk, All with { Kind = kind }, IllnessStore.Today), 0, 100, default));
            Assert.All(rows, r => Assert.Equal(kind, r.Kind));
            counts.Add(rows.Count);
        }

        Assert.Equal((await _store.Conditions(person)).Count, counts.Sum());
    }
}
