using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.WhatIf;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Tests.Lists;
using Minkang.Tests.Web;

namespace Minkang.Tests.Benefits.PackPages;

/// <summary>Packs on pages: beside the paper, side by side, adopted by two, drafted, tried on a year of bills.</summary>
public sealed class PackPagesTests : IAsyncLifetime
{
    private readonly PackStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static async Task<HttpResponseMessage> Post(HttpClient client, string address, params (string Name, string Value)[] fields)
    {
        return await client.PostAsync(address, BrowserForm.Of(await client.GetStringAsync(address), fields.Single(f => f.Name == "_handler").Value, fields.Where(f => f.Name != "_handler")));
    }

    [Theory]
    [InlineData("/benefits/packs", "gaotai.2016", "今天没有已采用的政策包")]
    [InlineData("/benefits/packs", "高台县", "可以采用")]
    [InlineData("/benefits/packs/gaotai.2016", "起付线（按次）", "来源空白", "350.00", "《高台县乡镇卫生院健康扶贫方案》", "案例 1", "7,352.50")]
    [InlineData("/benefits/packs/compare?a=catalog:gansu.2015&b=catalog:gansu.2016", "不同", "左边")]
    [InlineData("/benefits/packs/print?pack=catalog:gaotai.2016", "支付比例", "核对人")]
    [InlineData("/benefits/packs/adoptions", "还没有提出过采用")]
    [InlineData("/benefits/packs/adoptions/new?pack=catalog:gaotai.2016", "critical-rate", "从哪一天起采用")]
    [InlineData("/benefits/packs/drafts/new?pack=catalog:gaotai.2016", "草稿名称")]
    [InlineData("/benefits/what-if", "原政策", "单据文件")]
    public async Task Every_page_shows_what_it_is_for(string path, params string[] texts)
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);

        var page = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
        Assert.All(texts, t => Assert.Contains(t, html));
    }

    [Fact]
    public async Task Packs_are_found_by_what_is_typed_without_showing_it_in_the_address()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);

        var address = await client.Filter("/benefits/packs", "q", "高台");

        Assert.DoesNotContain("高台", Uri.UnescapeDataString(address));
        var list = WebUtility.HtmlDecode(await client.GetStringAsync(address));
        Assert.Contains("gaotai.2016", list);
        Assert.DoesNotContain("qiyang.2017", list);
    }

    [Fact]
    public async Task A_pack_goes_from_proposal_to_force_by_two_people_at_their_screens()
    {
        using var officer = await _store.App.SignIn(Role.CountyOfficer);
        using var bureau = await _store.App.SignIn(Role.InsuranceBureau);
        var address = "/benefits/packs/adoptions/new?pack=catalog:gaotai.2016";

        var refused = await (await Post(officer, address, ("_handler", "propose-adoption"), ("Input.Values.critical-rate", "六成"), ("Input.FromOn", "2018-01-01"))).Content.ReadAsStringAsync();
        var proposed = await Post(officer, address, ("_handler", "propose-adoption"), ("Input.Values.critical-rate", "60"), ("Input.FromOn", "2018-01-01"));

        Assert.Contains("填入的数值不能用", WebUtility.HtmlDecode(refused));
        Assert.Contains("value=\"六成\"", WebUtility.HtmlDecode(refused));
        Assert.Equal(HttpStatusCode.Found, proposed.StatusCode);
        var adoption = proposed.Headers.Location!.OriginalString;
        Assert.DoesNotContain("确认采用", WebUtility.HtmlDecode(await officer.GetStringAsync(adoption)));
        Assert.Equal(HttpStatusCode.Found, (await Post(bureau, adoption, ("_handler", "decide-adoption"), ("Do", "adopt"), ("Note", ""))).StatusCode);

        var list = WebUtility.HtmlDecode(await officer.GetStringAsync("/benefits/packs"));
        Assert.Contains("2018-01-01 起", list);
        Assert.Contains("critical-rate = 60%", WebUtility.HtmlDecode(await officer.GetStringAsync(adoption)));
        Assert.Equal(AdoptionState.Adopted, (await _store.See(db => db.Set<PackAdoption>().AsNoTracking().SingleAsync())).State);
    }

    [Fact]
    public async Task A_draft_is_edited_by_number_and_as_text_and_its_differences_are_shown()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        var begun = await Post(client, "/benefits/packs/drafts/new", ("_handler", "new-draft"), ("Input.Reference", "catalog:gaotai.2016"), ("Input.Name", "调整方案"));
        var draft = begun.Headers.Location!.OriginalString.Split('?')[0];

        var saved = await Post(client, $"{draft}?tab=values", ("_handler", "draft-values"), ("Number", "1"), ("v.values/deductible-county/2/amount", "400"));
        var stale = await (await Post(client, $"{draft}?tab=text", ("_handler", "draft-text"), ("Number", "1"), ("Text", "schema: mine"))).Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Contains("已经保存了第 2 版", WebUtility.HtmlDecode(stale));
        Assert.Contains("schema: mine", stale);
        var changes = WebUtility.HtmlDecode(await client.GetStringAsync($"{draft}?tab=changes"));
        Assert.Contains("350.00", changes);
        Assert.Contains("400.00", changes);
        Assert.Contains("案例不符", WebUtility.HtmlDecode(await client.GetStringAsync(draft)));
        Assert.Contains("第 2 版", WebUtility.HtmlDecode(await client.GetStringAsync($"{draft}?tab=versions")));
        Assert.Equal(2, (await _store.See(db => db.Set<PackDraft>().AsNoTracking().SingleAsync())).Number);
    }

    [Fact]
    public async Task The_table_of_a_pack_goes_to_a_workbook()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);

        var one = ListFile.Open(await client.GetByteArrayAsync("/benefits/packs/export?pack=catalog:gaotai.2016"), "a.xlsx").Value.Sheets[0];
        var two = ListFile.Open(await client.GetByteArrayAsync("/benefits/packs/compare/export?a=catalog:gansu.2015&b=catalog:gansu.2016&only=different"), "b.xlsx").Value.Sheets[0];

        Assert.Contains(one.Rows, r => r.Cells.Any(c => c.Text == "起付线（按次）") && r.Cells.Any(c => c.Text is "350" or "350.00"));
        Assert.Contains(two.Rows, r => r.Cells.Any(c => c.Text == "不同"));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/benefits/packs/export?pack=catalog:none")).StatusCode);
    }

    [Fact]
    public async Task A_year_of_bills_is_tried_and_the_figures_open_the_people()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        var token = TestApp.Token(await client.GetStringAsync("/benefits/what-if"));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("start-what-if"), "_handler" }, { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("catalog:gaotai.2016"), "Input.Before" }, { new StringContent("catalog:gaotai.2016"), "Input.After" },
            { new StringContent("critical-rate=0%"), "Input.BeforeValues" }, { new StringContent("critical-rate=60%"), "Input.AfterValues" }, { new StringContent("2018"), "Input.Year" },
            { new ByteArrayContent(ListSamples.File_(ListSamples.Township, "结算单")), "Input.File", "结算单.csv" },
        };

        var started = await client.PostAsync("/benefits/what-if", form);
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        while (await _store.App.Get<JobRunner>().RunNext(default)) { }

        var address = started.Headers.Location!.OriginalString;
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(address));
        Assert.Contains("大病保险", page);
        Assert.Contains("only=better", page);
        Assert.Contains("负担加重最多的户", page);
        var people = WebUtility.HtmlDecode(await client.GetStringAsync($"{address}/persons?only=better"));
        Assert.Contains("负担减轻的人", people);
        Assert.DoesNotMatch(@"\d{17}[\dX]", people);
        var sheet = ListFile.Open(await client.GetByteArrayAsync($"{address}/export"), "w.xlsx").Value.Sheets[0];
        Assert.Contains(sheet.Rows, r => r.Cells.Any(c => c.Text == "大病保险"));
        Assert.DoesNotMatch(@"\d{17}[\dX]", (await _store.See(db => db.Set<WhatIfRun>().AsNoTracking().SingleAsync())).Result!);

        using var leader = await _store.App.SignIn(Role.CountyLeader);
        Assert.DoesNotContain("only=better", await leader.GetStringAsync(address));
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync($"{address}/persons")).StatusCode);
    }

    [Theory]
    [InlineData(Role.TownshipClerk, true, false), InlineData(Role.CountyLeader, true, false), InlineData(Role.CivilAffairs, true, false), InlineData(Role.PovertyOffice, false, false)]
    public async Task Who_may_not_draft_reads_at_most(Role role, bool reads, bool drafts)
    {
        using var client = await _store.App.SignIn(role);

        Assert.Equal(reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await client.GetAsync("/benefits/packs/gaotai.2016")).StatusCode);
        Assert.Equal(drafts ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await client.GetAsync("/benefits/packs/drafts/new")).StatusCode);
        Assert.Equal(drafts ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await client.GetAsync("/benefits/packs/adoptions/new?pack=catalog:gaotai.2016")).StatusCode);
    }
}
