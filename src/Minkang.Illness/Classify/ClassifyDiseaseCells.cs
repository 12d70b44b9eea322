using Minkang.Domain.Diseases;

namespace Minkang.Illness.Classify;

/// <summary>A row of a list as it stands in the file: <paramref name="Row"/> is the number the spreadsheet shows (from 1), in a CSV the number of the record.</summary>
internal readonly record struct DiseaseListRow(int Row, IReadOnlyList<string?> Cells);

/// <summary>The class codes of one data row, sorted; empty when it belongs to no class.</summary>
internal readonly record struct ClassifiedRow(string File, string Sheet, int Row, IReadOnlyList<string> Classes);

/// <summary>
/// Reads the disease cells of a list (病种归类) without any store: finds the heading row by its content, and gives the class codes of every data row below it.
/// <paramref name="on"/> is the day of the list, for the ages of children.
/// </summary>
internal sealed class ClassifyDiseaseCells(DiseaseCellReader reader, DiseaseColumns columns, DateOnly on)
{
    private static readonly string[] NoPerson = ["合计", "小计", "总计", "填报人", "审核人", "制表人", "负责人", "备注：", "注：", "说明："];

    /// <summary>The rows of one sheet; a sheet without a disease column has none.</summary>
    public IEnumerable<ClassifiedRow> Classify(string file, string sheet, IEnumerable<DiseaseListRow> rows)
    {
        Headings? headings = null;
        foreach (var row in rows)
        {
            if (headings is null) headings = Headings.Of(row.Cells, columns);
            else if (!headings.AreRepeatedIn(row.Cells) && IsData(headings, row.Cells)) yield return new ClassifiedRow(file, sheet, row.Row, Classes(headings, row.Cells));
        }
    }

    private IReadOnlyList<string> Classes(Headings headings, IReadOnlyList<string?> cells)
    {
        var age = PatientAge.Of(At(cells, headings.Age), At(cells, headings.Birth), At(cells, headings.Id), on);
        if (headings.Disease is [var only]) return reader.Read(At(cells, only), age).Classes;
        return [.. headings.Disease.SelectMany(c => reader.Read(At(cells, c), age).Classes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>A data row names a disease, a person or a number. Totals, signatures and the second row of a heading do not.</summary>
    private static bool IsData(Headings headings, IReadOnlyList<string?> cells)
    {
        var disease = headings.Disease.Any(c => Filled(cells, c));
        if (!disease && cells.Take(3).Any(c => NoPerson.Any(word => DiseaseColumns.Plain(c).StartsWith(word, StringComparison.Ordinal)))) return false;
        if (headings is { Name: null, Id: null }) return cells.Any(c => !string.IsNullOrWhiteSpace(c));
        return disease || Filled(cells, headings.Name) || Filled(cells, headings.Id);
    }

    private static bool Filled(IReadOnlyList<string?> cells, int? column) => !string.IsNullOrWhiteSpace(At(cells, column));

    private static string? At(IReadOnlyList<string?> cells, int? column) => column is { } c && c < cells.Count ? cells[c] : null;

    private sealed record Headings(List<string> Text, IReadOnlyList<int> Disease, int? Age, int? Birth, int? Id, int? Name)
    {
        /// <summary>The heading comes again at a page break. Other columns may well hold a word such as 疾病 as their value.</summary>
        public bool AreRepeatedIn(IReadOnlyList<string?> cells) => Disease.All(c => DiseaseColumns.Plain(At(cells, c)) == Text[c]);

        /// <summary>A heading row has a disease column; null for any other row.</summary>
        public static Headings? Of(IReadOnlyList<string?> cells, DiseaseColumns columns)
        {
            var plain = cells.Select(DiseaseColumns.Plain).ToList();
            var disease = Enumerable.Range(0, plain.Count).Where(i => columns.Disease.Contains(plain[i])).ToList();
            if (disease.Count == 0) return null;
            return new Headings(plain, disease, First(columns.Age), First(columns.Birth), First(columns.Id), First(columns.Name));

            int? First(IReadOnlySet<string> known)
            {
                var at = plain.FindIndex(known.Contains);
                return at < 0 ? null : at;
            }
        }
    }
}
