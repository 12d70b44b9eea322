using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Minkang.Platform.Lists;

/// <summary>
/// Adds the result columns to a copy of an xlsx workbook. The sheets are copied as streams of XML, cell by cell, so that layout, formulas and styles
/// stay as they are and memory does not grow with the list.
/// </summary>
internal static class XlsxResult
{
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false) };

    /// <summary>False, with nothing written, when the workbook carries macros: those are not handed on.</summary>
    public static bool TryWrite(byte[] original, ListRecognition list, Dictionary<(string, int), RowResult> results, Stream output)
    {
        using var source = new ZipArchive(new MemoryStream(original, writable: false), ZipArchiveMode.Read);
        if (source.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return false;
        var matches = Matches(source, list);
        using var target = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in source.Entries)
        {
            using var from = entry.Open();
            using var to = target.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
            if (matches.TryGetValue(entry.FullName.Replace('\\', '/'), out var match)) CopySheet(from, to, match, results);
            else from.CopyTo(to);
        }
        return true;
    }

    /// <summary>Path of the sheet's part → what the sheet was recognised as.</summary>
    private static Dictionary<string, SheetMatch> Matches(ZipArchive source, ListRecognition list)
    {
        var package = new XlsxPackage(source, new CellBudget(new ListFileLimits(), CancellationToken.None));
        var (parts, _) = package.Workbook(package.Relations());
        var matches = new Dictionary<string, SheetMatch>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < parts.Count; i++)
            if (list.Sheets.FirstOrDefault(m => ReferenceEquals(m.Sheet, list.File.Sheets[i])) is { } match) matches[parts[i].Path] = match;
        return matches;
    }

    private static void CopySheet(Stream from, Stream to, SheetMatch match, Dictionary<(string, int), RowResult> results)
    {
        using var reader = XmlReader.Create(from, Reading);
        using var writer = XmlWriter.Create(to, Writing);
        var rows = match.Sheet.Rows.ToDictionary(r => r.Number);
        var last = 0;
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "dimension") { reader.Skip(); continue; } // the sheet grows wider than it says
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "row")
            {
                last = reader.GetAttribute("r") is { } r ? int.Parse(r, System.Globalization.CultureInfo.InvariantCulture) : last + 1;
                CopyRow(reader, writer, match, last, rows.TryGetValue(last, out var row) ? ResultWorkbook.Texts(match, row, results) : null);
                continue;
            }
            CopyShallow(reader, writer);
        }
    }

    /// <summary>Copies a row without the result cells it may have, and puts the new ones at its end.</summary>
    private static void CopyRow(XmlReader reader, XmlWriter writer, SheetMatch match, int number, string[]? texts)
    {
        var (prefix, space, first) = (reader.Prefix, reader.NamespaceURI, ResultWorkbook.FirstColumn(match));
        writer.WriteStartElement(prefix, "row", space);
        var empty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
            if (reader.LocalName != "spans" && reader.NamespaceURI != "http://www.w3.org/2000/xmlns/") writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
        reader.MoveToElement();
        reader.Read();
        var column = -1;
        while (!empty && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "c")
            {
                column = reader.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
                if (column >= first && column < first + 3) { reader.Skip(); continue; }
            }
            writer.WriteNode(reader, false);
        }
        for (var i = 0; texts is not null && i < 3; i++) WriteText(writer, prefix, space, XlsxWriter.Reference(first + i, number), texts[i]);
        writer.WriteEndElement();
        if (!empty) reader.Read();
    }

    private static void WriteText(XmlWriter writer, string prefix, string space, string reference, string text)
    {
        if (text.Length == 0) return;
        writer.WriteStartElement(prefix, "c", space);
        writer.WriteAttributeString("r", reference);
        writer.WriteAttributeString("t", "inlineStr");
        writer.WriteStartElement(prefix, "is", space);
        writer.WriteStartElement(prefix, "t", space);
        writer.WriteAttributeString("xml", "space", null, "preserve");
        writer.WriteString(XlsxText.Escape(text));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void CopyShallow(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element when reader.LocalName is "worksheet" or "sheetData":
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                writer.WriteAttributes(reader, false);
                if (reader.IsEmptyElement) writer.WriteEndElement();
                reader.Read();
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                reader.Read();
                break;
            default:
                writer.WriteNode(reader, false);
                break;
        }
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference) if (char.IsAsciiLetter(c)) column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
        return column - 1;
    }
}
