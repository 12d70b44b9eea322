using System.Net;
using System.Text;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Tests.Registry;
using Minkang.Tests.Web;
using Minkang.Tests.Registry.Lists;
using static Minkang.Tests.Comparisons.GivenComparisons;

namespace Minkang.Tests.Comparisons;

/// <summary>A comparison as an office makes it on the pages.</summary>
public sealed class ComparePagesTests
{
    private static readonly string First = GivenPeople.Number("1960-05-01", 1, 341), Second = GivenPeople.Number("1960-05-01", 1, 342);

    [Fact]
    [Trait("Requirement", "R-CMP-02")]
    [Trait("Requirement", "R-CMP-08")]
    public async Task A_clerk_compares_an_upload_with_the_register_and_opens_every_number()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First), ListsOverHttp.Row("甲村", "A2", "测试乙", Second)));
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");
        Assert.Contains("还没有做过比对", await clerk.GetStringAsync("/compare"));
        Assert.Contains("建档立卡.csv", await clerk.GetStringAsync("/compare/new"));

        var answer = await Start(clerk, [Insured(Enrolled("测试假", First), Enrolled("测试乙", ""))], ("Input.RegisterOn", "2019-01-15"));
        Assert.True(answer.StatusCode == HttpStatusCode.Found, await answer.Content.ReadAsStringAsync());
        var address = new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath;
        await app.JobsDone();

        var report = await clerk.GetStringAsync(address);
        Assert.Contains("共 4 行，等于下面五项之和", report);
        Assert.Contains("姓名不同", report);
        Assert.Contains("登记册按 2019-01-15 的情况", report);
        var findings = await clerk.GetStringAsync($"{address}/findings?kind=name_conflict");
        Assert.Contains("测试甲", findings);
        Assert.Contains("测试假", findings);
        Assert.Contains($"{address}/work?finding=", findings);
        Assert.DoesNotContain(First, findings);
        var rows = await clerk.GetStringAsync($"{address}/rows?decision=exact");
        Assert.Contains("号码一致", rows);
        Assert.DoesNotContain(First, rows);
        var matched = System.Text.RegularExpressions.Regex.Matches(report, "/rows\\?list=([0-9]+)&amp;matched=yes\">([0-9]+)<");
        Assert.NotEmpty(matched);
        foreach (System.Text.RegularExpressions.Match m in matched)
            Assert.Equal(m.Groups[2].Value, System.Text.RegularExpressions.Regex.Count(await clerk.GetStringAsync($"{address}/rows?list={m.Groups[1].Value}&matched=yes"), "看其他行").ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("数据比对报告", await clerk.GetStringAsync($"{address}/print"));
        Assert.Contains("比对以后没有新登记的人", await clerk.GetStringAsync($"{address}/added"));

        await clerk.Post(address, "compare-step", report, ("Do", "check"));
        await app.JobsDone();
        Assert.Contains("结果相同", await clerk.GetStringAsync(address));
        Assert.Contains(address, await clerk.GetStringAsync("/compare"));
    }

    [Fact]
    public async Task The_workbook_has_summary_villages_and_discrepancies_that_add_up()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var answer = await Start(clerk, [Insured(Enrolled("测试假", First), Enrolled("测试乙", ""))], ("Input.RegisterOn", "2019-01-15"));
        var address = new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath;
        await app.JobsDone();

        var book = ListFile.Open(await clerk.GetByteArrayAsync($"{address}/export"), "comparison.xlsx").Value;

        Assert.Equal(["汇总", "按村", "差异"], book.Sheets.Select(s => s.Name));
        var findings = await app.FindingsOf(Guid.Parse(address[^36..]));
        Assert.NotEmpty(findings);
        Assert.Equal(findings.Count, book.Sheets[2].Rows.Count - 2); // title and headings
        Assert.Equal(findings.Count, book.Sheets[0].Rows.Sum(r => int.TryParse(r[3].Text, out var count) && r[0].Text.Length > 0 ? count : 0));
        Assert.DoesNotContain(book.Sheets.SelectMany(s => s.Rows).SelectMany(r => r.Cells), c => c.Text.Contains(First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_comes_back_to_the_form_with_its_reason()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);

        var answer = await Start(clerk, [("名单.csv", Encoding.UTF8.GetBytes("道路,长度\n一,2\n"))], ("Input.Title", "试一次"), ("Input.RegisterOn", ""));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("名单.csv：", page);
        Assert.Contains("value=\"试一次\"", page);
    }

    [Fact]
    public async Task A_final_comparison_asks_for_the_missing_survey_first()
    {
        await using var app = await TestApp.Start();
        var officer = await app.SignIn(Role.CountyOfficer);
        await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var form = await officer.GetStringAsync("/compare/new");
        Assert.Contains("患病调查还有 1 人没有结果：甲村 1", form);

        var refused = await Start(officer, [Insured(Enrolled("测试假", First))], ("Input.RegisterOn", "2019-01-15"), ("Input.IsFinal", "yes"));
        Assert.Contains("患病调查还差 1 人没有结果", await refused.Content.ReadAsStringAsync());
        var taken = await Start(officer, [Insured(Enrolled("测试假", First))], ("Input.RegisterOn", "2019-01-15"), ("Input.IsFinal", "yes"), ("Input.ShortfallAccepted", "1"));
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        await app.JobsDone();
        Assert.Contains("定稿，患病调查有缺，已确认", await officer.GetStringAsync(new Uri(new Uri("http://localhost"), taken.Headers.Location!).AbsolutePath));
    }

    private static async Task<HttpResponseMessage> Start(HttpClient client, (string Name, byte[] Content)[] files, params (string Name, string Value)[] fields)
    {
        return await client.PostAsync("/compare/new", BrowserForm.With(await client.GetStringAsync("/compare/new"), "new-compare", files.Select(f => ("Input.Files", f.Name, f.Content)), fields));
    }
}
