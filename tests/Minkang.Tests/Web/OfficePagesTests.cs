using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Tests.Web;

/// <summary>The platform's own pages, used as people use them: forms, files, links.</summary>
public sealed class OfficePagesTests
{
    private const string Codes = "代码,名称\n009901100000,一镇\n009901100205,甲村委会\n009901100206,乙村委会\n009901101000,二镇\n";

    [Fact]
    public async Task An_account_is_made_a_role_asked_for_and_confirmed_by_the_leader()
    {
        await using var app = await TestApp.Start();
        var administrator = await app.SignInFully(Role.Administrator);
        var made = Page(await administrator.Send("/users/new", "new-account", ("Input.UserName", "zhang1"), ("Input.DisplayName", "测试丙"), ("Input.Organisation", "一镇卫生院")));
        var password = made.QuerySelector(".mk-reference")!.TextContent;
        var account = made.QuerySelector("a[href^='/users/0']")!.GetAttribute("href")!;

        var asked = await administrator.Send(account, "grant", ("Input.Role", "TownshipClerk"), ("Input.Area", TestApp.Town), ("Input.Hospital", ""));
        Assert.Equal(account, asked.LeadsTo());
        Assert.Contains("还没有授权", await administrator.GetStringAsync(account));

        var leader = await app.SignInFully(Role.CountyLeader);
        Assert.Contains("授权、区划变更和导出，等您确认", await leader.GetStringAsync("/"));
        var matter = Page(await leader.GetAsync("/approvals")).QuerySelector("a[href^='/approvals/']")!.GetAttribute("href")!;
        Assert.Contains("已生效", await (await leader.Send(matter, "confirm")).Content.ReadAsStringAsync());

        var clerk = await app.Client();
        using (await clerk.Enter("zhang1", password)) { }
        using (await clerk.Send("/account/password", "change-password", ("Input.Current", password), ("Input.New", "another-horse-8"), ("Input.Repeat", "another-horse-8"))) { }
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/persons")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/users")).StatusCode);
    }

    [Fact]
    public async Task A_refused_account_keeps_what_was_typed_and_says_why_beside_the_field()
    {
        await using var app = await TestApp.Start();
        var administrator = await app.SignInFully(Role.Administrator);
        var taken = (await app.Account(Role.TownshipClerk)).UserName;

        var page = Page(await administrator.Send("/users/new", "new-account", ("Input.UserName", taken), ("Input.DisplayName", "测试丙"), ("Input.Organisation", "一镇卫生院")));

        Assert.Contains("已有人使用", page.QuerySelector("#f-Input-UserName-problem")!.TextContent);
        Assert.Equal("测试丙", page.QuerySelector("#f-Input-DisplayName")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_locked_account_is_found_on_the_home_page_and_unlocked()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.TownshipClerk);
        var stranger = await app.Client();
        for (var i = 0; i < 5; i++) using (await stranger.Enter(account.UserName, "wrong-password-1")) { }
        var administrator = await app.SignInFully(Role.Administrator);

        var line = Page(await administrator.GetAsync("/")).QuerySelectorAll(".mk-todo a").Single(a => a.TextContent.Contains("账号被锁定", StringComparison.Ordinal));
        Assert.Contains("1 个", line.TextContent);
        Assert.Contains(account.UserName, await administrator.GetStringAsync(line.GetAttribute("href")));
        using (await administrator.Send($"/users/{account.Id}", "account-deed", ("deed", "unlock"))) { }

        Assert.Equal("/", (await stranger.Enter(account.UserName, account.Password)).LeadsTo());
    }

    [Fact]
    public async Task An_official_code_list_is_compared_first_and_replaces_codes_when_another_officer_confirms()
    {
        await using var app = await TestApp.Start();
        var officer = await app.SignInFully(Role.CountyOfficer);
        var draft = (await Upload(officer, "/county/codes", "code-list", "codes.csv", Codes)).LeadsTo()!;
        Assert.Contains("009901100205", await officer.GetStringAsync(draft));
        Assert.Contains("009901100200", await officer.GetStringAsync("/county/areas"));

        Assert.Equal(draft, (await officer.Send(draft, "own")).LeadsTo());
        var submitted = await officer.GetStringAsync(draft);
        Assert.DoesNotContain("value=\"confirm\"", submitted);
        var other = await app.SignInFully(Role.CountyOfficer);
        Assert.Contains("已生效", await (await other.Send(draft, "confirm")).Content.ReadAsStringAsync());

        var codes = Page(await officer.GetAsync("/county/areas")).QuerySelectorAll("td.day").Select(d => d.TextContent).ToList();
        Assert.Equal(["009901100", "009901100205", "009901100206", "009901101", "009901101200", "009901101201"], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_without_codes_is_refused_in_words()
    {
        await using var app = await TestApp.Start();
        var officer = await app.SignInFully(Role.CountyOfficer);

        var page = Page(await Upload(officer, "/county/codes", "code-list", "codes.csv", "姓名,电话\n测试甲,1\n"));

        Assert.Contains("没有找到以 009901 开头", page.QuerySelector("#f-File-problem")!.TextContent);
    }

    [Fact]
    public async Task An_administrator_of_a_county_without_a_store_sets_it_up_from_the_register()
    {
        await using var app = await TestApp.Start();
        var administrator = await app.SignInFully(Role.Administrator, area: "539902");
        Assert.Contains("/county/new", await administrator.GetStringAsync("/"));
        var register = Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township"), "*.xlsx").Select(f => (Name: Path.GetFileName(f), Content: File.ReadAllBytes(f)))
            .First(f => app.Get<Minkang.Registry.Contracts.IdentifyList>().Handle(f.Name, f.Content) is { Ok: true, Value.ProfileId: "register" });

        var draft = (await Upload(administrator, "/county/new", "new-county", register.Name, register.Content)).LeadsTo()!;
        Assert.Contains("10 个村", await administrator.GetStringAsync(draft));
        Assert.False(app.Get<CountyStores>().Exists("539902"));
        Assert.Equal("/county", (await administrator.Send(draft, "set-up")).LeadsTo());

        Assert.True(app.Get<CountyStores>().Exists("539902"));
        Assert.Contains("暂编代码", await administrator.GetStringAsync("/county"));
        var stranger = await app.SignInFully(Role.Administrator);
        Assert.Contains("您的账号不管这个县", await (await Upload(stranger, "/county/new", "new-county", register.Name, register.Content)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_auditor_filters_pages_opens_particulars_exports_and_verifies()
    {
        await using var app = await TestApp.Start();
        await using (var db = app.Open())
        {
            for (var i = 0; i < 60; i++) db.Trail.Record(app.As(Role.TownshipClerk), "registry.unmask", "person", Guid.CreateVersion7(app.Clock.GetUtcNow()), "核实身份", new { 证件 = "000000195601010024", 序 = i });
            await db.SaveChangesAsync();
        }
        var auditor = await app.SignInFully(Role.Auditor);

        var first = Page(await auditor.GetAsync("/audit?kind=person&deed=registry.unmask"));
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        var older = Page(await auditor.GetAsync(first.QuerySelector(".mk-pager a[rel=next]")!.GetAttribute("href")));
        Assert.Equal(10, older.QuerySelectorAll("tbody tr").Length);
        var opened = Page(await auditor.GetAsync(first.QuerySelector("td.act a")!.GetAttribute("href"))).QuerySelector("pre")!.TextContent;
        Assert.Contains("000000********0024", opened);
        Assert.DoesNotContain("000000195601010024", opened);
        var export = ListFile.Open(await auditor.GetByteArrayAsync("/audit/export?deed=registry.unmask"), "audit.xlsx");
        Assert.Equal(62, export.Value.Sheets[0].Rows.Count);
        Assert.Contains("完整", await (await auditor.Send("/audit/verify", "verify")).Content.ReadAsStringAsync());
        await using var after = app.Open();
        Assert.Equal(2, await after.Set<AuditEntry>().CountAsync(e => e.Action == "audit.read"));
    }

    [Fact]
    public async Task Ones_own_account_shows_duties_and_sign_ins_and_turns_the_second_factor_off_with_the_password()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(Role.TownshipClerk);
        await client.PairPhone();
        Assert.Contains("乡镇业务员", await client.GetStringAsync("/account"));

        Assert.Contains("密码不对", await (await client.Send("/account", "factor-off", ("Password", "wrong-password-1"))).Content.ReadAsStringAsync());
        Assert.Equal("/account", (await client.Send("/account", "factor-off", ("Password", TestApp.TestPassword))).LeadsTo());
        Assert.Contains("绑定手机", await client.GetStringAsync("/account"));
    }

    [Fact]
    public async Task Every_role_finds_a_home_page_that_says_what_is_next()
    {
        await using var app = await TestApp.Start();
        foreach (var role in Enum.GetValues<Role>())
        {
            var page = Page(await (await app.SignInFully(role)).GetAsync("/"));
            Assert.True(page.QuerySelector(".mk-todo, .mk-empty-why") is not null, role.ToString());
        }
        var nobody = await app.Client();
        var account = await app.Account(null);
        using (await nobody.Enter(account.UserName, account.Password)) { }
        Assert.Contains("还没有岗位授权", await nobody.GetStringAsync("/"));
    }

    private static IDocument Page(HttpResponseMessage answer) => new HtmlParser().ParseDocument(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());

    private static Task<HttpResponseMessage> Upload(HttpClient client, string path, string form, string name, string content) => Upload(client, path, form, name, Encoding.UTF8.GetBytes(content));

    private static async Task<HttpResponseMessage> Upload(HttpClient client, string path, string form, string name, byte[] content)
    {
        var token = TestApp.Token(await client.GetStringAsync(path));
        return await client.PostAsync(path, new MultipartFormDataContent { { new StringContent(form), "_handler" }, { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(content), "File", name } });
    }
}
