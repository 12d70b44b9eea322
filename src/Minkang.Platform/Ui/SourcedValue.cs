namespace Minkang.Platform.Ui;

/// <summary>A value and who states it (来源); a null value means that the source leaves it empty.</summary>
public sealed record SourcedValue(string? Value, string Source);
