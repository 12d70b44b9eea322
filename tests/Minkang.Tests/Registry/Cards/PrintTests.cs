using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Tests.Registry.Cards;

public sealed class PrintTests
{
    private static async Task<TestApp> Started()
    {
        var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲", Phone: "15400000001"), new("测试乙", Relation: "10", Sex: 2)], cause: "illness");
        await app.Household(TestApp.Village, "A2", [new("测试丙"), new("测试丁", Relation: "30"), new("测试戊", Relation: "31")], exitedOn: new(2018, 12, 31));
        await app.Household(TestApp.NextVillage, "A3", [new("测试己")]);
        await app.Household(TestApp.Village, null, [new("测试庚")], status: null);
        return app;
    }

    private static int Number(string? text) => int.Parse(text!.Trim(), CultureInfo.InvariantCulture);

    [Fact]
    [Trait("Requirement", "R-ARC-04")]
    [Trait("Requirement", "R-IDN-11")]
    [Trait("Requirement", "R-IDN-20")]
    public async Task The_totals_of_card_table_and_book_agree_with_the_figures()
    {
        await using var app = await Started();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var parser = new HtmlParser();
        foreach (var on in new[] { "2018-12-30", "2018-12-31", "2019-01-15" })
        {
            int cards = 0, persons = 0, tableHouseholds = 0, tablePersons = 0;
            foreach (var village in new[] { TestApp.Village, TestApp.NextVillage })
            {
                var sheets = parser.ParseDocument(await clerk.GetStringAsync($"/cards/households?village={village}&on={on}"));
                cards += sheets.QuerySelectorAll("article.mk-sheet").Length;
                persons += sheets.QuerySelectorAll("[data-card-persons]").Sum(c => Number(c.GetAttribute("data-card-persons")));
                var table = parser.ParseDocument(await clerk.GetStringAsync($"/cards/village-table?village={village}&on={on}"));
                tableHouseholds += table.QuerySelectorAll("tbody tr").Length;
                tablePersons += Number(table.QuerySelector("tfoot td.num")!.TextContent);
            }
            var book = parser.ParseDocument(await clerk.GetStringAsync($"/cards/township-book?township={TestApp.Town}&on={on}"));
            var totals = book.QuerySelectorAll("tfoot td").Select(c => Number(c.TextContent)).ToList();
            await using var db = app.Open();
            var figures = (await app.Get<RegistryFigures>().ByStatus(db, app.As(Role.TownshipClerk).ScopeOf("figures.see"), DateOnly.Parse(on, CultureInfo.InvariantCulture), default)).Aggregate(new HeadCount(0, 0), (sum, c) => sum + c.Count);

            Assert.Equal((3, 6), (figures.Households, figures.Persons));
            Assert.Equal((3, 6), (cards, persons));
            Assert.Equal((3, 6), (tableHouseholds, tablePersons));
            Assert.Equal(on == "2018-12-30" ? [3, 6, 3, 6, 0, 0, 0, 0] : [3, 6, 2, 3, 1, 3, 0, 0], totals);
        }
    }

    [Fact]
    [Trait("Requirement", "R-SEC-05")]
    [Trait("Requirement", "R-IDN-12")]
    public async Task The_list_for_posting_names_helpers_and_no_illness_number_or_telephone()
    {
        await using var app = await Started();
        var clerk = await app.SignIn(Role.TownshipClerk);

        var page = await clerk.GetStringAsync($"/cards/public-list?village={TestApp.Village}");

        Assert.Contains("测试甲", page);
        foreach (var secret in new[] { "000000", "154", "因病", "illness", "健康", "测试乙" }) Assert.DoesNotContain(secret, page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)]);
        await using var db = app.Open();
        Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.Action == "registry.public-list"));
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Sheets_of_a_neighbours_village_do_not_exist()
    {
        await using var app = await Started();
        await app.Household(TestApp.FarVillage, "A9", [new("测试辛")]);
        var clerk = await app.SignIn(Role.TownshipClerk);

        foreach (var path in new[] { $"/cards/village-table?village={TestApp.FarVillage}", $"/cards/township-book?township={TestApp.NextTown}", $"/cards/public-list?village={TestApp.FarVillage}" })
            Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(path)).StatusCode);
        Assert.DoesNotContain("测试辛", await clerk.GetStringAsync($"/cards/households?village={TestApp.FarVillage}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.VillageDoctor)).GetAsync($"/cards/public-list?village={TestApp.Village}")).StatusCode);
    }

    [Fact]
    [Trait("Requirement", "R-ARC-08")]
    [Trait("Requirement", "R-IDN-09")]
    public async Task A_card_has_the_helper_the_unit_in_charge_and_places_for_seal_and_signature()
    {
        await using var app = await Started();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var home = new HtmlParser().ParseDocument(await clerk.GetStringAsync("/households")).QuerySelector("a.mk-who")!.GetAttribute("href")!;
        var page = await clerk.GetStringAsync(home);
        await clerk.PostAsync(home, Persons.PersonPageTests.Form(page, "name-helper", ("Helper", "测试帮 镇农技站")));
        var village = await clerk.GetStringAsync($"/villages/{TestApp.Village}");
        await clerk.PostAsync($"/villages/{TestApp.Village}", Persons.PersonPageTests.Form(village, "village-fact", ("Input.Status", "poor"), ("Input.ChargeUnit", "县测试局"), ("Input.On", "2018-01-01")));

        foreach (var sheet in new[] { await clerk.GetStringAsync($"/cards/households?household={home[^36..]}"), await clerk.GetStringAsync(home) })
        {
            Assert.Contains("测试帮 镇农技站", sheet);
            Assert.Contains("县测试局", sheet);
        }
        var card = await clerk.GetStringAsync($"/cards/households?household={home[^36..]}&size=A4");
        Assert.Contains("mk-sheet-a4", card);
        Assert.Contains("村委会(盖章)", card);
        Assert.Contains("贫困村", await clerk.GetStringAsync(home));
    }

    [Fact]
    public async Task A_list_goes_out_as_a_workbook_masked_and_on_record()
    {
        await using var app = await Started();
        var clerk = await app.SignIn(Role.TownshipClerk);

        var persons = await clerk.GetAsync($"/persons/export?area={TestApp.Village}");
        var households = await clerk.GetAsync("/households/export");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (persons.StatusCode, households.StatusCode));
        using var zip = new System.IO.Compression.ZipArchive(await persons.Content.ReadAsStreamAsync());
        var cells = string.Concat(zip.Entries.Select(e => { using var r = new StreamReader(e.Open()); return r.ReadToEnd(); }));
        Assert.Contains("测试甲", cells);
        Assert.Contains("000000********", cells);
        Assert.DoesNotContain("00000019600501", cells);
        await using var db = app.Open();
        Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(e => e.Action == "registry.export"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.VillageDoctor)).GetAsync("/persons/export")).StatusCode);
    }
}
