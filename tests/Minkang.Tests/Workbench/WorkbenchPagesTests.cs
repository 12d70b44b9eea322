using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry.Lists;

namespace Minkang.Tests.Workbench;

public sealed class WorkbenchPagesTests
{
    [Fact]
    public async Task Without_script_one_discrepancy_after_the_other_is_decided_by_form_and_undone_on_the_list_of_decisions()
    {
        await using var app = await TestApp.Start();
        var home = await app.TwoPersons("A1");
        var run = await app.Run(wanted: [new("death_listed", home.Persons[1], home.Id, Value: "测试乙", Other: "2019-01-05", Name: "测试乙"), new("name_conflict", Value: "张三", Other: "章三")]);
        var clerk = await app.SignIn(Role.TownshipClerk);
        var page = await clerk.GetStringAsync($"/compare/{run.Id}/work?plain=1");
        Assert.Contains("已死亡仍在登记册", page);
        Assert.Contains("登记此人 2019-01-05 死亡", page);
        var finding = (await app.Seen(app.As(Role.TownshipClerk), run))[0];

        var answer = await clerk.Post($"/compare/{run.Id}/work?plain=1&finding={finding.Id}", "decide-finding", page, ("Input.Verdict", "Accept"), ("Input.State", "Open"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await using (var db = app.Open())
        {
            Assert.NotNull((await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
            Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.Action == "registry.open" && e.SubjectId == home.Persons[1]));
        }
        Assert.Contains("姓名不同", await clerk.GetStringAsync($"/compare/{run.Id}/work?plain=1"));
        var decisions = await clerk.GetStringAsync($"/compare/{run.Id}/decisions");
        Assert.Contains("判为属实", decisions);
        await using (var db = app.Open())
        {
            var decision = (await db.Set<FindingDecision>().SingleAsync()).Id;
            Assert.Equal(HttpStatusCode.Found, (await clerk.Post($"/compare/{run.Id}/decisions", $"undo-{decision:N}", decisions)).StatusCode);
        }
        await using var after = app.Open();
        Assert.Null((await after.Set<Person>().SingleAsync(p => p.Id == home.Persons[1])).EndedOn);
    }

    [Fact]
    public async Task Somebody_who_was_slower_is_told_by_the_form()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict", Value: "张三", Other: "章三")]);
        var clerk = await app.SignIn(Role.TownshipClerk);
        var page = await clerk.GetStringAsync($"/compare/{run.Id}/work?plain=1");
        var seen = await app.Seen(app.As(Role.TownshipClerk), run);
        await app.Decide(app.As(Role.TownshipClerk), run, Verdict.Reject, seen, null);

        var answer = await clerk.Post($"/compare/{run.Id}/work?plain=1&finding={seen[0].Id}", "decide-finding", page, ("Input.Verdict", "Accept"), ("Input.State", "Open"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("刚由别人处理过", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_letter_is_made_downloaded_and_its_answer_read_in_on_the_page()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict", Value: "张三", Other: "章三")]);
        var officer = await app.SignIn(Role.CountyOfficer);
        var path = $"/compare/{run.Id}/letters";
        Assert.Equal(HttpStatusCode.Found, (await officer.Post(path, "write-letter", await officer.GetStringAsync(path), ("Input.Owner", "扶贫办"), ("Input.Number", "1号"), ("Input.DueOn", "2019-01-25"))).StatusCode);
        var page = await officer.GetStringAsync(path);
        Assert.Contains("1号", page);
        Assert.Matches("2019-01-15</span><span class=\"mk-under\">[^<]+</span>", page);
        Assert.Contains("0 / 1 条", page);
        await using var db = app.Open();
        var letter = await db.Set<CompareLetter>().SingleAsync();
        Assert.Equal(1, letter.Count);
        var sent = await officer.GetByteArrayAsync($"{path}/{letter.Id}/file");
        Assert.Equal(sent, (await app.Get<FileShelf>().Fetch(db, letter.FileId, default)).Content);
        Assert.Contains("张三", ListFile.Open(sent, "a.xlsx").Value.Sheets[0].Rows.SelectMany(r => r.Cells).Select(c => c.Text));

        var form = new MultipartFormDataContent { { new StringContent($"answer-{letter.Id:N}"), "_handler" }, { new StringContent(TestApp.Token(page)), "__RequestVerificationToken" }, { new ByteArrayContent(sent), "AnswerFile", "回函.xlsx" } };
        var read = await (await officer.PostAsync(path, form)).Content.ReadAsStringAsync();

        Assert.Contains("回函共 1 行：属实 0，不属实 0，已更正 0，与上次相同 0，没有填 1", read);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignIn(Role.TownshipClerk, TestApp.NextTown)).GetAsync($"{path}/{letter.Id}/file")).StatusCode);
    }

    [Fact]
    public async Task Tasks_show_their_due_date_and_the_late_ones_say_so()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict", Value: "张三", Other: "章三")]);
        var county = app.As(Role.CountyOfficer);
        await using (var db = app.Open(county))
            Assert.True((await app.Get<Minkang.Registry.Workbench.AssignFindings>().Handle(db, county, new(run.Id, await app.Seen(county, run), Minkang.Registry.Workbench.AssignTo.Village, new DateOnly(2019, 1, 16)), default)).Ok);
        var doctor = await app.SignIn(Role.VillageDoctor);
        var list = await doctor.GetStringAsync("/questions");
        Assert.Contains("2019-01-16", list);
        Assert.Contains("姓名不同", list);
        Assert.DoesNotContain("mk-status-overdue", list);
        await using (var db = app.Open())
        {
            var page = await doctor.GetStringAsync($"/questions/{(await db.Set<Question>().SingleAsync()).Id}");
            Assert.Contains("请于 2019-01-16 前核实", page);
            Assert.Contains("张三", page);
            Assert.Contains("章三", page);
        }
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Contains("mk-status-overdue", await (await app.SignIn(Role.VillageDoctor)).GetStringAsync("/questions"));
    }

    [Fact]
    public async Task The_page_that_stays_open_connects_only_for_whoever_is_signed_in()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict")]);
        var clerk = await app.SignIn(Role.TownshipClerk);
        var page = await clerk.GetStringAsync($"/compare/{run.Id}/work");
        Assert.Contains("blazor.web", page);
        Assert.Equal(HttpStatusCode.OK, (await clerk.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await (await app.Client()).PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignIn(Role.VillageDoctor)).GetAsync("/_blazor/nothing")).StatusCode);
    }

    [Fact]
    public async Task Each_role_opens_the_pages_of_its_own_area_s_runs_and_no_other()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(TestApp.Town, new Wanted("name_conflict", Value: "赵钱孙", Other: "赵前孙", Name: "赵钱孙"));
        string[] paths = [$"/compare/{run.Id}/work", $"/compare/{run.Id}/work?plain=1", $"/compare/{run.Id}/letters", $"/compare/{run.Id}/decisions", $"/compare/{run.Id}/decisions/export"];
        foreach (var (role, area, answer) in new (Role, string?, HttpStatusCode)[]
        {
            (Role.TownshipClerk, null, HttpStatusCode.OK), (Role.CountyOfficer, null, HttpStatusCode.OK), (Role.PovertyOffice, null, HttpStatusCode.OK), (Role.TownshipClerk, TestApp.NextTown, HttpStatusCode.NotFound),
            (Role.VillageDoctor, null, HttpStatusCode.Forbidden), (Role.CountyLeader, null, HttpStatusCode.Forbidden), (Role.InsuranceBureau, null, HttpStatusCode.Forbidden), (Role.Auditor, null, HttpStatusCode.Forbidden),
        })
        {
            var client = await app.SignIn(role, area);
            foreach (var path in paths)
            {
                using var page = await client.GetAsync(path);
                // An auditor without a second factor is led to set one up before anything else.
                if (role == Role.Auditor) Assert.NotEqual(HttpStatusCode.OK, page.StatusCode);
                else Assert.True(answer == page.StatusCode, $"{role} {path[45..]}: {(int)page.StatusCode}");
                if (answer != HttpStatusCode.OK) Assert.DoesNotContain("赵钱孙", await page.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task Only_who_may_open_the_report_is_led_back_to_it()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [new("name_conflict")]);

        foreach (var page in new[] { "work", "letters", "decisions" })
        {
            Assert.Contains($"href=\"/compare/{run.Id}\"", await (await app.SignIn(Role.CountyOfficer)).GetStringAsync($"/compare/{run.Id}/{page}"));
            Assert.DoesNotContain($"href=\"/compare/{run.Id}\"", await (await app.SignIn(Role.TownshipClerk)).GetStringAsync($"/compare/{run.Id}/{page}"));
        }
    }

    [Fact]
    public async Task A_page_asks_the_store_the_same_however_many_discrepancies_there_are()
    {
        await using var app = await TestApp.Start();
        var few = await app.Run(wanted: [new("name_conflict")]);
        var many = await app.Run(wanted: [.. Enumerable.Range(0, 300).Select(_ => new Wanted("name_conflict"))]);
        var officer = app.As(Role.CountyOfficer);
        foreach (var run in new[] { few, many }) await app.Decide(officer, run, Verdict.Reject, [.. (await app.Seen(officer, run)).Take(1)], null);
        var client = await app.SignIn(Role.CountyOfficer);
        foreach (var page in new[] { "work", "work?plain=1", "letters", "decisions" })
        {
            var counts = new List<int>();
            foreach (var run in new[] { few, many, few, many })
            {
                using var statements = new Registry.Statements();
                using var answer = await client.GetAsync($"/compare/{run.Id}/{page}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                counts.Add(statements.Count);
            }
            Assert.InRange(counts[3], 1, counts[2] + 4);
            Assert.True(counts[3] <= 18, $"{page}: {counts[3]}");
        }
    }
}
