using Minkang.Platform.Lists;
using Minkang.Platform.Users;

namespace Minkang.Registry.Lists;

/// <summary>How far the sender of a list may reach with it (导入范围): the areas of the duties that allow imports.</summary>
internal sealed class ImportArea
{
    private const int CountyDigits = 6;
    private readonly List<string> _prefixes;

    private ImportArea(List<string> prefixes) => _prefixes = prefixes;

    public static ImportArea Of(Actor actor) => new([.. actor.ScopeOf("registry.import").Parts.Select(p => p.Prefix).Distinct(StringComparer.Ordinal)]);

    /// <summary>The widest of the areas; the import belongs to it.</summary>
    public string Widest => _prefixes.MinBy(p => p.Length) ?? "";

    /// <summary>True when the village lies inside. A village that nobody knows lies nowhere but in the whole county.</summary>
    public bool Holds(string village) => _prefixes.Exists(p => village.Length == 0 ? p.Length <= CountyDigits : village.StartsWith(p, StringComparison.Ordinal));

    /// <summary>All that a sender learns about a row beyond the area.</summary>
    public static readonly RowNote Outside = new(NoteGrade.Error, "outside_area", "", "不在您的范围内，没有导入。请把这一行交给所在乡镇或县里导入。");
}

/// <summary>
/// A result workbook that was mended and sent in again (退回后重报): only rows that were rejected, and rows added by hand, are worked; those that were
/// taken before are left as they are.
/// </summary>
internal static class ReturnedRows
{
    /// <summary>Kind of a row that an earlier import had taken.</summary>
    public const string SkippedKind = "taken_before";

    public static bool ToWork(RowReading row) => row.EarlierOutcome is null or OutcomeWords.Rejected;

    public static bool IsReturn(ListRecognition list) => list.Sheets.Any(s => s.ResultColumns.Count == 3);

    /// <summary>Says how many rows are worked and where the first one stands; null for a list that is no result workbook.</summary>
    public static string? Note(IEnumerable<SheetReading> sheets)
    {
        var rows = sheets.Where(s => s.Match.ResultColumns.Count == 3).SelectMany(s => s.Data).ToList();
        if (rows.Count == 0) return null;
        var worked = rows.Where(ToWork).ToList();
        var first = worked.Count == 0 ? "" : $"，第一行是工作表“{worked[0].Match.Sheet.Name}”第{worked[0].Number}行";
        return $"这是退回后重报的结果表：只处理“结果”为退回的和新加的 {worked.Count} 行{first}；其余 {rows.Count - worked.Count} 行上次已处理，跳过。";
    }
}

/// <summary>The words for outcomes in result workbooks (结果列的写法); they come back in the file and are read again, so they are Chinese in every language.</summary>
internal static class OutcomeWords
{
    public const string Rejected = "退回";

    public static string Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New => "新增",
        RowOutcome.Changed => "变更",
        RowOutcome.Same => "相同",
        RowOutcome.Rejected => Rejected,
        RowOutcome.NeedsPerson => "待人工",
        _ => "跳过",
    };
}
