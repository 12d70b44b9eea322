using AngleSharp.Dom;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;

namespace Minkang.Tests.Ui;

public sealed class FormComponentTests
{
    private static readonly Problem ShortId = new("registry.person.id-number-short", "IdNumber", "身份证号只有 17 位。");

    [Fact]
    public async Task A_refusal_stands_beside_its_field_and_what_was_typed_stays()
    {
        var html = await Rendered.At<TextField>("/", new
        {
            Name = "Input.IdNumber", Label = "身份证号", Value = "0000001956010", Hint = "18 位", Problems = (IReadOnlyList<Problem>)[ShortId, new("x", "Name", "别的")],
        });

        var input = html.QuerySelector("input")!;
        Assert.Equal("0000001956010", input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("f-Input-IdNumber-problem f-Input-IdNumber-hint", input.GetAttribute("aria-describedby"));
        Assert.Equal("身份证号只有 17 位。", html.GetElementById("f-Input-IdNumber-problem")!.TextContent.Trim());
        Assert.Equal(input.Id, html.QuerySelector("label")!.GetAttribute("for"));
    }

    [Fact]
    public async Task A_refusal_of_a_field_whose_name_only_ends_alike_is_not_taken()
    {
        var html = await Rendered.At<TextField>("/", new { Name = "Input.GuardianIdNumber", Label = "监护人身份证号", Problems = (IReadOnlyList<Problem>)[ShortId] });

        Assert.Null(html.QuerySelector(".mk-problem"));
    }

    [Fact]
    public async Task A_password_never_comes_back()
    {
        var html = await Rendered.At<TextField>("/", new { Name = "Input.Password", Label = "密码", Type = "password", Value = "secret" });

        Assert.DoesNotContain("secret", html.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task The_summary_leads_to_each_field()
    {
        var html = await Rendered.At<ProblemSummary>("/r/persons/new?household=7", new { Items = (IReadOnlyList<Problem>)[ShortId, new("x", "", "户已注销。")] });

        Assert.Equal("/r/persons/new?household=7#f-Input-IdNumber", Assert.Single(html.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Contains("有 2 处需要改", html.QuerySelector("[role=alert]")!.TextContent);
        Assert.Contains("户已注销。", html.Body!.TextContent);
    }

    [Fact]
    public async Task A_masked_value_is_not_in_the_page_until_a_reason_was_given()
    {
        var masked = await Rendered.At<MaskedText>("/p/1", new { Masked = "000000********0024", Label = "身份证号", FormName = "id", Reasons = (IReadOnlyList<string>)["核实身份"] });
        var shown = await Rendered.At<MaskedText>("/p/1", new { Masked = "000000********0024", Label = "身份证号", FormName = "id", Reasons = (IReadOnlyList<string>)["核实身份"], Revealed = "000000195601010024" });

        Assert.Equal("查看完整的身份证号", masked.QuerySelector("summary")!.GetAttribute("aria-label"));
        Assert.NotNull(masked.QuerySelector("form[method=post] select[required]"));
        Assert.Equal("000000195601010024", shown.Body!.TextContent.Trim());
        Assert.Null(shown.QuerySelector("form"));
    }

    [Fact]
    public async Task A_running_job_is_fetched_again_and_a_finished_one_is_not()
    {
        var running = await Rendered.At<ProgressBar>("/jobs/1", new { Title = "导入", State = "进行中", Done = 12_800L, Total = (long?)29_400, TimeLeft = (TimeSpan?)TimeSpan.FromSeconds(95) });
        var finished = await Rendered.At<ProgressBar>("/jobs/1", new { Title = "导入", State = "已完成", Finished = true, Sum = Rendered.Markup("读入 2 = 新增 2") });

        Assert.Equal("2", running.QuerySelector("section")!.GetAttribute("data-job"));
        Assert.Contains("已处理 12,800，共 29,400", running.Body!.TextContent);
        Assert.Contains("大约还要 2 分钟", running.Body!.TextContent);
        Assert.False(finished.QuerySelector("section")!.HasAttribute("data-job"));
        Assert.Null(finished.QuerySelector("progress"));
        Assert.Contains("读入 2 = 新增 2", finished.Body!.TextContent);
    }
}
