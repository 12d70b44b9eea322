using CsCheck;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Undo;
using static Minkang.Tests.Registry.Undo.UndoLists;

namespace Minkang.Tests.Registry.Undo;

[Trait("Scenario", "IMP-65")]
public sealed class UndoImportTests
{
    private static readonly DateOnly January = new(2019, 1, 10), February = new(2019, 2, 10), March = new(2019, 3, 10);
    private static readonly string[] Numbers = [.. Enumerable.Range(1, 8).Select(i => GivenPeople.Number("1960-05-01", 1, 400 + i))];

    private static string Row(int person, int household, string village = "甲村", string status = "未脱贫", string phone = "", string? name = null, bool head = true) =>
        $"一镇,{village},H{household},{name ?? "赵" + (char)('甲' + person)},{Numbers[person]},1,{(head ? "户主" : "之子")},男,1960-05-01,{status},2016-03-01,{phone}";

    [Fact]
    public async Task What_an_import_brought_goes_and_what_it_changed_or_ended_holds_again()
    {
        await using var app = await TestApp.Start();
        await app.Import(TestApp.County, "一月.csv", Register(January, Row(0, 1, phone: "13900000001"), Row(1, 2)));
        var before = await app.Dump(TestApp.County);
        var second = await app.Import(TestApp.County, "二月.csv", Register(February, Row(0, 1, status: "已脱贫", phone: "13900000002"), Row(1, 1, village: "乙村", head: false), Row(2, 3)));
        Assert.Equal((1, 2), (second.New, second.Changed));
        Assert.NotEqual(before, await app.Dump(TestApp.County));

        await app.Undo(TestApp.County, second.ImportId);

        Assert.Equal(before, await app.Dump(TestApp.County));
        await using var db = app.Open();
        var import = await db.Set<ListImport>().SingleAsync(i => i.Id == second.ImportId);
        Assert.Equal((ImportState.Undone, second.New, second.Changed), (import.State, import.NewCount, import.ChangedCount));
        Assert.True(await db.Set<ImportRow>().AnyAsync(r => r.ImportId == second.ImportId && r.Outcome == RowOutcome.New), "The results of the rows stay.");
        Assert.Equal(1, await db.Set<UndoneRecord>().CountAsync(r => r.ImportId == second.ImportId && r.RecordKind == "registry_person"));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
    }

    [Fact]
    public async Task Importing_the_file_again_gives_what_the_first_time_gave()
    {
        await using var app = await TestApp.Start();
        var file = Register(January, Row(0, 1), Row(1, 1, head: false), Row(2, 2, village: "乙村"));
        var first = await app.Import(TestApp.County, "一月.csv", file);
        var (once, counts) = (await app.Dump(TestApp.County, withKeys: false), (first.New, first.Changed, first.Same));
        await app.Undo(TestApp.County);
        await using (var db = app.Open()) Assert.False(await db.Set<Person>().AnyAsync());

        var again = await app.Import(TestApp.County, "一月.csv", file);

        Assert.Equal(counts, (again.New, again.Changed, again.Same));
        Assert.Equal(once, await app.Dump(TestApp.County, withKeys: false));
    }

    [Fact]
    public async Task Undoing_the_second_of_any_two_lists_gives_the_state_after_the_first() => await ListPairs.SampleAsync(async pair =>
    {
        await using var app = await TestApp.Start();
        await app.Import(TestApp.County, "一月.csv", Register(January, pair.First));
        var before = await app.Dump(TestApp.County);
        var second = await app.Import(TestApp.County, "二月.csv", Register(February, pair.Second));
        if (second.New + second.Changed == 0) return;
        await app.Undo(TestApp.County, second.ImportId);
        Assert.Equal(before, await app.Dump(TestApp.County));
    }, iter: 12, threads: 1);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
    private static readonly Gen<string[]> Rows = Gen.Select(Gen.Int[0, 7], Gen.Int[1, 4], OneOf("甲村", "乙村"), OneOf("未脱贫", "已脱贫"), OneOf("", "13900000001", "13900000002"), Gen.Bool)
        .Select((person, household, village, status, phone, head) => Row(person, household, village, status, phone, head: head)).Array[1, 7];
    private static readonly Gen<(string[] First, string[] Second)> ListPairs = Gen.Select(Rows, Rows);

    [Fact]
    public async Task A_later_import_stands_in_the_way_until_it_is_undone_itself()
    {
        await using var app = await TestApp.Start();
        var first = await app.Import(TestApp.County, "一月.csv", Register(January, Row(0, 1), Row(1, 2)));
        var second = await app.Import(TestApp.County, "二月.csv", Register(February, Row(0, 1, phone: "13900000002"), Row(1, 2, status: "已脱贫")));
        Assert.Equal("registry.undo.worked-on", (await app.TryUndo(TestApp.County, first.ImportId)).Problems[0].Code);
        await app.Undo(TestApp.County, second.ImportId);
        await app.Undo(TestApp.County, first.ImportId);
        await using var db = app.Open();
        Assert.False(await db.Set<Person>().AnyAsync());
    }

    [Fact]
    public async Task A_record_that_somebody_changed_since_is_named_and_nothing_is_undone()
    {
        await using var app = await TestApp.Start();
        var import = await app.Import(TestApp.County, "一月.csv", Register(January, Row(0, 1), Row(1, 2)));
        Guid changed;
        await using (var db = app.Open())
        {
            var person = await db.Set<Person>().FirstAsync();
            (changed, person.EthnicGroup) = (person.Id, "02");
            await db.SaveChangesAsync();
        }
        var before = await app.Dump(TestApp.County);

        Assert.Equal("registry.undo.worked-on", (await app.TryUndo(TestApp.County, import.ImportId)).Problems[0].Code);

        Assert.Equal(before, await app.Dump(TestApp.County));
        await using var look = app.Open();
        var obstacle = Assert.Single((await app.Get<AskUndo>().Look(look, import.ImportId, default)).Obstacles);
        Assert.Equal((ObstacleWhy.Changed, (Guid?)changed), (obstacle.Why, obstacle.PersonId));
    }

    [Fact]
    public async Task A_statement_that_was_ended_by_hand_and_a_question_that_was_answered_stand_in_the_way()
    {
        await using var app = await TestApp.Start();
        var import = await app.Import(TestApp.County, "一月.csv", Register(January, Row(0, 1), "一镇,甲村,H2,钱甲,,1,户主,男,1960-05-01,未脱贫,2016-03-01,"));
        await using (var db = app.Open())
        {
            (await db.Set<Minkang.Registry.Facts.HouseholdFact>().FirstAsync(f => f.Kind == "status")).UntilOn = February;
            (await db.Set<Question>().FirstAsync()).State = QuestionState.Answered;
            await db.SaveChangesAsync();
        }
        await using var look = app.Open();
        var kinds = (await app.Get<AskUndo>().Look(look, import.ImportId, default)).Obstacles.Select(o => o.Kind).Order().ToList();
        Assert.Equal(["registry_household_fact", "registry_question"], kinds);
    }

    [Fact]
    public async Task What_another_room_made_of_the_rows_goes_too()
    {
        await using var app = await TestApp.Start();
        var files = Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township"));
        async Task<(string Name, byte[] Content)> Sample(string part) => files.Single(f => Path.GetFileName(f).Contains(part, StringComparison.Ordinal)) is var f ? (Path.GetFileName(f), await File.ReadAllBytesAsync(f)) : default;
        var register = await Sample("建档立卡");
        var county = app.Get<CountyFromRegister>().Read(register.Name, register.Content).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        await app.Import(county.CountyCode, register.Name, register.Content);
        var before = await app.Dump(county.CountyCode);
        foreach (var part in (string[])["核查返回表", "派出所", "参保名单"])
        {
            var list = await Sample(part);
            var import = await app.Import(county.CountyCode, list.Name, list.Content);
            var after = await app.Dump(county.CountyCode);
            if (part == "核查返回表") Assert.Contains("illness_condition\n[", after, StringComparison.Ordinal);
            await app.Undo(county.CountyCode, import.ImportId);
            Assert.Equal(before, await app.Dump(county.CountyCode));
        }
    }
}
