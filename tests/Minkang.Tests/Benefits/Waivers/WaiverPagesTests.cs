using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Waivers;
using Minkang.Platform.Lists;
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

    private static async Task<List<string>> Book(HttpClient client, string path) =>
        [.. ListFile.Open(await client.GetByteArrayAsync(path), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text)))];
}
