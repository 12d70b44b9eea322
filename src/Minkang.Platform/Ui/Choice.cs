namespace Minkang.Platform.Ui;

/// <summary>Reads what was chosen from a form or an address (选项).</summary>
public static class Choice
{
    /// <summary>The choice of this name; null for anything else, also for a number: parsing alone takes 7 for a choice whether or not it is one.</summary>
    public static T? Of<T>(string? text) where T : struct, Enum =>
        text is [var first, ..] && char.IsLetter(first) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
