namespace Minkang.Platform.Ui;

/// <summary>A small label (标签) beside a name: a category, a treatment route.</summary>
/// <param name="Text">The word.</param>
/// <param name="Kind">Null for a plain label, else the status whose colour it wears.</param>
/// <param name="Href">Where it leads; null for none.</param>
/// <param name="Note">Explains the word on demand: since when, decided by whom.</param>
public sealed record Chip(string Text, StatusKind? Kind = null, string? Href = null, string? Note = null);
