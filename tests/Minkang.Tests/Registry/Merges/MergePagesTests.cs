using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Users;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Tests.Registry.Lists;

namespace Minkang.Tests.Registry.Merges;

public sealed class MergePagesTests
{
    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task A_clerk_finds_the_twin_compares_field_by_field_and_merges_and_the_old_link_leads_on()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var clerk = await app.SignIn(Role.TownshipClerk);

        Assert.Contains($"/persons/{kept}/merge", await clerk.GetStringAsync($"/persons/{kept}"), StringComparison.Ordinal);
        Assert.Contains($"/persons/{kept}/merge?with={gone}", await clerk.GetStringAsync($"/persons/{kept}/merge"), StringComparison.Ordinal);
        var address = $"/persons/{kept}/merge?with={gone}";
        var page = await clerk.GetStringAsync(address);
        Assert.Contains("测试张<mark>叁</mark>", Flat(page), StringComparison.Ordinal);
        Assert.Contains("合并后此人只算在保留的档案所在的户", page, StringComparison.Ordinal);
        Assert.DoesNotContain("13900000002", page, StringComparison.Ordinal);
        var versions = (("Input.KeptVersion", "1"), ("Input.GoneVersion", "1"));
        var hasty = await clerk.Post(address, "merge-persons", page, versions.Item1, versions.Item2, ("take-name", "gone"), ("Input.Reason", "户口簿上是同一人"));
        Assert.Contains("请核对后勾选", await hasty.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var done = await clerk.Post(address, "merge-persons", page, versions.Item1, versions.Item2, ("take-name", "gone"), ("take-phone", "kept"), ("Input.Confirmed", "true"), ("Input.Reason", "户口簿上是同一人"));

        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        await using var db = app.Open();
        Assert.Equal("测试张叁", (await db.Set<Person>().SingleAsync(p => p.Id == kept)).Name);
        var record = await clerk.GetStringAsync(done.Headers.Location!.OriginalString);
        Assert.Contains("户口簿上是同一人", record, StringComparison.Ordinal);
        Assert.Contains("测试张<mark>三</mark>", Flat(record), StringComparison.Ordinal);
        Assert.DoesNotContain("undo-merge", record, StringComparison.Ordinal); // a township undoes no merge
        Assert.Contains("测试张叁", await clerk.GetStringAsync("/persons/merges"), StringComparison.Ordinal);
        var led = await clerk.GetAsync($"/persons/{gone}");
        Assert.Equal((HttpStatusCode.Found, $"/persons/{kept}"), (led.StatusCode, new Uri(new Uri("http://localhost"), led.Headers.Location!).AbsolutePath));
        Assert.Contains("您打开的那份档案已经并入这一份", await clerk.GetStringAsync($"/persons/{kept}"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_county_officer_asks_for_the_undoing_and_another_agrees()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merge = (await app.Merge(app.As(Role.CountyOfficer), kept, gone)).Value.Id;
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.Fact(kept, "category", "orphan", new DateOnly(2019, 2, 1));
        var (asks, agrees) = (await app.SignIn(Role.CountyOfficer), await app.SignIn(Role.CountyOfficer));
        var address = $"/persons/merges/{merge}";
        var page = await asks.GetStringAsync(address);
        Assert.Contains("合并以后的新记录归谁", page, StringComparison.Ordinal);
        Guid fact;
        await using (var db = app.Open()) fact = (await db.Set<Minkang.Registry.Facts.PersonFact>().SingleAsync(f => f.Value == "orphan")).Id;

        Assert.Equal(HttpStatusCode.Found, (await asks.Post(address, "undo-merge", page, ($"later-registry_person_fact-{fact}", "gone"), ("Input.Reason", "是两个人"), ("Do", "ask"))).StatusCode);
        Assert.Contains("/persons/merges?state=undo-asked", await agrees.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(address, await agrees.GetStringAsync("/persons/merges?state=undo-asked"), StringComparison.Ordinal);
        Assert.DoesNotContain(address, await agrees.GetStringAsync("/persons/merges?state=asked"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await agrees.Post(address, "undo-merge", await agrees.GetStringAsync(address), ("Do", "agree"))).StatusCode);

        await using var after = app.Open();
        Assert.Equal(MergeState.Undone, (await after.Set<PersonMerge>().SingleAsync()).State);
        Assert.Equal(gone, (await after.Set<Minkang.Registry.Facts.PersonFact>().SingleAsync(f => f.Id == fact)).PersonId);
        Assert.Contains("已撤销", await agrees.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Scenario", "MRG-02")]
    public async Task Of_a_twin_in_another_township_the_clerk_learns_where_to_ask_and_not_who()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice(village: TestApp.FarVillage);
        var clerk = await app.SignIn(Role.TownshipClerk);

        foreach (var address in new[] { $"/persons/{kept}/merge", $"/persons/{kept}/merge?with={gone}" })
        {
            var page = await clerk.GetStringAsync(address);
            Assert.Contains("范围以外有一人，请与该地联系核实", page, StringComparison.Ordinal);
            Assert.Contains("二镇", page, StringComparison.Ordinal);
            Assert.DoesNotContain("测试张叁", page, StringComparison.Ordinal);
        }
    }

    private static string Flat(string html) => string.Concat(html.Split('\n').Select(l => l.Trim()));
}
