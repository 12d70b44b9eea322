using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Minkang.Samples.Writing;

/// <summary>
/// A workbook (xlsx) written part by part into the zip stream: memory does not grow with the rows, and a fixed time stamp makes the same
/// rows the same bytes.
/// </summary>
internal sealed class XlsxFile : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly DateTimeOffset Stamp = new(2019, 1, 10, 8, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _zip;
    private readonly List<string> _sheets = [];
    private XlsxSheet? _open;

    public XlsxFile(string path) => _zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);

    /// <summary>Ends the sheet before and begins the next one.</summary>
    public XlsxSheet Sheet(string name, int columns)
    {
        _open?.Dispose();
        _sheets.Add(name);
        return _open = new XlsxSheet(Part($"xl/worksheets/sheet{_sheets.Count}.xml"), columns);
    }

    public void Dispose()
    {
        _open?.Dispose();
        Text("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>{Each((name, n) => $"<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")}</sheets></workbook>");
        Text("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\">{Each((_, n) => $"<Relationship Id=\"rId{n}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")}<Relationship Id=\"rId{_sheets.Count + 1}\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
        Text("xl/styles.xml", Styles);
        Text("_rels/.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Text("[Content_Types].xml", $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{type}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{type}styles+xml\"/>{Each((_, n) => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{type}worksheet+xml\"/>")}</Types>");
        _zip.Dispose();
    }

    /// <summary>Formats 0 plain, 1 title, 2 header, 3 data, 4 date.</summary>
    private static string Styles =>
        $"<styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"14\"/><name val=\"宋体\"/></font></fonts>"
        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
        + "<borders count=\"2\"><border/><border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"5\">"
        + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\"/></xf>"
        + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\" wrapText=\"1\"/></xf>"
        + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\"/>"
        + "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\"/></cellXfs></styleSheet>";

    private string Each(Func<string, int, string> one) => string.Concat(_sheets.Select((name, i) => one(name, i + 1)));

    private void Text(string name, string xml)
    {
        using var part = Part(name);
        part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
    }

    private Stream Part(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Stamp;
        return entry.Open();
    }
}

/// <summary>A sheet of a workbook under way.</summary>
internal sealed class XlsxSheet : RowWriter, IDisposable
{
    private readonly XmlWriter _xml;
    private readonly Stream _part;
    private readonly string[] _columns;
    private readonly List<string> _merged = [];

    public XlsxSheet(Stream part, int columns)
    {
        _part = part;
        _columns = [.. Enumerable.Range(1, columns).Select(ColumnName)];
        _xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true });
        _xml.WriteStartDocument(standalone: true);
        _xml.WriteStartElement("worksheet", "http://schemas.openxmlformats.org/spreadsheetml/2006/main");
        _xml.WriteStartElement("sheetData");
    }

    public static string ColumnName(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : $"{ColumnName((column - 1) / 26)}{ColumnName((column - 1) % 26 + 1)}";

    public override void Write(IReadOnlyList<Cell> cells, RowLook look = RowLook.Data)
    {
        var row = NextRow++.ToString(CultureInfo.InvariantCulture);
        _xml.WriteStartElement("row");
        _xml.WriteAttributeString("r", row);
        for (var i = 0; i < cells.Count; i++)
            if (cells[i].Kind != CellKind.Empty) WriteCell(cells[i], _columns[i] + row, look);
        _xml.WriteEndElement();
    }

    private void WriteCell(in Cell cell, string at, RowLook look)
    {
        _xml.WriteStartElement("c");
        _xml.WriteAttributeString("r", at);
        _xml.WriteAttributeString("s", cell.Kind == CellKind.Date ? "4" : ((int)look).ToString(CultureInfo.InvariantCulture));
        if (cell.Kind == CellKind.Text)
        {
            _xml.WriteAttributeString("t", "inlineStr");
            _xml.WriteStartElement("is");
            _xml.WriteStartElement("t");
            _xml.WriteAttributeString("xml", "space", null, "preserve");
            _xml.WriteString(cell.Text);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }
        else
        {
            if (cell.Kind == CellKind.Error) _xml.WriteAttributeString("t", "e");
            if (cell.Formula is not null) _xml.WriteElementString("f", cell.Formula);
            _xml.WriteElementString("v", cell.Plain);
        }
        _xml.WriteEndElement();
    }

    public override void Skip() => NextRow++;

    public override void Merge(int fromRow, int fromColumn, int toRow, int toColumn) =>
        _merged.Add(string.Create(CultureInfo.InvariantCulture, $"{ColumnName(fromColumn)}{fromRow}:{ColumnName(toColumn)}{toRow}"));

    public void Dispose()
    {
        _xml.WriteEndElement();
        if (_merged.Count > 0)
        {
            _xml.WriteStartElement("mergeCells");
            foreach (var range in _merged)
            {
                _xml.WriteStartElement("mergeCell");
                _xml.WriteAttributeString("ref", range);
                _xml.WriteEndElement();
            }
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
        _xml.Dispose();
        _part.Dispose();
    }
}
