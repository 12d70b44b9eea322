using Minkang.Illness.Contracts;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Tests.Registry;
using static Minkang.Tests.Comparisons.GivenComparisons;

namespace Minkang.Tests.Comparisons;

/// <summary>A comparison as the store keeps it: every row once, the same result each time, never half.</summary>
public sealed class RunComparisonTests
{
    [Fact]
    [Trait("Requirement", "R-CMP-01")]
    [Trait("Requirement", "R-CMP-09")]
    public async Task The_townships_seven_lists_are_kept_row_by_row_and_equal_the_comparison_without_a_store()
    {
        await using var app = await TestApp.Start();
        var county = await app.TownshipCounty();
        var actor = Actor.Console(RegionCode.Parse(county));

        var done = (await app.Get<CompareLists>().Run(county, actor, Township, [], null, null, default)).Value;

        var without = CompareFiles.Compare(Township, DiseaseFiles.Read).Value;
        var (matches, discrepancies) = (new StringWriter(), new StringWriter());
        await app.Get<CompareLists>().Write(county, done.RunId, matches, discrepancies, default);
        var (matchesWithout, discrepanciesWithout) = (new StringWriter(), new StringWriter());
        without.WriteMatches(matchesWithout);
        without.WriteDiscrepancies(discrepanciesWithout);
        Assert.Equal(matchesWithout.ToString(), matches.ToString());
        Assert.Equal(discrepanciesWithout.ToString(), discrepancies.ToString());
        Assert.Equal(without.Lists.Sum(l => l.Rows), done.Lists.Sum(l => l.Rows));

        await using var db = app.Get<CountyStores>().Open(county);
        var rows = await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == done.RunId).ToListAsync();
        Assert.Equal(without.Lists.Sum(l => l.Rows), rows.DistinctBy(r => (r.ListNo, r.RowNo)).Count());
        Assert.Equal(rows.Count, rows.DistinctBy(r => (r.ListNo, r.RowNo)).Count());
        Assert.True((await app.Get<VerifyAuditChain>().Handle(county, default)).Whole);
    }

    [Fact]
    [Trait("Requirement", "R-CMP-08")]
    public async Task A_run_repeated_gives_the_same_result_and_keeps_who_when_with_what_and_by_which_rules()
    {
        await using var app = await TestApp.Start();
        string first = GivenPeople.Number("1960-05-01", 1, 301), second = GivenPeople.Number("1960-05-01", 1, 302);
        (string, byte[])[] files = [Register(Registry.Lists.ListsOverHttp.Row("甲村", "A1", "测试甲", first), Registry.Lists.ListsOverHttp.Row("甲村", "A2", "测试乙", second)), Insured(Enrolled("测试假", first), Enrolled("测试丙", ""))];

        var one = await app.Compare(files);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var two = await app.Compare([.. files.Reverse()]);

        Assert.Equal((CompareState.Done, one.ResultHash, one.RulesHash), (two.State, two.ResultHash, two.RulesHash));
        Assert.Equal((4, one.Id), (one.RowCount, two.PreviousId));
        Assert.NotNull(one.StartedAt);
        Assert.Equal("命令行", one.OperatorName);
        Assert.Contains("not_enrolled", one.RulesUsed);
        await using var db = app.Open();
        var inputs = await db.Set<CompareInput>().Where(i => i.RunId == one.Id).OrderBy(i => i.Seq).ToListAsync();
        Assert.Equal(["建档立卡.csv", "参保名单.csv"], inputs.Select(i => i.FileName));
        Assert.All(inputs, i => Assert.Equal(64, i.FileSha256.Length));
    }

    [Fact]
    [Trait("Requirement", "R-CMP-08")]
    public async Task A_finished_run_is_worked_out_again_from_what_was_kept_and_a_changed_store_is_found_out()
    {
        await using var app = await TestApp.Start();
        var id = GivenPeople.Number("1960-05-01", 1, 303);
        var run = await app.Compare(Register(Registry.Lists.ListsOverHttp.Row("甲村", "A1", "测试甲", id)), Insured(Enrolled("测试假", id)));

        Assert.True((await app.Get<CompareLists>().Check(TestApp.County, GivenComparisons.Console, run.Id, null, default)).Value);
        Assert.True((await app.RunOf(run.Id)).CheckPassed);

        await using (var db = app.Open())
            await db.Set<RunRow>().Where(r => r.RunId == run.Id && r.RowNo == 3).ExecuteUpdateAsync(s => s.SetProperty(r => r.PersonKey, 0));
        Assert.False((await app.Get<CompareLists>().Check(TestApp.County, GivenComparisons.Console, run.Id, null, default)).Value);
        Assert.False((await app.RunOf(run.Id)).CheckPassed);
    }

    [Fact]
    [Trait("Requirement", "R-CMP-01")]
    [Trait("Requirement", "R-CMP-02")]
    public async Task The_register_of_the_day_takes_part_and_rows_are_put_to_its_people()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var number = await Number(app, home.Persons[0]);

        var run = await app.Compare(GivenComparisons.Console, new ComparisonWish { Files = [Insured(Enrolled("测试假", number, village: "乙村"), Enrolled("测试丙", ""))], RegisterOn = new DateOnly(2019, 1, 15) });

        var rows = await app.RowsOf(run.Id);
        Assert.Equal([(home.Persons[0], RowDecision.Exact, TestApp.Village), (home.Persons[0], RowDecision.Exact, TestApp.NextVillage), (Guid.Empty, RowDecision.Alone, TestApp.Village)],
            rows.Select(r => (r.PersonId ?? Guid.Empty, r.Decision, r.VillageCode)));
        var findings = await app.FindingsOf(run.Id);
        Assert.Contains(findings, f => f.Code == "name_conflict" && f.PersonId == home.Persons[0] && f.HouseholdId == home.Id && f.VillageCode == TestApp.Village && Open(app, f.ValueSealed) == "测试甲" && Open(app, f.OtherValueSealed) == "测试假");
        Assert.DoesNotContain(number, rows[1].ContentSealed);
        Assert.Equal(number, RowContent.Open(rows[1].ContentSealed, app.Get<Vault>())["id-number"]);
        await using var db = app.Open();
        Assert.Equal(InputSource.Register, (await db.Set<CompareInput>().SingleAsync(i => i.RunId == run.Id && i.ImportId == null && i.Seq == 1)).Source);
    }

    [Fact]
    public async Task Without_the_register_a_valid_number_with_a_fitting_name_finds_the_person()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10")]);
        var numbers = new[] { await Number(app, home.Persons[0]), await Number(app, home.Persons[1]) };

        var run = await app.Compare(Insured(Enrolled("测试甲", numbers[0]), Enrolled("别的人", numbers[1])), Named("第二份.csv", Enrolled("测试甲", numbers[0])));

        var named = (await app.RowsOf(run.Id)).ConvertAll(r => (Name: RowContent.Open(r.ContentSealed, app.Get<Vault>())["name"], r.PersonId));
        Assert.Equal(3, named.Count);
        Assert.All(named, n => Assert.Equal(n.Name == "测试甲" ? home.Persons[0] : null, n.PersonId));
    }

    private static string? Open(TestApp app, string? value) => app.Get<Vault>().Open(Purposes.ListEntry, value);

    private static async Task<string> Number(TestApp app, Guid person)
    {
        await using var db = app.Open();
        var found = await db.Set<Minkang.Registry.Persons.Person>().SingleAsync(p => p.Id == person);
        return app.Get<Vault>().Open(Purposes.IdNumber, found.IdSealed)!;
    }
}
