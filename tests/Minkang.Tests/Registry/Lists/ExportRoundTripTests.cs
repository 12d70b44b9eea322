using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Registry.Lists;

/// <summary>The register goes out in the poverty office's layout and comes back: nobody is new, nothing is changed.</summary>
public sealed class ExportRoundTripTests
{
    private static readonly DateOnly ListOn = new(2019, 1, 10);

    [Fact]
    [Trait("Scenario", "EXP-02")]
    [Trait("Scenario", "EXP-03")]
    public async Task An_export_imported_unchanged_gives_every_row_as_same()
    {
        await using var app = await TestApp.Start();
        var county = await Township(app);
        var (persons, workbook) = await Export(app, county);
        Assert.Equal(1110, persons);

        var again = await Import(app, county, "导出.xlsx", workbook);

        Assert.True((again.New, again.Changed, again.Rejected, again.NeedsPerson) == (0, 0, 0, 0), $"{again.New} new, {again.Changed} changed, {again.Rejected} rejected, {again.NeedsPerson} for a person");
        Assert.Equal(1110, again.Same);
        Assert.Equal(again.Read, again.Same + again.Skipped);
    }

    [Fact]
    [Trait("Scenario", "EXP-03")]
    [Trait("Scenario", "EXP-07")]
    [Trait("Scenario", "EXP-08")]
    public async Task Numbers_stay_text_rare_characters_survive_and_nothing_is_a_formula()
    {
        await using var app = await TestApp.Start();
        var county = await Township(app);
        await using (var db = app.Get<CountyStores>().Open(county))
        {
            db.Trail.Actor = Actor.Console(RegionCode.Parse(county));
            var person = await db.Set<Person>().FirstAsync(p => p.IdState == "valid" && p.HouseholdId != null);
            person.Rename("测𠮷㛃");
            (await db.Set<Household>().SingleAsync(h => h.Id == person.HouseholdId)).GroupName = "=1+1";
            await db.SaveChangesAsync();
        }

        var (_, workbook) = await Export(app, county);

        var sheet = ListFile.Open(workbook, "导出.xlsx").Value.Sheets[0];
        var headings = sheet.Rows.First(r => r.Cells.Any(c => c.Text == "姓名"));
        int Column(string label) => headings.Cells.Select((c, i) => (c.Text, i)).First(c => c.Text.Contains(label, StringComparison.Ordinal)).i;
        var rows = sheet.Rows.Where(r => r.Number > headings.Number).ToList();
        Assert.All(rows, r => Assert.All((int[])[Column("证件号"), Column("户编号"), Column("电话")], c => Assert.True(r[c].Kind is CellKind.Text or CellKind.Blank, $"row {r.Number} column {c} is {r[c].Kind}")));
        Assert.Contains(rows, r => r[Column("证件号")].Text.Length == 18);
        Assert.Contains(rows, r => r[Column("姓名")].Text == "测𠮷㛃");
        Assert.Contains(rows, r => r.Cells.Any(c => c is { Kind: CellKind.Text, Text: "=1+1" }));
    }

    private static async Task<string> Township(TestApp app)
    {
        var file = Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township")).Single(f => Path.GetFileName(f).Contains("建档立卡", StringComparison.Ordinal));
        var content = await File.ReadAllBytesAsync(file);
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(file), content).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        await Import(app, county.CountyCode, Path.GetFileName(file), content);
        return county.CountyCode;
    }

    private static async Task<ImportResult> Import(TestApp app, string county, string name, byte[] content)
    {
        var done = await app.Get<ImportLists>().Import(county, Actor.Console(RegionCode.Parse(county)), name, content, ListOn, false, null, default);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        return done.Value;
    }

    private static async Task<(int Persons, byte[] Workbook)> Export(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        db.Trail.Actor = Actor.Console(RegionCode.Parse(county));
        using var output = new MemoryStream();
        var persons = await app.Get<ExportRegister>().Write(db, db.Trail.Actor, ListOn, output, default);
        return (persons, output.ToArray());
    }
}
