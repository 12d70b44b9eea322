using System.Text;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

public sealed class TextFileTests
{
    private const string Lines = "姓名,证件号码,备注\r\n甲𠮷,0001,\"一行\r\n两行\"\r\n\"乙,丙\",0002,\"说\"\"好\"\"\"\r\n";

    public static TheoryData<string, char> Forms()
    {
        var data = new TheoryData<string, char>();
        foreach (var encoding in TextLayout.Encodings.Keys)
            foreach (var separator in new[] { ',', ';', '\t' }) data.Add(encoding, separator);
        return data;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    [Trait("Scenario", "IMP-10")]
    public void Finds_encoding_and_separator_and_reads_line_breaks_inside_quotes(string encodingName, char separator)
    {
        var encoding = TextLayout.Encodings[encodingName];
        var text = separator == ',' ? Lines : Lines.Replace("\"乙,丙\"", "乙").Replace(',', separator);
        var file = ListFile.Open([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "名单.csv").Value;
        Assert.Equal((encodingName, separator), (file.EncodingName, file.Separator));
        Assert.Equal(["姓名|证件号码|备注", "甲𠮷|0001|一行\r\n两行", (separator == ',' ? "乙,丙" : "乙") + "|0002|说\"好\""], file.Sheets[0].Rows.Select(r => string.Join('|', r.Cells.Select(c => c.Text))));
        Assert.Equal([1, 2, 3], file.Sheets[0].Rows.Select(r => r.Number));
    }

    [Fact]
    [Trait("Scenario", "IMP-10")]
    public void A_person_may_choose_encoding_and_separator()
    {
        var content = TextLayout.Encodings["GB18030"].GetBytes("甲;乙,丙\n丁;戊,己\n");
        var file = ListFile.Open(content, "名单.csv", layout: new TextLayout(TextLayout.Encodings["GB18030"], ';')).Value;
        Assert.Equal("乙,丙", file.Sheets[0].Rows[0][1].Text);
    }

    [Fact]
    public void Utf16_without_a_mark_is_read() =>
        Assert.Equal("UTF-16", ListFile.Open(Encoding.Unicode.GetBytes("姓名,性别\n甲,男\n乙,女\n"), "名单.csv").Value.EncodingName);

    [Fact]
    public void Text_in_utf8_with_a_damaged_character_is_not_taken_for_another_encoding()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("姓名,性别,村名,备注\n", 30)));
        content[^4] = 0xFF;
        var problem = ListFile.Open(content, "名单.csv").Problems.Single();
        Assert.Equal("lists.file.bad-encoding", problem.Code);
        Assert.Contains("第 30 行", problem.Message);
    }

    [Fact]
    public void Marks_that_only_guard_a_text_are_not_part_of_it()
    {
        var file = ListFile.Open("号码,号码,备注\n\"539900\t\",=\"0012\",'=1+1\n"u8.ToArray(), "名单.csv").Value;
        Assert.Equal(["539900", "0012", "=1+1"], file.Sheets[0].Rows[1].Cells.Select(c => c.Text));
    }

    [Fact]
    public void A_quote_inside_an_unquoted_field_is_an_ordinary_character() =>
        Assert.Equal("5\"管", ListFile.Open("姓名,备注\n甲,5\"管\n"u8.ToArray(), "名单.csv").Value.Sheets[0].Rows[1][1].Text);

    [Theory]
    [InlineData("姓名,备注\n甲,\"没有结束\n乙,丙\n", 2)]
    [InlineData("姓名,备注\n甲,好\n乙,\"先\"后\n", 3)]
    [InlineData("姓名,备注\n甲,\"两\n行\"\n乙,\"没有结束\n", 4)]
    public void Quotes_that_do_not_pair_are_refused_with_the_line_where_the_trouble_begins(string text, int line)
    {
        var problem = ListFile.Open(Encoding.UTF8.GetBytes(text), "名单.csv").Problems.Single();
        Assert.Equal("lists.file.unclosed-quote", problem.Code);
        Assert.Contains($"第 {line} 行", problem.Message);
    }

    [Fact]
    public void Blank_records_count_so_that_row_numbers_are_those_of_the_spreadsheet()
    {
        var sheet = ListFile.Open("姓名,性别\n\n,\n甲,男\n"u8.ToArray(), "名单.csv").Value.Sheets[0];
        Assert.Equal([1, 4], sheet.Rows.Select(r => r.Number));
        Assert.Equal(2, sheet.BlankRows);
    }

    [Theory]
    [InlineData("<table><tr><td>甲<table><tr><td>乙</td></tr></table></td></tr></table>", "lists.file.nested-table")]
    [InlineData("<html><table><tr><td>甲</td>", "lists.file.cut-off")]
    [InlineData("<html><body>没有表格</body></html>", "lists.file.no-rows")]
    public void Web_pages_that_are_no_plain_table_are_refused(string html, string code) => Assert.Equal(code, ListSamples.Code(Encoding.UTF8.GetBytes(html), "名单.xls"));

    [Fact]
    public void Tables_of_web_pages_keep_merges_entities_and_breaks_and_leave_scripts_out()
    {
        var file = ListFile.Open("<html><script>var a='<td>';</script><!-- <td>x</td> --><TABLE><tr><TD rowspan=2>甲&amp;乙<td colspan='2'>丙<br>丁</tr><tr><td>戊<td>&#x20BB7;</table>"u8.ToArray(), "名单.xls").Value;
        Assert.Equal(["甲&乙|丙\n丁|丙\n丁", "甲&乙|戊|𠮷"], file.Sheets[0].Rows.Select(r => string.Join('|', r.Cells.Select(c => c.Text))));
    }
}
