using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

public sealed class ResultWorkbookTests
{
    public static TheoryData<string> Files() => [.. Directory.GetFiles(ListSamples.Township).Select(f => Path.GetFileName(f)!), "系统导出_贫困人口名单.xls", "患病人员登记表(含异常文本).xlsx"];

    [Theory]
    [MemberData(nameof(Files))]
    [Trait("Scenario", "IMP-61")]
    public void The_same_list_comes_back_with_three_columns_that_are_not_read_as_data(string name)
    {
        var (original, list) = Load(name);
        var readings = list.Sheets.Select(SheetReading.Read).ToList();
        var results = readings.SelectMany(r => r.Data.Select(d => new RowResult(r.Match.Sheet.Name, d.Number, "退回", "原因；第" + d.Number + "行", "=建议", true))).ToList();

        var written = ResultWorkbook.Write(original, list, results);
        var file = ListFile.Open(written.Content, written.FileName).Value;
        var again = ListSamples.Recognise(file);

        Assert.Equal(list.File.Sheets.Select(s => Cells(s, s.Width)), file.Sheets.Select((s, i) => Cells(s, list.File.Sheets[i].Width)));
        Assert.Equal(list.File.EncodingName is { } e && list.File.Format == ListFileFormat.SeparatedText ? e : null, file.EncodingName);
        for (var i = 0; i < readings.Count; i++)
        {
            var reading = SheetReading.Read(again.Sheets[i]);
            Assert.Equal(3, again.Sheets[i].ResultColumns.Count);
            Assert.Equal(list.Sheets[i].HeadingKey, again.Sheets[i].HeadingKey);
            Assert.Equal(readings[i].Counts.OrderBy(c => c.Key), reading.Counts.OrderBy(c => c.Key));
            Assert.All(reading.Data, r => Assert.Equal("退回", r.EarlierOutcome));
            Assert.All(reading.Data, r => Assert.Equal("原因；第" + r.Number + "行", r.Row[again.Sheets[i].ResultColumns[1]].Text));
        }
    }

    [Fact]
    [Trait("Scenario", "IMP-61")]
    public void A_result_that_is_sent_in_again_keeps_one_set_of_result_columns()
    {
        var (original, list) = Load("衔月派出所2018年度死亡及迁移人员名单.xlsx");
        var once = ResultWorkbook.Write(original, list, [new("Sheet1", 5, "退回", "旧", "旧", true)]);
        var second = ListSamples.Recognise(ListFile.Open(once.Content, once.FileName).Value);
        var twice = ResultWorkbook.Write(once.Content, second, [new("Sheet1", 6, "已入库", "", "", false)]);
        var sheet = ListFile.Open(twice.Content, twice.FileName).Value.Sheets[0];
        Assert.Equal(list.File.Sheets[0].Width + 3, sheet.Width);
        Assert.Equal(["", "已入库"], sheet.Rows.Where(r => r.Number is 5 or 6).Select(r => r[15].Text));
    }

    [Fact]
    public void Layout_stays_as_it_was()
    {
        var (original, list) = Load("衔月镇农村低保、特困人员名册（2018年12月）.xlsx");
        var file = ListFile.Open(ResultWorkbook.Write(original, list, []).Content, "a.xlsx").Value;
        Assert.Equal(list.File.Sheets.Select(s => s.Merges.Count), file.Sheets.Select(s => s.Merges.Count));
        Assert.Equal(926, file.Sheets[0].Merges.Count);
    }

    [Fact]
    public void Only_the_rejected_rows_come_with_their_titles_and_what_they_took_from_above()
    {
        var (_, list) = Load("衔月镇农村低保、特困人员名册（2018年12月）.xlsx");
        var written = ResultWorkbook.WriteRejected(list, [new("农村低保", 5, "退回", "校验码不对", "核对身份证", true), new("农村低保", 7, "已入库", "", "", false)]);
        var again = ListSamples.Recognise(ListFile.Open(written.Content, written.FileName).Value);
        var row = Assert.Single(SheetReading.Read(again.Sheets[0]).Data);
        Assert.Equal(("吴军辉", "滇低保990200001", "退回"), (row.Name("name").Value.Text, row.Text("certificate-number"), row.EarlierOutcome));
    }

    [Fact]
    public void Macros_are_not_handed_on()
    {
        var sheet = TestWorkbook.Row(1, "姓名", "身份证号", "脱贫状态", "行政村") + TestWorkbook.Row(2, "甲", "无", "未脱贫", "甲村");
        var content = WithPart(TestWorkbook.Of(sheet), "xl/vbaProject.bin");
        var list = ListSamples.Recognise(ListFile.Open(content, "名单.xlsm").Value);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(ResultWorkbook.Write(content, list, []).Content));
        Assert.DoesNotContain(zip.Entries, e => e.Name == "vbaProject.bin");
    }

    private static byte[] WithPart(byte[] content, string part)
    {
        using var file = new MemoryStream();
        file.Write(content);
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        using (var stream = zip.CreateEntry(part).Open()) stream.WriteByte(1);
        return file.ToArray();
    }

    private static (byte[] Original, ListRecognition List) Load(string name)
    {
        var path = new[] { ListSamples.Township, ListSamples.Broken }.Select(f => Path.Combine(f, name)).First(File.Exists);
        return (File.ReadAllBytes(path), ListSamples.Recognise(ListSamples.Open(path)));
    }

    /// <summary>The cells of the list itself, without the columns behind it.</summary>
    private static string Cells(ListSheet sheet, int width) =>
        string.Join('\n', sheet.Rows.Select(r => $"{r.Number}:" + string.Join('|', r.Cells.Take(width).Select((c, i) => (c, i)).Where(c => !c.c.IsBlank).Select(c => $"{c.i}{c.c.Kind}{c.c.Text}{c.c.FromMerge}"))));
}
