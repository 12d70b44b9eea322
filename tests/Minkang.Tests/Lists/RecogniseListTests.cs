using Minkang.Domain.Lists;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

public sealed class RecogniseListTests
{
    private static readonly string[] Register = ["行政村", "户编号", "姓名", "证件号码", "与户主关系", "脱贫状态"];

    [Fact]
    [Trait("Scenario", "IMP-01")]
    public void Finds_the_heading_below_titles_and_remarks()
    {
        var match = Match(TestWorkbook.Row(1, "某县名单") + TestWorkbook.Row(2, "填报单位：某局　导出时间：2019-01-10 16:42") + TestWorkbook.Row(4, Register) + TestWorkbook.Row(5, "甲村", "01", "甲", "无", "户主", "未脱贫"));
        Assert.Equal("register", match.Profile.Id);
        Assert.Equal([4], match.HeadingRows);
        Assert.Equal(new DateOnly(2019, 1, 10), match.Date?.Day);
        var reading = SheetReading.Read(match);
        Assert.Equal((2, 5), (reading.Counts[RowKind.Title], Assert.Single(reading.Data).Number));
    }

    [Fact]
    [Trait("Scenario", "IMP-02")]
    public void Joins_a_heading_over_two_rows()
    {
        var rows = TestWorkbook.Row(1, "姓名", "身份证号", "费用情况（元）", null, "治疗结果") + TestWorkbook.Row(2, null, null, "医疗总费用", "民政救助", null) + TestWorkbook.Row(3, "甲", "无", "10", "5", "好转");
        var match = Match(rows, "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/><mergeCell ref=\"C1:D1\"/><mergeCell ref=\"E1:E2\"/></mergeCells>");
        Assert.Equal("costs", match.Kind.Id);
        Assert.Equal([1, 2], match.HeadingRows);
        Assert.Equal(["姓名", "身份证号", "费用情况(元)›医疗总费用", "费用情况(元)›民政救助", "治疗结果"], match.Headings.Select(h => h.Text));
        Assert.Equal((2, 3), (match.Columns["total-cost"], match.Columns["assistance-paid"]));
    }

    [Fact]
    [Trait("Scenario", "IMP-03")]
    public void Repeated_headings_and_totals_are_skipped_by_kind_and_totals_compared()
    {
        var rows = TestWorkbook.Row(1, "姓名", "身份证号", "医疗总费用") + TestWorkbook.Row(2, "甲", "无", "10.50") + TestWorkbook.Row(3, "本页小计", null, "10.50")
            + TestWorkbook.Row(4, "姓名", "身份证号", "医疗总费用") + TestWorkbook.Row(5, "乙", "无", "1.00") + TestWorkbook.Row(6, "本页小计", null, "1.00") + TestWorkbook.Row(7, "合计", null, "12.00");
        var reading = SheetReading.Read(Match(rows));
        Assert.Equal((2, 1, 2, 1), (reading.Data.Count, reading.Counts[RowKind.RepeatedHeading], reading.Counts[RowKind.Subtotal], reading.Counts[RowKind.Total]));
        Assert.All(reading.Totals.Where(t => t.IsSubtotal), t => Assert.True(t.Agrees));
        var total = Assert.Single(reading.Totals, t => !t.IsSubtotal);
        Assert.Equal((TotalOf.Amounts, 12.00m, 11.50m, 0.50m), (total.Of, total.Stated, total.Read, total.Difference));
    }

    [Fact]
    [Trait("Scenario", "IMP-05")]
    public void Order_does_not_matter_unknown_columns_are_listed_and_a_missing_one_is_named_with_candidates()
    {
        var match = Match(TestWorkbook.Row(1, "脱贫状态", "房屋面积", "姓名", "家庭户编码", "证件号码", "行政村", "与户主关系", "民族", "文化程度") + TestWorkbook.Row(2, "未脱贫", "80", "甲", "01", "无", "甲村", "户主", "汉族", "小学"));
        Assert.Equal(["房屋面积", "家庭户编码"], match.Unknown.Select(h => h.Text));
        var missing = Assert.Single(match.Missing);
        Assert.Equal(("户编号", "家庭户编码"), (missing.Label, missing.Candidates[0].Text));
        Assert.False(match.Usable);
        Assert.Contains("D 列“家庭户编码”", Assert.Single(match.Problems).Message);
    }

    [Fact]
    [Trait("Scenario", "IMP-06")]
    public void Two_equal_headings_are_left_for_a_person_and_the_choice_is_remembered()
    {
        var rows = TestWorkbook.Row(1, [.. Register, "电话", "电话"]) + TestWorkbook.Row(2, "甲村", "01", "甲", "无", "户主", "未脱贫", "15400000001", "15400000002");
        var match = Match(rows);
        Assert.Equal([6, 7], Assert.Single(match.Unclear).Choices.Select(c => c.Column));
        Assert.DoesNotContain("phone", match.Columns.Keys);

        var kept = ColumnMapping.FromJson(match.ToMapping(new Dictionary<string, int> { ["phone"] = 7 }).ToJson())!;
        var again = ListSamples.Recognise(Open(rows), kept).Sheets[0];
        Assert.Empty(again.Unclear);
        Assert.Equal(["15400000002"], SheetReading.Read(again).Data[0].Phone("phone").Value);
    }

    [Fact]
    public void A_mapping_belongs_to_its_headings_and_is_not_used_for_others()
    {
        var kept = Match(TestWorkbook.Row(1, Register)).ToMapping();
        var other = ListSamples.Recognise(Open(TestWorkbook.Row(1, ["姓名", .. Register])), kept).Sheets[0];
        Assert.NotEqual(kept.HeadingKey, other.HeadingKey);
        Assert.NotEmpty(other.Unclear);
    }

    [Fact]
    [Trait("Scenario", "IMP-08")]
    public void Covers_are_ignored_and_a_village_is_taken_from_the_name_of_its_sheet()
    {
        var heading = TestWorkbook.Row(1, [.. Register.Skip(1)]);
        var file = ListFile.Open(TestWorkbook.Of([("封面", TestWorkbook.Row(1, "某镇名单"), "", ""), ("甲坪村", heading + TestWorkbook.Row(2, "01", "甲", "无", "户主", "未脱贫"), "", ""), ("乙坪村", heading + TestWorkbook.Row(2, "02", "乙", "无", "户主", "未脱贫"), "", "")]), "名单.xlsx").Value;
        var list = ListSamples.Recognise(file);
        Assert.Equal("封面", Assert.Single(list.Ignored).Sheet.Name);
        Assert.Equal(["甲坪", "乙坪"], list.Sheets.Select(s => SheetReading.Read(s).Data[0].Village("village").Value.Stem));
        Assert.Equal(FieldOrigin.SheetName, SheetReading.Read(list.Sheets[0]).Data[0].Origin("village"));
    }

    [Fact]
    [Trait("Scenario", "IMP-11")]
    public void A_list_without_heading_is_read_by_position_only_when_a_person_confirmed_it()
    {
        var file = ListFile.Open("甲村,01,甲,无,户主,未脱贫\n甲村,01,乙,无,配偶,未脱贫\n"u8.ToArray(), "名单.csv").Value;
        Assert.Equal("lists.unknown-list", new RecogniseList(ListSamples.Catalog).Handle(file).Problems.Single().Code);
        var columns = new Dictionary<string, int> { ["village"] = 0, ["household-number"] = 1, ["name"] = 2, ["id-number"] = 3, ["relation"] = 4, ["poverty-status"] = 5 };
        var match = ListSamples.Recognise(file, new ColumnMapping("register", "persons", "", columns, WithoutHeading: true)).Sheets[0];
        Assert.Equal(["甲", "乙"], SheetReading.Read(match).Data.Select(r => r.Name("name").Value.Text));
    }

    [Fact]
    public void A_workbook_about_something_else_is_refused_by_what_is_missing()
    {
        var problem = new RecogniseList(ListSamples.Catalog).Handle(ListSamples.Open(ListSamples.PathOf(ListSamples.Broken, "列不对"))).Problems.Single();
        Assert.Equal("lists.unknown-list", problem.Code);
        Assert.Contains("项目编号", problem.Message);
        Assert.Contains("没有姓名、身份证号", problem.Message);
    }

    [Fact]
    [Trait("Scenario", "IMP-21")]
    public void The_same_as_above_takes_the_value_above_and_says_so()
    {
        var rows = TestWorkbook.Row(1, Register) + TestWorkbook.Row(2, "甲坪村", "01", "甲", "无", "户主", "未脱贫") + TestWorkbook.Row(3, "同上", "〃", "乙", "不详", "－", "〃");
        var row = SheetReading.Read(Match(rows)).Data[1];
        Assert.Equal(("甲坪", "01", FieldOrigin.Ditto), (row.Village("village").Value.Stem, row.Text("household-number"), row.Origin("village")));
        Assert.Equal(3, row.Findings().Count(f => f.Finding.Code == "cell.same-as-above"));
        Assert.True(row.Code("relation").IsNothing);
        Assert.True(row.Id("id-number").IsNothing);
    }

    [Fact]
    [Trait("Scenario", "IMP-24")]
    public void An_empty_required_cell_is_an_error_with_field_sheet_row_and_column()
    {
        var row = SheetReading.Read(Match(TestWorkbook.Row(1, Register) + TestWorkbook.Row(2, "甲村", "01", null, "无", "户主", "未脱贫"))).Data[0];
        var error = Assert.Single(row.Findings(), f => f.Finding.Level == FindingLevel.Error);
        Assert.Equal(("cell.required", "name", "名单", 2, "C", "姓名"), (error.Finding.Code, error.Field, error.Sheet, error.Row, error.Column, error.Heading));
    }

    [Fact]
    [Trait("Scenario", "IMP-04")]
    public void Household_columns_continue_below_where_the_profile_says_so_and_nowhere_else()
    {
        var rows = TestWorkbook.Row(1, "低保证号", "户主姓名", "保障人口", "成员姓名", "成员身份证号", "户月保障金（元）", "备注")
            + TestWorkbook.Row(2, "证1", "甲", "2", "甲", "无", "420", "新增") + TestWorkbook.Row(3, null, null, null, "乙", "无");
        var row = SheetReading.Read(Match(rows)).Data[1];
        Assert.Equal(("证1", FieldOrigin.Continued, 42000), (row.Text("certificate-number"), row.Origin("household-amount"), row.Amount("household-amount").Value.Fen));
        Assert.Null(row.Text("remark"));
    }

    [Theory]
    [InlineData("某县名册（2018年12月）", "a.xlsx", "2018-12-31")]
    [InlineData("统计时段：2018年1月1日至2019年1月8日", "a.xlsx", "2019-01-08")]
    [InlineData("填报日期：2018年12月28日", "a.xlsx", "2018-12-28")]
    [InlineData("某县名册", "某县（全县）20190110.xlsx", "2019-01-10")]
    [InlineData("某县名册", "某县-2018年第四季度.xlsx", "2018-12-31")]
    [InlineData("某县名册", "扶贫办2019.1.10导出.xlsx", "2019-01-10")]
    public void The_date_of_the_list_is_found_in_its_lines_or_its_name(string title, string name, string day)
    {
        var file = ListFile.Open(TestWorkbook.Of(TestWorkbook.Row(1, title) + TestWorkbook.Row(2, Register) + TestWorkbook.Row(3, "甲村", "01", "甲", "无", "户主", "未脱贫")), name).Value;
        Assert.Equal(DateOnly.Parse(day), ListSamples.Recognise(file).Sheets[0].Date?.Day);
    }

    private static ListFile Open(string rows, string after = "") => ListFile.Open(TestWorkbook.Of(rows, after), "名单.xlsx").Value;

    private static SheetMatch Match(string rows, string after = "") => ListSamples.Recognise(Open(rows, after)).Sheets.Single();
}
