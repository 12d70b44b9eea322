using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Minkang.Samples;
using Sylvan.Data.Csv;

namespace Minkang.Tests.Samples;

/// <summary>A county written to a temporary folder and read back with readers that know nothing of the generator.</summary>
public sealed class WrittenCounty : IDisposable
{
    public WrittenCounty(DirtLevel dirt, int persons = 1_500, int seed = 7, int? townships = null, params string[] without)
    {
        Folder = Directory.CreateTempSubdirectory("county").FullName;
        Summary = CountyGenerator.Write(new CountyOptions { Folder = Folder, Persons = persons, Seed = seed, Dirt = dirt, Townships = townships, Without = without });
    }

    public string Folder { get; }
    public CountySummary Summary { get; }
    public List<Dictionary<string, string>> Labels(string name) => ReadLabels(Path.Combine(Folder, "labels", name + ".csv"));
    public string File(string part) => Summary.Files.Single(f => f.Contains(part, StringComparison.Ordinal));

    /// <summary>All sheets of a workbook, or the one table of a CSV file under the name "", as plain text; row and column counted from zero.</summary>
    public Dictionary<string, List<string[]>> Tables(string file)
    {
        var path = Path.Combine(Folder, file);
        return Path.GetExtension(file) == ".csv" ? new() { [""] = ReadCsv(path) } : ReadWorkbook(path);
    }

    /// <summary>Cell texts under a column's heading, one per row that the labels say is about a person.</summary>
    public IEnumerable<(Dictionary<string, string> Label, string[] Cells)> PersonRows(string file, string sheet = "")
    {
        var table = Tables(file)[sheet];
        return Labels("rows").Where(l => l["file"] == file && l["sheet"] == sheet && l["kind"] == "person").Select(l => (l, table[int.Parse(l["row"]) - 1]));
    }

    public static IEnumerable<string> SchemaErrors(string path)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(e => e.Description)];
    }

    private static Dictionary<string, List<string[]>> ReadWorkbook(string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var stream = System.IO.File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateReader(stream);
        var sheets = new Dictionary<string, List<string[]>>();
        do
        {
            var rows = sheets[reader.Name] = [];
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i)?.ToString() ?? "")]);
        } while (reader.NextResult());
        return sheets;
    }

    private static List<string[]> ReadCsv(string path)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var gbk = Path.GetFileName(path).Contains("参保", StringComparison.Ordinal);
        var encoding = gbk ? Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) : new UTF8Encoding(false, throwOnInvalidBytes: true);
        using var text = new StreamReader(path, encoding);
        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false });
        var rows = new List<string[]>();
        while (csv.Read()) rows.Add([.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)]);
        return rows;
    }

    private static List<Dictionary<string, string>> ReadLabels(string path)
    {
        using var csv = CsvDataReader.Create(path);
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read()) rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
