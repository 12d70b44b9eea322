using System.Text.Json;
using AngleSharp.Dom;
using Minkang.Platform.Ui;

namespace Minkang.Tests.Ui;

public sealed class ChartTests
{
    [Fact]
    public async Task Bars_are_sorted_and_the_table_says_the_same_and_what_is_not_known()
    {
        var html = await Rendered.At<BarChart>("/", new
        {
            Title = "各村已核实比例", Category = "村", Unit = "%", Target = (decimal?)90,
            Points = (IReadOnlyList<ChartPoint>)[new("北山村", 48.5m), new("马头村", null), new("东河村", 1099m, "/p?village=3")],
        });

        using var option = JsonDocument.Parse(html.QuerySelector("[data-chart]")!.GetAttribute("data-chart")!);
        var drawn = option.RootElement.GetProperty("series")[0].GetProperty("data").EnumerateArray().Select(d => d.GetProperty("value").ToString());
        Assert.Equal(["1099", "48.5", ""], drawn);
        Assert.Equal(["东河村 1,099", "北山村 48.5", "马头村 未填"], html.QuerySelectorAll("tbody tr").Select(Words));
        Assert.Equal("/p?village=3", html.QuerySelector("tbody a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Lines_and_stacks_have_a_table_with_every_figure()
    {
        var labels = (IReadOnlyList<string>)["1月", "2月"];
        var series = (IReadOnlyList<ChartSeries>)[new("今年", [120, null]), new("去年", [0, 2])];

        var line = await Rendered.At<LineChart>("/", new { Title = "每月", Category = "月份", Labels = labels, Series = series });
        var stack = await Rendered.At<StackedBar>("/", new { Title = "每月", Category = "月份", Labels = labels, Series = series });

        foreach (var html in new[] { line, stack })
        {
            Assert.Equal(["1月 120 0", "2月 未填 2"], html.QuerySelectorAll("tbody tr").Select(Words));
            using var option = JsonDocument.Parse(html.QuerySelector("[data-chart]")!.GetAttribute("data-chart")!);
            Assert.Equal(2, option.RootElement.GetProperty("series").GetArrayLength());
        }
    }

    private static string Words(IElement row) => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim()));
}
