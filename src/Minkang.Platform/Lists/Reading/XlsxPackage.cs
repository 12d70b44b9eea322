using System.IO.Compression;
using System.Xml;

namespace Minkang.Platform.Lists;

/// <summary>A sheet as the workbook names it.</summary>
internal sealed record XlsxSheetPart(string Name, string Path, bool Hidden);

/// <summary>The parts of an xlsx package (工作簿包). Names and targets only: external links, macros and embedded objects are never opened.</summary>
internal sealed class XlsxPackage(ZipArchive zip, CellBudget budget)
{
    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = false };
    private readonly Dictionary<string, ZipArchiveEntry> _parts = Index(zip);

    public bool Has(string path) => _parts.ContainsKey(path);

    /// <summary>Parses a part to its end. A part that the workbook promises but does not hold means that the file is damaged.</summary>
    public void Parse(string path, Action<XmlReader> parse)
    {
        if (!_parts.TryGetValue(path, out var entry)) throw Refusal.Damaged();
        using var stream = new PartStream(entry, budget);
        using (var reader = XmlReader.Create(stream, Xml)) parse(reader);
        stream.Finish();
    }

    /// <summary>Relations of the workbook: id → type (last word) and path inside the package. External targets are left out.</summary>
    public Dictionary<string, (string Type, string Path)> Relations()
    {
        var relations = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        Parse("xl/_rels/workbook.xml.rels", reader =>
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Relationship" || reader.GetAttribute("TargetMode") == "External") continue;
                var type = reader.GetAttribute("Type") ?? "";
                relations[reader.GetAttribute("Id") ?? ""] = (type[(type.LastIndexOf('/') + 1)..], Resolve(reader.GetAttribute("Target") ?? ""));
            }
        });
        return relations;
    }

    /// <summary>Sheets in the order of the workbook, chart sheets left out, and whether dates count from 1904.</summary>
    public (IReadOnlyList<XlsxSheetPart> Sheets, bool From1904) Workbook(Dictionary<string, (string Type, string Path)> relations)
    {
        var sheets = new List<XlsxSheetPart>();
        var from1904 = false;
        Parse("xl/workbook.xml", reader =>
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "workbookPr") from1904 = reader.GetAttribute("date1904") is "1" or "true";
                if (reader.LocalName != "sheet") continue;
                var id = reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? reader.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships") ?? "";
                if (!relations.TryGetValue(id, out var target)) throw Refusal.Damaged();
                if (target.Type == "worksheet") sheets.Add(new XlsxSheetPart(reader.GetAttribute("name") ?? "", target.Path, reader.GetAttribute("state") is "hidden" or "veryHidden"));
            }
        });
        return (sheets, from1904);
    }

    private static string Resolve(string target) =>
        target.StartsWith('/') ? target[1..] : target.StartsWith("../", StringComparison.Ordinal) ? target[3..] : "xl/" + target;

    private static Dictionary<string, ZipArchiveEntry> Index(ZipArchive zip)
    {
        var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
            if (!parts.TryAdd(entry.FullName.Replace('\\', '/'), entry)) throw Refusal.Damaged();
        return parts;
    }
}
