using Minkang.Benefits.Packs;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Benefits.Waivers;

public sealed class WaiverCatalogueTests
{
    private static readonly PackVocabulary Words = PackVocabulary.From(new CatalogFolder(Path.Combine(AppContext.BaseDirectory, "catalog")));
    private static readonly WaiverCatalogue Catalogue = new(Words);

    private static WaiverItem Item(string programme, string id) => Catalogue.Find(programme)!.Items.Single(i => i.Id == id);

    [Fact]
    [Trait("Requirement", "R-WVR-01")]
    public void Every_item_has_who_bears_it_whom_it_is_for_how_much_and_a_source()
    {
        Assert.NotEmpty(Catalogue.Programmes);
        foreach (var item in Catalogue.Programmes.SelectMany(p => p.Items))
        {
            Assert.NotNull(Words.Payers.Find(item.BorneBy));
            Assert.NotEmpty(item.Source);
            Assert.NotEmpty(item.English);
            Assert.True(item.Percent is null || item.Amount is null);
        }
    }

    [Fact]
    public void Sichuan_has_ten_waivers_and_four_subsidies_of_which_one_is_locked()
    {
        var items = Catalogue.Find("sichuan-district")!.Items;

        Assert.Equal((10, 4), (items.Count(i => i.Kind != ItemKind.Subsidy), items.Count(i => i.Kind == ItemKind.Subsidy)));
        Assert.Equal(["echinococcosis-surgery"], items.Where(i => i.Blank).Select(i => i.Id));
        Assert.Equal((30_000m, 5_000m, 700m), (Item("sichuan-district", "disabled-child").Amount!.Value.Yuan, Item("sichuan-district", "late-schistosomiasis").Amount!.Value.Yuan, Item("sichuan-district", "severe-kashin-beck").Amount!.Value.Yuan));
        Assert.Equal((0, 6), (Item("sichuan-district", "disabled-child").AgeFrom, Item("sichuan-district", "disabled-child").AgeTo));
    }

    [Theory]
    [Trait("Requirement", "R-WVR-04")]
    [InlineData("registration", "20", "20.00")]
    [InlineData("consultation", "15.50", "15.50")]
    [InlineData("expert-consultation", "30", "15.00")]
    [InlineData("large-equipment", "279.99", "140.00")]
    public void Shandong_waives_two_and_halves_two(string item, string before, string off) =>
        Assert.Equal(off, Item("shandong", item).Off(Money.FromYuan(decimal.Parse(before, System.Globalization.CultureInfo.InvariantCulture)), 1).ToString());

    [Theory]
    [Trait("Requirement", "R-WVR-05")]
    [MemberData(nameof(LocalityRulesTests.HezeFees), MemberType = typeof(LocalityRulesTests))]
    public void Heze_takes_more_off(string item, int percent) => Assert.Equal(percent * 100, Item("heze", item).Percent!.Value.TenThousandths);

    [Fact]
    public void Jimo_leaves_the_general_consultation_blank_and_decocts_for_nothing()
    {
        Assert.True(Item("jimo", "general-consultation").Blank);
        Assert.Equal(100_00, Item("jimo", "herb-decoction").Percent!.Value.TenThousandths);
    }

    [Fact]
    public void A_fixed_waiver_never_takes_off_more_than_was_asked_and_a_subsidy_counts_its_sessions()
    {
        var item = Item("qinglong", "dialysis-session");
        Assert.Equal(300m, item.Off(Money.Zero, 3).Yuan);
        Assert.Equal(40m, (item with { Kind = ItemKind.Waiver }).Off(Money.FromYuan(40m), 1).Yuan);
    }

    [Theory]
    [InlineData("percent: 100%, amount: 5", "只写一个")]
    [InlineData("percent: 120%", "超过 100%")]
    [InlineData("amount: -5", "负数")]
    [InlineData("percent: 50%, borne-byy: hospital", "不认识的键")]
    public void A_broken_file_says_what_is_wrong(string value, string said)
    {
        var file = CatalogFile.Parse($$"""
            id: x
            title: 甲
            en: A
            place: 乙
            source: { document: d, title: t }
            packs: [x]
            items:
              - { id: i, title: 丙, en: C, kind: waiver, borne-by: hospital-waiver, for: [registered_poor], record: person, source: s, {{value}} }
            """, "x.yaml");

        WaiverCatalogue.Read(file, Words);

        Assert.Contains(file.Problems, p => p.Line == 8 && p.Message.Contains(said, StringComparison.Ordinal));
    }
}
