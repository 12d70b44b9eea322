using System.Text;
using Minkang.Domain.Lists;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

public sealed class OpenListTests
{
    [Theory]
    [InlineData("0字节文件.xlsx", "lists.file.empty")]
    [InlineData("空工作簿.xlsx", "lists.file.no-rows")]
    [InlineData("传输中断_低保花名册.xlsx", "lists.file.cut-off")]
    [InlineData("引号不配对_参保名单.csv", "lists.file.unclosed-quote")]
    [InlineData("超大表格_历年数据汇总.xlsx", "lists.file.unpacks-too-large")]
    public void Refuses_a_broken_file_with_a_sentence_that_says_what_to_do(string name, string code)
    {
        var problem = Assert.Single(ListFile.Open(File.ReadAllBytes(Path.Combine(ListSamples.Broken, name)), name).Problems);
        Assert.Equal(code, problem.Code);
        Assert.Contains("请", problem.Message);
    }

    [Fact]
    public void Says_on_which_line_the_quotes_go_wrong() =>
        Assert.Contains("第 18 行", ListFile.Open(ListSamples.File_(ListSamples.Broken, "引号不配对"), "a.csv").Problems[0].Message);

    [Fact]
    [Trait("Scenario", "IMP-09")]
    public void A_web_page_named_xls_is_read_as_the_table_it_is()
    {
        var file = ListSamples.Open(ListSamples.PathOf(ListSamples.Broken, "系统导出"));
        Assert.Equal((ListFileFormat.WebPage, 62), (file.Format, file.Sheets[0].Rows.Count));
        Assert.Equal("序号|姓名|身份证号|性别|村名|脱贫状态", string.Join('|', file.Sheets[0].Rows[1].Cells.Select(c => c.Text)));
    }

    [Theory]
    [InlineData("名单.csv")]
    [InlineData("名单.xls")]
    [InlineData("名单")]
    [Trait("Scenario", "IMP-09")]
    public void A_workbook_is_a_workbook_whatever_its_name(string name) =>
        Assert.Equal(ListFileFormat.Workbook, ListFile.Open(TestWorkbook.Of(TestWorkbook.Row(1, "姓名")), name).Value.Format);

    [Fact]
    [Trait("Scenario", "IMP-09")]
    public void Text_named_xlsx_is_text() =>
        Assert.Equal(ListFileFormat.SeparatedText, ListFile.Open("姓名,性别\n甲,男\n"u8.ToArray(), "名单.xlsx").Value.Format);

    [Fact]
    [Trait("Scenario", "IMP-09")]
    public void Reads_workbooks_of_the_years_before_2007()
    {
        var file = ListFile.Open(ListSamples.Own("excel-97.xls"), "名单.xlsx").Value;
        Assert.Equal(ListFileFormat.OldWorkbook, file.Format);
        var sheet = file.Sheets[0];
        Assert.Equal("甲𠮷", sheet.Rows[2][1].Text);
        Assert.Equal(new DateOnly(1960, 1, 1), sheet.Rows[2][3].Date);
        Assert.Equal((CellKind.Error, "#N/A"), (sheet.Rows[3][5].Kind, sheet.Rows[3][5].Text));
        Assert.Equal((CellKind.Boolean, "TRUE"), (sheet.Rows[3][6].Kind, sheet.Rows[3][6].Text));
        Assert.True(sheet.Rows[4].Hidden);
        Assert.Equal([4], sheet.HiddenColumns);
        Assert.Equal(("合并", "合并", true), (sheet.Rows[5][5].Text, sheet.Rows[6][5].Text, sheet.Rows[6][5].FromMerge));
    }

    [Theory]
    [InlineData("%PDF-1.4 ", "lists.file.not-a-list")]
    [InlineData("\u0089PNG\r\n", "lists.file.not-a-list")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "lists.file.not-a-list")]
    [InlineData("{\\rtf1", "lists.file.not-a-list")]
    [InlineData("Rar!\u001a", "lists.file.archive")]
    [InlineData("MIME-Version: 1.0", "lists.file.other-format")]
    [InlineData("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", "lists.file.other-format")]
    [InlineData("a\0b\0\0\0c", "lists.file.unknown")]
    [Trait("Scenario", "IMP-12")]
    public void Refuses_what_is_no_list_and_says_what_it_is(string begin, string code) =>
        Assert.Equal(code, ListSamples.Code(Encoding.Latin1.GetBytes(begin + "\n")));

    [Theory]
    [InlineData("word/document.xml", "lists.file.not-a-list")]
    [InlineData("ppt/presentation.xml", "lists.file.not-a-list")]
    [InlineData("xl/workbook.bin", "lists.file.other-format")]
    [InlineData("名单.xlsx", "lists.file.archive")]
    [Trait("Scenario", "IMP-12")]
    public void Tells_packages_apart_by_what_they_hold(string part, string code) =>
        Assert.Equal(code, ListSamples.Code(TestWorkbook.Zip([(part, "<a/>")])));

    [Theory]
    [InlineData("EncryptedPackage", "lists.file.encrypted")]
    [InlineData("WordDocument", "lists.file.not-a-list")]
    [InlineData("PowerPoint Document", "lists.file.not-a-list")]
    [InlineData("Contents", "lists.file.unknown")]
    [Trait("Scenario", "IMP-12")]
    public void Tells_old_containers_apart_by_what_they_hold(string stream, string code) =>
        Assert.Equal(code, ListSamples.Code(Container(stream)));

    [Fact]
    [Trait("Scenario", "IMP-12")]
    public void Formulas_are_not_run_and_their_stored_value_is_read()
    {
        var sheet = ListFile.Open(TestWorkbook.Of("""
            <row r="1"><c r="A1"><f>1+1</f><v>7</v></c><c r="B1"><f>[1]外部!A1</f></c><c r="C1" t="e"><f>VLOOKUP(1,A:B,2,0)</f><v>#N/A</v></c>
            <c r="D1" t="str"><f>"甲"</f><v>乙</v></c><c r="E1" t="str"><f>""</f><v></v></c></row>
            """), "名单.xlsx").Value.Sheets[0];
        Assert.Equal(["Number7", "FormulaWithoutValue", "Error#N/A", "Text乙"], sheet.Rows[0].Cells.Select(c => c.Kind + c.Text));
    }

    [Fact]
    public void Dates_keep_their_day_and_numbers_what_the_office_sees()
    {
        var cells = ListFile.Open(TestWorkbook.Of("""
            <row r="1"><c r="A1" s="1"><v>43189</v></c><c r="B1" s="2"><v>43189.5</v></c><c r="C1"><v>86.18000000000001</v></c><c r="D1"><v>4.3528219e+16</v></c><c r="E1" t="b"><v>1</v></c></row>
            """), "名单.xlsx").Value.Sheets[0].Rows[0].Cells;
        Assert.Equal(["2018-03-30", "2018-03-30 12:00:00", "86.18", "43528219000000000", "TRUE"], cells.Select(c => c.Text));
        Assert.Equal(new DateOnly(2018, 3, 30), cells[1].Date);
    }

    [Fact]
    public void Dates_of_workbooks_that_count_from_1904_are_the_same_days()
    {
        var file = ListFile.Open(TestWorkbook.Of("""<row r="1"><c r="A1" s="1"><v>41727</v></c></row>""", workbookProperties: """<workbookPr date1904="1"/>"""), "名单.xlsx").Value;
        Assert.Equal(new DateOnly(2018, 3, 30), file.Sheets[0].Rows[0][0].Date);
    }

    [Fact]
    [Trait("Scenario", "IMP-07")]
    public void Hidden_rows_and_columns_are_read_and_counted()
    {
        var sheet = ListFile.Open(TestWorkbook.Of("""<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>""",
            after: """<autoFilter ref="A1:B2"/>""", before: """<cols><col min="2" max="2" hidden="1"/></cols>"""), "名单.xlsx").Value.Sheets[0];
        Assert.Equal((2, 1), (sheet.Rows.Count, sheet.HiddenRows));
        Assert.Equal([1], sheet.HiddenColumns);
        Assert.Equal("3", sheet.Rows[1][1].Text);
    }

    [Fact]
    [Trait("Scenario", "IMP-04")]
    public void A_merge_is_filled_inside_only_and_a_blank_outside_stays_blank()
    {
        var rows = TestWorkbook.Row(1, "户主", "姓名") + TestWorkbook.Row(2, "甲", "甲") + TestWorkbook.Row(3, null, "乙") + TestWorkbook.Row(4, null, "丙");
        var sheet = ListFile.Open(TestWorkbook.Of(rows, after: """<mergeCells><mergeCell ref="A2:A3"/></mergeCells>"""), "名单.xlsx").Value.Sheets[0];
        Assert.Equal(("甲", true), (sheet.Rows[2][0].Text, sheet.Rows[2][0].FromMerge));
        Assert.True(sheet.Rows[3][0].IsBlank);
    }

    [Fact]
    public void Row_numbers_are_those_that_the_spreadsheet_shows()
    {
        var sheet = ListFile.Open(TestWorkbook.Of(TestWorkbook.Row(2, "甲") + TestWorkbook.Row(7, "乙")), "名单.xlsx").Value.Sheets[0];
        Assert.Equal([2, 7], sheet.Rows.Select(r => r.Number));
        Assert.Equal(5, sheet.BlankRows);
    }

    [Fact]
    public void Formatted_runs_are_joined_readings_left_out_and_escapes_restored()
    {
        var file = ListFile.Open(TestWorkbook.Of("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>""",
            strings: "<si><r><t>张</t></r><r><rPr/><t>三</t></r><rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si><si><t>甲_x000D_乙_x005F_x0041_</t></si>"), "名单.xlsx").Value;
        Assert.Equal(["张三", "甲\r乙_x0041_"], file.Sheets[0].Rows[0].Cells.Select(c => c.Text));
    }

    [Fact]
    public void One_changed_digit_on_the_way_is_noticed()
    {
        var file = TestWorkbook.Of("<row r=\"1\"><c r=\"A1\"><v>539900</v></c></row>");
        var stored = Uncompressed(file);
        var at = stored.AsSpan().IndexOf("539900"u8);
        Assert.True(at > 0);
        stored[at] = (byte)'4';
        Assert.Equal("lists.file.damaged", ListSamples.Code(stored));
    }

    private static byte[] Uncompressed(byte[] file)
    {
        using var source = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        using var output = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(output, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in source.Entries)
            {
                using var to = zip.CreateEntry(entry.FullName, System.IO.Compression.CompressionLevel.NoCompression).Open();
                using var from = entry.Open();
                from.CopyTo(to);
            }
        return output.ToArray();
    }

    /// <summary>The smallest old container with one stream of the given name in its directory.</summary>
    private static byte[] Container(string stream)
    {
        var file = new byte[512 * 4];
        ReadOnlySpan<byte> signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(file);
        file[30] = 9;
        file[48] = 1; // the directory is sector 1
        Entry(file, 1024, "Root Entry", 5);
        Entry(file, 1152, stream, 2);
        return file;
    }

    private static void Entry(byte[] file, int at, string name, byte type)
    {
        Encoding.Unicode.GetBytes(name + '\0').CopyTo(file, at);
        file[at + 64] = (byte)((name.Length + 1) * 2);
        file[at + 66] = type;
    }
}
