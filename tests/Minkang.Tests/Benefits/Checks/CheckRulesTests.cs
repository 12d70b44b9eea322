using Minkang.Benefits.Checks;
using Minkang.Benefits.Packs;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Benefits.Checks;

/// <summary>The catalogue of rules, and what becomes of a broken file.</summary>
public sealed class CheckRulesTests
{
    private static readonly PackVocabulary Words = PackVocabulary.From(CatalogFolder.Find());
    private static readonly string Sound = File.ReadAllText(Path.Combine(CatalogFolder.Find().Path, "checks", "loose-admission.yaml"));

    [Fact]
    public void The_catalogue_has_a_sound_rule_of_each_kind_with_source_and_dates()
    {
        var rules = CheckRules.From(CatalogFolder.Find(), Words);

        Assert.Equal(Enum.GetValues<CheckKind>().Order(), rules.All.Select(r => r.Kind).Distinct().Order());
        Assert.All(rules.All, r => Assert.True(r.Source.Length > 0 && r.English.Length > 0 && r.FromOn > DateOnly.MinValue, r.Id));
        Assert.Equal(Enum.GetValues<Measure>(), rules.Measured.Select(m => m.Measure));
        Assert.Equal(["5%", "10%"], rules.Of(Measure.SelfPay).Limits.Select(l => l.Share.ToString()));
    }

    [Theory]
    [InlineData("check: loose", "check: lose", "lose")]
    [InlineData("days: 2", "days: two", "days")]
    [InlineData("days: 2, ", "", "天数")]
    [InlineData("days: 2", "days: 400", "400")]
    [InlineData("kinds: [inpatient]", "kinds: [inpatience]", "inpatience")]
    [InlineData("township: 500", "town: 500", "town")]
    [InlineData("{ from: 2010-01-01 }", "{ from: 2010-13-01 }", "from")]
    [InlineData("{ from: 2010-01-01 }", "{ from: 2010-01-01, until: 2009-01-01 }", "until")]
    [InlineData("gravity: notice", "gravity: small", "small")]
    [InlineData("source:", "origin:", "source")]
    public void A_broken_rule_is_refused_with_the_line_and_what_is_wrong(string sound, string broken, string named)
    {
        Assert.Contains(sound, Sound);
        var file = CatalogFile.Parse(Sound.Replace(sound, broken, StringComparison.Ordinal), "checks/loose-admission.yaml");

        var problems = CheckRules.Read([file], [], Words).Problems;

        Assert.Contains(problems, p => p.Line > 0 && (p.Message + p.Remedy).Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("5%", "5", "百分数")]
    [InlineData("level: county", "level: countie", "countie")]
    public void A_broken_limit_is_refused(string sound, string broken, string named)
    {
        var text = File.ReadAllText(Path.Combine(CatalogFolder.Find().Path, "checks", "indicators", "self-pay-share.yaml"));
        var file = CatalogFile.Parse(text.Replace($" {sound},", $" {broken},", StringComparison.Ordinal), "checks/indicators/self-pay-share.yaml");

        Assert.Contains(CheckRules.Read([file], [], Words).Problems, p => (p.Message + p.Remedy).Contains(named, StringComparison.Ordinal));
    }
}
