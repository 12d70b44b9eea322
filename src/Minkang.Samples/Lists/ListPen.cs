using System.Globalization;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;
using Minkang.Samples.Places;
using Minkang.Samples.Writing;

namespace Minkang.Samples.Lists;

/// <summary>What every list needs.</summary>
internal sealed record ListContext(CountyOptions Options, County County, Population People, DirtProfile Dirt, LabelFiles Labels)
{
    public Clerk Clerk(string list) => new(Options, Dirt, list);
    public string Path(string file) => System.IO.Path.Combine(Options.Folder, file);
    public int Year => Options.Year;
}

/// <summary>Writes one sheet and, beside every row, its label.</summary>
internal sealed class ListPen(RowWriter sheet, LabelFiles labels, string file, string sheetName, Clerk clerk)
{
    private Village? _village;

    public int NextRow => sheet.NextRow;

    /// <summary>Rows written about persons, without those that repeat a person.</summary>
    public int Persons { get; private set; }

    public static string At(int row, string column) => column + row.ToString(CultureInfo.InvariantCulture);

    public void Title(string text, int width, string kind = "title")
    {
        if (width > 1) sheet.Merge(sheet.NextRow, 1, sheet.NextRow, width);
        Shape([text], kind, kind == "remark" ? "shape-signature" : "", kind == "title" ? RowLook.Title : RowLook.Data);
    }

    public void Header(IReadOnlyList<string> names, string fault = "") => Shape([.. names.Select(n => Cell.Of(n))], "header", fault, RowLook.Header);

    public void Skip(string fault = "")
    {
        labels.Shape(file, sheetName, sheet.NextRow, "blank", fault);
        sheet.Skip();
    }

    public void Merge(int fromRow, int fromColumn, int toRow, int toColumn) => sheet.Merge(fromRow, fromColumn, toRow, toColumn);

    public void Shape(IReadOnlyList<Cell> cells, string kind, string fault = "", RowLook look = RowLook.Data)
    {
        labels.Shape(file, sheetName, sheet.NextRow, kind, fault);
        sheet.Write(cells, look);
    }

    /// <summary>Writes the row of a person, sometimes twice.</summary>
    public void Person(Row row, bool counts = true)
    {
        WriteRow(row);
        if (counts) Persons++;
        if (clerk.Has("person-row-twice")) WriteRow(row);
    }

    private void WriteRow(Row row)
    {
        labels.Person(file, sheetName, sheet.NextRow, row);
        sheet.Write(row.Cells);
    }

    public void Total(IReadOnlyList<Cell> cells, params ReadOnlySpan<(string What, string Value)> stated)
    {
        foreach (var (what, value) in stated) labels.Total(file, sheetName, sheet.NextRow, what, value);
        Shape(cells, "total");
    }

    /// <summary>Between two villages a page may break: an empty row, or the header again.</summary>
    public void Turn(Village village, IReadOnlyList<string> header)
    {
        if (_village is not null && _village != village)
        {
            if (clerk.HasShape("shape-blank-row", village.Number)) Skip("shape-blank-row");
            if (clerk.HasShape("shape-repeated-header", village.Number)) Header(header, "shape-repeated-header");
        }
        _village = village;
    }

    public bool Lists(Person person, out string? fault) => clerk.Lists(person, labels, file, sheetName, out fault);
}
