using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Waivers;

/// <summary>Waivers as the offices work with them on pages.</summary>
public sealed class WaiverPagesTests
{
    [Fact]
    public async Task Items_are_taken_up_a_waiver_recorded_counted_opened_and_taken_back_on_pages()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        var person = await store.Patient();
        var (officer, bureau, counter, stranger) = (await app.SignIn(Role.CountyOfficer), await app.SignIn(Role.InsuranceBureau), await app.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital), await app.SignIn(Role.HospitalCounter, organisation: CounterStore.OtherHospital));

        const string items = "/benefits/waivers/items?programme=shandong";
        Assert.NotNull((await officer.Send(items, "propose-shandong", ("FromOn", "2018-01-01"), ("Document", "测试〔2018〕1号"))).LeadsTo());
        Assert.NotNull((await bureau.Send(items, "close-shandong", ("Agree", "yes"))).LeadsTo());

        var address = $"/benefits/waivers/new?person={person}";
        var form = new HtmlParser().ParseDocument(await counter.GetStringAsync(address));
        Assert.Equal(5, form.QuerySelectorAll("select[name='Input.Service'] option").Length);
        (string, string)[] typed = [("Input.PersonId", person.ToString()), ("Input.Hospital", CounterStore.Hospital), ("Input.Service", "expert-consultation"), ("Input.UsedOn", "2019-01-14"), ("Input.Before", "30"), ("Input.Reference", "MZ-7")];
        var use = (await counter.Send(address, "waiver", typed)).LeadsTo()!;
        var again = await (await counter.Send(address, "waiver", typed)).Content.ReadAsStringAsync();
        Assert.Contains("（票据号 MZ-7），同一项目同一天只减免一次", again);
        Assert.Equal("30", new HtmlParser().ParseDocument(again).QuerySelector("[name='Input.Before']")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(use)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address)).StatusCode);

        var table = new HtmlParser().ParseDocument(await officer.GetStringAsync("/benefits/waivers?year=2019&by=item"));
        var link = table.QuerySelectorAll("a[href^='/benefits/waivers/persons']").First(a => a.TextContent == "1").GetAttribute("href")!;
        var opened = new HtmlParser().ParseDocument(await officer.GetStringAsync(link));
        Assert.Contains("15.00", opened.QuerySelector(".mk-head-note")!.TextContent);
        var clerk = await app.SignIn(Role.TownshipClerk, area: TestApp.Town);
        var name = opened.QuerySelector("tbody .mk-id")!.ChildNodes[0].TextContent.Trim();
        Assert.DoesNotContain(name, await clerk.GetStringAsync(link));
        Assert.Contains("测*", await clerk.GetStringAsync(link));
        Assert.Contains(await Book(officer, "/benefits/waivers/export?year=2019"), l => l.StartsWith("合计", StringComparison.Ordinal));
        Assert.Contains(await Book(clerk, "/benefits/waivers/persons/export?year=2019"), l => l.Contains("测*", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.CountyLeader)).GetAsync(link)).StatusCode);

        Assert.Contains("请写明撤销的理由", await (await counter.Send(use, "reverse", ("Note", ""))).Content.ReadAsStringAsync());
        Assert.Equal(use, (await counter.Send(use, "reverse", ("Note", "退号"))).LeadsTo());
        Assert.Contains("已撤销", await counter.GetStringAsync("/benefits/waivers/desk"));
        Assert.Equal(2, await store.See(db => db.Set<WaiverUse>().CountAsync()));
    }

    [Fact]
    public async Task The_second_person_sees_what_was_proposed_and_not_only_what_is_in_force()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        await store.TakeUp("jimo", ("general-consultation", "60%"));
        var (officer, bureau) = (await app.SignIn(Role.CountyOfficer), await app.SignIn(Role.InsuranceBureau));
        const string items = "/benefits/waivers/items?programme=jimo";

        Assert.NotNull((await officer.Send(items, "propose-jimo", ("FromOn", "2019-02-01"), ("UntilOn", "2020-01-01"), ("Document", "测试〔2019〕4号"), ("Value-general-consultation", "70%"))).LeadsTo());

        var waiting = new HtmlParser().ParseDocument(await bureau.GetStringAsync(items)).QuerySelectorAll("table").Single(t => t.QuerySelector("caption")?.TextContent.Trim() == "待确认的项目");
        var row = waiting.QuerySelectorAll("tbody tr").Select(r => r.TextContent).Single(t => t.Contains("70%", StringComparison.Ordinal));
        foreach (var shown in new[] { "自 2019-02-01，到 2020-01-01 前", "测试〔2019〕4号", "县级业务员（测试）" }) Assert.Contains(shown, row);
    }

    [Fact]
    public async Task Evidence_is_read_by_the_hospital_and_not_by_who_sees_masked_data_or_needs_a_reason()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        await store.TakeUp("sichuan-district");
        var claim = WaiverStore.Input(await store.Patient(), "late-schistosomiasis", "");
        claim.Evidence = "诊断证明 12 号";
        var use = $"/benefits/waivers/uses/{(await store.Recorded(claim)).Id}";

        Assert.Contains(claim.Evidence, await (await app.SignIn(Role.HospitalCounter)).GetStringAsync(use));
        Assert.Contains(claim.Evidence, await (await app.SignIn(Role.CountyOfficer)).GetStringAsync(use));
        Assert.DoesNotContain(claim.Evidence, await (await app.SignIn(Role.TownshipClerk, area: TestApp.Town)).GetStringAsync(use));
        Assert.DoesNotContain(claim.Evidence, await (await app.SignIn(Role.Inspector)).GetStringAsync(use));
    }

    [Fact]
    public async Task A_clerk_of_two_hospitals_says_for_which_one()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        await store.TakeUp("sichuan-district");
        var clerk = await app.SignIn(Role.HospitalCounter, organisation: CounterStore.Hospital);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var user = await scope.ServiceProvider.GetRequiredService<PlatformDb>().Set<User>().OrderByDescending(u => u.CreatedAt).ThenByDescending(u => u.Id).FirstAsync();
            Assert.True((await scope.ServiceProvider.GetRequiredService<ManageAccounts>().Grant(Actor.Console(RegionCode.Parse("")), user.Id, Role.HospitalCounter, RegionCode.Parse(TestApp.County), CounterStore.OtherHospital, default)).Ok);
        }
        const string desk = "/benefits/waivers/desk";
        var item = await store.See(db => db.Set<CountyItem>().Where(i => i.Item == "roving").Select(i => i.Id).SingleAsync());
        (string, string)[] sum = [("Sum.Item", item.ToString()), ("Sum.Month", "2019-01"), ("Sum.Persons", "2"), ("Sum.Times", "3"), ("Sum.Amount", "30"), ("Sum.Reference", "台账 1")];

        var page = new HtmlParser().ParseDocument(await clerk.GetStringAsync(desk));
        Assert.Equal(2, page.QuerySelectorAll("select[name='Sum.Hospital'], select[name='Card.Hospital']").Length);
        Assert.Null((await clerk.Send(desk, "tally", sum)).LeadsTo());
        Assert.NotNull((await clerk.Send(desk, "tally", [.. sum, ("Sum.Hospital", CounterStore.OtherHospital)])).LeadsTo());
        Assert.Equal(CounterStore.OtherHospital, (await store.See(db => db.Set<WaiverUse>().SingleAsync())).Hospital);
        Assert.Contains("请选择在哪一家医疗机构办理", await (await clerk.Send(desk, "card", ("Card.IdNumber", "1"), ("Card.Name", "测试甲"))).Content.ReadAsStringAsync());
    }

    private static async Task<List<string>> Book(HttpClient client, string path) =>
        [.. ListFile.Open(await client.GetByteArrayAsync(path), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text)))];
}
