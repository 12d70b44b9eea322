using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Minkang.Platform.Lists;

/// <summary>Reads xlsx workbooks. One pass over each sheet; formulas are not run, their stored value is read.</summary>
internal static class XlsxFile
{
    public static IReadOnlyList<ListSheet> Read(byte[] content, CellBudget budget)
    {
        using var zip = OpenZip(content);
        FileKinds.RequireWorkbook(zip);
        try
        {
            return ReadSheets(new XlsxPackage(zip, budget), budget);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or EndOfStreamException or IOException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            // The parts of a zip that was changed on the way fail in any of these ways.
            throw Refusal.Damaged();
        }
    }

    private static List<ListSheet> ReadSheets(XlsxPackage package, CellBudget budget)
    {
        var relations = package.Relations();
        var (parts, from1904) = package.Workbook(relations);
        if (parts.Count > budget.Limits.Sheets) throw Refusal.TooManyCells(budget.Limits.Cells);
        var strings = new List<string>();
        var styles = new XlsxStyles();
        foreach (var (type, path) in relations.Values)
        {
            if (type == "sharedStrings") package.Parse(path, reader => ReadStrings(reader, strings, budget));
            if (type == "styles") package.Parse(path, styles.Read);
        }
        var sheets = new List<ListSheet>(parts.Count);
        foreach (var part in parts)
        {
            var sheet = new SheetBuilder(part.Name, budget) { Hidden = part.Hidden };
            package.Parse(part.Path, reader => new XlsxSheetParser(reader, sheet, strings, styles, from1904, budget).Parse());
            sheets.Add(sheet.Build());
        }
        return sheets;
    }

    private static ZipArchive OpenZip(byte[] content)
    {
        try
        {
            var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            _ = zip.Entries.Count; // reads the directory at the end of the file
            return zip;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or OverflowException or NotSupportedException)
        {
            // The directory stands at the end: without its signature the end is missing, with it something in between is wrong.
            throw content.AsSpan(Math.Max(0, content.Length - 66_000)).LastIndexOf("PK\u0005\u0006"u8) < 0 ? Refusal.CutOff() : Refusal.Damaged();
        }
    }

    private static void ReadStrings(XmlReader reader, List<string> strings, CellBudget budget)
    {
        var text = new StringBuilder();
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                text.Clear();
                XlsxText.ReadRuns(reader, text);
                strings.Add(XlsxText.Unescape(text.ToString()));
                if (strings.Count > budget.Limits.Cells) throw Refusal.TooManyCells(budget.Limits.Cells);
            }
        }
    }
}
