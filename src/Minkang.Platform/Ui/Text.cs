namespace Minkang.Platform.Ui;

/// <summary>Marks Chinese texts that are translated later than where they are written.</summary>
public static class Text
{
    /// <summary>Returns the text as it is; the check of translations finds it by this call.</summary>
    public static string T(string chinese) => chinese;
}
