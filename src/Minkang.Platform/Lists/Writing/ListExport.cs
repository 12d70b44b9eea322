using System.Globalization;
using System.Text;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;

namespace Minkang.Platform.Lists;

/// <summary>One column of an export (导出列). A <paramref name="Group"/> shared by neighbouring columns becomes a merged heading above them.</summary>
public sealed record ExportColumn(string Heading, double Width = 12, string? Group = null);

/// <summary>
/// Layout of an exported list (导出版式) as offices expect it: merged title, fill-in line, headings, then the rows. A value may be a text, a whole
/// number, a decimal, <see cref="Money"/> (written as a number in yuan), <see cref="DateOnly"/>, <see cref="PartialDate"/> or bool (是/否).
/// Identity numbers and phones are given as texts and stay texts.
/// </summary>
public sealed record ExportLayout(string SheetName, IReadOnlyList<ExportColumn> Columns)
{
    public string? Title { get; init; }

    /// <summary>The line under the title: 填报单位、导出时间、单位.</summary>
    public string? FillInLine { get; init; }

    /// <summary>Lines under the rows: signatures, remarks.</summary>
    public IReadOnlyList<string> Footer { get; init; } = [];

    /// <summary>Rows of one sheet; further rows go to further sheets with the headings repeated.</summary>
    public int RowsPerSheet { get; init; } = 1_048_576;
}

/// <summary>Writes lists for offices (导出), row by row: memory does not grow with the list.</summary>
public static class ListExport
{
    /// <summary>Writes an xlsx workbook.</summary>
    public static void WriteXlsx(Stream output, ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct = default) => WriteXlsx(output, [(layout, rows)], ct);

    /// <summary>Writes an xlsx workbook of several lists, each on a sheet of its own.</summary>
    public static void WriteXlsx(Stream output, IReadOnlyList<(ExportLayout Layout, IEnumerable<IReadOnlyList<object?>> Rows)> lists, CancellationToken ct = default)
    {
        using var workbook = new XlsxWriter(output);
        foreach (var (layout, rows) in lists) WriteList(workbook, layout, rows, ct);
        workbook.Finish();
    }

    private static void WriteList(XlsxWriter workbook, ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        StartSheet(workbook, layout, 1);
        var sheets = 1;
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            if (workbook.Row >= layout.RowsPerSheet) StartSheet(workbook, layout, ++sheets);
            workbook.StartRow();
            for (var column = 0; column < row.Count; column++) Write(workbook, column, row[column]);
            workbook.EndRow();
        }
        foreach (var line in layout.Footer) Spanning(workbook, layout, line, XlsxStyle.FillIn);
    }

    /// <summary>Writes UTF-8 text with a byte-order mark, separated by commas, without title lines. Long numbers and formula-like texts are guarded.</summary>
    public static void WriteCsv(Stream output, ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct = default)
    {
        using var writer = new CsvWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), ',');
        writer.WriteRecord(layout.Columns.Select(c => (c.Heading, false)));
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            writer.WriteRecord(row.Select(v => (TextOf(v), v is Money or int or long or decimal)));
        }
    }

    private static void StartSheet(XlsxWriter workbook, ExportLayout layout, int number)
    {
        var grouped = layout.Columns.Any(c => c.Group is not null);
        var top = (layout.Title is null ? 0 : 1) + (layout.FillInLine is null ? 0 : 1) + (grouped ? 2 : 1);
        workbook.StartSheet(number == 1 ? layout.SheetName : $"{layout.SheetName}({number})", [.. layout.Columns.Select(c => c.Width)], top);
        if (layout.Title is { } title) Spanning(workbook, layout, title, XlsxStyle.Title);
        if (layout.FillInLine is { } line) Spanning(workbook, layout, line, XlsxStyle.FillIn);
        if (grouped) WriteGroups(workbook, layout.Columns);
        workbook.StartRow();
        for (var column = 0; column < layout.Columns.Count; column++)
            if (!grouped || layout.Columns[column].Group is not null) workbook.Text(column, layout.Columns[column].Heading, XlsxStyle.Heading);
        workbook.EndRow();
    }

    /// <summary>The upper row of a two-row heading: groups lie over their columns, single headings reach over both rows.</summary>
    private static void WriteGroups(XlsxWriter workbook, IReadOnlyList<ExportColumn> columns)
    {
        workbook.StartRow();
        for (var column = 0; column < columns.Count;)
        {
            var last = column;
            while (columns[column].Group is { } group && last + 1 < columns.Count && columns[last + 1].Group == group) last++;
            workbook.Text(column, columns[column].Group ?? columns[column].Heading, XlsxStyle.Heading);
            workbook.Merge(new MergedRange(workbook.Row, column, columns[column].Group is null ? workbook.Row + 1 : workbook.Row, last));
            column = last + 1;
        }
        workbook.EndRow();
    }

    private static void Spanning(XlsxWriter workbook, ExportLayout layout, string text, XlsxStyle style)
    {
        workbook.StartRow();
        workbook.Text(0, text, style);
        workbook.EndRow();
        workbook.Merge(new MergedRange(workbook.Row, 0, workbook.Row, layout.Columns.Count - 1));
    }

    private static void Write(XlsxWriter workbook, int column, object? value)
    {
        switch (value)
        {
            case null: break;
            case string text: workbook.Text(column, text); break;
            case Money money: workbook.Number(column, money.Yuan, XlsxStyle.Amount); break;
            case int number: workbook.Number(column, number); break;
            case long number: workbook.Number(column, number); break;
            case decimal number: workbook.Number(column, number, XlsxStyle.General); break;
            case DateOnly day: workbook.Number(column, ExcelSerial.FromDate(day), XlsxStyle.Date); break;
            default: workbook.Text(column, TextOf(value)); break;
        }
    }

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        Money money => money.Yuan.ToString("0.00", CultureInfo.InvariantCulture),
        bool yes => yes ? "是" : "否",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
