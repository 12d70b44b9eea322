namespace Minkang.Platform.Ui;

/// <summary>One bar or point of a chart (图表): what it is called, how much, and the list of exactly what it counts.</summary>
/// <param name="Label">Village, month, class.</param>
/// <param name="Value">In the chart's unit; null where nothing is known, which is not zero.</param>
/// <param name="Href">Opens the people behind the figure.</param>
public sealed record ChartPoint(string Label, decimal? Value, string? Href = null);

/// <summary>One line, or one layer of stacked bars: its name and one value per label of the chart, in the same order.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values);
