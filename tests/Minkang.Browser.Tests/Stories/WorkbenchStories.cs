using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Minkang.Browser.Tests.Setup;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Persons;
using Minkang.Web.Hosting;

namespace Minkang.Browser.Tests.Stories;

/// <summary>A county officer at the workbench of a comparison.</summary>
[Collection(DemoStories.Name)]
public sealed class WorkbenchStories(DemoSite site)
{
    private const int Many = 5_000;

    /// <summary>Resolves when so many are decided and the next one is in sight.</summary>
    private const string Decided = """
        wanted => new Promise((done, fail) => {
          setTimeout(() => fail(new Error(`${wanted} was not decided`)), 30000);
          const work = document.querySelector('.mk-work');
          const look = () => Number(work.dataset.decided) >= wanted && !work.dataset.busy;
          if (look()) { done(); return; }
          const observer = new MutationObserver(() => { if (look()) { observer.disconnect(); done(); } });
          observer.observe(work, { attributes: true });
        })
        """;

    [Fact]
    public async Task Five_thousand_discrepancies_are_worked_through_by_keyboard_without_a_reload()
    {
        var run = await Findings(Many);
        var page = await site.SignIn("xian", 1366);
        await page.GotoAsync($"/compare/{run}/work");
        await page.Locator(".mk-work[data-ready][data-finding]").WaitForAsync();
        await page.EvaluateAsync("window.theSameDocument = document.querySelector('.mk-work')");
        var navigations = 0;
        page.FrameNavigated += (_, _) => navigations++;

        var (watch, before) = (Stopwatch.StartNew(), site.ProcessorTime);
        for (var i = 0; i < Many; i++) await Task.WhenAll(page.EvaluateAsync(Decided, i + 1), page.Keyboard.PressAsync((i % 5) switch { 0 => "r", 1 => "u", _ => "a" }));
        watch.Stop();
        var server = site.ProcessorTime - before;

        TestContext.Current.TestOutputHelper?.WriteLine($"{Many} decided by keyboard in {watch.Elapsed.TotalSeconds:0.0} s, {watch.Elapsed.TotalMilliseconds / Many:0.0} ms each, the server's processor {server.TotalMilliseconds / Many:0.0} ms each");
        Assert.True(await page.EvaluateAsync<bool>("window.theSameDocument === document.querySelector('.mk-work')"));
        Assert.Equal(0, navigations);
        await using (var db = Open(out var services))
        {
            await using var _ = services;
            var states = await db.Set<Finding>().Where(f => f.RunId == run).GroupBy(f => f.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
            Assert.Equal((3_000, 1_000, 1_000), (states[FindingState.Accepted], states[FindingState.Rejected], states[FindingState.Unsure]));
            Assert.Equal(Many, await db.Set<FindingDecision>().CountAsync(d => d.RunId == run));
        }
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(10), $"{watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Every_key_has_its_button_and_a_decision_can_be_taken_back()
    {
        var run = await Findings(3);
        var page = await site.SignIn("xian", 1366);
        await page.GotoAsync($"/compare/{run}/work");
        var work = page.Locator(".mk-work[data-ready][data-finding]");
        await work.WaitForAsync();
        var first = await work.GetAttributeAsync("data-finding");

        await page.GetByRole(AriaRole.Button, new() { Name = "不属实" }).ClickAsync();
        await page.Locator(".mk-work[data-decided='1']").WaitForAsync();
        Assert.NotEqual(first, await work.GetAttributeAsync("data-finding"));
        Assert.Contains("判为不属实", await page.GetByRole(AriaRole.Status).First.InnerTextAsync());
        await page.Keyboard.PressAsync("z");
        await page.Locator($".mk-work[data-finding='{first}'][data-decided='0']").WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Locator($".mk-work:not([data-finding='{first}'])").WaitForAsync();
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Keyboard.PressAsync("/");
        Assert.Equal("SELECT", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        await page.Keyboard.PressAsync("a"); // a letter in a field is no decision
        Assert.Equal("0", await work.GetAttributeAsync("data-decided"));
    }

    [Fact]
    public async Task Signing_out_elsewhere_ends_the_right_to_act()
    {
        var run = await Findings(2);
        var page = await site.SignIn("xian", 1366);
        await page.GotoAsync($"/compare/{run}/work");
        await page.Locator(".mk-work[data-ready][data-finding]").WaitForAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await other.EvaluateAsync("document.querySelector('form[action$=\"sign-out\"]').requestSubmit()");
        await other.WaitForURLAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));

        await page.BringToFrontAsync();
        await page.Keyboard.PressAsync("r");

        await page.GetByText("登录已结束").WaitForAsync();
        await using var db = Open(out var services);
        await using var _ = services;
        Assert.Empty(await db.Set<FindingDecision>().Where(d => d.RunId == run).ToListAsync());
    }

    [Theory]
    [InlineData(1366)]
    [InlineData(390)]
    public async Task The_pages_of_the_workbench_are_fit_for_everybody(int width)
    {
        var run = await Findings(40);
        var page = await site.SignIn("xian", width);
        await page.GotoAsync($"/compare/{run}/work");
        await page.Locator(".mk-work[data-ready][data-finding]").WaitForAsync();
        await page.IsFit("workbench");
        foreach (var path in new[] { "work?plain=1", "letters", "decisions" }) await page.Open($"/compare/{run}/{path}");
    }

    /// <summary>A comparison with so many discrepancies about people of the demonstration's register, put into its store.</summary>
    private async Task<Guid> Findings(int count)
    {
        await using var db = Open(out var services);
        await using var _ = services;
        var (vault, now) = (services.GetRequiredService<Vault>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var persons = await db.Set<Person>().AsNoTracking().Where(p => p.EndedOn == null).OrderBy(p => p.Id).Take(500).ToListAsync();
        var run = new CompareRun { Id = Guid.CreateVersion7(now), Title = "测试比对", AreaCode = db.CountyCode, OperatorName = "测试", State = CompareState.Done, RulesHash = "", RulesUsed = RulesUsed.Now().ToJson(), FindingCount = count };
        db.Add(run);
        foreach (var (no, kind, title) in new[] { (0, ListKind.Register, "建档立卡"), (1, ListKind.Changes, "公安变动") })
            db.Add(new RunList { RunId = run.Id, ListNo = no, FileName = title + ".xlsx", Sheet = "表一", Title = title, Kind = kind, RowCount = count });
        await db.SaveChangesAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.InsertAsync([.. Enumerable.Range(0, count).SelectMany(i => Rows(run.Id, persons[i % persons.Count], i, vault, now))], default);
        await db.InsertAsync([.. Enumerable.Range(0, count).Select(i => Finding(run.Id, persons[i % persons.Count], i, vault, now))], default);
        await transaction.CommitAsync();
        return run.Id;
    }

    private static IEnumerable<RunRow> Rows(Guid run, Person person, int i, Vault vault, DateTimeOffset now)
    {
        foreach (var (list, name) in new[] { (0, person.Name), (1, person.Name[..^1] + "佳") })
            yield return new RunRow
            {
                Id = Guid.CreateVersion7(now), RunId = run, ListNo = list, RowNo = i + 2, Decision = RowDecision.Exact, Score = 1, PersonKey = i + 1, PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode,
                ContentSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = name, ["id-number"] = "000000196005010011", ["birth-date"] = "1960-05-01", ["sex"] = "男" }))!,
            };
    }

    private static Finding Finding(Guid run, Person person, int i, Vault vault, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RunId = run, Place = i + 1, Code = i % 2 == 0 ? "name_conflict" : "village_conflict", Gravity = RuleGravity.Ordinary, Owner = "扶贫办", ListNo = 0, RowNo = i + 2, OtherListNo = 1, OtherRowNo = i + 2, Field = "name",
        ValueSealed = vault.Seal(Purposes.ListEntry, person.Name), OtherValueSealed = vault.Seal(Purposes.ListEntry, person.Name[..^1] + "佳"), PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode,
        KeyHash = vault.Chained(Purposes.ListKey, $"story|{run}|{i}"), State = FindingState.Open,
    };

    private CountyDb Open(out ServiceProvider services)
    {
        services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddMinkang(new StoreOptions { DataFolder = site.DataFolder }).BuildServiceProvider();
        var counties = services.GetRequiredService<CountyStores>();
        var db = counties.Open(counties.Codes()[0]);
        db.Trail.Actor = Actor.Console(RegionCode.Parse(db.CountyCode));
        return db;
    }
}
