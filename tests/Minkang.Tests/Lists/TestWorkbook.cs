using System.IO.Compression;
using System.Text;

namespace Minkang.Tests.Lists;

/// <summary>Makes small xlsx files from raw sheet XML, so that a test says exactly what stands in the file.</summary>
internal static class TestWorkbook
{
    private const string Rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>A workbook with one sheet; <paramref name="rows"/> is the content of sheetData, <paramref name="after"/> what follows it.</summary>
    public static byte[] Of(string rows, string after = "", string before = "", string strings = "", string workbookProperties = "") =>
        Of([("名单", rows, after, before)], strings, workbookProperties);

    public static byte[] Of(IReadOnlyList<(string Name, string Rows, string After, string Before)> sheets, string strings = "", string workbookProperties = "")
    {
        var parts = new List<(string, string)>
        {
            ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Rel}">{workbookProperties}<sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Rel}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id="s" Type="{Rel}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="{Rel}/styles" Target="styles.xml"/><Relationship Id="x" Type="{Rel}/externalLink" Target="http://example.invalid/" TargetMode="External"/></Relationships>"""),
            ("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{strings}</sst>"""),
            ("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"""),
        };
        for (var i = 0; i < sheets.Count; i++)
            parts.Add(($"xl/worksheets/sheet{i + 1}.xml", $"""<worksheet xmlns="{Main}">{sheets[i].Before}<sheetData>{sheets[i].Rows}</sheetData>{sheets[i].After}</worksheet>"""));
        return Zip(parts);
    }

    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>A row of texts; null is no cell.</summary>
    public static string Row(int number, params string?[] texts) =>
        $"<row r=\"{number}\">{string.Concat(texts.Select((t, i) => t is null ? "" : Text(i, number, t)))}</row>";

    public static string Text(int column, int row, string text) =>
        $"<c r=\"{(char)('A' + column)}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></is></c>";

    public static byte[] Zip(IEnumerable<(string Name, string Text)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        return file.ToArray();
    }
}
