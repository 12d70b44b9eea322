using Minkang.Platform.Catalog;
using Minkang.Registry.Compare;

namespace Minkang.Tests.Compare;

/// <summary>The catalogue of discrepancies.</summary>
public sealed class CompareRulesTests
{
    private const string Codes = "id_missing id_rounded id_invalid id_15 birth_conflict sex_conflict date_impossible amount_unbalanced dup_row dup_household id_shared id_swapped name_conflict id_conflict "
        + "village_conflict death_listed death_enrolled death_civil death_disabled settlement_after_death moved_out_listed birth_unlisted movein_unlisted not_enrolled enrol_flag_conflict enrol_class_conflict "
        + "disability_conflict health_status_conflict patient_not_registered patient_not_in_health_return dual_benefit cost_conflict stay_overlap cause_conflict illness_without_patient "
        + "illness_not_recorded_as_cause category_conflict civil_flag_conflict";

    [Fact]
    public void Every_kind_is_in_the_catalogue_with_gravity_and_owner_and_can_be_found()
    {
        var rules = GivenLists.Rules;

        Assert.Empty(Codes.Split(' ').Except(rules.All.Select(r => r.Code)));
        Assert.Equal(RuleBook.Codes.Order(StringComparer.Ordinal), rules.All.Select(r => r.Code).Order(StringComparer.Ordinal));
        Assert.All(rules.All, r => Assert.True(r.Title.Length > 0 && r.English.Length > 0 && r.Owner.Length > 0, r.Code));
    }

    [Theory]
    [InlineData("{ code: id_mising, title: 甲, en: A, gravity: serious, owner: health }", "id_missing")]
    [InlineData("{ code: id_missing, title: 甲, en: A, gravity: grave, owner: health }", "gravity")]
    [InlineData("{ code: id_missing, title: 甲, en: A, gravity: serious, owner: nobody }", "owner")]
    [InlineData("{ code: id_missing, title: 甲, en: A, gravity: serious, owner: health, parameters: { yuan: -1 } }", "yuan")]
    [InlineData("{ code: id_missing, title: 甲, en: A, gravity: serious, owner: health, weight: 1 }", "weight")]
    public void A_wrong_entry_is_refused_with_its_line_and_what_would_be_right(string entry, string named)
    {
        var read = CompareRules.Read([CatalogFile.Parse($"scope: row\nrules:\n  - {entry}\n", "rows.yaml")]);

        var problem = Assert.Single(read.Problems);
        Assert.Contains(named, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
    }

    [Fact]
    public void A_kind_is_listed_once_only()
    {
        const string entry = "  - { code: id_15, title: 甲, en: A, gravity: notice, owner: health }\n";

        Assert.Single(CompareRules.Read([CatalogFile.Parse($"scope: row\nrules:\n{entry}{entry}", "rows.yaml")]).Problems);
    }
}
