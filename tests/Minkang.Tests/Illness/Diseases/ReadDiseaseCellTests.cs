using System.Globalization;
using CsCheck;
using Minkang.Domain.Diseases;
using Sylvan.Data.Csv;

namespace Minkang.Tests.Illness.Diseases;

public sealed class ReadDiseaseCellTests
{
    private static readonly DiseaseCellReader Reader = DiseaseCatalog.Loaded.Reader;
    private static readonly List<(string Text, int? Age, string Classes)> Cases = LoadCases();

    private static readonly string[] Separators = ["、", "；", ";", "，", ",", "/", "+", "\n", " ", "合并", "伴", "　", "＋"];

    /// <summary>Written without anything that reaches over a separator, so that any order and joining means the same.</summary>
    private static readonly string[] Plain =
    [
        "高血压3级", "高血压（Ⅲ级极高危）", "2型糖尿病足", "糖尿病（２型）", "脑梗塞", "脑出血后遗症", "肺Ca晚期", "右肺腺癌", "胃窦癌", "肝Ca介入术后", "左乳Ca术后", "COPD", "老慢支并肺气肿",
        "精分症", "癫痫性精神障碍", "肺TB", "MDR-TB", "CKD5期", "慢性肾功能不全（3期）", "先心病术后（成人）", "白内障", "矽肺", "风心病", "AIDS", "血友病A", "β地贫", "唇腭裂（待二期手术）",
    ];

    private static readonly string[] NearMisses =
        ["冠心病", "腰椎间盘突出症", "脑梗塞后遗症", "继发性高血压（肾性）", "妊娠期糖尿病", "1型糖尿病", "肝血管瘤", "慢性肾炎", "肺结节", "支气管哮喘", "陈旧性肺结核", "成人房间隔缺损", "癫痫"];

    [Fact]
    public void Reads_every_hand_written_case_as_a_doctor_would()
    {
        Assert.True(Cases.Count >= 450, $"only {Cases.Count} cases");
        Assert.Equal(Cases.Count, Cases.Select(c => (c.Text, c.Age)).Distinct().Count());
        var wrong = Cases.Where(c => DiseaseCatalog.Classes(c.Text, c.Age) != c.Classes).Select(c => $"{c.Text} ({c.Age}): {c.Classes}, read {DiseaseCatalog.Classes(c.Text, c.Age)}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Cases_cover_every_class_and_many_near_misses()
    {
        var classes = DiseaseCatalog.Loaded.Catalogue.Classes.Select(c => c.Code);
        foreach (var code in classes) Assert.True(Cases.Count(c => c.Classes.Split('|').Contains(code)) >= 2, code);
        Assert.True(Cases.Count(c => c.Classes.Length == 0) >= 200);
    }

    [Fact]
    public void Order_and_separator_do_not_change_the_classes() =>
        Gen.Select(Gen.Shuffle(Plain, 1, 5), Any(Separators), Any(Separators)).Sample((items, one, other) =>
        {
            var together = items.SelectMany(i => Reader.Read(i).Classes).Distinct().Order(StringComparer.Ordinal).ToArray();
            return Reader.Read(string.Join(one, items)).Classes.SequenceEqual(together)
                && Reader.Read(string.Join(other, items.Reverse())).Classes.SequenceEqual(together);
        }, iter: 3_000);

    [Fact]
    public void Numbered_items_are_parted_even_where_the_number_touches_the_item_before() =>
        Gen.Select(Gen.Shuffle(Plain, 1, 5), Any("、", ".", "．", "）", ")")).Sample((items, mark) =>
        {
            var together = items.SelectMany(i => Reader.Read(i).Classes).Distinct().Order(StringComparer.Ordinal);
            return Reader.Read(string.Concat(items.Select((item, i) => $"{i + 1}{mark}{item}"))).Classes.SequenceEqual(together);
        }, iter: 2_000);

    [Fact]
    public void A_near_miss_adds_no_class() =>
        Gen.Select(Any(Plain), Any(NearMisses), Any(Separators)).Sample((item, near, separator) =>
            Reader.Read(item + separator + near).Classes.SequenceEqual(Reader.Read(item).Classes)
            && Reader.Read(near + separator + item).Classes.SequenceEqual(Reader.Read(item).Classes), iter: 2_000);

    [Fact]
    public void Never_throws_and_keeps_every_mention_inside_the_text() =>
        Gen.OneOf(Gen.String, Any([.. Plain, .. NearMisses, "(", "）", "【", "术后", "疑似", "3级", "Ⅱ", "1、", "2.", "恶性", "转移", "\u200b", "癌", "肺", "左", "排除", "\n"]).Array[0, 12].Select(string.Concat)).Sample(text =>
        {
            foreach (var mention in Reader.Read(text, 10).Mentions)
                if (mention.Start < 0 || mention.Length <= 0 || mention.Start + mention.Length > text.Length) return false;
            return true;
        }, iter: 5_000);

    [Fact]
    public void A_long_hostile_cell_is_read_at_once()
    {
        var started = TimeProvider.System.GetTimestamp();
        Reader.Read(string.Concat(Enumerable.Repeat("肺左右上（", 200_000)), 10);
        Reader.Read(new string('1', 1_000_000));
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10)); // trying every start would take hours
    }

    [Fact]
    public void Tells_span_disease_certainty_and_qualifiers()
    {
        var reading = Reader.Read("1、高血压病3级；2、疑似肺癌，糖尿病 莫名病");
        Assert.Equal(["高血压病", "肺癌", "糖尿病", "莫名病"], reading.Mentions.Select(m => "1、高血压病3级；2、疑似肺癌，糖尿病 莫名病".Substring(m.Start, m.Length)));
        Assert.Equal(
            [MentionCertainty.Certain, MentionCertainty.NeedsPerson, MentionCertainty.Presumed, MentionCertainty.Unknown], reading.Mentions.Select(m => m.Certainty));
        Assert.Equal(new MentionQualifier("grade-3", "3级"), Assert.Single(reading.Mentions[0].Qualifiers));
        Assert.Equal("suspected", Assert.Single(reading.Mentions[1].Qualifiers).Id);
        Assert.Equal(["C31", "C32"], reading.Classes);
    }

    [Theory]
    [InlineData("2004-01-01", "2018-12-31", "M06")]
    [InlineData("2003-12-31", "2018-12-31", "")]
    [InlineData("2004-02-29", "2019-02-28", "M06")]
    [InlineData("2004-02-29", "2019-03-01", "")]
    [Trait("Requirement", "R-CAT-05")]
    public void A_disease_of_children_counts_to_the_end_of_the_fourteenth_year(string birth, string on, string classes) =>
        Assert.Equal(classes, string.Join('|', Reader.Read("急性淋巴细胞白血病", DateOnly.Parse(birth, CultureInfo.InvariantCulture), DateOnly.Parse(on, CultureInfo.InvariantCulture)).Classes));

    private static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static List<(string, int?, string)> LoadCases()
    {
        using var csv = CsvDataReader.Create(DiseaseCatalog.File("cases.csv"));
        var cases = new List<(string, int?, string)>();
        while (csv.Read())
            cases.Add((csv.GetString(0), int.TryParse(csv.GetString(1), CultureInfo.InvariantCulture, out var age) ? age : null, csv.GetString(2)));
        return cases;
    }
}
