using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Clearing;
using Minkang.Platform.Audit;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Clearing;

/// <summary>Clearing as the offices do it on pages: made by the hospital, compared and confirmed by the insurer, paid by finance.</summary>
public sealed class ClearingPagesTests
{
    [Fact]
    public async Task A_month_goes_from_what_is_owed_to_what_is_paid_on_pages()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        for (var i = 0; i < 2; i++) await store.Settle(store.Bill(await store.Admit((await store.Household()).Persons[0]), 8_000m));
        var (hospital, bureau, finance) = (await app.SignIn(Role.HospitalInsuranceOffice), await app.SignIn(Role.InsuranceBureau), await app.SignIn(Role.Finance));

        var owed = await hospital.GetStringAsync("/benefits/clearing?month=2019-01");
        Assert.Contains("汇总成批次", owed);
        Assert.DoesNotContain("汇总成批次</button>", await finance.GetStringAsync("/benefits/clearing?month=2019-01"));
        var batch = (await hospital.Send("/benefits/clearing?month=2019-01", "make-batch", ("Owed", "basic-insurance 测试医院"), ("Month", "2019-01"))).LeadsTo()!;
        var stranger = await app.SignIn(Role.HospitalInsuranceOffice, organisation: CounterStore.OtherHospital);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(batch)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(batch + "/export")).StatusCode);
        Assert.DoesNotContain("测试医院", await stranger.GetStringAsync("/benefits/clearing/ageing"));

        var lines = await Book(bureau, batch + "/export");
        var first = lines.First(l => l.StartsWith("1 ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(batch, (await Upload(bureau, batch, $"结算单号,支付金额\n{first[1]},1.00\n")).LeadsTo());
        var compared = new HtmlParser().ParseDocument(await bureau.GetStringAsync(batch));
        Assert.Equal(2, compared.QuerySelectorAll("form").Count(f => f.QuerySelector("[name^=Reason-]") is not null));
        Assert.Contains("还有 2 行没有处理", await (await bureau.Send(batch, "confirm-batch")).Content.ReadAsStringAsync());
        foreach (var row in await store.See(db => db.Set<MatchRow>().AsNoTracking().ToListAsync()))
        {
            var none = await bureau.Send(batch, $"decide-{row.Id}", ($"Decision-{row.Id:N}", "7"), ($"Reason-{row.Id:N}", "已电话核实"));
            Assert.Contains("请选择怎样处理", await none.Content.ReadAsStringAsync());
            var decided = await bureau.Send(batch, $"decide-{row.Id}", ($"Decision-{row.Id:N}", row.Outcome == MatchOutcome.Far ? "Dispute" : "Accept"), ($"Reason-{row.Id:N}", "已电话核实"));
            Assert.Equal(batch, decided.LeadsTo());
        }
        Assert.Equal(batch, (await bureau.Send(batch, "confirm-batch")).LeadsTo());
        var refused = await finance.Send(batch, "pay-batch", ("PaidOn", "2019-01-16"), ("Reference", "财拨 1 号"));
        Assert.Contains("财拨 1 号", new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync()).QuerySelector("#f-Reference")!.GetAttribute("value"));
        Assert.Equal(batch, (await finance.Send(batch, "pay-batch", ("PaidOn", "2019-01-15"), ("Reference", "财拨 1 号"))).LeadsTo());

        Assert.Contains("已拨付", await hospital.GetStringAsync(batch));
        var ageing = new HtmlParser().ParseDocument(await hospital.GetStringAsync("/benefits/clearing/ageing"));
        var link = ageing.QuerySelectorAll("a[href^='/benefits/clearing/ageing/settlements']")[0];
        var opened = new HtmlParser().ParseDocument(await hospital.GetStringAsync(link.GetAttribute("href")!));
        Assert.Contains(link.TextContent, opened.QuerySelector(".mk-head-note")!.TextContent);
        Assert.NotEmpty(opened.QuerySelectorAll("tbody tr"));
        Assert.Contains(await Book(finance, "/benefits/clearing/ageing/export"), l => l.StartsWith("合计", StringComparison.Ordinal));
        Assert.Contains(await Book(finance, "/benefits/clearing/export?month=2019-01"), l => l.Contains("测试医院", StringComparison.Ordinal));
        var told = await store.See(db => db.Set<AuditEntry>().AsNoTracking().SingleAsync(e => e.SubjectKind == "export" && e.Purpose == "导出各方应付"));
        Assert.Equal("""{"address":"/benefits/clearing/export?month=2019-01","rows":2}""", store.App.Get<Vault>().Open(Purposes.Audit, told.DetailSealed));
    }

    [Fact]
    public async Task A_button_makes_the_batch_that_it_was_shown_for_though_another_row_came_before_it()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        await store.Settle(store.Bill(await store.Admit((await store.Household()).Persons[0]), 8_000m));
        var bureau = await app.SignIn(Role.InsuranceBureau);
        const string path = "/benefits/clearing";
        var shown = new HtmlParser().ParseDocument(await bureau.GetStringAsync(path));
        var button = shown.QuerySelectorAll("button[form='make-batch']")[0].GetAttribute("value")!;
        var (owed, month) = (shown.QuerySelector("tbody tr .mk-id")!.TextContent, shown.QuerySelector("form#make-batch [name=Month]")!.GetAttribute("value")!);
        var far = CounterStore.Stay((await store.Household()).Persons[0], CounterStore.OtherHospital);
        await store.Settle(store.Bill(await store.Admit(far.PersonId, far), 20_000m), store.OtherCounter);

        Assert.NotNull((await bureau.Send(path, "make-batch", ("Owed", button), ("Month", month))).LeadsTo());

        var batch = await store.See(db => db.Set<Batch>().SingleAsync());
        Assert.Equal((owed, button), (batch.Hospital, $"{batch.Payer} {batch.Hospital}"));
        Assert.Contains("这个月没有待汇总的金额", await (await bureau.Send(path, "make-batch", ("Owed", button), ("Month", month))).Content.ReadAsStringAsync());
        var stranger = await app.SignIn(Role.HospitalInsuranceOffice, organisation: CounterStore.OtherHospital);
        Assert.Contains("不在您的范围内", await (await stranger.Send(path, "make-batch", ("Owed", button), ("Month", month))).Content.ReadAsStringAsync());
        Assert.Contains("要汇总的那一行", await (await bureau.Send(path, "make-batch", ("Owed", "x"), ("Month", "9999-12"))).Content.ReadAsStringAsync());
        foreach (var list in new[] { "/benefits/clearing?month=9999-12", "/benefits/clearing/export?month=9999-12", "/benefits/settlements?month=9999-12" })
            Assert.Equal(HttpStatusCode.OK, (await bureau.GetAsync(list)).StatusCode);
    }

    private static async Task<HttpResponseMessage> Upload(HttpClient client, string path, string file)
    {
        var page = await client.GetStringAsync(path);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return await client.PostAsync(path, new MultipartFormDataContent
        {
            { new StringContent("match-file"), "_handler" }, { new StringContent(TestApp.Token(page)), "__RequestVerificationToken" }, { content, "File", "paid.csv" },
        });
    }

    private static async Task<List<string>> Book(HttpClient client, string path) =>
        [.. ListFile.Open(await client.GetByteArrayAsync(path), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text)))];
}
