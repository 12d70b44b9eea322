using System.Globalization;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;

namespace Minkang.Tests.Illness.Diseases;

public sealed class DiseaseListTests
{
    private static readonly DiseaseCatalogue Catalogue = DiseaseCatalog.Loaded.Catalogue;
    private static readonly RegionCode Anywhere = RegionCode.Parse("539901");

    [Fact]
    public void The_catalogue_of_the_repository_has_no_problem() => Assert.Empty(DiseaseCatalog.Loaded.Problems);

    [Theory]
    [InlineData("yunnan-major-13x19", 13, 19, 13, 19)]
    [InlineData("yunnan-special-25", null, 25, 24, 24)]
    [InlineData("yunnan-chronic-3", null, 3, 3, 3)]
    [InlineData("national-key-93", null, 93, 0, 0)]
    [InlineData("dongwan-13x19", 13, 19, 0, 0)]
    [InlineData("shandong-major-37", null, 37, 3, 3)]
    [InlineData("shanxi-24", 24, null, 0, 0)]
    [InlineData("chongqing-9", null, 9, 1, 1)]
    [InlineData("hunan-9", null, 9, 7, 9)]
    [InlineData("national-9", null, 9, 7, 9)]
    [InlineData("national-21", null, 21, 21, 21)]
    [InlineData("national-25", null, 25, 25, 25)]
    [InlineData("national-30", null, 30, 30, 30)]
    [InlineData("x-district-major-chronic", null, null, 0, 0)]
    [InlineData("gansu-outpatient-4x33", 4, 33, 0, 0)]
    [InlineData("gansu-inpatient-50", null, 50, 0, 0)]
    [InlineData("gaotai-intervention-5", null, 5, 5, 5)]
    [InlineData("sichuan-district-20", 20, null, 3, 3)]
    [InlineData("lvhe-public-health-4", null, 4, 4, 4)]
    [InlineData("national-chronic-4", null, 4, 4, 4)]
    [InlineData("qinglong-chronic-4", 4, null, 1, 1)]
    [InlineData("qinglong-chronic-6", 6, null, 1, 1)]
    [InlineData("heze-long-term-5", null, 5, 1, 1)]
    [InlineData("sichuan-district-key-7", 7, null, 7, 7)]
    [InlineData("sichuan-district-extra-2", null, 2, 2, 2)]
    [InlineData("sichuan-district-common-200", null, 200, 0, 0)]
    [InlineData("kangle-tiered-care-30", null, 30, 0, 0)]
    [InlineData("wenfushi-contract-7", 7, null, 7, 10)]
    [InlineData("sichuan-district-endemic-3", null, 3, 3, 3)]
    [InlineData("sichuan-72-infectious", null, null, 7, 7)]
    [InlineData("cdc-occupational-4", null, 4, 3, 4)]
    [InlineData("public-health-categories-12", 12, null, 2, 2)]
    [InlineData("tongbai-farmers", null, null, 1, 1)]
    [InlineData("wenfushi-screening", null, null, 4, 4)]
    [Trait("Requirement", "R-CAT-04")]
    public void A_list_loads_with_its_stated_and_named_classes_and_kinds(string id, int? statedClasses, int? statedKinds, int namedClasses, int namedKinds)
    {
        var list = Assert.IsType<DiseaseList>(Catalogue.FindList(id));
        Assert.Equal((statedClasses, statedKinds, namedClasses, namedKinds), (list.StatedClasses, list.StatedKinds, list.NamedClasses, list.NamedKinds));
        Assert.NotEmpty(list.Source);
    }

    [Fact]
    [Trait("Requirement", "R-CAT-06")]
    public void A_list_that_names_fewer_than_it_states_warns_until_it_is_complete()
    {
        var warnings = Catalogue.OpenLists().ToDictionary(w => w.ListId, w => w.Message);
        Assert.Contains("25种，目录中只列出24种", warnings["yunnan-special-25"]);
        Assert.Contains("24类，目录中只列出0类", warnings["shanxi-24"]);
        Assert.Contains("隐去了数目", warnings["x-district-major-chronic"]);
        foreach (var complete in new[] { "yunnan-major-13x19", "national-30", "gaotai-intervention-5", "hunan-9" }) Assert.DoesNotContain(complete, warnings.Keys);

        var open = Catalogue.FindList("yunnan-special-25")!;
        var completed = open with { Entries = [.. open.Entries, new DiseaseListEntry("stones", null, "stones", 1, null, null)] };
        Assert.True(open.IsOpen);
        Assert.False(completed.IsOpen);
    }

    [Theory]
    [InlineData("2017-06-30", "national-9", false)]
    [InlineData("2018-12-31", "national-21", false)]
    [InlineData("2019-01-01", "national-25", true)]
    [InlineData("2024-05-01", "national-30", true)]
    [Trait("Requirement", "R-CAT-02")]
    public void The_list_of_the_day_decides_whether_a_disease_is_covered(string day, string id, bool strokeCovered)
    {
        var lists = Catalogue.ListsIn(Anywhere, DateOnly.Parse(day, CultureInfo.InvariantCulture));
        var list = Assert.Single(lists, l => l.Id is "national-9" or "national-21" or "national-25" or "national-30");
        Assert.Equal(id, list.Id);
        Assert.Equal(strokeCovered, Catalogue.Covering(list, "stroke", 60) is not null);
    }

    [Fact]
    public void A_list_that_grows_keeps_what_it_had()
    {
        string[] versions = ["national-21", "national-25", "national-30"];
        foreach (var (older, newer) in versions.Zip(versions.Skip(1)))
            Assert.All(Catalogue.FindList(older)!.Entries, e => Assert.Contains(Catalogue.FindList(newer)!.Entries, n => n.Disease == e.Disease));
    }

    [Theory]
    [InlineData("atrial-septal-defect", 14, true)]
    [InlineData("atrial-septal-defect", 15, false)]
    [InlineData("atrial-septal-defect", null, false)]
    [InlineData("myeloid-leukaemia", 9, false)]
    [InlineData("lung-cancer", 70, true)]
    [InlineData("liver-cancer", 70, false)]
    [Trait("Requirement", "R-CAT-05")]
    public void An_entry_with_age_bounds_covers_only_those_ages(string disease, int? age, bool covered) =>
        Assert.Equal(covered, Catalogue.Covering(Catalogue.FindList("yunnan-major-13x19")!, disease, age) is not null);

    [Fact]
    public void A_provincial_list_applies_inside_the_province_and_a_named_place_by_its_name()
    {
        var day = new DateOnly(2018, 12, 31);
        Assert.Contains(Catalogue.ListsIn(Anywhere, day), l => l.Id == "yunnan-major-13x19");
        Assert.DoesNotContain(Catalogue.ListsIn(RegionCode.Parse("370000000000"), day), l => l.Id == "yunnan-major-13x19");
        Assert.Contains(Catalogue.ListsIn(Anywhere, day, "某区"), l => l.Id == "x-district-major-chronic");
        Assert.DoesNotContain(Catalogue.ListsIn(Anywhere, day), l => l.Id == "x-district-major-chronic");
    }

    [Fact]
    public void Routes_are_kept_where_the_sources_state_them()
    {
        TreatmentRoute? Route(string list, string disease) => Catalogue.FindList(list)!.Entries.Single(e => e.Disease == disease).Route;
        Assert.Equal(TreatmentRoute.HospitalMaintenance, Route("shandong-major-37", "severe-mental-disorder"));
        Assert.Equal(TreatmentRoute.LongTerm, Route("heze-long-term-5", "diabetes"));
        Assert.Equal(TreatmentRoute.CureOnce, Route("sichuan-district-20", "senile-cataract"));
        Assert.Null(Route("national-30", "stroke"));
    }
}
