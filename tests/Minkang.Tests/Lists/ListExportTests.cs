using System.IO.Compression;
using System.Text;
using CsCheck;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

public sealed class ListExportTests
{
    private static readonly ExportLayout Layout = new("名单", [new("姓名"), new("身份证号", 20), new("金额", Group: "费用（元）"), new("人数", Group: "费用（元）"), new("日期"), new("备注", 30)])
    {
        Title = "某县人员名册", FillInLine = "填报单位：某局　单位：元", Footer = ["填表人：　　审核人："],
    };

    private static readonly object?[][] Rows =
    [
        ["𠮷㛃䶮", "000000196001010027", new Money(123_450), 3, new DateOnly(2018, 3, 5), "=1+1"],
        ["海来·伍且", "00000019600101003X", new Money(-5), 0, null, "+cmd|' /C calc'!A0"],
        ["乙", "110105491231002", null, null, new DateOnly(1900, 1, 1), "-2+3\n第二行,\"引号\""],
        ["丙", "", Money.Zero, 1, new DateOnly(2099, 12, 31), "@SUM(1+1)"],
    ];

    [Fact]
    [Trait("Scenario", "EXP-02")]
    [Trait("Scenario", "EXP-07")]
    [Trait("Scenario", "EXP-08")]
    public void A_workbook_reads_back_the_same_cells_with_rare_characters_and_formula_like_texts()
    {
        var sheet = ListFile.Open(Xlsx(Layout, Rows), "导出.xlsx").Value.Sheets[0];
        var data = sheet.Rows.Skip(4).Take(Rows.Length).ToList();
        for (var i = 0; i < Rows.Length; i++)
        {
            Assert.Equal(Rows[i][0], data[i][0].Text);
            Assert.Equal((Rows[i][1], CellKind.Number), (data[i][1].Text, Rows[i][2] is null ? CellKind.Number : data[i][2].Kind));
            Assert.Equal(Rows[i][4] as DateOnly?, data[i][4].Date);
            Assert.Equal((CellKind.Text, Rows[i][5]), (data[i][5].Kind, data[i][5].Text));
        }
        Assert.Equal(1234.5, data[0][2].Number);
        Assert.Equal(-0.05, data[1][2].Number);
    }

    [Fact]
    public void The_line_of_sums_stands_between_the_rows_and_the_signatures()
    {
        var sheet = ListFile.Open(Xlsx(Layout with { Sums = ["合计", null, Money.Zero], Footer = [ExportLayout.Signatures] }, Rows), "导出.xlsx").Value.Sheets[0];

        Assert.Equal([Rows[^1][0], "合计", ExportLayout.Signatures], sheet.Rows.TakeLast(3).Select(r => r[0].Text));
    }

    [Fact]
    [Trait("Scenario", "EXP-03")]
    public void The_layout_is_the_offices_merged_title_groups_and_texts_for_long_numbers()
    {
        var sheet = ListFile.Open(Xlsx(Layout, Rows), "导出.xlsx").Value.Sheets[0];
        Assert.Contains(new MergedRange(1, 0, 1, 5), sheet.Merges);
        Assert.Contains(new MergedRange(3, 2, 3, 3), sheet.Merges);
        Assert.Contains(new MergedRange(3, 0, 4, 0), sheet.Merges);
        Assert.Equal("费用（元）", sheet.Rows[2][3].Text);
        Assert.All(sheet.Rows.Skip(4).Take(3), r => Assert.Equal(CellKind.Text, r[1].Kind));
        Assert.StartsWith("填表人", sheet.Rows[^1][0].Text);
    }

    [Fact]
    public void A_text_file_reads_back_the_same_texts()
    {
        using var output = new MemoryStream();
        ListExport.WriteCsv(output, Layout, Rows);
        Assert.True(output.ToArray().AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]));
        var sheet = ListFile.Open(output.ToArray(), "导出.csv").Value.Sheets[0];
        Assert.Equal(Rows.Select(r => (string)r[0]!), sheet.Rows.Skip(1).Select(r => r[0].Text));
        Assert.Equal(Rows.Select(r => (string)r[1]!), sheet.Rows.Skip(1).Select(r => r[1].Text));
        Assert.Equal(Rows.Select(r => (string)r[5]!), sheet.Rows.Skip(1).Select(r => r[5].Text));
        Assert.Equal("-0.05", sheet.Rows[2][2].Text);
        Assert.DoesNotContain(",=1+1", Encoding.UTF8.GetString(output.ToArray()));
        Assert.Contains("000000196001010027\t", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    [Trait("Scenario", "EXP-01")]
    public void Rows_beyond_a_sheet_go_to_the_next_with_the_headings_repeated()
    {
        var layout = new ExportLayout("名单", [new("姓名")]) { RowsPerSheet = 1000 };
        var file = ListFile.Open(Xlsx(layout, Enumerable.Range(1, 2500).Select(i => new object?[] { $"甲{i}" })), "导出.xlsx").Value;
        Assert.Equal(["名单", "名单(2)", "名单(3)"], file.Sheets.Select(s => s.Name));
        Assert.All(file.Sheets, s => Assert.Equal("姓名", s.Rows[0][0].Text));
        Assert.Equal(2500 + 3, file.Sheets.Sum(s => s.Rows.Count));
        Assert.Equal("甲2500", file.Sheets[2].Rows[^1][0].Text);
    }

    [Fact]
    public void The_package_is_one_that_the_document_library_accepts()
    {
        using var package = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(Xlsx(Layout, Rows)), isEditable: false);
        var errors = new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(package, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath} {e.Description}").ToList();
        Assert.Empty(errors);
    }

    [Fact]
    [Trait("Scenario", "EXP-02")]
    public void Any_text_survives_a_workbook()
    {
        var texts = Gen.String[1, 40].Where(t => !ListText.IsBlank(t)).Array[1, 8];
        texts.Sample(values =>
        {
            var rows = ListFile.Open(Xlsx(new ExportLayout("表", [new("甲")]), values.Select(v => new object?[] { v })), "a.xlsx").Value.Sheets[0].Rows;
            return rows.Skip(1).Select(r => r[0].Text).SequenceEqual(values);
        }, iter: 200, threads: 1);
    }

    private static byte[] Xlsx(ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var output = new MemoryStream();
        ListExport.WriteXlsx(output, layout, rows);
        return output.ToArray();
    }
}
