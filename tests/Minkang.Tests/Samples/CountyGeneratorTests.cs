using System.Globalization;
using System.Security.Cryptography;
using Minkang.Domain.People;
using Minkang.Samples;
using Minkang.Samples.Dirt;
using Minkang.Samples.People;

namespace Minkang.Tests.Samples;

public sealed class CountyGeneratorTests
{
    private static readonly (string Part, string Sheet, string Column)[] IdColumns =
    [
        ("建档立卡贫困人口", "Sheet1", "证件号码"), ("核实返回", "患病人员信息", "身份证号码"), ("核实返回", "费用及救治情况", "身份证号"), ("参保名单", "", "证件号码"),
        ("花名册", "农村低保", "成员身份证号"), ("花名册", "特困人员", "身份证号"), ("死亡及户口迁移", "Sheet1", "公民身份号码"), ("结算明细", "", "身份证号"), ("持证残疾人", "", "残疾人证号"),
    ];

    [Fact]
    public void Same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var one = new WrittenCounty(DirtLevel.Heavy, persons: 400);
        using var two = new WrittenCounty(DirtLevel.Heavy, persons: 400);
        using var other = new WrittenCounty(DirtLevel.Heavy, persons: 400, seed: 8);
        Assert.Equal(Hashes(one), Hashes(two));
        Assert.NotEqual(Hashes(one), Hashes(other));
    }

    [Theory]
    [InlineData(DirtLevel.None, null)]
    [InlineData(DirtLevel.Usual, 1)]
    [InlineData(DirtLevel.Heavy, null)]
    public void Every_file_opens_and_the_workbooks_keep_the_schema(DirtLevel dirt, int? townships)
    {
        using var county = new WrittenCounty(dirt, townships: townships);
        Assert.Equal(7, county.Summary.Files.Count);
        foreach (var file in county.Summary.Files)
        {
            if (Path.GetExtension(file) == ".xlsx") Assert.Empty(WrittenCounty.SchemaErrors(Path.Combine(county.Folder, file)));
            Assert.All(county.Tables(file).Values, rows => Assert.True(rows.Count > 4));
        }
    }

    [Fact]
    public void Has_exactly_the_registered_persons_that_were_asked_for()
    {
        using var county = new WrittenCounty(DirtLevel.Usual, persons: 1_234);
        Assert.Equal(1_234, county.Summary.RegisteredPersons);
        Assert.Equal(1_234, county.Labels("persons").Count(p => p["on_register"] == "yes"));
        Assert.Equal(county.Summary.Persons, county.Labels("persons").Select(p => p["id_number"]).Distinct().Count());
    }

    [Fact]
    public void Invents_nobody_who_could_exist()
    {
        using var county = new WrittenCounty(DirtLevel.Usual, persons: 600);
        Assert.All(county.Labels("persons"), p =>
        {
            Assert.StartsWith("000000", IdNumber.TryParse(p["id_number"])!.Value.Text, StringComparison.Ordinal);
            Assert.Equal(p["birth"], IdNumber.TryParse(p["id_number"])!.Value.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Assert.Equal(p["sex"] == "男" ? Sex.Male : Sex.Female, IdNumber.TryParse(p["id_number"])!.Value.Sex);
            Assert.StartsWith("00", p["village_code"], StringComparison.Ordinal);
        });
        foreach (var (part, sheet, column) in IdColumns.Take(2))
            Assert.All(Column(county, part, sheet, "联系电话"), c => Assert.True(c.Text.Length == 0 || c.Text.StartsWith("154", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_dirt_every_number_is_the_persons_own_and_no_fault_is_noted()
    {
        using var county = new WrittenCounty(DirtLevel.None);
        var truth = county.Labels("persons").ToDictionary(p => p["person"]);
        Assert.Empty(county.Labels("faults"));
        Assert.Empty(county.Labels("missing"));
        foreach (var (part, sheet, column) in IdColumns)
            Assert.All(Column(county, part, sheet, column), c => Assert.Equal(truth[c.Label["person"]]["id_number"], IdText.Read(c.Text).Number?.Text));
        Assert.All(Column(county, "建档立卡贫困人口", "Sheet1", "姓名"), c => Assert.Equal(truth[c.Label["person"]]["name"], c.Text));
    }

    [Fact]
    public void With_dirt_a_number_is_wrong_exactly_where_the_label_says_so()
    {
        using var county = new WrittenCounty(DirtLevel.Heavy);
        var truth = county.Labels("persons").ToDictionary(p => p["person"]);
        string[] harmless = ["id-fifteen", "id-lower-x", "id-times-sign", "id-full-width-x", "id-inner-blanks", "id-outer-blanks", "id-invisible-mark", "id-quote", "id-full-width-digits", "id-school-prefix"];
        var checkedCells = 0;
        foreach (var (part, sheet, column) in IdColumns)
            Assert.All(Column(county, part, sheet, column), c =>
            {
                var faults = c.Label["faults"].Split(';').Where(f => f.StartsWith("id-", StringComparison.Ordinal) && f.EndsWith("@" + column, StringComparison.Ordinal)).Select(f => f[..^(column.Length + 1)]).ToList();
                var own = IdText.Read(c.Text).Number?.Text == truth[c.Label["person"]]["id_number"];
                Assert.Equal(faults.TrueForAll(f => harmless.Contains(f)), own);
                checkedCells++;
            });
        Assert.True(checkedCells > 5_000);
    }

    [Fact]
    public void With_dirt_a_name_differs_exactly_where_the_label_says_so()
    {
        using var county = new WrittenCounty(DirtLevel.Heavy);
        var truth = county.Labels("persons").ToDictionary(p => p["person"]);
        (string Part, string Sheet, string Column)[] columns =
            [("建档立卡贫困人口", "Sheet1", "姓名"), ("核实返回", "患病人员信息", "患者姓名"), ("参保名单", "", "姓名"), ("花名册", "农村低保", "成员姓名"), ("持证残疾人", "", "残疾人姓名"), ("结算明细", "", "患者姓名")];
        foreach (var (part, sheet, column) in columns)
            Assert.All(Column(county, part, sheet, column), c =>
                Assert.Equal(c.Label["faults"].Split(';').Any(f => f.StartsWith("name-", StringComparison.Ordinal) && f.EndsWith("@" + column, StringComparison.Ordinal)), truth[c.Label["person"]]["name"] != c.Text));
    }

    [Fact]
    public void No_fault_makes_a_wrong_digit_pass_the_check()
    {
        using var county = new WrittenCounty(DirtLevel.Heavy, persons: 4_000);
        string[] broken = ["id-digit-wrong@", "id-digits-exchanged@", "id-digit-missing@", "id-digit-extra@", "id-scientific@", "id-empty@", "id-word-for-nothing@"];
        foreach (var (part, sheet, column) in IdColumns)
            Assert.All(Column(county, part, sheet, column).Where(c => c.Label["faults"].Split(';').Any(f => broken.Any(b => f == b + column))), c => Assert.Null(IdText.Read(c.Text).Number));
    }

    [Theory]
    [InlineData(DirtLevel.None)]
    [InlineData(DirtLevel.Heavy)]
    public void Totals_rows_state_what_the_labels_count(DirtLevel dirt)
    {
        using var county = new WrittenCounty(dirt);
        var rows = county.Labels("rows");
        Assert.All(county.Labels("totals"), total =>
        {
            var cells = county.Tables(county.Summary.Files.Single(f => f == total["file"]))[total["sheet"]][int.Parse(total["row"]) - 1];
            Assert.Contains(cells, c => c.Length > 0 && Number(c) == Number(total["value"]));
        });
        foreach (var total in county.Labels("totals").Where(t => t["what"] == "persons" && !t["file"].Contains("参保", StringComparison.Ordinal)))
            Assert.Equal(Number(total["value"]), rows.Where(r => r["file"] == total["file"] && r["sheet"] == total["sheet"] && r["kind"] == "person").Select(r => r["person"]).Distinct().Count());
    }

    [Fact]
    public void Without_dirt_slips_add_up_on_both_sides_and_to_the_totals_row()
    {
        using var county = new WrittenCounty(DirtLevel.None);
        var table = county.Tables(county.File("结算明细"))[""];
        var slips = table.Skip(1).SkipLast(1).Select(r => r[15..27].Select(Number).ToArray()).ToList();
        Assert.True(slips.Count > 500);
        Assert.All(slips, s => Assert.Equal(s[0], s[1] + s[2] + s[3] + s[4]));
        Assert.All(slips, s => Assert.Equal(s[0], s[6] + s[7] + s[8] + s[9] + s[10] + s[11]));
        Assert.All(slips, s => Assert.True(s.All(a => a >= 0) && s[5] <= s[4]));
        Assert.Equal(table[^1][15..27].Select(Number), Enumerable.Range(0, 12).Select(i => slips.Sum(s => s[i])));
        Assert.Equal(table.Skip(1).SkipLast(1).Count(), table.Skip(1).SkipLast(1).Select(r => r[0]).Distinct().Count());
    }

    [Fact]
    public void Without_dirt_the_survey_costs_are_those_of_the_slips()
    {
        using var county = new WrittenCounty(DirtLevel.None);
        var bySlips = county.PersonRows(county.File("结算明细")).GroupBy(r => r.Label["person"]).ToDictionary(g => g.Key, g => g.Sum(r => Number(r.Cells[15])));
        Assert.All(county.PersonRows(county.File("核实返回"), "费用及救治情况"), row =>
        {
            Assert.Equal(bySlips.GetValueOrDefault(row.Label["person"]), Number(row.Cells[9]));
            Assert.Equal(Number(row.Cells[9]), row.Cells[10..15].Sum(Number));
        });
    }

    [Fact]
    public void Families_are_plausible()
    {
        using var county = new WrittenCounty(DirtLevel.None, persons: 3_000);
        foreach (var household in county.Labels("persons").GroupBy(p => p["household"]))
        {
            var head = Assert.Single(household, p => p["relation"] == "户主");
            var headYear = int.Parse(head["birth"][..4]);
            Assert.All(household.Where(p => p["relation"] is "之子" or "之女"), child => Assert.InRange(int.Parse(child["birth"][..4]) - headYear, 18, 45));
            Assert.All(household.Where(p => p["relation"] is "之父" or "之母"), parent => Assert.InRange(headYear - int.Parse(parent["birth"][..4]), 1, 45));
            Assert.All(household.Where(p => p["relation"] == "之父"), father => Assert.Equal("男", father["sex"]));
        }
    }

    [Fact]
    public void Every_kind_of_fault_occurs_when_there_is_much_dirt()
    {
        using var county = new WrittenCounty(DirtLevel.Heavy, persons: 12_000);
        using var township = new WrittenCounty(DirtLevel.Heavy, persons: 600, townships: 1);
        var seen = county.Summary.Faults.Keys.Concat(township.Summary.Faults.Keys).ToHashSet();
        Assert.Empty(DirtProfile.Kinds.Select(k => k.Kind).Except(seen));
        Assert.Empty(seen.Except(DirtProfile.Kinds.Select(k => k.Kind)));
    }

    [Fact]
    public void A_fault_can_be_left_out()
    {
        using var county = new WrittenCounty(DirtLevel.Heavy, without: ["id-lower-x", "shape-subtotal"]);
        Assert.DoesNotContain("id-lower-x", county.Summary.Faults.Keys);
        Assert.DoesNotContain("shape-subtotal", county.Summary.Faults.Keys);
        Assert.Contains("id-digit-wrong", county.Summary.Faults.Keys);
        Assert.Throws<ArgumentException>(() => new DirtProfile(DirtLevel.Heavy, ["no-such-fault"]));
    }

    [Fact]
    public void Disease_cells_carry_their_true_classes()
    {
        using var county = new WrittenCounty(DirtLevel.Heavy, persons: 6_000);
        var byFormalName = IllnessMaker.All.ToDictionary(d => d.Formal, d => d.Classes);
        var rows = county.PersonRows(county.File("核实返回"), "患病人员信息").ToList();
        var single = rows.Where(r => byFormalName.ContainsKey(r.Cells[12])).ToList();
        Assert.True(single.Count > 30);
        Assert.All(single, r => Assert.Equal(byFormalName[r.Cells[12]], r.Label["classes"]));
        Assert.True(rows.SelectMany(r => r.Label["classes"].Split(';')).Distinct().Count() > 25);
        Assert.Contains(rows, r => r.Label["near_to"].Length > 0 && r.Label["classes"].Length == 0);
    }

    [Fact]
    public void Refuses_options_that_do_not_fit_together() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CountyGenerator.Write(new CountyOptions { Folder = "nowhere", Persons = 5, Villages = 9 }));

    private static IEnumerable<(Dictionary<string, string> Label, string Text)> Column(WrittenCounty county, string part, string sheet, string column)
    {
        var file = county.File(part);
        var at = Array.IndexOf(county.Tables(file)[sheet].First(r => r.Contains(column)), column);
        return county.PersonRows(file, sheet).Select(r => (r.Label, r.Cells.Length > at ? r.Cells[at] : ""));
    }

    private static decimal Number(string cell) =>
        cell is "" or "/" or "无" ? 0 : decimal.TryParse(new string([.. cell.Where(c => char.IsAsciiDigit(c) || c is '.' or '-')]), NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? Math.Round(n, 2) : 0;

    private static Dictionary<string, string> Hashes(WrittenCounty county) =>
        Directory.GetFiles(county.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))));
}
