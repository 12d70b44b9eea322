using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>What became of a row (导入结果): sheet, row number, outcome word, why, and what to do. Texts are shown in the columns 结果, 原因, 建议.</summary>
public sealed record RowResult(string Sheet, int Row, string Outcome, string Reason, string Advice, bool Rejected);

/// <summary>A file to hand back, with its media type.</summary>
public sealed record ResultFile(byte[] Content, string FileName, string ContentType);

/// <summary>
/// The list as it came, with the columns 结果, 原因, 建议 behind it (结果表). A workbook keeps its sheets, its order and its layout; an old workbook or a
/// web page becomes a workbook with the same cells; a text file stays one in its encoding. Sent in again, the three columns are recognised and not
/// read as data.
/// </summary>
public static class ResultWorkbook
{
    public static ResultFile Write(byte[] original, ListRecognition list, IReadOnlyList<RowResult> results)
    {
        var rows = Index(results);
        using var output = new MemoryStream();
        if (list.File.Format == ListFileFormat.SeparatedText)
        {
            WriteCsv(output, list, rows, onlyRejected: false);
            return Named(output, list, "结果", ".csv", "text/csv");
        }
        if (list.File.Format != ListFileFormat.Workbook || !XlsxResult.TryWrite(original, list, rows, output)) WriteCells(output, list, rows, onlyRejected: false);
        return Named(output, list, "结果", ".xlsx", SendWorkbook.ContentType);
    }

    /// <summary>Only the rows that were rejected, under the titles and headings of the list, ready to be mended and sent in. Values that a row took from the line above are written out.</summary>
    public static ResultFile WriteRejected(ListRecognition list, IReadOnlyList<RowResult> results)
    {
        var rows = Index(results);
        using var output = new MemoryStream();
        if (list.File.Format == ListFileFormat.SeparatedText)
        {
            WriteCsv(output, list, rows, onlyRejected: true);
            return Named(output, list, "退回", ".csv", "text/csv");
        }
        WriteCells(output, list, rows, onlyRejected: true);
        return Named(output, list, "退回", ".xlsx", SendWorkbook.ContentType);
    }

    /// <summary>First of the three result columns of a sheet (from 0): where they stand already, or behind everything.</summary>
    internal static int FirstColumn(SheetMatch match) => match.ResultColumns.Count == 3 ? match.ResultColumns[0] : match.Sheet.Width;

    private static Dictionary<(string, int), RowResult> Index(IReadOnlyList<RowResult> results)
    {
        var index = new Dictionary<(string, int), RowResult>(results.Count);
        foreach (var result in results) index[(result.Sheet, result.Row)] = result;
        return index;
    }

    private static ResultFile Named(MemoryStream output, ListRecognition list, string word, string extension, string type) =>
        new(output.ToArray(), $"{Path.GetFileNameWithoutExtension(list.File.Name)}_{word}{extension}", type);

    private static void WriteCells(MemoryStream output, ListRecognition list, Dictionary<(string, int), RowResult> results, bool onlyRejected)
    {
        using var workbook = new XlsxWriter(output);
        foreach (var sheet in list.File.Sheets)
        {
            var match = list.Sheets.FirstOrDefault(m => ReferenceEquals(m.Sheet, sheet));
            if (match is null && onlyRejected) continue;
            workbook.StartSheet(sheet.Name);
            foreach (var (row, cells) in Rows(sheet, match, results, onlyRejected))
            {
                workbook.StartRow(onlyRejected ? null : row.Number);
                for (var column = 0; column < cells.Count; column++)
                    if (match?.ResultColumns.Contains(column) != true && (onlyRejected || !cells[column].FromMerge)) Put(workbook, column, cells[column]);
                if (match is not null) WriteResult(workbook, match, row, results);
                workbook.EndRow();
            }
            if (!onlyRejected) foreach (var merge in sheet.Merges) workbook.Merge(merge);
        }
        workbook.Finish();
    }

    private static void WriteResult(XlsxWriter workbook, SheetMatch match, ListRow row, Dictionary<(string, int), RowResult> results)
    {
        if (Texts(match, row, results) is not { } texts) return;
        var first = FirstColumn(match);
        var style = match.HeadingRows.Contains(row.Number) ? XlsxStyle.Heading : XlsxStyle.Text;
        for (var i = 0; i < 3; i++) workbook.Text(first + i, texts[i], style);
    }

    /// <summary>The three texts of a row: headings in the heading row, the result of a data row; null for other rows.</summary>
    internal static string[]? Texts(SheetMatch match, ListRow row, Dictionary<(string, int), RowResult> results) =>
        match.HeadingRows.Count > 0 && row.Number == match.HeadingRows[0] ? [ColumnMatcher.Result, ColumnMatcher.Reason, ColumnMatcher.Advice]
        : results.TryGetValue((match.Sheet.Name, row.Number), out var result) ? [result.Outcome, result.Reason, result.Advice]
        : null;

    private static void WriteCsv(MemoryStream output, ListRecognition list, Dictionary<(string, int), RowResult> results, bool onlyRejected)
    {
        using var writer = new CsvWriter(output, list.File.Encoding!, list.File.Separator!.Value);
        var (sheet, match) = (list.File.Sheets[0], list.Sheets[0]);
        var width = FirstColumn(match);
        foreach (var (row, cells) in Rows(sheet, match, results, onlyRejected))
        {
            var fields = Enumerable.Range(0, width).Select(c => (c < cells.Count ? cells[c].Text : "", false));
            writer.WriteRecord(Texts(match, row, results) is { } texts ? fields.Concat(texts.Select(t => (t, false))) : fields);
        }
    }

    private static IEnumerable<(ListRow Row, IReadOnlyList<Cell> Cells)> Rows(ListSheet sheet, SheetMatch? match, Dictionary<(string, int), RowResult> results, bool onlyRejected)
    {
        if (!onlyRejected || match is null) return sheet.Rows.Select(r => (r, r.Cells));
        return Rejected(SheetReading.Read(match), match, results);
    }

    private static IEnumerable<(ListRow Row, IReadOnlyList<Cell> Cells)> Rejected(SheetReading reading, SheetMatch match, Dictionary<(string, int), RowResult> results)
    {
        foreach (var (row, kind) in reading.Rows)
            if (kind is RowKind.Title or RowKind.Heading) yield return (row, row.Cells.Select(c => c.FromMerge && kind == RowKind.Title ? default : c).ToList());
        foreach (var data in reading.Data)
            if (results.TryGetValue((match.Sheet.Name, data.Number), out var result) && result.Rejected) yield return (data.Row, Effective(data, match));
    }

    private static Cell[] Effective(RowReading data, SheetMatch match)
    {
        var cells = new Cell[Math.Max(data.Row.Cells.Count, match.Columns.Count == 0 ? 0 : match.Columns.Values.Max() + 1)];
        for (var i = 0; i < data.Row.Cells.Count; i++) cells[i] = data.Row[i];
        foreach (var (field, column) in match.Columns) cells[column] = data.Cell(field);
        return cells;
    }

    private static void Put(XlsxWriter workbook, int column, Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Blank or CellKind.FormulaWithoutValue: break;
            case CellKind.Number: workbook.Number(column, cell.Number); break;
            case CellKind.Date: workbook.Number(column, cell.Number, XlsxStyle.Date); break;
            case CellKind.Boolean: workbook.Boolean(column, cell.Text == "TRUE"); break;
            case CellKind.Error when cell.Text.StartsWith('#'): workbook.Error(column, cell.Text); break;
            default: workbook.Text(column, cell.Text); break;
        }
    }
}
