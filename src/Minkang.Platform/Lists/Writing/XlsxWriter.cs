using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Minkang.Platform.Lists;

/// <summary>Looks of the cells that <see cref="XlsxWriter"/> writes; the numbers are places in its style sheet.</summary>
internal enum XlsxStyle { General = 0, Text = 1, Title = 2, FillIn = 3, Heading = 4, Date = 5, Amount = 6, GuardedText = 7, Wrapped = 8 }

/// <summary>
/// Writes an xlsx workbook as a stream, row by row, so that memory does not grow with the number of rows. Texts are written as texts, whatever they
/// begin with; those that look like formulas also carry the mark that keeps them texts when a person edits the cell.
/// </summary>
internal sealed class XlsxWriter(Stream output) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CloseOutput = true };

    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> _sheets = [];
    private readonly List<string> _merges = [];
    private XmlWriter? _sheet;
    private int _row;

    public void StartSheet(string name, IReadOnlyList<double>? widths = null, int frozenRows = 0)
    {
        EndSheet();
        _sheets.Add(SheetName(name));
        _row = 0;
        _sheet = XmlWriter.Create(_zip.CreateEntry($"xl/worksheets/sheet{_sheets.Count}.xml", CompressionLevel.Fastest).Open(), Settings);
        _sheet.WriteStartElement("worksheet", Main);
        if (frozenRows > 0) WriteFrozen(frozenRows);
        if (widths is { Count: > 0 }) WriteWidths(widths);
        _sheet.WriteStartElement("sheetData", Main);
    }

    /// <summary>Begins the next row, or a later one.</summary>
    public void StartRow(int? number = null)
    {
        _row = number ?? _row + 1;
        _sheet!.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
    }

    public int Row => _row;

    public void EndRow() => _sheet!.WriteEndElement();

    public void Text(int column, string text, XlsxStyle style = XlsxStyle.Text)
    {
        if (text.Length == 0) return;
        StartCell(column, "inlineStr", style == XlsxStyle.Text && TextGuard.LooksLikeFormula(text) ? XlsxStyle.GuardedText : style);
        _sheet!.WriteStartElement("is", Main);
        _sheet.WriteStartElement("t", Main);
        _sheet.WriteAttributeString("xml", "space", null, "preserve");
        _sheet.WriteString(XlsxText.Escape(text));
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
    }

    public void Number(int column, double number, XlsxStyle style = XlsxStyle.General) => Value(column, "n", number.ToString("R", CultureInfo.InvariantCulture), style);

    public void Number(int column, decimal number, XlsxStyle style) => Value(column, "n", number.ToString(CultureInfo.InvariantCulture), style);

    public void Error(int column, string error) => Value(column, "e", error, XlsxStyle.General);

    public void Boolean(int column, bool truth) => Value(column, "b", truth ? "1" : "0", XlsxStyle.General);

    /// <summary>Merges cells of the sheet that is being written; rows from 1, columns from 0.</summary>
    public void Merge(MergedRange range)
    {
        if (range.FirstRow == range.LastRow && range.FirstColumn == range.LastColumn) return;
        _merges.Add($"{Reference(range.FirstColumn, range.FirstRow)}:{Reference(range.LastColumn, range.LastRow)}");
    }

    /// <summary>Writes what belongs to the whole workbook. Without it the file is not complete.</summary>
    public void Finish()
    {
        EndSheet();
        Part("xl/styles.xml", WriteStyles);
        Part("xl/workbook.xml", WriteWorkbook);
        Part("xl/_rels/workbook.xml.rels", w => WriteRelations(w,
            [.. _sheets.Select((_, i) => ($"rId{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")), ($"rId{_sheets.Count + 1}", "styles", "styles.xml")]));
        Part("_rels/.rels", w => WriteRelations(w, [("rId1", "officeDocument", "xl/workbook.xml")]));
        Part("[Content_Types].xml", WriteTypes);
    }

    public void Dispose()
    {
        _sheet?.Dispose();
        _zip.Dispose();
    }

    public static string Reference(int column, int row) => Heading.LettersOf(column) + row.ToString(CultureInfo.InvariantCulture);

    private void EndSheet()
    {
        if (_sheet is null) return;
        _sheet.WriteEndElement();
        if (_merges.Count > 0)
        {
            _sheet.WriteStartElement("mergeCells", Main);
            foreach (var merge in _merges) { _sheet.WriteStartElement("mergeCell", Main); _sheet.WriteAttributeString("ref", merge); _sheet.WriteEndElement(); }
            _sheet.WriteEndElement();
            _merges.Clear();
        }
        _sheet.WriteEndElement();
        _sheet.Dispose();
        _sheet = null;
    }

    private void StartCell(int column, string type, XlsxStyle style)
    {
        _sheet!.WriteStartElement("c", Main);
        _sheet.WriteAttributeString("r", Reference(column, _row));
        if (style != XlsxStyle.General) _sheet.WriteAttributeString("s", ((int)style).ToString(CultureInfo.InvariantCulture));
        if (type != "n") _sheet.WriteAttributeString("t", type);
    }

    private void Value(int column, string type, string value, XlsxStyle style)
    {
        StartCell(column, type, style);
        _sheet!.WriteElementString("v", Main, value);
        _sheet.WriteEndElement();
    }

    private void WriteFrozen(int rows)
    {
        _sheet!.WriteStartElement("sheetViews", Main);
        _sheet.WriteStartElement("sheetView", Main);
        _sheet.WriteAttributeString("workbookViewId", "0");
        _sheet.WriteStartElement("pane", Main);
        _sheet.WriteAttributeString("ySplit", rows.ToString(CultureInfo.InvariantCulture));
        _sheet.WriteAttributeString("topLeftCell", Reference(0, rows + 1));
        _sheet.WriteAttributeString("activePane", "bottomLeft");
        _sheet.WriteAttributeString("state", "frozen");
        for (var i = 0; i < 3; i++) _sheet.WriteEndElement();
    }

    private void WriteWidths(IReadOnlyList<double> widths)
    {
        _sheet!.WriteStartElement("cols", Main);
        for (var i = 0; i < widths.Count; i++)
        {
            _sheet.WriteStartElement("col", Main);
            _sheet.WriteAttributeString("min", (i + 1).ToString(CultureInfo.InvariantCulture));
            _sheet.WriteAttributeString("max", (i + 1).ToString(CultureInfo.InvariantCulture));
            _sheet.WriteAttributeString("width", widths[i].ToString(CultureInfo.InvariantCulture));
            _sheet.WriteAttributeString("customWidth", "1");
            _sheet.WriteEndElement();
        }
        _sheet.WriteEndElement();
    }

    private void WriteWorkbook(XmlWriter w)
    {
        w.WriteStartElement("workbook", Main);
        w.WriteStartElement("sheets", Main);
        for (var i = 0; i < _sheets.Count; i++)
        {
            w.WriteStartElement("sheet", Main);
            w.WriteAttributeString("name", _sheets[i]);
            w.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            w.WriteAttributeString("r", "id", Relations, $"rId{i + 1}");
            w.WriteEndElement();
        }
        w.WriteEndElement();
        w.WriteEndElement();
    }

    private static void WriteRelations(XmlWriter w, IEnumerable<(string Id, string Type, string Target)> relations)
    {
        w.WriteStartElement("Relationships", "http://schemas.openxmlformats.org/package/2006/relationships");
        foreach (var (id, type, target) in relations)
        {
            w.WriteStartElement("Relationship");
            w.WriteAttributeString("Id", id);
            w.WriteAttributeString("Type", $"{Relations}/{type}");
            w.WriteAttributeString("Target", target);
            w.WriteEndElement();
        }
        w.WriteEndElement();
    }

    private void WriteTypes(XmlWriter w)
    {
        const string sheetMl = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        w.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
        void Type(string element, string key, string name, string type) { w.WriteStartElement(element); w.WriteAttributeString(key, name); w.WriteAttributeString("ContentType", type); w.WriteEndElement(); }
        Type("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Type("Default", "Extension", "xml", "application/xml");
        Type("Override", "PartName", "/xl/workbook.xml", sheetMl + "sheet.main+xml");
        Type("Override", "PartName", "/xl/styles.xml", sheetMl + "styles+xml");
        for (var i = 1; i <= _sheets.Count; i++) Type("Override", "PartName", $"/xl/worksheets/sheet{i}.xml", sheetMl + "worksheet+xml");
        w.WriteEndElement();
    }

    private static void WriteStyles(XmlWriter w) => w.WriteRaw(
        $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
        <fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>
        <borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>
        <cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="9"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf applyAlignment="1"><alignment horizontal="left"/></xf>
        <xf fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>
        <xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>
        """);

    private void Part(string path, Action<XmlWriter> write)
    {
        using var writer = XmlWriter.Create(_zip.CreateEntry(path, CompressionLevel.Fastest).Open(), Settings);
        writer.WriteStartDocument(standalone: true);
        write(writer);
    }

    /// <summary>A name that spreadsheets accept: at most 31 characters, none of : \ / ? * [ ], not used before.</summary>
    private string SheetName(string name)
    {
        var clean = new string([.. name.Select(c => c is ':' or '\\' or '/' or '?' or '*' or '[' or ']' || char.IsControl(c) ? ' ' : c)]).Trim(' ', '\'');
        if (clean.Length == 0) clean = $"表{_sheets.Count + 1}";
        if (clean.Length > 31) clean = clean[..31];
        for (var i = 2; _sheets.Contains(clean, StringComparer.OrdinalIgnoreCase); i++) clean = $"{(clean.Length > 26 ? clean[..26] : clean)}({i})";
        return clean;
    }
}
