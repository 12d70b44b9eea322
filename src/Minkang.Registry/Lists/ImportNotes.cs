using Minkang.Platform.Lists;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

internal static class ImportNotes
{
    /// <summary>What should be said of the file as a whole: columns that nobody reads, hidden rows, totals that differ from the rows.</summary>
    public static List<string> Of(ListRecognition recognition, IEnumerable<SheetReading> sheets)
    {
        var notes = new List<string>();
        foreach (var sheet in sheets)
        {
            var name = sheet.Match.Sheet.Name;
            if (sheet.Match.Unknown.Count > 0) notes.Add(T($"工作表“{name}”有 {sheet.Match.Unknown.Count} 列没有读取，只保留在原件里：{string.Join('、', sheet.Match.Unknown.Select(u => u.Text))}。"));
            if (sheet.Match.Sheet.HiddenRows > 0) notes.Add(T($"工作表“{name}”有 {sheet.Match.Sheet.HiddenRows} 行是隐藏的（可能开着筛选），已照常读取。"));
            foreach (var total in sheet.Totals.Where(t => !t.Agrees))
                notes.Add(T($"工作表“{name}”第{total.Row}行{(total.IsSubtotal ? T("小计") : T("合计"))}“{total.Heading}”写的是 {total.Stated:0.##}，读到的行相加是 {total.Read:0.##}，相差 {total.Difference:0.##}。"));
        }
        foreach (var ignored in recognition.Ignored) notes.Add(T($"工作表“{ignored.Sheet.Name}”没有读取：{ignored.Reason}。"));
        return notes;
    }
}
