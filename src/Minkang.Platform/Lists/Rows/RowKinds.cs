using System.Text.RegularExpressions;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>What a row of a list is (行的类别). Every row of a file is exactly one of these.</summary>
public enum RowKind
{
    Data,
    /// <summary>A line above the heading: title, fill-in line, query conditions.</summary>
    Title,
    Heading,
    /// <summary>The heading again, at a page break.</summary>
    RepeatedHeading,
    /// <summary>A remark (注, 说明) or another line with a single text.</summary>
    Note,
    /// <summary>Nothing to see, or a line number alone.</summary>
    Blank,
    /// <summary>小计, 本页小计.</summary>
    Subtotal,
    /// <summary>合计, 总计.</summary>
    Total,
    /// <summary>填表人, 审核人, 负责人（签字）.</summary>
    Signature,
}

/// <summary>Tells what each row of a recognised sheet is.</summary>
internal sealed partial class RowKinds
{
    private readonly SheetMatch _match;
    private readonly int _firstData;
    private readonly List<Dictionary<int, string>> _headingLines = [];

    public RowKinds(SheetMatch match)
    {
        _match = match;
        _firstData = match.HeadingRows.Count == 0 ? 1 : match.HeadingRows[^1] + 1;
        foreach (var row in match.Sheet.Rows)
            if (match.HeadingRows.Contains(row.Number)) _headingLines.Add(Texts(row));
    }

    public RowKind Of(ListRow row)
    {
        if (_match.HeadingRows.Contains(row.Number)) return RowKind.Heading;
        if (row.Number < _firstData) return RowKind.Title;
        var (own, first, onlyNumber) = Look(row);
        if (own == 0 || onlyNumber) return RowKind.Blank;
        if (SubtotalWord().IsMatch(first)) return RowKind.Subtotal;
        if (TotalWord().IsMatch(first)) return RowKind.Total;
        if (IsRepeatedHeading(row)) return RowKind.RepeatedHeading;
        return own <= 2 && IsSignature(row) ? RowKind.Signature : own == 1 && IsRemark(row, first) ? RowKind.Note : RowKind.Data;
    }

    /// <summary>Cells of the row's own (not of a merge from above, not of result columns), the first text, and whether there is only a line number.</summary>
    private (int Own, string First, bool OnlyNumber) Look(ListRow row)
    {
        var own = 0;
        var first = "";
        for (var column = 0; column < row.Cells.Count; column++)
        {
            var cell = row[column];
            if (cell.IsBlank || cell.FromMerge || _match.ResultColumns.Contains(column)) continue;
            if (own++ == 0) first = ListText.Compact(cell.Text);
        }
        return (own, first, own == 1 && LineNumber().IsMatch(first) && !row[0].IsBlank && !_match.Columns.Values.Contains(0));
    }

    /// <summary>A page break repeats the heading word for word; a few cells may have been changed by hand.</summary>
    private bool IsRepeatedHeading(ListRow row)
    {
        foreach (var line in _headingLines)
        {
            int same = 0, other = 0;
            for (var column = 0; column < row.Cells.Count && other <= line.Count / 4; column++)
            {
                if (row[column] is not { Kind: CellKind.Text, IsBlank: false } cell || _match.ResultColumns.Contains(column)) continue;
                if (line.TryGetValue(column, out var heading) && heading == ListText.Compact(cell.Text)) same++; else other++;
            }
            if (same >= 2 && same >= 4 * other) return true;
        }
        return false;
    }

    private Dictionary<int, string> Texts(ListRow row)
    {
        var texts = new Dictionary<int, string>();
        for (var column = 0; column < row.Cells.Count; column++)
            if (row[column] is { Kind: CellKind.Text, IsBlank: false } cell && !_match.ResultColumns.Contains(column)) texts[column] = ListText.Compact(cell.Text);
        return texts;
    }

    private static bool IsSignature(ListRow row) => row.Cells.Any(c => c.Kind == CellKind.Text && SignatureWord().IsMatch(ListText.Compact(c.Text)));

    /// <summary>A single text is a remark when it begins like one, spans the list, or stands before the columns that matter.</summary>
    private bool IsRemark(ListRow row, string text)
    {
        if (RemarkWord().IsMatch(text)) return true;
        var spans = row.Cells.Count(c => c.FromMerge) * 2 >= _match.Headings.Count;
        return spans || (!row[0].IsBlank && text.Length > 8 && row[0].Kind == CellKind.Text && _match.Headings.Count > 3);
    }

    [GeneratedRegex(@"^(?:本页|本村|本组|本乡镇?)?小计|^本页合计")] private static partial Regex SubtotalWord();
    [GeneratedRegex(@"^(?:合计|总计|共计|累计|总数|总人数)(?:[::(]|[0-9]|$)|^共[0-9]+(?:人|户|条|行)")] private static partial Regex TotalWord();
    [GeneratedRegex(@"填表人|制表人|审核人|填报人|经办人|负责人|\(签字\)|\(盖章\)|\(签章\)|签字:")] private static partial Regex SignatureWord();
    [GeneratedRegex(@"^(?:注|备注|说明|填表说明|以上|本表|此表)[::、0-9]?|^\*|^※")] private static partial Regex RemarkWord();
    [GeneratedRegex(@"^[0-9]{1,7}$")] private static partial Regex LineNumber();
}
