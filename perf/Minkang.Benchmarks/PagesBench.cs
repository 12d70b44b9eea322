using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Web.Hosting;

namespace Minkang.Benchmarks;

/// <summary>Pages over HTTP on loopback, on a full county: percentiles at a number of users that each ask one page after another.</summary>
internal static class PagesBench
{
    private const string Password = "benchmark-user-1";
    /// <summary>Asked by each user before anything is measured, so that the program is translated.</summary>
    private const int WarmUps = 40;

    public static async Task<int> Run(DirectoryInfo sample, string data, int users, int requests, string only)
    {
        var folder = data.Length > 0 ? data : Directory.CreateTempSubdirectory("minkang-bench-").FullName;
        var stores = StoreOptions.FromEnvironment(folder);
        var lists = Directory.Exists(folder) && Directory.GetFiles(folder).Length > 0 ? [] : await ImportBench.Prepare(stores, sample);
        await using var app = MinkangHost.Build(["--urls", "http://127.0.0.1:0"], stores);
        var county = app.Services.GetRequiredService<CountyStores>().Codes().Single();
        app.Services.GetRequiredService<Migrator>().UpgradeCounty(county);
        var console = Actor.Console(RegionCode.Parse(county));
        foreach (var (file, _, day) in lists)
            await app.Services.GetRequiredService<ImportLists>().Import(county, console, file.Name, await File.ReadAllBytesAsync(file.FullName), day, false, null, default);
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        var clients = new List<HttpClient>();
        for (var i = 0; i < users; i++) clients.Add(await SignedIn(app, address, county, i));

        List<Guid> persons;
        List<string> names;
        await using (var db = app.Services.GetRequiredService<CountyStores>().Open(county))
        {
            persons = await db.Persons(console, "registry.list").OrderBy(p => p.Id).Select(p => p.Id).ToListAsync();
            names = await db.Persons(console, "registry.list").OrderBy(p => p.Id).Select(p => p.Name).Distinct().ToListAsync();
        }
        Console.WriteLine($"engine {stores.Engine}, {persons.Count} persons, {users} users, {requests} requests each");
        Console.WriteLine("| page | p50 ms | p95 ms | max ms |");
        Console.WriteLine("|---|---|---|---|");
        using var anonymous = new HttpClient { BaseAddress = address };
        Task On(string what, IReadOnlyList<HttpClient> asking, int times, Func<Random, string> path) =>
            what.Contains(only, StringComparison.Ordinal) ? Measure(what, asking, times, path) : Task.CompletedTask;
        Task Ask(string what, Func<Random, string> typed) => what.Contains(only, StringComparison.Ordinal) ? Measure(what, clients, requests, Search(typed)) : Task.CompletedTask;
        async Task Alone(string what, Func<Random, string> typed)
        {
            if (!what.Contains(only, StringComparison.Ordinal)) return;
            var pages = new Dictionary<HttpClient, List<Uri>>();
            foreach (var (client, n) in clients.Select((c, n) => (c, n))) pages[client] = await Addresses(client, new Random(2000 + n), typed);
            await Measure(what, clients, requests, async (client, random) =>
            {
                using var answer = await client.GetAsync(pages[client][random.Next(pages[client].Count)]);
                await Read(answer, "/search");
            });
        }
        await On("sign-in page (/sign-in)", [anonymous], requests, _ => "/sign-in");
        await On("person list (/persons?page=n)", clients, requests, r => $"/persons?page={r.Next(1, Math.Max(2, persons.Count / 20))}");
        await Ask("name search (posted, then the hits or the only person)", r => names[r.Next(names.Count)]);
        await Ask("search by initials (posted, then the hits)", r => Minkang.Domain.Names.Pinyin.Initials(names[r.Next(names.Count)]));
        await Alone("name search, the page of hits by itself", r => names[r.Next(names.Count)][..2]);
        await On("open a person (/persons/id)", clients, requests, r => $"/persons/{persons[r.Next(persons.Count)]}");
        await On("household list (/households)", clients, requests, r => $"/households?page={r.Next(1, 400)}");
        await On("illness ledger (/illness/ledger)", clients, Math.Max(10, requests / 5), _ => "/illness/ledger");
        await On("home (/)", clients, Math.Max(10, requests / 5), _ => "/");
        await app.StopAsync();
        if (data.Length == 0) Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static Task Measure(string what, IReadOnlyList<HttpClient> clients, int requests, Func<Random, string> path) =>
        Measure(what, clients, requests, async (client, random) =>
        {
            var asked = path(random);
            using var answer = await client.GetAsync(asked);
            await Read(answer, asked);
        });

    /// <summary>Addresses of hits, as a user comes to them.</summary>
    private static async Task<List<Uri>> Addresses(HttpClient client, Random random, Func<Random, string> typed)
    {
        var addresses = new List<Uri>();
        var ask = Search(typed, addresses);
        while (addresses.Count < WarmUps) await ask(client, random);
        return addresses.FindAll(a => a.AbsolutePath == "/search");
    }

    /// <summary>Types into the search box and follows to the hits, as a browser does.</summary>
    private static Func<HttpClient, Random, Task> Search(Func<Random, string> typed, List<Uri>? reached = null)
    {
        var tokens = new System.Collections.Concurrent.ConcurrentDictionary<HttpClient, string>();
        return async (client, random) =>
        {
            if (!tokens.TryGetValue(client, out var token)) tokens[client] = token = Token(await client.GetStringAsync("/account"));
            using var answer = await client.PostAsync(SealedText.AskPath, new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [SealedText.ToField] = "/search", [SealedText.SealField] = "q", ["q"] = typed(random), ["__RequestVerificationToken"] = token,
            }));
            await Read(answer, "/search");
            reached?.Add(answer.RequestMessage!.RequestUri!);
        };
    }

    private static async Task Measure(string what, IReadOnlyList<HttpClient> clients, int requests, Func<HttpClient, Random, Task> ask)
    {
        foreach (var warm in clients) for (var i = 0; i < WarmUps; i++) await ask(warm, new Random(i));
        var times = await Task.WhenAll(clients.Select((client, n) => Task.Run(async () =>
        {
            var random = new Random(1000 + n);
            var taken = new List<double>(requests);
            for (var i = 0; i < requests; i++)
            {
                var watch = Stopwatch.StartNew();
                await ask(client, random);
                taken.Add(watch.Elapsed.TotalMilliseconds);
            }
            return taken;
        })));
        var all = times.SelectMany(t => t).Order().ToList();
        Console.WriteLine($"| {what} | {all[all.Count / 2]:0.0} | {all[(int)(all.Count * 0.95)]:0.0} | {all[^1]:0.0} |");
    }

    private static async Task Read(HttpResponseMessage answer, string path)
    {
        await answer.Content.ReadAsByteArrayAsync();
        if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"{path.Split('?')[0]} answered {(int)answer.StatusCode}.");
    }

    /// <summary>A user signed in with the duty, made where missing.</summary>
    public static async Task<HttpClient> SignedIn(WebApplication app, Uri address, string county, int number, Role role = Role.CountyOfficer, string? organisation = null)
    {
        var name = role == Role.CountyOfficer ? $"bench{number}" : $"{role}{number}".ToLowerInvariant();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
            var admin = Actor.Console(RegionCode.Parse(""));
            var made = await manage.Create(admin, new NewAccount(name, $"测量{number}", "测量", Password, MustChangePassword: false), default);
            if (made.Ok) await manage.Grant(admin, made.Value.User.Id, role, RegionCode.Parse(county), organisation, default);
        }
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = true, CookieContainer = new System.Net.CookieContainer() }) { BaseAddress = address };
        var page = await client.GetStringAsync("/sign-in");
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in", ["__RequestVerificationToken"] = Token(page), ["Input.UserName"] = name, ["Input.Password"] = Password,
        }));
        answer.EnsureSuccessStatusCode();
        return client;
    }

    private static string Token(string page)
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var at = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return page[at..page.IndexOf('"', at)];
    }
}
