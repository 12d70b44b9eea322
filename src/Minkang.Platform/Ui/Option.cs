namespace Minkang.Platform.Ui;

/// <summary>A choice of a list (选项): the code that is posted and the word that is read.</summary>
public sealed record Option(string Value, string Text);
