using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Checks;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.Checks;

/// <summary>Checks as the county's office does them on pages: run, filter, open, decide, undo, export; and the hospital notes consents.</summary>
public sealed class CheckPagesTests
{
    [Fact]
    public async Task A_county_officer_runs_a_check_decides_on_a_hit_and_takes_it_back()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        var person = (await store.Household()).Persons[0];
        var first = await store.Settle(store.Bill(await store.Admit(person), 8_000m));
        await store.Settle(store.Bill(await store.Admit(person, CounterStore.Stay(person, CounterStore.OtherHospital)), 4_000m), store.OtherCounter);
        var officer = await app.SignIn(Role.CountyOfficer);

        Assert.Contains("没有符合这些条件的疑点", await officer.GetStringAsync("/benefits/checks"));
        var refused = new HtmlParser().ParseDocument(await (await officer.Send("/benefits/checks", "run-checks", ("From", "2019-02"), ("To", "2019-01"))).Content.ReadAsStringAsync());
        Assert.Equal("2019-02", refused.QuerySelector("#f-From")!.GetAttribute("value"));
        Assert.Equal("/benefits/checks", (await officer.Send("/benefits/checks", "run-checks", ("From", "2019-01"), ("To", "2019-01"))).LeadsTo());
        Assert.Contains("checks-job", await officer.GetStringAsync("/benefits/checks"));
        Assert.Contains("正在核查，请等它完成", await (await officer.Send("/benefits/checks", "run-checks", ("From", "2019-01"))).Content.ReadAsStringAsync());
        while (await app.Get<JobRunner>().RunNext(default)) { }

        var list = new HtmlParser().ParseDocument(await officer.GetStringAsync("/benefits/checks?rule=overlapping-stays&state=Open&month=2019-01&hospital=" + Uri.EscapeDataString(CounterStore.Hospital) + "&township=" + TestApp.Town));
        Assert.Contains("2 张结算单，疑点 1 条，其中新的 1 条", list.Body!.TextContent);
        var hit = Assert.Single(list.QuerySelectorAll("tbody .mk-who")).GetAttribute("href")!;
        foreach (var none in new[] { "rule=loose-admission", "state=Cleared", "month=2018-12", "hospital=x", "township=009901101" })
            Assert.Empty(new HtmlParser().ParseDocument(await officer.GetStringAsync("/benefits/checks?" + none)).QuerySelectorAll("tbody .mk-who"));

        var opened = await officer.GetStringAsync(hit);
        Assert.Contains("重叠", opened);
        Assert.Equal(2, new HtmlParser().ParseDocument(opened).QuerySelectorAll("a[href^='/benefits/settlements/']").Length);
        var wrong = new HtmlParser().ParseDocument(await (await officer.Send(hit, "decide-hit", ("Input.Decision", "Confirmed"), ("Input.Reason", "两院病历都有"), ("Input.Amount", "9999999"), ("Input.Ground", "ImproperAdmission"))).Content.ReadAsStringAsync());
        Assert.Equal("9999999", wrong.QuerySelector("[name='Input.Amount']")!.GetAttribute("value"));
        Assert.NotEmpty(wrong.QuerySelectorAll(".mk-summary li"));
        Assert.Equal(hit, (await officer.Send(hit, "decide-hit", ("Input.Decision", "Confirmed"), ("Input.Reason", "两院病历都有"), ("Input.Amount", "800"), ("Input.Ground", "ImproperAdmission"))).LeadsTo());
        Assert.Contains("800.00", await officer.GetStringAsync("/benefits/checks/deductions?month=2019-01"));
        Assert.Contains(await Book(officer, "/benefits/checks/deductions/export"), l => l.Contains("不符合入院标准", StringComparison.Ordinal));
        Assert.Equal(hit, (await officer.Send(hit, "undo-hit")).LeadsTo());
        Assert.Contains("没有符合这些条件的扣减", await officer.GetStringAsync("/benefits/checks/deductions"));
        Assert.Contains(await Book(officer, "/benefits/checks/export?state=Open"), l => l.Contains("住院时间重叠", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.HospitalInsuranceOffice)).GetAsync(hit)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignIn(Role.InsuranceBureau)).GetAsync(hit)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/benefits/checks/{Guid.CreateVersion7()}")).StatusCode);
        Assert.DoesNotContain(first.Number, await (await app.SignIn(Role.InsuranceBureau)).GetStringAsync("/benefits/checks"));
    }

    [Theory]
    [InlineData("9999-12")]
    [InlineData("0001-01")]
    public async Task An_address_with_a_month_or_state_that_is_none_shows_all(string month)
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        var officer = await app.SignIn(Role.CountyOfficer);

        foreach (var path in new[] { "/benefits/checks?state=7&month=", "/benefits/checks/export?month=", "/benefits/checks/deductions?month=", "/benefits/checks/deductions/export?month=", "/benefits/checks/indicators?month=", "/benefits/checks/indicators/export?month=", "/benefits/referrals?month=", "/benefits/card-uses?month=" })
            Assert.Equal((path, HttpStatusCode.OK), (path, (await officer.GetAsync(path + month)).StatusCode));
    }

    [Fact]
    public async Task Indicators_open_the_settlements_that_they_count()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        var entry = await store.Settle(store.Bill(await store.Admit((await store.Household()).Persons[0]), 8_000m, 2_000m));
        var officer = await app.SignIn(Role.CountyOfficer);

        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync("/benefits/checks/indicators"));
        var row = page.QuerySelectorAll(".mk-table-frame tbody tr").Single(r => r.TextContent.Contains("测试医院", StringComparison.Ordinal));
        Assert.Contains("20.0%", row.TextContent);
        Assert.Contains("超过 10%", row.TextContent);
        var opened = await officer.GetStringAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains(entry.Number, opened);
        Assert.Contains(await Book(officer, "/benefits/checks/indicators/export?month=2019-01"), l => l.Contains("测试医院", StringComparison.Ordinal) && l.Contains('是', StringComparison.Ordinal));
        Assert.Contains("这个月没有结算的住院", await officer.GetStringAsync("/benefits/checks/indicators?month=2018-01"));
        Assert.Contains("这个月没有结算的住院", await officer.GetStringAsync("/benefits/checks/indicators?level=township"));
    }

    [Fact]
    public async Task The_hospital_notes_what_a_signed_consent_lists()
    {
        var store = new CounterStore();
        await store.InitializeAsync();
        await using var app = store.App;
        var bill = store.Bill(await store.Admit((await store.Household()).Persons[0]), 0m) with { Lines = [new() { ItemCode = "C-77", ItemName = "进口钢板", Amount = Money.FromYuan(250m), OutOfCatalogue = Money.FromYuan(250m) }] };
        var entry = await store.Settle(bill);
        var (path, counter) = ($"/benefits/settlements/{entry.Id}/consent", await app.SignIn(Role.HospitalCounter));

        Assert.Contains(path, await counter.GetStringAsync($"/benefits/settlements/{entry.Id}"));
        Assert.Contains("请勾选", await (await counter.Send(path, "sign-consent", ("SignedOn", "2019-01-02"), ("SignedBy", "本人"))).Content.ReadAsStringAsync());
        Assert.Equal(path, (await counter.Send(path, "sign-consent", ("Items", "0"), ("SignedOn", "2019-01-02"), ("SignedBy", "本人"))).LeadsTo());
        Assert.Contains("2019-01-02 签字，本人", await counter.GetStringAsync(path));
        Assert.Equal(1, await store.See(db => db.Set<Consent>().CountAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignIn(Role.HospitalCounter, organisation: CounterStore.OtherHospital)).GetAsync(path)).StatusCode);
    }

    private static async Task<List<string>> Book(HttpClient client, string path) =>
        [.. ListFile.Open(await client.GetByteArrayAsync(path), "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).Select(r => string.Join(' ', r.Cells.Select(c => c.Text)))];
}
