using Minkang.Platform.Catalog;
using Minkang.Registry.Contracts;

namespace Minkang.Tests.Linkage;

/// <summary>Profiles of linkage as data.</summary>
public sealed class LinkProfilesTests
{
    private const string Good = """
        id: mine
        title: 甲
        thresholds: { certain: 0.9, unsure: 0.1 }
        fields:
          - { key: code, kind: exact, levels: { same: [0.9, 0.5, 0.1], differs: [0.1, 0.5, 0.9] } }
        blocks:
          - { code: code, parts: [code] }
        """;

    [Fact]
    public void A_profile_takes_fields_and_limits_from_the_one_it_extends_and_adds_blocks()
    {
        const string more = """
            id: more
            title: 乙
            extends: mine
            thresholds: { certain: 0.5, unsure: 0.1 }
            most-pairs-per-block: 7
            blocks:
              - { code: again, parts: [code] }
            """;

        var read = LinkProfiles.Read([CatalogFile.Parse(more, "a.yaml"), CatalogFile.Parse(Good, "b.yaml")]);

        Assert.Empty(read.Problems);
        var profile = read.Find("more");
        Assert.Equal("code", Assert.Single(profile.Fields).Key);
        Assert.Equal(["code", "again"], profile.Blocks.Select(b => b.Code));
        Assert.Equal((7, 0.5), (profile.MostPairsPerBlock, profile.Thresholds.Certain));
    }

    [Theory]
    [InlineData("kind: exact", "kind: exakt", 5, "exact")]
    [InlineData("[0.9, 0.5, 0.1]", "[0.9, 0.5]", 5, "same")]
    [InlineData("[0.9, 0.5, 0.1]", "[0.9, 0.5, 0]", 5, "same")]
    [InlineData("same: [0.9", "equal: [0.9", 5, "same, differs")]
    [InlineData("certain: 0.9", "certain: 1.9", 3, "certain")]
    [InlineData("parts: [code]", "parts: [nose]", 5, "nose")]
    [InlineData("title: 甲", "title: 甲\nextends: none", 3, "none")]
    public void A_wrong_profile_is_refused_with_its_line_and_what_would_be_right(string right, string wrong, int line, string named)
    {
        var read = LinkProfiles.Read([CatalogFile.Parse(Good.Replace(right, wrong, StringComparison.Ordinal), "mine.yaml")]);

        var problem = Assert.Single(read.Problems);
        Assert.Contains(named, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(line, problem.Line);
    }
}
