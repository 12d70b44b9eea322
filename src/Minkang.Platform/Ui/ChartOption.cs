using System.Globalization;
using System.Text.Json;

namespace Minkang.Platform.Ui;

/// <summary>
/// Builds the ECharts options of our three charts. One accent, grey for the rest, steps of lightness rather than hues so that a black and
/// white print keeps them apart, direct labels, and tips drawn on the canvas because the pages allow no inline styles.
/// </summary>
internal static class ChartOption
{
    private const string Accent = "#0b5c7d";
    private const string Grey = "#7b8794";
    private const string Ink = "#2b3440";
    private const string Line = "#d9dee3";
    private static readonly string[] Steps = ["#0a4a66", "#4b93b3", "#a9d0e0", "#dfe5ea", "#7b8794"];
    private static readonly object Tip = new { renderMode = "richText", confine = true };

    public static string Bars(IReadOnlyList<ChartPoint> points, decimal? target, string? targetName, string missing) => JsonSerializer.Serialize(new
    {
        animation = false,
        tooltip = Tip,
        grid = new { left = 8, right = 72, top = target is null ? 4 : 28, bottom = 4, containLabel = true },
        xAxis = new { type = "value", axisLabel = new { show = false }, splitLine = new { show = false } },
        yAxis = new { type = "category", inverse = true, data = points.Select(p => p.Value is null ? $"{p.Label} {missing}" : p.Label), axisTick = new { show = false }, axisLine = Stroke(Line), axisLabel = Text() },
        series = new[]
        {
            new
            {
                type = "bar",
                barMaxWidth = 18,
                itemStyle = new { color = Accent },
                label = new { show = true, position = "right", color = Ink },
                data = points.Select(p => new { value = p.Value, href = p.Href, label = new { formatter = Figure(p.Value) } }),
                markLine = Target(target, targetName, "xAxis"),
            },
        },
    });

    public static string Lines(IReadOnlyList<string> labels, IReadOnlyList<ChartSeries> series, decimal? target, string? targetName) => JsonSerializer.Serialize(new
    {
        animation = false,
        tooltip = new { trigger = "axis", renderMode = "richText", confine = true },
        grid = new { left = 8, right = series.Count > 1 ? 96 : 48, top = 28, bottom = 4, containLabel = true },
        xAxis = new { type = "category", data = labels, axisLine = Stroke(Line), axisTick = new { show = false }, axisLabel = Text() },
        yAxis = new { type = "value", scale = true, splitLine = Stroke(Line), axisLabel = Text() },
        series = series.Select((s, i) => new
        {
            type = "line",
            name = s.Name,
            data = s.Values,
            symbolSize = 6,
            connectNulls = false,
            lineStyle = new { width = i == 0 ? 3 : 2, color = i == 0 ? Accent : Grey },
            itemStyle = new { color = i == 0 ? Accent : Grey },
            label = new { show = series.Count == 1, position = "top", color = Ink },
            endLabel = new { show = series.Count > 1, formatter = "{a}", color = i == 0 ? Accent : Ink },
            markLine = i == 0 ? Target(target, targetName, "yAxis") : null,
        }),
    });

    public static string Stack(IReadOnlyList<string> labels, IReadOnlyList<ChartSeries> series) => JsonSerializer.Serialize(new
    {
        animation = false,
        tooltip = new { trigger = "axis", renderMode = "richText", confine = true, axisPointer = new { type = "shadow" } },
        legend = new { top = 0, left = 0, itemWidth = 14, itemHeight = 14, textStyle = new { color = Ink } },
        grid = new { left = 8, right = 16, top = 36, bottom = 4, containLabel = true },
        xAxis = new { type = "value", axisLabel = new { show = false }, splitLine = new { show = false } },
        yAxis = new { type = "category", inverse = true, data = labels, axisTick = new { show = false }, axisLine = Stroke(Line), axisLabel = Text() },
        series = series.Select((s, i) => new
        {
            type = "bar",
            stack = "all",
            name = s.Name,
            barMaxWidth = 22,
            itemStyle = new { color = Steps[i % Steps.Length], borderColor = "#fff", borderWidth = 1 },
            label = new { show = true, color = i % Steps.Length == 0 ? "#fff" : "#1b222a" },
            labelLayout = new { hideOverlap = true },
            data = s.Values.Select(v => v is null or 0 ? new { value = v, label = (object)new { show = false } } : new { value = v, label = (object)new { show = true } }),
        }),
    });

    /// <summary>A figure as the charts and their tables print it: thousands separators, up to two decimals.</summary>
    public static string Figure(decimal? value) => value?.ToString("#,##0.##", CultureInfo.InvariantCulture) ?? "";

    private static object? Target(decimal? value, string? name, string axis) => value is null ? null : new
    {
        silent = true,
        symbol = "none",
        lineStyle = new { type = "dashed", color = Ink, width = 1.5, shadowColor = "#fff", shadowBlur = 4 },
        label = new { formatter = $"{name} {Figure(value)}", position = axis == "xAxis" ? "start" : "insideEndTop", color = Ink },
        data = new[] { new Dictionary<string, decimal> { [axis] = value.Value } },
    };

    private static object Stroke(string color) => new { lineStyle = new { color } };

    private static object Text() => new { color = Ink };
}
