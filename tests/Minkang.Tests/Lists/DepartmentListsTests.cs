using Minkang.Domain.Lists;
using Minkang.Platform.Lists;

namespace Minkang.Tests.Lists;

/// <summary>The seven lists of the samples: recognised, and every row accounted for.</summary>
public sealed class DepartmentListsTests
{
    [Theory]
    [InlineData("建档立卡", "register/persons", 1119, "2019-01-10")]
    [InlineData("患病人员核查", "health-return/patients,health-return/costs", 164 + 158, null)]
    [InlineData("参保名单", "enrolment/persons", 1821, "2018-12-31")]
    [InlineData("农村低保", "civil-affairs/subsistence,civil-affairs/extreme-poor", 305 + 13, "2018-12-31")]
    [InlineData("残疾人", "disabled/persons", 80, null)]
    [InlineData("派出所", "police/changes", 95, "2019-01-08")]
    [InlineData("结算单", "settlements/slips", 990, "2018-12-31")]
    public void Every_row_of_the_township_lists_is_accounted_for(string part, string kinds, int data, string? date) =>
        Check(ListSamples.Township, part, kinds, data, date);

    [Theory]
    [InlineData("建档立卡", "register/persons", 29575, "2019-01-10")]
    [InlineData("因病致贫", "health-return/patients,health-return/costs", 4088 + 3928, "2018-12-28")]
    [InlineData("参保人员", "enrolment/persons", 32929, "2018-12-31")]
    [InlineData("农村低保", "civil-affairs/subsistence,civil-affairs/extreme-poor", 8735 + 554, "2018-12-31")]
    [InlineData("残疾人", "disabled/persons", 2088, null)]
    [InlineData("公安局", "police/changes", 1761, "2019-01-08")]
    [InlineData("结算明细", "settlements/slips", 26154, "2018-12-31")]
    public void Every_row_of_the_county_lists_is_accounted_for(string part, string kinds, int data, string? date)
    {
        if (!Directory.Exists(ListSamples.County)) Assert.Skip("The county sample does not lie beside the repository (../shared/samples/county).");
        Check(ListSamples.County, part, kinds, data, date);
    }

    [Fact]
    public void The_total_lines_of_the_township_agree_to_the_fen_with_the_rows_read()
    {
        var totals = Directory.GetFiles(ListSamples.Township).SelectMany(f => ListSamples.Recognise(ListSamples.Open(f)).Sheets).SelectMany(m => SheetReading.Read(m).Totals).Where(t => !t.IsSubtotal).ToList();
        Assert.Equal(25, totals.Count);
        // The register counts persons; nine of its rows are persons written twice.
        var persons = Assert.Single(totals, t => !t.Agrees);
        Assert.Equal((TotalOf.Rows, 1110m, 1119m), (persons.Of, persons.Stated, persons.Read));
        Assert.Contains(totals, t => t is { Of: TotalOf.Groups, Stated: 303, Agrees: true });
        Assert.Contains(totals, t => t is { Of: TotalOf.Amounts, Stated: 2_292_957.26m, Agrees: true });
    }

    [Fact]
    [Trait("Scenario", "IMP-13")]
    public void Names_and_numbers_are_brought_to_one_writing_with_a_note()
    {
        var findings = SheetReading.Read(ListSamples.Recognise(ListSamples.Township, "建档立卡").Sheets[0]).Data.SelectMany(r => r.Findings()).ToList();
        Assert.Contains(findings, f => f.Finding is { Code: "name.rewritten", Level: FindingLevel.Note });
        Assert.Contains(findings, f => f.Finding is { Code: "id.rewritten", Level: FindingLevel.Note });
        Assert.Contains(findings, f => f.Finding.Code == "id.rounded");
        Assert.All(findings, f => Assert.NotEqual(FindingLevel.Error, f.Finding.Level)); // no row of the register is lost to a cell
    }

    [Fact]
    public void A_disability_card_gives_number_category_and_level()
    {
        var row = SheetReading.Read(ListSamples.Recognise(ListSamples.Township, "残疾人").Sheets[0]).Data[0];
        var card = row.Id("card-number").Value;
        Assert.Equal((1, 2), (card.CardCategory, card.CardLevel));
        Assert.Equal(("1", "2"), (row.Code("category").Value.Code, row.Code("level").Value.Code));
    }

    [Fact]
    public void Merged_and_empty_household_cells_give_the_same_household()
    {
        var rows = SheetReading.Read(ListSamples.Recognise(ListSamples.Township, "农村低保").Sheets[0]).Data;
        Assert.All(rows, r => Assert.NotNull(r.Text("certificate-number")));
        Assert.Equal(99, rows.Select(r => r.Text("certificate-number")).Distinct().Count());
    }

    private static void Check(string folder, string part, string kinds, int data, string? date)
    {
        var list = ListSamples.Recognise(folder, part);
        Assert.Empty(list.Ignored);
        Assert.Equal(kinds, string.Join(',', list.Sheets.Select(s => $"{s.Profile.Id}/{s.Kind.Id}")));
        Assert.All(list.Sheets, s => Assert.True(s.Usable));
        Assert.All(list.Sheets, s => Assert.Empty(s.Unknown));
        var readings = list.Sheets.Select(SheetReading.Read).ToList();
        Assert.Equal(data, readings.Sum(r => r.Data.Count));
        Assert.All(readings, r => Assert.Equal(r.Match.Sheet.LastRow, r.Counts.Values.Sum()));
        Assert.All(readings, r => Assert.Equal(r.Match.Sheet.LastRow, r.Data.Count + r.Skipped));
        Assert.Equal(date is null ? null : DateOnly.Parse(date), list.Sheets[0].Date?.Day);
    }
}
