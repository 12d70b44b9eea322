using System.Globalization;
using System.Text;
using ExcelDataReader;
using Minkang.Illness.Classify;
using Minkang.Tests.Illness.Diseases;

namespace Minkang.Tests.Illness.Classify;

public sealed class ClassifyDiseaseCellsTests
{
    private static readonly ClassifyDiseaseCells Classify =
        new(DiseaseCatalog.Loaded.Reader, DiseaseColumns.From(DiseaseCatalog.Folder.LoadOne("diseases/columns.yaml")), new DateOnly(2018, 12, 31));

    [Fact]
    public void Finds_the_heading_below_a_title_and_leaves_out_what_is_no_data_row()
    {
        string?[][] rows =
        [
            ["患病人员表", null, null],
            ["序号", "患者 姓名", "患病名称（可多种）"],
            ["", "", ""],
            ["1", "甲", "高血压3级"],
            ["2", "乙", null],
            ["小计", "2", null],
            ["序号", "患者姓名", "患病名称（可多种）"],
            ["3", "疾病", "脑梗后遗症"],
            ["填报人：", null, null],
        ];
        Assert.Equal([(4, "C31"), (5, ""), (8, "")], Run(rows));
    }

    [Theory]
    [InlineData("5", "", "M06")]
    [InlineData("5岁", "", "M06")]
    [InlineData("8个月", "", "M06")]
    [InlineData("15", "", "")]
    [InlineData("", "000000200401011234", "M06")]
    [InlineData("", "000000200401011230", "M06")]
    [InlineData("", "00000020040101123", "M06")]
    [InlineData("", "000000196001011236", "")]
    [InlineData("", "0.000001960010112E+17", "")]
    [InlineData("6", "000000196001011236", "M06")]
    [InlineData("", "无", "M06")]
    public void Takes_the_age_from_what_the_row_tells(string age, string id, string classes) =>
        Assert.Equal([(2, classes)], Run([["姓名", "年龄", "身份证号", "疾病名称"], ["甲", age, id, "急性淋巴细胞白血病"]]));

    [Fact]
    public void Joins_several_disease_columns_of_a_row() =>
        Assert.Equal([(2, "C31|M23")], Run([["姓名", "主要诊断名称", "次要诊断"], ["甲", "脑梗死", "高血压"]]));

    [Fact]
    public void A_sheet_without_a_disease_column_has_no_rows() => Assert.Empty(Run([["姓名", "年龄"], ["高血压", "3"]]));

    [Fact]
    public void Counts_the_classes_of_the_township_health_return()
    {
        var rows = Township();
        Assert.Equal((164, 158), (rows.Count(r => r.Sheet == "患病人员信息"), rows.Count(r => r.Sheet == "费用及救治情况")));
        var counts = rows.SelectMany(r => r.Classes).CountBy(c => c).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}");
        Assert.Equal(
            "C31=100 C32=47 C33=9 C34=18 M02=6 M03=2 M05=6 M08=15 M09=4 M10=4 M12=8 M13=8 M14=2 M17=1 M19=2 M23=35 M24=14 M29=18 M30=3", string.Join(' ', counts));
    }

    [Fact]
    public void The_two_sheets_of_the_health_return_never_contradict_each_other()
    {
        // The cost sheet may name fewer diseases of a person than the first sheet; it names none that the first sheet has not.
        var classes = Township().ToDictionary(r => (r.Sheet, r.Row), r => r.Classes);
        var persons = Sheets().ToDictionary(s => s.Name, s => s.Rows.Where(r => classes.ContainsKey((s.Name, r.Row))).ToLookup(r => Number(s.Name, r), r => classes[(s.Name, r.Row)]));
        var compared = 0;
        foreach (var costs in persons["费用及救治情况"].Where(p => p.Key.Length == 18 && p.Count() == 1))
            if (persons["患病人员信息"][costs.Key].ToList() is [var surveyed])
            {
                Assert.Subset(surveyed.ToHashSet(), costs.Single().ToHashSet());
                compared++;
            }
        Assert.True(compared >= 50, $"only {compared} persons are in both sheets");

        static string Number(string sheet, DiseaseListRow row) => row.Cells[sheet == "患病人员信息" ? 7 : 4] ?? "";
    }

    private static List<(int, string)> Run(string?[][] rows) =>
        [.. Classify.Classify("f", "s", rows.Select((cells, i) => new DiseaseListRow(i + 1, cells))).Select(r => (r.Row, string.Join('|', r.Classes)))];

    private static List<ClassifiedRow> Township() => [.. Sheets().SelectMany(s => Classify.Classify("return.xlsx", s.Name, s.Rows))];

    private static List<(string Name, List<DiseaseListRow> Rows)> Sheets()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var file = File.OpenRead(DiseaseCatalog.File("township-health-return.xlsx"));
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file);
        var sheets = new List<(string, List<DiseaseListRow>)>();
        do
        {
            var rows = new List<DiseaseListRow>();
            while (reader.Read())
                rows.Add(new DiseaseListRow(rows.Count + 1, [.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]));
            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }
}
