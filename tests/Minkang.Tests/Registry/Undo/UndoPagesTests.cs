using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Undo;
using Minkang.Tests.Registry.Lists;

namespace Minkang.Tests.Registry.Undo;

[Trait("Scenario", "IMP-65")]
public sealed class UndoPagesTests
{
    private static async Task<string> Imported(TestApp app, HttpClient client)
    {
        var import = await client.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "H1", "赵甲", GivenPeople.Number("1960-05-01", 1, 301)), ListsOverHttp.Row("乙村", "H2", "钱乙", GivenPeople.Number("1960-05-01", 1, 302))));
        await client.Press(app, import, "try");
        await client.Press(app, import, "run");
        return import;
    }

    [Fact]
    public async Task A_township_clerk_undoes_the_import_of_the_day_after_reading_what_goes()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await Imported(app, clerk);
        Assert.Contains($"{import}/undo", await clerk.GetStringAsync(import), StringComparison.Ordinal);
        var page = await clerk.GetStringAsync($"{import}/undo");
        Assert.Contains("人员 2 人", page, StringComparison.Ordinal);
        Assert.Contains("户 2 户", page, StringComparison.Ordinal);

        var without = await clerk.Post($"{import}/undo", "undo-import", page, ("Input.Reason", " "));
        Assert.Contains("请写明为什么撤销", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await clerk.Post($"{import}/undo", "undo-import", page, ("Input.Reason", "发错了"))).StatusCode);
        await app.JobsDone();

        Assert.Equal(ImportState.Undone, (await app.ImportOf(import)).State);
        Assert.Contains("已撤销", await clerk.GetStringAsync(import), StringComparison.Ordinal);
        Assert.Contains("新增", await clerk.GetStringAsync($"{import}/rows"), StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.False(await db.Set<Person>().AnyAsync());
    }

    [Fact]
    public async Task A_county_officer_asks_and_only_another_agrees()
    {
        await using var app = await TestApp.Start();
        var (asks, agrees) = (await app.SignIn(Role.CountyOfficer), await app.SignIn(Role.CountyOfficer));
        var import = await Imported(app, asks);
        await asks.Post($"{import}/undo", "undo-import", await asks.GetStringAsync($"{import}/undo"), ("Input.Reason", "发错了"));
        await app.JobsDone();
        Assert.Equal(ImportState.Done, (await app.ImportOf(import)).State);
        var own = await asks.Post($"{import}/undo", "agree-undo", await asks.GetStringAsync($"{import}/undo"), ("Do", "agree"));
        Assert.Contains("申请人不能自己同意", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await agrees.Post($"{import}/undo", "agree-undo", await agrees.GetStringAsync($"{import}/undo"), ("Do", "agree"));
        await app.JobsDone();

        Assert.Equal(ImportState.Undone, (await app.ImportOf(import)).State);
    }

    [Fact]
    public async Task The_page_names_who_was_changed_since_and_offers_nothing()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await Imported(app, clerk);
        Guid changed;
        await using (var db = app.Open())
        {
            var person = await db.Set<Person>().FirstAsync(p => p.Name == "赵甲");
            (changed, person.EthnicGroup) = (person.Id, "02");
            await db.SaveChangesAsync();
        }
        var page = await clerk.GetStringAsync($"{import}/undo");
        Assert.Contains("不能撤销", page, StringComparison.Ordinal);
        Assert.Contains($"/persons/{changed}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Input.Reason\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.TownshipClerk, TestApp.NextTown)]
    [InlineData(Role.PovertyOffice, null)]
    public async Task Whose_import_it_is_not_is_refused(Role role, string? area)
    {
        await using var app = await TestApp.Start();
        var import = await Imported(app, await app.SignIn(Role.TownshipClerk));
        var other = await app.SignIn(role, area);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"{import}/undo")).StatusCode);
    }

    [Fact]
    public async Task A_township_clerk_undoes_nothing_on_the_next_day()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await Imported(app, clerk);
        var sender = new Actor((await app.ImportOf(import)).CreatedBy, "测试", [new Duty(Role.TownshipClerk, RegionCode.Parse(TestApp.Town), null)], app.Get<PermissionMatrix>());
        app.Clock.Advance(TimeSpan.FromHours(15));
        await using var db = app.Open(sender);
        var asked = await app.Get<AskUndo>().Ask(db, sender, Guid.Parse(import.Split('/')[2]), "发错了", default);
        Assert.Equal("registry.undo.not-yours", asked.Problems[0].Code);
    }
}
