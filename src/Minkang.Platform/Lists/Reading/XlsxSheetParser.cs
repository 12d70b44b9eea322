using System.Globalization;
using System.Text;
using System.Xml;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>Parses one worksheet part.</summary>
internal sealed class XlsxSheetParser(XmlReader reader, SheetBuilder sheet, List<string> strings, XlsxStyles styles, bool from1904, CellBudget budget)
{
    private const int MaxRow = 1_048_576;
    private const int MaxColumn = 16_384;
    private readonly StringBuilder _text = new();
    private int _row;
    private int _column;
    private bool _whole;

    public void Parse()
    {
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "worksheet") _whole = true;
                continue;
            }
            switch (reader.LocalName)
            {
                case "row": ReadRow(); break;
                case "col": ReadHiddenColumns(); break;
                case "mergeCell": ReadMerge(); break;
            }
        }
        if (!_whole) throw Refusal.Damaged();
    }

    private void ReadRow()
    {
        var number = reader.GetAttribute("r") is { } stated ? Whole(stated, MaxRow) : _row + 1;
        if (number <= _row) throw Refusal.Damaged(); // rows ascend in every sound workbook; doubled ones would overwrite each other
        (_row, _column) = (number, -1);
        var hidden = reader.GetAttribute("hidden") is "1" or "true";
        if (reader.IsEmptyElement) return;
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c") ReadCell();
        sheet.EndRow(number, hidden);
    }

    private void ReadCell()
    {
        var column = reader.GetAttribute("r") is { } reference ? ColumnOf(reference) : _column + 1;
        if (column <= _column || column >= MaxColumn) throw Refusal.Damaged();
        _column = column;
        var type = reader.GetAttribute("t") ?? "n";
        var style = reader.GetAttribute("s") is { } s ? Whole(s, int.MaxValue, 0) : 0;
        if (reader.IsEmptyElement) return;
        var (formula, value) = ReadContent();
        sheet.Put(column, Convert(type, style, formula, value));
    }

    private (bool Formula, string? Value) ReadContent()
    {
        var depth = reader.Depth;
        var formula = false;
        string? value = null;
        reader.Read();
        while (reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element) { if (!reader.Read()) break; continue; }
            switch (reader.LocalName)
            {
                case "v": value = reader.ReadElementContentAsString(); break;
                case "is": _text.Clear(); XlsxText.ReadRuns(reader, _text); value = _text.ToString(); reader.Read(); break;
                case "f": formula = true; reader.Skip(); break;
                default: reader.Skip(); break;
            }
        }
        return (formula, value);
    }

    private Cell Convert(string type, int style, bool formula, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return formula && (value is null || type != "str") ? new Cell(CellKind.FormulaWithoutValue, "", fromFormula: true) : default;
        switch (type)
        {
            case "s": return Text(strings[Whole(value, strings.Count - 1, 0)], formula);
            case "str" or "inlineStr": return Text(XlsxText.Unescape(value), formula);
            case "b": return new Cell(CellKind.Boolean, value is "1" or "true" ? "TRUE" : "FALSE", 0, formula);
            case "e": return new Cell(CellKind.Error, value, 0, formula);
            case "d": return DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? Cell.OfSerial(Serial(moment), formula) : new Cell(CellKind.Error, value, 0, formula);
        }
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return new Cell(CellKind.Error, value, 0, formula);
        return styles.IsDate(style) ? Cell.OfSerial(number + (from1904 ? ExcelSerial.Calendar1904 : 0), formula) : Cell.OfNumber(number, formula);
    }

    private Cell Text(string text, bool formula) => text.Length == 0 ? default : new Cell(CellKind.Text, budget.Text(text, _row), 0, formula);

    private static double Serial(DateTime moment) => ExcelSerial.FromDate(DateOnly.FromDateTime(moment)) + moment.TimeOfDay.TotalDays;

    private void ReadHiddenColumns()
    {
        if (reader.GetAttribute("hidden") is not ("1" or "true")) return;
        var first = Whole(reader.GetAttribute("min") ?? "", MaxColumn);
        var last = Whole(reader.GetAttribute("max") ?? "", MaxColumn);
        for (var column = first; column <= last && sheet.HiddenColumns.Count < MaxColumn; column++) sheet.HiddenColumns.Add(column - 1);
    }

    private void ReadMerge()
    {
        var reference = reader.GetAttribute("ref") ?? "";
        var colon = reference.IndexOf(':');
        if (colon < 0) return;
        var (row, column) = (RowOf(reference.AsSpan(0, colon)), ColumnOf(reference.AsSpan(0, colon)));
        var (lastRow, lastColumn) = (RowOf(reference.AsSpan(colon + 1)), ColumnOf(reference.AsSpan(colon + 1)));
        if (lastRow < row || lastColumn < column || sheet.Merges.Count >= budget.Limits.Cells) throw Refusal.Damaged();
        sheet.Merges.Add(new MergedRange(row, column, lastRow, lastColumn));
    }

    private static int ColumnOf(ReadOnlySpan<char> reference)
    {
        var column = 0;
        var i = 0;
        for (; i < reference.Length && char.IsAsciiLetter(reference[i]) && column <= MaxColumn; i++) column = column * 26 + (char.ToUpperInvariant(reference[i]) - 'A' + 1);
        return column is > 0 and <= MaxColumn && i < reference.Length ? column - 1 : throw Refusal.Damaged();
    }

    private static int RowOf(ReadOnlySpan<char> reference)
    {
        var i = 0;
        while (i < reference.Length && char.IsAsciiLetter(reference[i])) i++;
        return Whole(reference[i..], MaxRow);
    }

    private static int Whole(ReadOnlySpan<char> text, int most, int least = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : throw Refusal.Damaged();
}
