using AngleSharp.Dom;
using Minkang.Platform.Ui;

namespace Minkang.Tests.Ui;

public sealed class ListComponentTests
{
    private static readonly Dictionary<string, string> Marks = new() { ["none"] = "↕", ["ascending"] = "▲", ["descending"] = "▼" };

    [Fact]
    public void An_address_changes_one_thing_and_keeps_the_rest()
    {
        var address = PageAddress.Parse("/r/persons?kind=a&kind=b&q=&page=2");

        Assert.Equal("/r/persons?kind=a&kind=b&page=2", address.ToString());
        Assert.Equal("/r/persons?kind=b&page=2", address.Without("kind", "a").ToString());
        Assert.Equal("/r/persons?page=2&kind=c", address.With("kind", "c").ToString());
        Assert.Equal("/r/persons/export?kind=a&kind=b", address.At("/r/persons/export").Without("page").ToString());
        Assert.Equal("2", address["PAGE"]);
        Assert.Null(address["q"]);
    }

    [Theory]
    [InlineData("/r/persons?page=4", "/r/persons?sort=name", "none")]
    [InlineData("/r/persons?sort=name", "/r/persons?sort=-name", "ascending")]
    [InlineData("/r/persons?sort=-name", "/r/persons?sort=name", "descending")]
    public async Task A_heading_sorts_and_starts_on_page_one(string address, string href, string order)
    {
        var html = await Rendered.At<SortHeader>(address, new { Name = "name", Label = "姓名" });

        Assert.Equal(href, html.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(Marks[order], html.QuerySelector(".mk-sort-mark")!.TextContent);
    }

    [Fact]
    public async Task A_chip_takes_its_own_filter_away_and_no_other()
    {
        var html = await Rendered.At<FilterChips>("/r/persons?village=1&village=2&status=overdue&page=9", new
        {
            Items = (IReadOnlyList<FilterChip>)[new("村", "石桥村", "village", "1"), new("状态", "过期", "status")],
        });

        Assert.Equal(
            ["/r/persons?village=2&status=overdue", "/r/persons?village=1&village=2", "/r/persons"],
            html.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Contains("村：石桥村", html.Body!.TextContent);
    }

    [Fact]
    public async Task A_filter_form_keeps_order_and_size_but_not_the_page_number()
    {
        var html = await Rendered.At<FilterForm>("/r/persons?sort=-due&size=50&page=3&q=x", new { ChildContent = Rendered.Markup("<input name='q'>") });

        Assert.Equal(["sort=-due", "size=50"], html.QuerySelectorAll("input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        Assert.Equal("/r/persons", html.QuerySelector("form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task The_workbook_is_the_same_list_without_paging()
    {
        var html = await Rendered.At<PageHead>("/r/persons?q=a&page=2&size=50", new { Title = "人员", Total = (long?)4312, Unit = "人", ExcelPath = "/r/persons/export" });

        Assert.Equal("/r/persons/export?q=a", html.QuerySelector("a[download]")!.GetAttribute("href"));
        Assert.Equal("人员4,312 人", html.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData(StatusKind.Normal, "正常")]
    [InlineData(StatusKind.Urgent, "紧急")]
    [InlineData(StatusKind.Overdue, "过期")]
    [InlineData(StatusKind.Done, "已办")]
    [InlineData(StatusKind.Returned, "退回")]
    public async Task A_status_is_a_word_and_not_only_a_colour(StatusKind kind, string word)
    {
        var html = await Rendered.At<StatusBadge>("/", new { Kind = kind });

        Assert.Equal(word, html.Body!.TextContent.Trim());
    }

    [Fact]
    public async Task A_missing_value_reads_as_missing_and_a_conflict_names_its_sources()
    {
        var missing = await Rendered.At<Fact>("/", new { Label = "电话", Value = " " });
        var conflict = await Rendered.At<Fact>("/", new { Label = "婚姻", Conflicts = (IReadOnlyList<SourcedValue>)[new("丧偶", "扶贫办名单"), new(null, "医保局名单")] });

        Assert.Equal("未填", missing.QuerySelector("dd")!.TextContent.Trim());
        Assert.Equal(["丧偶扶贫办名单", "未填医保局名单"], conflict.QuerySelectorAll("li").Select(l => l.TextContent));
    }

    [Fact]
    public async Task A_timeline_is_newest_first_and_shows_one_kind_on_demand()
    {
        var items = (IReadOnlyList<TimelineItem>)
        [
            new(new DateOnly(2017, 12, 20), "status", "户", "识别"),
            new(new DateOnly(2018, 7, 2), "visit", "随访", "第二季度随访"),
            new(new DateOnly(2018, 6, 1), "status", "户", "变更"),
        ];

        var all = await Rendered.At<Timeline>("/p/1", new { Items = items });
        var visits = await Rendered.At<Timeline>("/p/1?kind=visit", new { Items = items });
        var unknown = await Rendered.At<Timeline>("/p/1?kind=nonsense", new { Items = items });

        Assert.Equal(["2018-07-02", "2018-06-01", "2017-12-20"], all.QuerySelectorAll("time").Select(t => t.GetAttribute("datetime")));
        Assert.Equal("2018-07-02", Assert.Single(visits.QuerySelectorAll("time")).GetAttribute("datetime"));
        Assert.Equal(3, unknown.QuerySelectorAll("time").Length);
    }

    [Fact]
    public async Task Text_from_the_stores_never_becomes_markup()
    {
        var html = await Rendered.At<EmptyState>("/", new { Why = "<script>alert(1)</script>" });

        Assert.Null(html.QuerySelector("script"));
        Assert.Contains("<script>", html.QuerySelector(".mk-empty-why")!.TextContent);
    }
}
