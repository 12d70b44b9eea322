using AngleSharp.Dom;
using CsCheck;
using Minkang.Platform.Ui;

namespace Minkang.Tests.Ui;

public sealed class PagingTests
{
    [Theory]
    [InlineData(null, null, 0, 1, 1, 0, 0)]
    [InlineData(null, null, 1, 1, 1, 1, 1)]
    [InlineData(1, 20, 20, 1, 1, 1, 20)]
    [InlineData(2, 20, 21, 2, 2, 21, 21)]
    [InlineData(1500, 20, 30_000, 1500, 1500, 29_981, 30_000)]
    [InlineData(9999, 50, 30_000, 600, 600, 29_951, 30_000)]
    [InlineData(-3, 7, 100, 1, 5, 1, 20)]
    public void Brings_every_wish_into_range(int? page, int? size, long total, int shown, int pages, long first, long last)
    {
        var paging = new Paging(page, size, total);

        Assert.Equal((shown, pages, first, last), (paging.Page, paging.Pages, paging.First, paging.Last));
    }

    [Fact]
    public void Turning_all_pages_shows_every_row_once() =>
        (from total in Gen.Long[0, 5_000] from size in Gen.Int[0, Paging.Sizes.Count - 1].Select(i => Paging.Sizes[i]) select (total, size)).Sample(wish =>
        {
            var next = 1L;
            for (var page = 1; page <= new Paging(1, wish.size, wish.total).Pages; page++)
            {
                var paging = new Paging(page, wish.size, wish.total);
                if (wish.total > 0) Assert.Equal(next, paging.First);
                next = paging.Last + 1;
            }
            Assert.Equal(wish.total + 1, next);
        });

    [Fact]
    public void Links_hold_both_ends_and_the_page_and_never_hide_a_single_page_behind_a_gap() =>
        (from page in Gen.Int[1, 400] from total in Gen.Long[1, 30_000] select new Paging(page, 20, total)).Sample(paging =>
        {
            var links = paging.Links();
            Assert.Equal(1, links[0]);
            Assert.Equal(paging.Pages, links[^1]);
            Assert.Contains(paging.Page, links);
            Assert.True(links.Count <= 9);
            for (var i = 1; i < links.Count - 1; i++) if (links[i] == 0) Assert.True(links[i + 1] - links[i - 1] > 2);
        });

    [Fact]
    public async Task Shows_nothing_for_an_empty_list()
    {
        var html = await Rendered.At<Pager>("/r/persons", new { Paging = new Paging(1, null, 0) });

        Assert.Null(html.QuerySelector("nav"));
    }

    [Fact]
    public async Task Says_the_rows_of_a_single_page_and_links_none()
    {
        var html = await Rendered.At<Pager>("/r/persons", new { Paging = new Paging(1, null, 1) });

        Assert.Equal("第 1–1 条，共 1 条", html.QuerySelector(".mk-pager-sum")!.TextContent);
        Assert.Empty(html.QuerySelectorAll("a"));
    }

    [Fact]
    public async Task Links_keep_the_filters_of_the_address()
    {
        var html = await Rendered.At<Pager>("/r/persons?village=000000001001&q=%E6%B5%8B%E8%AF%95&page=3", new { Paging = new Paging(3, null, 30_000) });

        Assert.Equal("第 41–60 条，共 30,000 条", html.QuerySelector(".mk-pager-sum")!.TextContent);
        Assert.Equal("/r/persons?village=000000001001&q=%E6%B5%8B%E8%AF%95&page=4", html.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal("3", html.QuerySelector("a[aria-current=page]")!.TextContent);
        Assert.Equal("/r/persons?village=000000001001&q=%E6%B5%8B%E8%AF%95&size=100",
            html.QuerySelectorAll(".mk-pager-size a").Single(a => a.TextContent == "100").GetAttribute("href"));
    }
}
