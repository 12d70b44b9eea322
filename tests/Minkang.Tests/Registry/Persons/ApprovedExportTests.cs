using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Tests.Web;

namespace Minkang.Tests.Registry.Persons;

/// <summary>Full numbers and long lists leave the house only when a second person agrees, and say who took them and what for.</summary>
public sealed class ApprovedExportTests
{
    private const string Purpose = "报县医保局核对参保";

    [Fact]
    [Trait("Scenario", "EXP-05")]
    public async Task Full_numbers_go_out_once_a_second_person_agreed_and_only_to_who_asked()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", Phone: "13900000001"), new("测试乙", Sex: 2)]);
        await app.Household(TestApp.NextVillage, "A2", [new("测试丙")]);
        string number;
        await using (var db = app.Open()) number = app.Get<Vault>().Open(Purposes.IdNumber, (await db.Set<Person>().SingleAsync(p => p.Id == home.Persons[0])).IdSealed)!;
        var clerk = await app.SignIn(Role.TownshipClerk);
        var list = $"/persons?area={TestApp.Village}";

        Assert.Contains("请写明用途", await (await clerk.Send(list, "ask-export", ("purpose", " "))).Content.ReadAsStringAsync());
        var matter = (await clerk.Send(list, "ask-export", ("purpose", Purpose))).LeadsTo()!;
        var file = $"/persons/export?approved={matter[^36..]}";
        Assert.DoesNotContain("value=\"confirm\"", await clerk.GetStringAsync(matter));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(file)).StatusCode);

        var neighbour = await app.SignIn(Role.TownshipClerk, TestApp.NextTown);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync(matter)).StatusCode);
        var second = await app.SignIn(Role.TownshipClerk);
        Assert.Contains("已生效", await (await second.Send(matter, "confirm")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync(file)).StatusCode);

        var rows = ListFile.Open(await clerk.GetByteArrayAsync(file), "persons.xlsx").Value.Sheets[0].Rows;
        var text = string.Join('\n', rows.SelectMany(r => r.Cells.Select(c => c.Text)));
        Assert.Contains(number, text);
        Assert.Contains("13900000001", text);
        Assert.DoesNotContain("测试丙", text);
        Assert.Contains(Purpose, rows[^1][0].Text);
        Assert.Contains("导出人：", rows[^1][0].Text);
        Assert.Contains("2019-01-15 10:00", rows[^1][0].Text);
        await using var after = app.Open();
        var entry = await after.Set<AuditEntry>().SingleAsync(e => e.Action == "registry.export");
        Assert.Equal(Purpose, entry.Purpose);
        var detail = app.Get<Vault>().Open(Purposes.Audit, entry.DetailSealed)!;
        Assert.Contains("\"rows\":2", detail.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains(TestApp.Village, detail);

        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.NotFound, (await (await Again(app, clerk)).GetAsync(file)).StatusCode);
    }

    [Fact]
    [Trait("Scenario", "EXP-05")]
    [Trait("Scenario", "EXP-06")]
    public async Task Above_the_limit_nothing_goes_out_unasked_and_the_rows_are_those_of_the_page()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [.. Enumerable.Range(0, 2001).Select(i => new Member("测试甲", WithNumber: false))]);
        await app.Household(TestApp.NextVillage, "A2", [new("测试丙"), new("测试丁")]);
        var clerk = await app.SignIn(Role.TownshipClerk);

        Assert.Contains("2,003", await clerk.GetStringAsync("/persons"));
        Assert.Equal("/persons", (await clerk.GetAsync("/persons/export")).LeadsTo());
        var few = ListFile.Open(await clerk.GetByteArrayAsync($"/persons/export?area={TestApp.NextVillage}"), "persons.xlsx").Value.Sheets[0].Rows;
        Assert.Equal(2, few.Count(r => r[0].Text.StartsWith("测试", StringComparison.Ordinal)));

        var matter = (await clerk.Send("/persons", "ask-export", ("purpose", Purpose))).LeadsTo()!;
        using (await (await app.SignIn(Role.CountyOfficer)).Send(matter, "confirm")) { }
        var all = ListFile.Open(await clerk.GetByteArrayAsync($"/persons/export?approved={matter[^36..]}"), "persons.xlsx").Value.Sheets[0].Rows;
        Assert.Equal(2003, all.Count(r => r[0].Text.StartsWith("测试", StringComparison.Ordinal)));
        Assert.DoesNotContain(all, r => r.Cells.Any(c => c.Text.Contains("00000019600501", StringComparison.Ordinal)));
    }

    /// <summary>The session ended with the days that passed: the same person signs in again.</summary>
    private static async Task<HttpClient> Again(TestApp app, HttpClient client)
    {
        await using var db = app.Get<Minkang.Platform.Stores.PlatformStore>().Open();
        var asker = (await db.Set<Minkang.Platform.Proposals.Proposal>().SingleAsync()).CreatedBy;
        var name = (await db.Set<User>().SingleAsync(u => u.Id == asker)).UserName!;
        using (await client.Enter(name, TestApp.TestPassword)) { }
        return client;
    }
}
