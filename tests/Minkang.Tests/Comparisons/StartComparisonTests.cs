using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Lists;
using Minkang.Tests.Lists;
using Minkang.Tests.Registry;
using Minkang.Tests.Registry.Lists;
using Minkang.Tests.Registry.Undo;
using static Minkang.Tests.Comparisons.GivenComparisons;

namespace Minkang.Tests.Comparisons;

/// <summary>What may be compared by whom, and what is refused before anything is queued.</summary>
public sealed class StartComparisonTests
{
    private static readonly string First = GivenPeople.Number("1960-05-01", 1, 311), Second = GivenPeople.Number("1960-05-01", 1, 312);

    [Fact]
    public async Task Two_runs_of_a_day_that_nobody_named_are_told_apart()
    {
        await using var app = await TestApp.Start();
        var wish = new ComparisonWish { Files = [Insured(Enrolled("测试甲", First)), Named("第二份.csv", Enrolled("测试乙", Second))] };

        var runs = new[] { await app.TryBegin(GivenComparisons.Console, wish), await app.TryBegin(GivenComparisons.Console, wish) };

        Assert.All(runs, r => Assert.True(r.Ok));
        Assert.EndsWith("2019-01-15 比对", runs[0].Value.Title, StringComparison.Ordinal);
        Assert.Equal(runs[0].Value.Title + "（2）", runs[1].Value.Title);
    }

    [Theory]
    [InlineData("0字节文件")]
    [InlineData("列不对")]
    [InlineData("传输中断")]
    public async Task A_file_that_is_no_sound_list_is_refused_by_name_and_nothing_is_kept(string part)
    {
        await using var app = await TestApp.Start();
        var path = ListSamples.PathOf(ListSamples.Broken, part);

        var refused = await app.TryBegin(GivenComparisons.Console, new ComparisonWish { Files = [Insured(Enrolled("测试甲", First)), (Path.GetFileName(path), await File.ReadAllBytesAsync(path))] });

        Assert.All(refused.Problems, p => Assert.Equal("Files", p.Field));
        Assert.Contains(refused.Problems, p => p.Message.Contains(part, StringComparison.Ordinal));
        await using var db = app.Open();
        Assert.False(await db.Set<CompareRun>().AnyAsync());
        Assert.False(await db.Set<Minkang.Platform.Files.StoredFile>().AnyAsync());
    }

    [Fact]
    public async Task One_list_alone_the_same_file_twice_and_a_day_to_come_are_refused()
    {
        await using var app = await TestApp.Start();
        var list = Insured(Enrolled("测试甲", First));

        Assert.Equal(["compare.one-list"], await Codes(app, new ComparisonWish { Files = [list] }));
        Assert.Equal(["registry.compare.same-file"], await Codes(app, new ComparisonWish { Files = [list, ("另一个名字.csv", list.Content)] }));
        Assert.Equal(["registry.compare.future"], await Codes(app, new ComparisonWish { Files = [list], RegisterOn = new DateOnly(2019, 1, 16) }));
        Assert.Equal(["registry.compare.no-register"], await Codes(app, new ComparisonWish { Files = [list], RegisterOn = new DateOnly(2019, 1, 15) }));
        Assert.Equal(["registry.compare.import-gone"], await Codes(app, new ComparisonWish { Files = [list], Imports = [Guid.CreateVersion7()] }));
    }

    [Fact]
    public async Task Who_may_not_compare_is_refused()
    {
        await using var app = await TestApp.Start();
        var refused = await app.TryBegin(app.As(Role.VillageDoctor), new ComparisonWish { Files = [Insured(Enrolled("测试甲", First)), Named("第二份.csv", Enrolled("测试乙", Second))] });
        Assert.Equal("registry.compare.not-allowed", refused.Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-CMP-01")]
    public async Task An_import_takes_part_with_its_kept_original_and_its_rows_point_to_the_people_it_brought()
    {
        await using var app = await TestApp.Start();
        var import = await app.Import(TestApp.County, "建档立卡.csv", UndoLists.Register(new DateOnly(2019, 1, 10), ListsOverHttp.Row("甲村", "A1", "测试甲", First)));

        var run = await app.Compare(GivenComparisons.Console, new ComparisonWish { Imports = [import.ImportId], Files = [("建档立卡.csv", Insured(Enrolled("测试假", First)).Content)] });

        var rows = await app.RowsOf(run.Id);
        Assert.Equal(2, rows.Count);
        Assert.Single(rows.Select(r => r.PersonId).Distinct());
        Assert.NotNull(rows[0].PersonId);
        await using var db = app.Open();
        Assert.Equal([("建档立卡.csv", InputSource.Uploaded), ("建档立卡(2).csv", InputSource.Imported)], (await db.Set<CompareInput>().Where(i => i.RunId == run.Id).OrderBy(i => i.Seq).ToListAsync()).Select(i => (i.FileName, i.Source)));
        var again = await app.TryUndo(TestApp.County, import.ImportId);
        Assert.True(again.Ok, again.Ok ? "" : again.Problems[0].Message); // a comparison that only looked does not hold the import
    }

    [Fact]
    [Trait("Requirement", "R-CMP-01")]
    public async Task A_townships_run_has_the_register_of_the_township_only_and_is_not_the_neighbours_to_see()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试近")]);
        var far = await app.Household(TestApp.FarVillage, "F1", [new("测试远")]);
        var (clerk, neighbour, county) = (app.As(Role.TownshipClerk), app.As(Role.TownshipClerk, TestApp.NextTown), app.As(Role.CountyOfficer));
        var numberOfFar = await NumberOf(app, far.Persons[0]);

        var run = await RunAs(app, clerk, new ComparisonWish { Files = [Insured(Enrolled("测试远", numberOfFar))], RegisterOn = new DateOnly(2019, 1, 15) });

        Assert.Equal(TestApp.Town, run.AreaCode);
        var rows = await app.RowsOf(run.Id);
        Assert.Equal(2, rows.Count);
        Assert.DoesNotContain(rows, r => r.PersonId == far.Persons[0]);
        Assert.DoesNotContain(await app.FindingsOf(run.Id), f => f.PersonId == far.Persons[0]);
        await using var db = app.Open();
        Assert.True(await db.RunsFor(clerk).AnyAsync());
        Assert.True(await db.RunsFor(county).AnyAsync());
        Assert.False(await db.RunsFor(neighbour).AnyAsync());
        Assert.False(await db.RunsFor(app.As(Role.PovertyOffice)).AnyAsync());
        Assert.False(await db.RunsFor(app.As(Role.VillageDoctor)).AnyAsync());
    }

    [Fact]
    public async Task The_poverty_office_sees_its_own_runs_and_a_clerk_does_not_see_them()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试近")]);
        var office = app.As(Role.PovertyOffice);

        var run = await RunAs(app, office, new ComparisonWish { Files = [Insured(Enrolled("测试丙", Second))], RegisterOn = new DateOnly(2019, 1, 15) });

        Assert.Equal((nameof(Role.PovertyOffice), TestApp.County, 2L), (run.SentAs, run.AreaCode, run.RowCount));
        await using var db = app.Open();
        Assert.True(await db.RunsFor(office).AnyAsync());
        Assert.False(await db.RunsFor(app.As(Role.TownshipClerk)).AnyAsync());
    }

    [Fact]
    [Trait("Requirement", "R-CMP-05")]
    public async Task The_final_run_waits_for_the_survey_or_for_somebody_who_accepts_what_is_missing_by_number_and_keeps_the_names()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10")]);
        var wish = new ComparisonWish { Files = [Insured(Enrolled("测试丙", Second))], RegisterOn = new DateOnly(2019, 1, 15), IsFinal = true };

        Assert.Equal(["registry.compare.survey-incomplete"], await Codes(app, wish));
        Assert.Equal(["registry.compare.survey-incomplete"], await Codes(app, wish with { ShortfallAccepted = 1 }));
        var run = await app.Compare(GivenComparisons.Console, wish with { ShortfallAccepted = 2 });

        var kept = app.Get<Vault>().Open(Purposes.Proposal, run.ShortfallSealed)!;
        Assert.True(run.IsFinal);
        Assert.Contains("测试甲", kept);
        Assert.Contains("测试乙", kept);
        Assert.Contains("命令行", kept);
        Assert.DoesNotContain("测试甲", run.ShortfallSealed);
        Assert.Null((await app.Compare(GivenComparisons.Console, wish with { IsFinal = false })).ShortfallSealed);
    }

    private static async Task<string[]> Codes(TestApp app, ComparisonWish wish) => [.. (await app.TryBegin(GivenComparisons.Console, wish)).Problems.Select(p => p.Code)];

    /// <summary>Test actors have no account, so the work is done without the job.</summary>
    private static async Task<CompareRun> RunAs(TestApp app, Actor actor, ComparisonWish wish)
    {
        var run = await app.Begin(actor, wish);
        await app.Get<RunComparison>().Run(TestApp.County, run.Id, actor, (_, _, _) => Task.CompletedTask, default);
        return await app.RunOf(run.Id);
    }

    private static async Task<string> NumberOf(TestApp app, Guid person)
    {
        await using var db = app.Open();
        return app.Get<Vault>().Open(Purposes.IdNumber, (await db.Set<Minkang.Registry.Persons.Person>().SingleAsync(p => p.Id == person)).IdSealed)!;
    }
}
