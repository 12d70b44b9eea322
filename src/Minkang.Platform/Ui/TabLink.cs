namespace Minkang.Platform.Ui;

/// <summary>One tab (页签): its word, its address, how many things are behind it, and whether it is the one shown.</summary>
public sealed record TabLink(string Text, string Href, bool Active = false, long? Count = null);
