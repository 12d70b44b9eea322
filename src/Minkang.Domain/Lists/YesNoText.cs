using System.Text.RegularExpressions;

namespace Minkang.Domain.Lists;

/// <summary>
/// Reads yes and no (是否): 是/否, 有/无, √, 1/0, Y/N, boxes such as 有√无□, and words that a column adds (已签约/未签约). A tick alone means yes;
/// a blank stays blank.
/// </summary>
public static partial class YesNoText
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "是", "有", "对", "√", "✓", "✔", "☑", "Y", "YES", "TRUE", "T", "1" };
    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "否", "无", "不是", "没有", "×", "✗", "✘", "☒", "X", "N", "NO", "FALSE", "F", "0" };
    private const string Ticks = "√✓✔☑■";

    /// <summary>Reads a cell; the further words are those of the column.</summary>
    public static CellReading<bool> Read(Cell cell, IReadOnlyCollection<string>? alsoYes = null, IReadOnlyCollection<string>? alsoNo = null)
    {
        if (CellErrors.Of(cell) is { } error) return CellReading.Refused<bool>(error);
        if (cell.IsBlank) return CellReading.Nothing<bool>();
        var text = ListText.Compact(cell.Text);
        if (Decide(text, alsoYes, alsoNo) is { } answer) return CellReading.Of<bool>(answer);
        if (Ticked(text) is { } ticked && Decide(ticked, alsoYes, alsoNo) is { } chosen) return CellReading.Of<bool>(chosen, Finding.Note("yes-no.ticked", "按打钩的一项读取。"));
        if (BlankWords.Of(text) is not BlankWord.None) return CellReading.Nothing<bool>();
        return CellReading.Refused<bool>(Finding.Error("yes-no.unreadable", "应当填“是”或“否”，请核对。"));
    }

    private static bool? Decide(string text, IReadOnlyCollection<string>? alsoYes, IReadOnlyCollection<string>? alsoNo) =>
        alsoYes?.Contains(text) == true ? true : alsoNo?.Contains(text) == true ? false : Yes.Contains(text) ? true : No.Contains(text) ? false : null;

    /// <summary>The word beside the only tick of a row of boxes; null when none or several are ticked.</summary>
    private static string? Ticked(string text)
    {
        if (text.Count(c => Ticks.Contains(c)) != 1 || text.Length < 2) return null;
        var before = Ticks.Contains(text[0]) || text[0] is '□' or '☐' or '(';
        var match = (before ? TickBefore() : TickAfter()).Match(text);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"[√✓✔☑■]\)?([^√✓✔☑■□☐()、,/;]+)")] private static partial Regex TickBefore();
    [GeneratedRegex(@"([^√✓✔☑■□☐()、,/;]+)\(?[√✓✔☑■]")] private static partial Regex TickAfter();
}
