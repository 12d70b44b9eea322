using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Tests.Registry;
using Minkang.Tests.Registry.Lists;
using static Minkang.Tests.Comparisons.GivenComparisons;

namespace Minkang.Tests.Comparisons;

/// <summary>A run beside the one before it: what is new, what is gone, what was decided already.</summary>
public sealed class EarlierRunTests
{
    private static readonly (string Birth, string Id)[] People = [("1950-03-11", GivenPeople.Number("1950-03-11", 1, 331)), ("1972-09-24", GivenPeople.Number("1972-09-24", 1, 205)), ("1988-12-02", GivenPeople.Number("1988-12-02", 1, 77))];
    private static readonly string[] Names = ["王建国", "李长顺", "赵志明"];

    /// <summary>A register of three, and the insurer's list with the names as it has them.</summary>
    private static (string, byte[])[] Lists(params string[] names) =>
    [
        Register([.. Names.Select((name, i) => ListsOverHttp.Row("甲村", $"A{i}", name, People[i].Id).Replace("1960-05-01", People[i].Birth, StringComparison.Ordinal))]),
        Insured([.. names.Select((name, i) => Enrolled(name, People[i].Id).Replace("1960-05-01", People[i].Birth, StringComparison.Ordinal))]),
    ];

    [Fact]
    public async Task What_is_new_still_there_and_gone_is_told_by_kind()
    {
        await using var app = await TestApp.Start();
        await app.Compare(Lists("王见国", "李常顺", "赵志明"));
        app.Clock.Advance(TimeSpan.FromDays(1));

        var run = await app.Compare(Lists("王见国", "李长顺", "赵智明"));

        await using var db = app.Open();
        var report = await ShowComparison.Handle(db, run, default);
        var names = report.Kinds.Single(k => k.Rule.Code == "name_conflict");
        Assert.Equal((2, 1, 1, 2), (names.Count, names.New, names.Gone, names.Open));
        Assert.Equal(report.Findings, report.ByArea(await app.Get<RegionCache>().Tree(default), [TestApp.Town, TestApp.NextTown], TestApp.County).Sum(a => a.Count));
        Assert.Equal(run.RowCount, report.Rows.Values.Sum());
    }

    [Theory]
    [InlineData("Accepted", true)]
    [InlineData("Rejected", true)]
    [InlineData("Closed", true)]
    [InlineData("Unsure", false)]
    [InlineData("Assigned", false)]
    public async Task What_an_earlier_run_settled_begins_settled_even_with_another_run_between(string state, bool stands)
    {
        await using var app = await TestApp.Start();
        var first = await app.Compare(Lists("王见国", "李长顺", "赵志明"));
        var (decided, at) = (Guid.CreateVersion7(), app.Clock.GetUtcNow());
        await using (var db = app.Open())
            await db.Set<Finding>().Where(f => f.RunId == first.Id && f.Code == "name_conflict")
                .ExecuteUpdateAsync(s => s.SetProperty(f => f.State, Enum.Parse<FindingState>(state)).SetProperty(f => f.DecisionId, decided).SetProperty(f => f.DecidedAt, at));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Compare(Lists(Names));
        app.Clock.Advance(TimeSpan.FromDays(1));

        var run = await app.Compare(Lists("王见国", "李长顺", "赵志明"));

        var found = (await app.FindingsOf(run.Id)).Single(f => f.Code == "name_conflict");
        Assert.Equal(stands ? (Enum.Parse<FindingState>(state), (Guid?)decided) : (FindingState.Open, null), (found.State, found.DecisionId));
        Assert.True(found.IsNew);
        await using var store = app.Open();
        Assert.Equal(stands ? 1 : 0, (await ShowComparison.Handle(store, run, default)).Carried);
    }

    [Fact]
    public async Task A_conclusion_that_was_taken_back_in_a_later_run_does_not_come_again()
    {
        await using var app = await TestApp.Start();
        var first = await app.Compare(Lists("王见国", "李长顺", "赵志明"));
        await Set(app, first, FindingState.Rejected);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var second = await app.Compare(Lists("王见国", "李长顺", "赵志明"));
        Assert.Equal(FindingState.Rejected, (await app.FindingsOf(second.Id)).Single(f => f.Code == "name_conflict").State);
        await Set(app, second, FindingState.Open);
        app.Clock.Advance(TimeSpan.FromDays(1));

        var third = await app.Compare(Lists("王见国", "李长顺", "赵志明"));

        Assert.Equal((FindingState.Open, false), (await app.FindingsOf(third.Id)).Where(f => f.Code == "name_conflict").Select(f => (f.State, f.IsNew)).Single());
    }

    [Fact]
    [Trait("Requirement", "R-CMP-10")]
    public async Task Who_comes_to_the_register_afterwards_is_shown_as_not_compared_and_takes_part_in_the_next_run()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var wish = new ComparisonWish { Files = [Insured(Enrolled("测试丙", People[2].Id))], RegisterOn = new DateOnly(2019, 1, 15) };
        var run = await app.Compare(GivenComparisons.Console, wish);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        var late = await app.Household(TestApp.NextVillage, "B1", [new("测试后"), new("测试来", Relation: "10")]);

        await using (var db = app.Open())
        {
            Assert.Equal(2, (await ShowComparison.Handle(db, run, default)).NotCompared);
            Assert.Equal(late.Persons.Order(), await ShowComparison.NotCompared(db, run).Select(p => p.Id).Order().ToListAsync());
        }
        var next = await app.Compare(GivenComparisons.Console, wish);
        Assert.Subset((await app.RowsOf(next.Id)).Select(r => r.PersonId!.GetValueOrDefault()).ToHashSet(), late.Persons.ToHashSet());
        await using var store = app.Open();
        Assert.Equal(0, (await ShowComparison.Handle(store, next, default)).NotCompared);
    }

    private static async Task Set(TestApp app, CompareRun run, FindingState state)
    {
        await using var db = app.Open();
        await db.Set<Finding>().Where(f => f.RunId == run.Id && f.Code == "name_conflict").ExecuteUpdateAsync(s => s.SetProperty(f => f.State, state).SetProperty(f => f.DecidedAt, state == FindingState.Open ? null : app.Clock.GetUtcNow()));
    }
}
