using Minkang.Domain.Values;
using Minkang.Illness.Classify;
using Minkang.Illness.Diseases;
using Minkang.Platform.Catalog;
using Minkang.Platform.Lists;

namespace Minkang.Illness.Contracts;

/// <summary>A file that was classified: its rows, and how many of them have a class.</summary>
/// <param name="FileName">Name without folder.</param>
/// <param name="Rows">Data rows of all sheets with a disease column.</param>
/// <param name="WithClass">Rows that belong to at least one class.</param>
public sealed record ClassifiedFile(string FileName, int Rows, int WithClass);

/// <summary>
/// Reads the disease cells of whole list files (名单病种归类) and writes <c>file,sheet,row,classes</c>; needs no store. Classes are those of
/// <c>catalog/diseases/classes.yaml</c>: M01–M30 and C31–C34.
/// </summary>
public sealed class ClassifyFiles
{
    private readonly ClassifyDiseaseCells _classify;

    private ClassifyFiles(ClassifyDiseaseCells classify) => _classify = classify;

    /// <summary>With the catalogue beside the program. <paramref name="on"/> is the day of the lists, for the ages of children.</summary>
    /// <exception cref="InvalidOperationException">A file of the disease catalogue is broken; the message names file, line, and what would be right.</exception>
    public static ClassifyFiles FromCatalogue(DateOnly on)
    {
        var folder = CatalogFolder.Find();
        var loaded = LoadDiseases.From(folder);
        var headings = folder.LoadOne("diseases/columns.yaml");
        var columns = DiseaseColumns.From(headings);
        if (loaded.Problems.Concat(headings.Problems).FirstOrDefault() is { } problem) throw new InvalidOperationException(problem.ToString());
        return new ClassifyFiles(new ClassifyDiseaseCells(loaded.Reader, columns, on));
    }

    /// <summary>Classifies one file and hands each row to <paramref name="write"/>. Refuses with <c>lists.*</c> what cannot be opened, and with <c>illness.classify.no-column</c> a file without a disease column.</summary>
    public Outcome<ClassifiedFile> Classify(string fileName, byte[] content, Action<string, string, int, IReadOnlyList<string>> write)
    {
        var opened = ListFile.Open(content, fileName);
        if (!opened.Ok) return opened.Problems.ToArray();
        var (rows, withClass) = (0, 0);
        foreach (var sheet in opened.Value.Sheets)
            foreach (var row in _classify.Classify(fileName, sheet.Name, sheet.Rows.Select(r => new DiseaseListRow(r.Number, [.. r.Cells.Select(c => c.IsBlank ? null : c.Text)]))))
            {
                rows++;
                if (row.Classes.Count > 0) withClass++;
                write(fileName, sheet.Name, row.Row, row.Classes);
            }
        return rows == 0
            ? new Problem("illness.classify.no-column", "", "没有找到疾病一栏（患病名称、疾病名称、主要诊断名称等），请确认选对了文件，或把列名改成其中一个。")
            : new ClassifiedFile(fileName, rows, withClass);
    }
}
