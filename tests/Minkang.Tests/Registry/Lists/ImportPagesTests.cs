using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using static Minkang.Tests.Registry.GivenPeople;

namespace Minkang.Tests.Registry.Lists;

public sealed class ImportPagesTests
{
    private static readonly string First = Number("1960-05-01", 1, 401), Second = Number("1960-05-01", 1, 402), Third = Number("1960-05-01", 1, 403);

    [Fact]
    [Trait("Scenario", "IMP-56")]
    public async Task A_clerk_uploads_tries_looks_and_imports()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First), ListsOverHttp.Row("乙村", "A2", "测试乙", Second)));

        var preview = await clerk.GetStringAsync(import);
        Assert.Contains("测试甲", preview);
        Assert.DoesNotContain(First, preview);
        Assert.Contains("value=\"2019-01-10\"", preview);

        Assert.Equal(HttpStatusCode.OK, (await clerk.Press(app, import, "run")).StatusCode); // not before it was tried
        await clerk.Press(app, import, "try");
        Assert.Equal((2, 0, 0, 0, 0), ListsOverHttp.Counts(await app.ImportOf(import)));
        Assert.Equal(0, await Persons(app));
        Assert.Contains("第 3 行", await clerk.GetStringAsync($"{import}/rows?outcome=new"));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"{import}/result.xlsx")).StatusCode);

        await clerk.Press(app, import, "run");
        var done = await app.ImportOf(import);
        Assert.Equal((ImportState.Done, (2L, 0L, 0L, 0L, 0L)), (done.State, ListsOverHttp.Counts(done)));
        Assert.Equal(2, await Persons(app));
        var rows = await clerk.GetStringAsync($"{import}/rows");
        Assert.Contains("测试甲</a>", rows);
        Assert.Contains("列名行", rows);
        Assert.Contains("建档立卡.csv", await clerk.GetStringAsync("/lists"));
        Assert.Contains("读 4 行 = 新增 2", await clerk.GetStringAsync("/jobs"));
    }

    [Fact]
    [Trait("Scenario", "IMP-56")]
    public async Task The_trial_lists_field_by_field_what_would_change()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var first = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First)));
        await clerk.Press(app, first, "try");
        await clerk.Press(app, first, "run");

        var second = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("乙村", "A1", "测试甲", First, phone: "15400000001").Replace("未脱贫", "已脱贫", StringComparison.Ordinal)), "第二份.csv");
        await clerk.Press(app, second, "try");
        var page = await clerk.GetStringAsync($"{second}/rows?different=yes");

        Assert.Contains("<del>一镇 甲村</del>", page);
        Assert.Contains("<ins>一镇 乙村</ins>", page);
        Assert.Contains("<del>未脱贫</del>", page);
        Assert.Contains("<ins>已脱贫</ins>", page);
        Assert.Contains("<ins>154****0001</ins>", page);
        await using var db = app.Open();
        Assert.Equal(TestApp.Village, (await db.Set<Person>().SingleAsync()).VillageCode);
    }

    [Fact]
    [Trait("Scenario", "IMP-38")]
    public async Task A_row_beyond_the_senders_township_is_rejected_and_says_nothing_of_the_person()
    {
        await using var app = await TestApp.Start();
        var far = await app.Household(TestApp.FarVillage, "F1", [new("测试远")]);
        var farNumber = await NumberOf(app, far.Persons[0]);
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(
            ListsOverHttp.Row("甲村", "A1", "测试甲", First),
            ListsOverHttp.Row("丙村", "C1", "测试丙", Second, town: "二镇"),   // the neighbour's village
            ListsOverHttp.Row("甲村", "A2", "测试远", farNumber),              // the neighbour's person, claimed for here
            ListsOverHttp.Row("甲村", "F1", "测试丁", Third)));                // the neighbour's household
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");

        Assert.Equal((1, 0, 0, 3, 0), ListsOverHttp.Counts(await app.ImportOf(import)));
        var rows = await clerk.GetStringAsync($"{import}/rows?outcome=rejected");
        Assert.Equal(3, Times(rows, "不在您的范围内"));
        Assert.DoesNotContain("测试远", rows);
        await using var db = app.Open();
        Assert.Equal(2, await db.Set<Person>().CountAsync());
        Assert.Equal((TestApp.FarVillage, far.Id), await db.Set<Person>().Where(p => p.Id == far.Persons[0]).Select(p => new ValueTuple<string, Guid>(p.VillageCode, p.HouseholdId!.Value)).SingleAsync());
        Assert.DoesNotContain(await db.Set<Question>().ToListAsync(), q => q.PersonId == far.Persons[0]); // absent from this list, but not this township's to miss
    }

    [Fact]
    [Trait("Scenario", "IMP-38")]
    public async Task A_departments_row_of_a_neighbours_person_is_rejected_too()
    {
        await using var app = await TestApp.Start();
        var near = await app.Household(TestApp.Village, "A1", [new("测试近")]);
        var far = await app.Household(TestApp.FarVillage, "F1", [new("测试远")]);
        var clerk = await app.SignIn(Role.TownshipClerk);
        var list = $"截止：2019-01-10\n姓名,证件号码,参保状态,缴费年度\n测试近,{await NumberOf(app, near.Persons[0])},正常参保,2019\n测试远,{await NumberOf(app, far.Persons[0])},正常参保,2019\n";
        var import = await clerk.Import(list, "参保名单.csv");
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");

        Assert.Equal((1, 0, 0, 1, 0), ListsOverHttp.Counts(await app.ImportOf(import)));
        await using var db = app.Open();
        Assert.Equal(near.Persons[0], (await db.Set<ListEntry>().SingleAsync()).PersonId);
    }

    [Fact]
    [Trait("Scenario", "IMP-58")]
    public async Task Who_is_missing_from_a_newer_list_is_asked_about_in_the_villages_it_names_and_nobody_is_removed()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        string[] rows = [ListsOverHttp.Row("甲村", "A1", "测试甲", First), ListsOverHttp.Row("甲村", "A2", "测试乙", Second), ListsOverHttp.Row("乙村", "B1", "测试丙", Third)];
        foreach (var text in new[] { ListsOverHttp.Register(rows), ListsOverHttp.Register(rows[0]) })
        {
            var import = await clerk.Import(text);
            await clerk.Press(app, import, "try");
            await clerk.Press(app, import, "run");
        }
        await using var db = app.Open();
        Assert.Equal(3, await db.Set<Person>().CountAsync(p => p.EndedOn == null));
        var missing = await db.Set<Question>().SingleAsync(q => q.Kind == "missing_in_list");
        Assert.Equal("测试乙", (await db.Set<Person>().SingleAsync(p => p.Id == missing.PersonId)).Name);
        Assert.Contains("新名单上不见了 1", await clerk.GetStringAsync("/questions"));
    }

    [Fact]
    [Trait("Scenario", "IMP-61")]
    public async Task Only_mended_rows_of_a_returned_result_workbook_are_worked()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First), ListsOverHttp.Row("甲村", "", "测试乙", Second)));
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");
        var whole = await clerk.GetAsync($"{import}/result.xlsx");
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        var text = Encoding.UTF8.GetString(await whole.Content.ReadAsByteArrayAsync());
        Assert.Contains("结果,原因,建议", text);

        // The clerk mends the rejected row, and touches another that was taken.
        var mended = text.Replace(",,测试乙", ",A2,测试乙", StringComparison.Ordinal).Replace("测试甲", "测试改", StringComparison.Ordinal);
        var again = await clerk.Import(mended, "建档立卡_结果.csv");
        await clerk.Press(app, again, "try");
        await clerk.Press(app, again, "run");

        Assert.Equal((1, 0, 0, 0, 0), ListsOverHttp.Counts(await app.ImportOf(again)));
        Assert.Contains("第4行", await clerk.GetStringAsync(again)); // where the first mended row stands
        Assert.Contains("上次已处理", await clerk.GetStringAsync($"{again}/rows?outcome=skipped"));
        await using var db = app.Open();
        Assert.Equal(["测试乙", "测试甲"], (await db.Set<Person>().Select(p => p.Name).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await db.Set<Question>().ToListAsync(), q => q.Kind == "missing_in_list");
    }

    [Fact]
    [Trait("Scenario", "IMP-61")]
    public async Task The_rejected_rows_alone_can_be_mended_and_sent_in()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First), ListsOverHttp.Row("甲村", "", "测试乙", Second)));
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");
        var rejected = Encoding.UTF8.GetString(await clerk.GetByteArrayAsync($"{import}/result.xlsx?only=rejected"));
        Assert.DoesNotContain("测试甲", rejected);

        var again = await clerk.Import(rejected.Replace(",,测试乙", ",A2,测试乙", StringComparison.Ordinal), "建档立卡_退回.csv");
        await clerk.Press(app, again, "try");
        await clerk.Press(app, again, "run");

        Assert.Equal((1, 0, 0, 0, 0), ListsOverHttp.Counts(await app.ImportOf(again)));
        await using var db = app.Open();
        Assert.DoesNotContain(await db.Set<Question>().ToListAsync(), q => q.Kind == "missing_in_list");
    }

    [Fact]
    [Trait("Scenario", "IMP-62")]
    public async Task A_list_of_which_nothing_is_taken_says_so_in_red()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("丙村", "C1", "测试丙", First, town: "二镇"), ListsOverHttp.Row("丁村", "D1", "测试丁", Second, town: "二镇")));
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");

        var page = await clerk.GetStringAsync(import);
        Assert.Contains("0 / 2 行导入", page);
        Assert.Contains("mk-status-overdue\">全部退回", page);
        Assert.DoesNotContain(">已导入<", page);
    }

    [Fact]
    public async Task The_neighbour_township_does_not_know_of_the_import_and_the_county_does()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First)));
        await clerk.Press(app, import, "try");
        var neighbour = await app.SignIn(Role.TownshipClerk, TestApp.NextTown);
        var officer = await app.SignIn(Role.CountyOfficer);

        foreach (var path in new[] { import, $"{import}/rows", $"{import}/original", $"{import}/result.xlsx?only=rejected" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(path)).StatusCode);
        }
        Assert.DoesNotContain("建档立卡.csv", await neighbour.GetStringAsync("/lists"));
        Assert.DoesNotContain("建档立卡", await neighbour.GetStringAsync("/jobs"));
    }

    [Theory]
    [InlineData(Role.VillageDoctor), InlineData(Role.CountyLeader), InlineData(Role.Inspector), InlineData(Role.Administrator)]
    public async Task Who_may_not_import_is_refused(Role role)
    {
        await using var app = await TestApp.Start();
        var client = await app.SignIn(role);
        foreach (var path in new[] { "/lists", $"/lists/{Guid.Empty}", $"/lists/{Guid.Empty}/rows", $"/lists/{Guid.Empty}/original", $"/lists/{Guid.Empty}/result.xlsx" })
            Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task An_office_with_a_list_of_its_own_sends_no_other_departments()
    {
        await using var app = await TestApp.Start();
        var bureau = await app.SignIn(Role.InsuranceBureau);
        var answer = await bureau.Upload("建档立卡.csv", Encoding.UTF8.GetBytes(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First))));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("只能导入本部门的名单", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Scenario", "IMP-12")]
    public async Task A_file_that_is_no_list_is_refused_beside_the_field_and_the_date_stays()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var answer = await clerk.Upload("照片.xlsx", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0], "2019-01-08");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("id=\"f-Input-File-problem\"", page);
        Assert.Contains("value=\"2019-01-08\"", page);
    }

    [Fact]
    [Trait("Scenario", "IMP-06")]
    public async Task Two_columns_of_one_heading_wait_for_a_person_and_the_choice_is_remembered()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var text = ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First) + ",未脱贫").Replace("联系电话", "联系电话,脱贫状态", StringComparison.Ordinal);
        var import = await clerk.Import(text);
        var page = await clerk.GetStringAsync(import);
        Assert.Contains("都叫“脱贫状态”", page);
        Assert.Equal(HttpStatusCode.OK, (await clerk.Press(app, import, "try")).StatusCode);

        var fields = new (string, string)[]
        {
            ("Input.ListOn", "2019-01-10"), ("map:0:township", "0"), ("map:0:village", "1"), ("map:0:household-number", "2"), ("map:0:name", "3"), ("map:0:id-number", "4"), ("map:0:household-size", "5"),
            ("map:0:relation", "6"), ("map:0:sex", "7"), ("map:0:birth-date", "8"), ("map:0:poverty-status", "12"), ("map:0:identified-on", "10"), ("map:0:phone", "11"),
        };
        Assert.Equal(HttpStatusCode.Found, (await clerk.Post(import, "change-import", page, fields)).StatusCode);
        await clerk.Press(app, import, "try");
        Assert.Equal((1, 0, 0, 0, 0), ListsOverHttp.Counts(await app.ImportOf(import)));

        var next = await clerk.Import(text.Replace("A1", "A9", StringComparison.Ordinal), "下一份.csv");
        Assert.DoesNotContain("都叫“脱贫状态”", await clerk.GetStringAsync(next));
        await using var db = app.Open();
        Assert.Single(await db.Set<Setting>().Where(s => s.Name.StartsWith("column-mapping:register/persons/")).ToListAsync());
    }

    [Fact]
    public async Task A_dropped_import_is_over_and_its_original_stays()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var text = ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First));
        var import = await clerk.Import(text);
        await clerk.Press(app, import, "drop");
        Assert.Equal(ImportState.Dropped, (await app.ImportOf(import)).State);
        Assert.Equal(HttpStatusCode.OK, (await clerk.Press(app, import, "try")).StatusCode);
        Assert.Equal(Encoding.UTF8.GetBytes(text), await clerk.GetByteArrayAsync($"{import}/original"));
    }

    private static async Task<int> Persons(TestApp app)
    {
        await using var db = app.Open();
        return await db.Set<Person>().CountAsync();
    }

    private static async Task<string> NumberOf(TestApp app, Guid person)
    {
        await using var db = app.Open();
        return app.Get<Minkang.Platform.Security.Vault>().Open(Minkang.Platform.Security.Purposes.IdNumber, (await db.Set<Person>().SingleAsync(p => p.Id == person)).IdSealed)!;
    }

    private static int Times(string text, string word) => text.Split(word).Length - 1;
}
