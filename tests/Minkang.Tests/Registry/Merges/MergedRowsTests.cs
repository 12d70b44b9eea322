using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry.Undo;

namespace Minkang.Tests.Registry.Merges;

/// <summary>What a newer list of the register may do with records that were merged: it states the twin again, since nobody told its office.</summary>
public sealed class MergedRowsTests
{
    private static readonly DateOnly January = new(2019, 1, 10), February = new(2019, 2, 10), March = new(2019, 3, 10);
    private static readonly string[] Numbers = [.. Enumerable.Range(1, 4).Select(i => GivenPeople.Number("1960-05-01", 1, 450 + i))];

    private static string Row(int household, string name, string number, bool head, int size = 2) =>
        $"一镇,甲村,H{household},{name},{number},{size},{(head ? "户主" : "之子")},男,1960-05-01,未脱贫,2016-03-01,";

    /// <summary>Two households of two, each with its head and a record of one and the same person.</summary>
    private static string[] Twins(string one, string other, bool otherFirst = false)
    {
        string[] first = [Row(1, "测试钱伯", Numbers[0], true), Row(1, "测试张三", one, false)], second = [Row(2, "测试孙叔", Numbers[1], true), Row(2, "测试张叁", other, false)];
        return otherFirst ? [.. second, .. first] : [.. first, .. second];
    }

    private static async Task<Guid> Named(TestApp app, string name)
    {
        await using var db = app.Open();
        return (await db.Set<Person>().SingleAsync(p => p.Name == name)).Id;
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    [Trait("Scenario", "MRG-03")]
    public async Task A_list_that_still_names_both_records_moves_renames_and_creates_nobody_and_asks_once(bool keptNumber, bool goneNumber, bool otherFirst)
    {
        await using var app = await TestApp.Start();
        var rows = Twins(keptNumber ? Numbers[2] : "", goneNumber ? Numbers[3] : "", otherFirst);
        await app.Import(TestApp.County, "名单.csv", UndoLists.Register(January, rows));
        var kept = await Named(app, "测试张三");
        var takes = keptNumber || !goneNumber ? Array.Empty<string>() : [MergeFields.IdNumber];
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, await Named(app, "测试张叁"), takes);
        if (keptNumber && goneNumber) await MergePersonsTests.Agreed(app, merged);
        Assert.Equal("", MergePersonsTests.Said(merged));
        var before = await Standing(app, kept);

        var february = await app.Import(TestApp.County, "名单.csv", UndoLists.Register(February, rows));
        var march = await app.Import(TestApp.County, "名单.csv", UndoLists.Register(March, rows));

        Assert.Equal((0, 0, 1, 0), (february.New, february.Changed, february.NeedsPerson, february.Rejected));
        Assert.Equal((0, 0, 1), (march.New, march.Changed, march.NeedsPerson));
        Assert.Equal(before, await Standing(app, kept));
        await using var db = app.Open();
        Assert.Equal(3, await db.Set<Person>().CountAsync());
        var question = await db.Set<Question>().SingleAsync(q => q.Kind == "merged_row");
        Assert.Equal(kept, question.PersonId);
        Assert.False(await db.Set<Question>().AnyAsync(q => q.Kind == "missing_in_list" || q.Kind == "size_conflict"));
        var row = await db.Set<ImportRow>().SingleAsync(r => r.ImportId == february.ImportId && r.Outcome == RowOutcome.NeedsPerson);
        Assert.Contains("名单里还有已合并的记录", row.Notes, StringComparison.Ordinal);
        var doctor = await app.SignIn(Role.VillageDoctor);
        Assert.Contains("名单里还有已合并的记录", await doctor.GetStringAsync($"/questions/{question.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_names_the_person_only_as_before_in_the_same_household_is_his_row_and_keeps_the_chosen_name()
    {
        await using var app = await TestApp.Start();
        await app.Import(TestApp.County, "名单.csv", UndoLists.Register(January, Row(1, "测试钱伯", Numbers[0], true, 3), Row(1, "测试张三", "", false, 3), Row(1, "测试张叁", Numbers[3], false, 3)));
        var kept = await Named(app, "测试张三");
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(app.As(Role.CountyOfficer), kept, await Named(app, "测试张叁"), MergeFields.IdNumber)));

        var import = await app.Import(TestApp.County, "名单.csv", UndoLists.Register(February, Row(1, "测试钱伯", Numbers[0], true, 3), Row(1, "测试张叁", Numbers[3], false, 3)));

        Assert.Equal((0, 0, 2, 0), (import.New, import.Changed, import.Same, import.NeedsPerson));
        await using var db = app.Open();
        Assert.Equal("测试张三", (await db.Set<Person>().SingleAsync(p => p.Id == kept)).Name);
    }

    [Fact]
    public async Task A_list_with_both_records_in_one_household_takes_the_persons_own_row()
    {
        await using var app = await TestApp.Start();
        string[] rows = [Row(1, "测试钱伯", Numbers[0], true, 3), Row(1, "测试张叁", Numbers[3], false, 3), Row(1, "测试张三", "", false, 3)];
        await app.Import(TestApp.County, "名单.csv", UndoLists.Register(January, rows));
        var kept = await Named(app, "测试张三");
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(app.As(Role.CountyOfficer), kept, await Named(app, "测试张叁"))));
        var before = await Standing(app, kept);

        var import = await app.Import(TestApp.County, "名单.csv", UndoLists.Register(February, rows));

        Assert.Equal((0, 0, 2, 1), (import.New, import.Changed, import.Same, import.NeedsPerson));
        Assert.Equal(before, await Standing(app, kept));
    }

    [Fact]
    public async Task A_list_that_moves_the_person_by_his_own_number_is_followed()
    {
        await using var app = await TestApp.Start();
        await app.Import(TestApp.County, "名单.csv", UndoLists.Register(January, Twins(Numbers[2], "")));
        var kept = await Named(app, "测试张三");
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(app.As(Role.CountyOfficer), kept, await Named(app, "测试张叁"))));

        await app.Import(TestApp.County, "名单.csv", UndoLists.Register(February, Row(1, "测试钱伯", Numbers[0], true, 1), Row(2, "测试孙叔", Numbers[1], true), Row(2, "测试张三", Numbers[2], false)));

        await using var db = app.Open();
        var home = (await db.Set<Household>().SingleAsync(h => h.Number == "H2")).Id;
        Assert.Equal(home, (await db.Set<Person>().SingleAsync(p => p.Id == kept)).HouseholdId);
        Assert.False(await db.Set<Question>().AnyAsync(q => q.Kind == "merged_row"));
    }

    /// <summary>What an import might change of the person.</summary>
    private static async Task<string> Standing(TestApp app, Guid person)
    {
        await using var db = app.Open();
        var p = await db.Set<Person>().SingleAsync(p => p.Id == person);
        var homes = await db.Set<Membership>().Where(m => m.PersonId == person).OrderBy(m => m.Id).Select(m => $"{m.HouseholdId} {m.FromOn} {m.UntilOn}").ToListAsync();
        return $"{p.Name} {p.HouseholdId} {p.IdHash} {string.Join(';', homes)} {await db.Set<RegistryEvent>().CountAsync()}";
    }
}
