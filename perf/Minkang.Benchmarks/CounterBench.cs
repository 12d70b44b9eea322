using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Web.Hosting;

namespace Minkang.Benchmarks;

/// <summary>Settlements at hospital counters over HTTP, on a full county: the time of a preview and of a settlement that is stored for good, at a number of counters.</summary>
internal static class CounterBench
{
    private const int WarmUps = 5;
    private const string Pack = "gaotai.2016";

    public static async Task<int> Run(string data, int counters, int requests, int pause)
    {
        if (data.Length == 0) { Console.Error.WriteLine("--data DIR must name a store that \"import\" made; settlements are written into it."); return 2; }
        var stores = StoreOptions.FromEnvironment(data);
        await using var app = MinkangHost.Build(["--urls", "http://127.0.0.1:0"], stores);
        var county = app.Services.GetRequiredService<CountyStores>().Codes().Single();
        app.Services.GetRequiredService<Migrator>().UpgradeCounty(county);
        await Adopt(app, county);
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        var desks = new List<(HttpClient Client, List<Guid> Admissions)>();
        for (var i = 0; i < counters; i++) desks.Add((await PagesBench.SignedIn(app, address, county, i, Role.HospitalCounter, Hospital(i)), await Admit(app, county, i, counters, requests + WarmUps)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"engine {stores.Engine}, {counters} counters, {requests} settlements each, {pause} ms between two patients of a counter"));
        var run = Guid.CreateVersion7().ToString("N");
        foreach (var desk in desks) for (var i = 0; i < WarmUps; i++) await Settle(desk.Client, desk.Admissions[i], run);
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(desks.Select((desk, n) => Task.Run(async () =>
        {
            var random = new Random(n);
            var taken = new List<(double Preview, double Final)>(requests);
            foreach (var admission in desk.Admissions.Skip(WarmUps))
            {
                await Task.Delay(pause == 0 ? 0 : random.Next(2 * pause));
                taken.Add(await Settle(desk.Client, admission, run));
            }
            return taken;
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine("| step | p50 ms | p95 ms | max ms |");
        Console.WriteLine("|---|---|---|---|");
        Print("preview", times.SelectMany(t => t).Select(t => t.Preview));
        Print("settlement stored", times.SelectMany(t => t).Select(t => t.Final));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counters * requests / seconds:0} settlements a second"));
        await app.StopAsync();
        return 0;
    }

    private static string Hospital(int number) => string.Create(CultureInfo.InvariantCulture, $"测量医院{number}");

    private static void Print(string what, IEnumerable<double> times)
    {
        var all = times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {all[all.Count / 2]:0.0} | {all[(int)(all.Count * 0.95)]:0.0} | {all[^1]:0.0} |"));
    }

    private static async Task<(double Preview, double Final)> Settle(HttpClient client, Guid admission, string run)
    {
        var bill = new
        {
            admission_id = admission, invoice_number = $"{run}-{admission:N}"[..60], discharged_on = "2018-03-11", medfee_sumamt = 10_000, inscp_scp_amt = 8_000, fulamt_ownpay_amt = 1_200, overlmt_selfpay = 300, preselfpay_amt = 500,
        };
        var watch = Stopwatch.StartNew();
        using (var preview = await client.PostAsJsonAsync("/api/v1/benefits/preview", bill)) await Read(preview);
        var seen = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/benefits/settlements") { Content = JsonContent.Create(bill) };
        request.Headers.Add("Idempotency-Key", admission.ToString("N"));
        using (var settled = await client.SendAsync(request)) await Read(settled);
        return (seen, watch.Elapsed.TotalMilliseconds);
    }

    private static async Task Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"The counter was answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Adopts a pack once, as two officers would.</summary>
    private static async Task Adopt(WebApplication app, string county)
    {
        await using var db = app.Services.GetRequiredService<CountyStores>().Open(county);
        if (await db.Set<PackAdoption>().AnyAsync(a => a.State == AdoptionState.Adopted)) return;
        var catalog = CatalogFolder.Find();
        var text = await File.ReadAllTextAsync(Path.Combine(catalog.Path, "policies", Pack + ".yaml"), Encoding.UTF8);
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["critical-rate"] = "60%" };
        var loaded = ReadPack.Parse(text, Pack, new PackFiles(catalog), app.Services.GetRequiredService<PackVocabulary>(), given);
        db.Trail.Actor = Actor.Console(RegionCode.Parse(county));
        db.Add(new PackAdoption
        {
            Id = Guid.CreateVersion7(), PackId = Pack, Name = loaded.Pack!.Name, Text = text, Given = System.Text.Json.JsonSerializer.Serialize(given), Hash = loaded.Pack.Hash, FromOn = new(2016, 1, 1), State = AdoptionState.Adopted, ProposedByName = "测量",
        });
        await db.SaveChangesAsync();
    }

    private static async Task<List<Guid>> Admit(WebApplication app, string county, int number, int counters, int count)
    {
        var console = Actor.Console(RegionCode.Parse(county));
        await using var scope = app.Services.CreateAsyncScope();
        await using var db = app.Services.GetRequiredService<CountyStores>().Open(county);
        var hospital = Hospital(number);
        var used = db.Set<Admission>().Where(a => a.Hospital == hospital).Select(a => a.PersonId);
        var persons = await db.Persons(console, "registry.list").Where(p => p.EndedOn == null && p.Status != null && !used.Contains(p.Id)).OrderBy(p => p.Id).Skip(number * 1_000).Select(p => p.Id).Take(count).ToListAsync();
        var admissions = new List<Guid>();
        foreach (var person in persons)
        {
            var admit = ActivatorUtilities.CreateInstance<AdmitPatient>(scope.ServiceProvider, db);
            var outcome = await admit.Handle(console, new() { PersonId = person, Hospital = hospital, Kind = "inpatient", Level = "county", Place = "county", Enrolled = "yes", AdmittedOn = "2018-03-01", Diagnosis = "肺炎" }, default);
            if (!outcome.Ok) throw new InvalidOperationException(outcome.Problems[0].Message);
            admissions.Add(outcome.Value);
        }
        return admissions.Count == count ? admissions : throw new InvalidOperationException($"The county has too few persons for {counters} counters.");
    }
}
