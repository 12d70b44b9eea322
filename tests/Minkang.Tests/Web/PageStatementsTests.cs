using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Web;

/// <summary>How many SQL statements a page sends on the township's 1,110 persons: so many and no more, whatever the number of lines it shows.</summary>
public sealed class PageStatementsTests
{
    [Fact]
    public async Task No_page_asks_the_store_once_for_each_line_that_it_shows()
    {
        await using var app = await TestApp.Start();
        var county = await Township(app);
        var client = await app.SignIn(Role.CountyOfficer, county);
        var pages = await Pages(app, county);

        var sent = new List<string>();
        foreach (var (path, most) in pages)
        {
            using (await client.GetAsync(path)) { }
            using var statements = new Statements();
            using var answer = await client.GetAsync(path);
            if (answer.StatusCode != HttpStatusCode.OK) sent.Add($"{path}: answers {(int)answer.StatusCode}");
            if (statements.Count == 0) sent.Add($"{path}: nothing was counted");
            if (statements.Count > most) sent.Add($"{path}: {statements.Count} statements, {most} are enough");
        }
        Assert.True(sent.Count == 0, string.Join('\n', sent));
    }

    /// <summary>Addresses with the most statements that they need; three of them say who asks and what may be running.</summary>
    private static async Task<List<(string Path, int Most)>> Pages(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        var person = await db.Set<Person>().Where(p => p.EndedOn == null).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync();
        var household = await db.Set<Household>().OrderBy(h => h.Id).Select(h => h.Id).FirstAsync();
        var import = await db.Set<ListImport>().OrderBy(i => i.Id).Select(i => i.Id).FirstAsync();
        var question = await db.Set<Question>().OrderBy(q => q.Id).Select(q => q.Id).FirstAsync();
        var run = await db.Set<CompareRun>().OrderByDescending(r => r.Id).Select(r => r.Id).FirstAsync();
        return
        [
            ("/", 24), ("/persons?size=200", 8), ("/households?size=200", 9), ($"/persons/{person}", 34), ($"/households/{household}", 18), ("/questions?size=200", 10), ($"/questions/{question}", 16),
            ("/lists", 8), ($"/lists/{import}", 14), ($"/lists/{import}/rows?size=200", 11), ("/compare", 8), ("/compare/new", 9), ($"/compare/{run}", 18), ($"/compare/{run}/rows?size=200", 10), ($"/compare/{run}/findings?size=200", 11), ($"/compare/{run}/added?size=200", 9), ($"/compare/{run}/print", 18), ("/illness/verify?size=200", 12), ("/illness/ledger", 8), ("/illness/ledger/persons?size=200", 12),
            ("/illness/gaps?size=200", 10), ("/illness/causes", 14), ("/figures/registry", 20), ("/benefits/enrolment", 12), ("/benefits/places", 12), ("/benefits/enrolment/persons?size=200", 14), ("/cards/households?village=" + await AVillage(db), 20),
            ("/benefits/packs", 7), ("/benefits/packs/gaotai.2016", 6), ("/benefits/packs/adoptions", 6), ("/benefits/packs/compare?a=catalog:gansu.2015&b=catalog:gansu.2016", 7), ("/benefits/what-if", 8),
            ("/benefits/figures", 14), ("/benefits/settlements?size=200", 12), ("/benefits/referrals?size=200", 12), ("/benefits/institutions", 12), ("/benefits/waivers", 12), ("/benefits/funds", 10), ("/benefits/checks?size=200", 12), ("/benefits/checks/deductions?size=200", 9), ("/benefits/checks/indicators", 8),
        ];
    }

    private static Task<string> AVillage(CountyDb db) => db.Set<Household>().GroupBy(h => h.VillageCode).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync();

    private static async Task<string> Township(TestApp app)
    {
        var files = Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township"));
        var register = files.Single(f => f.Contains("建档立卡", StringComparison.Ordinal));
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(register), await File.ReadAllBytesAsync(register)).Value;
        var console = Actor.Console(RegionCode.Parse(county.CountyCode));
        await app.Get<SetUpCounty>().Handle(console, county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        foreach (var list in new[] { "建档立卡", "核查返回表" })
        {
            var file = files.Single(f => f.Contains(list, StringComparison.Ordinal));
            Assert.True((await app.Get<ImportLists>().Import(county.CountyCode, console, Path.GetFileName(file), await File.ReadAllBytesAsync(file), new DateOnly(2019, 1, 10), false, null, default)).Ok);
        }
        await Compare(app, county.CountyCode, console);
        return county.CountyCode;
    }

    /// <summary>Two comparisons of the lists and the register, so that the report has one before it.</summary>
    private static async Task Compare(TestApp app, string county, Actor actor)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        var imports = await db.Set<ListImport>().Select(i => i.Id).ToListAsync();
        for (var times = 0; times < 2; times++)
        {
            Assert.True((await app.Get<CompareLists>().Run(county, actor, [], imports, new DateOnly(2019, 1, 10), null, default)).Ok);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
