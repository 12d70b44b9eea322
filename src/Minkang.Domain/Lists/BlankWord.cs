namespace Minkang.Domain.Lists;

/// <summary>Words that stand for something other than a value (空值写法).</summary>
public enum BlankWord
{
    /// <summary>The cell holds a value.</summary>
    None,
    /// <summary>Nothing is stated: empty, -, /, 空, 待补.</summary>
    Blank,
    /// <summary>"There is none" (无): a statement where the field knows it, otherwise nothing.</summary>
    ThereIsNone,
    /// <summary>Not known (不详, 未知).</summary>
    Unknown,
    /// <summary>The same as in the line above (同上, 〃).</summary>
    Ditto,
}

/// <summary>Tells the words for nothing apart.</summary>
public static class BlankWords
{
    public static BlankWord Of(Cell cell) => cell.IsBlank ? BlankWord.Blank : cell.Kind == CellKind.Text ? Of(cell.Text) : BlankWord.None;

    public static BlankWord Of(string text) => ListText.Compact(text) switch
    {
        "" or "-" or "--" or "—" or "——" or "/" or "\\" or "空" or "(空)" or "待补" or "暂缺" or "待核" => BlankWord.Blank,
        "无" or "没有" => BlankWord.ThereIsNone,
        "不详" or "未知" or "不明" or "不清楚" => BlankWord.Unknown,
        "同上" or "〃" or "″" or "''" or "\"" or "”" => BlankWord.Ditto,
        _ => BlankWord.None,
    };
}
