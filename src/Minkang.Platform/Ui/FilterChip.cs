namespace Minkang.Platform.Ui;

/// <summary>One filter in force (筛选条件): what it is called, what it is set to, and the query parameter that carries it.</summary>
/// <param name="Label">The filter's name as the form calls it.</param>
/// <param name="Text">The value as the user reads it.</param>
/// <param name="Parameter">The query parameter.</param>
/// <param name="Value">The parameter's value when it may occur several times; null removes them all.</param>
public sealed record FilterChip(string Label, string Text, string Parameter, string? Value = null);
