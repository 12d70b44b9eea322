using System.Text.RegularExpressions;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>The date of a list (名单日期) and where it was found: 表内文字 or 文件名.</summary>
public sealed partial record ListDate(PartialDate Date, string Source)
{
    /// <summary>The day to which the list holds: the last day of what is stated.</summary>
    public DateOnly Day => Date.Last;

    /// <summary>
    /// Looks first behind the words that the profile names, then for any date in the lines above the heading and the remarks, last in the file's name.
    /// Of a period the end counts.
    /// </summary>
    internal static ListDate? Find(string fileName, SheetMatch match)
    {
        var lines = Lines(match).ToList();
        foreach (var line in lines)
            foreach (var label in match.Kind.DateLabels)
                if (line.IndexOf(label, StringComparison.Ordinal) is var at and >= 0 && LastDate(line[(at + label.Length)..], nearby: true) is { } labelled) return new ListDate(labelled, "表内文字");
        foreach (var line in lines)
            if (LastDate(line, nearby: false) is { } stated) return new ListDate(stated, "表内文字");
        return InFileName(fileName) is { } named ? new ListDate(named, "文件名") : null;
    }

    /// <summary>Lines that stand above the heading or hold a single text: titles, fill-in lines, notes, signatures.</summary>
    private static IEnumerable<string> Lines(SheetMatch match)
    {
        var top = match.HeadingRows.Count == 0 ? 0 : match.HeadingRows[0];
        var rows = match.Sheet.Rows.Take(10).Concat(match.Sheet.Rows.Skip(10).TakeLast(5));
        foreach (var row in rows)
        {
            if (row.Number >= top && HeadingRows.OwnCells(row) != 1) continue;
            foreach (var cell in row.Cells)
                if (cell is { Kind: CellKind.Text, FromMerge: false, IsBlank: false }) yield return ListText.Clean(cell.Text);
        }
    }

    private static PartialDate? LastDate(string text, bool nearby)
    {
        if (nearby && text.Length > 40) text = text[..40];
        PartialDate? last = null;
        var end = 0;
        foreach (Match m in Written().Matches(text))
        {
            if (nearby && m.Index - end > 6) break; // the next date belongs to other words
            end = m.Index + m.Length;
            if (DateText.ReadText(m.Value.TrimEnd('.', '-')) is { HasValue: true } date) last = date.Value;
        }
        return last;
    }

    private static PartialDate? InFileName(string name)
    {
        if (Quarter().Match(name) is { Success: true } q)
            return PartialDate.OfMonth(int.Parse(q.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), 3 * ("一二三四".IndexOf(q.Groups[2].Value, StringComparison.Ordinal) is var n and >= 0 ? n + 1 : q.Groups[2].Value[0] - '0'));
        foreach (Match m in Written().Matches(name).Concat(Digits().Matches(name)))
            if (DateText.ReadText(m.Value.TrimEnd('.', '-')) is { HasValue: true } date) return date.Value;
        return null;
    }

    [GeneratedRegex(@"(?<![0-9])[12][0-9]{3}(?:年(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?)(?![0-9])")] private static partial Regex Written();
    [GeneratedRegex(@"(?<![0-9])[12][0-9]{7}(?![0-9])")] private static partial Regex Digits();
    [GeneratedRegex(@"([12][0-9]{3})年?第?([一二三四1-4])季度")] private static partial Regex Quarter();
}
