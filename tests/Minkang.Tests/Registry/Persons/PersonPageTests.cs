using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Tests.Web;

namespace Minkang.Tests.Registry.Persons;

public sealed class PersonPageTests
{
    private static async Task<List<AuditEntry>> Looks(TestApp app, Guid subject)
    {
        await using var db = app.Open();
        return await db.Set<AuditEntry>().AsNoTracking().Where(e => e.SubjectId == subject && !e.Action.StartsWith("create")).OrderBy(e => e.Seq).ToListAsync();
    }

    [Fact]
    [Trait("Requirement", "R-SEC-02")]
    public async Task Opening_a_person_is_recorded_and_shows_the_number_masked()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", Phone: "15400000001")]);
        var client = await app.SignIn(Role.TownshipClerk);

        var page = await client.GetStringAsync($"/persons/{home.Persons[0]}");

        Assert.Contains("测试甲", page);
        Assert.Contains("000000********", page);
        Assert.Contains("154****0001", page);
        Assert.DoesNotContain(GivenNumber(page), page);
        Assert.DoesNotContain("测试甲", page[..page.IndexOf("</title>", StringComparison.Ordinal)]);
        Assert.Equal(["registry.open"], (await Looks(app, home.Persons[0])).Select(e => e.Action));
    }

    private static string GivenNumber(string _) => "00000019600501";

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task A_neighbours_person_is_answered_like_an_id_that_nobody_has()
    {
        await using var app = await TestApp.Start();
        var far = await app.Household(TestApp.FarVillage, "A3", [new("测试丁")]);
        var clerk = await app.SignIn(Role.TownshipClerk);

        foreach (var path in new[] { "/persons/{0}", "/households/{0}", "/persons/{0}/edit", "/persons/{0}/event", "/persons/{0}/undo", "/households/{0}/add", "/households/{0}/propose", "/households/{0}/event", "/cards/households?household={0}" })
        {
            var theirs = await clerk.GetAsync(string.Format(path, path.StartsWith("/persons", StringComparison.Ordinal) ? far.Persons[0] : far.Id));
            var nobodys = await clerk.GetAsync(string.Format(path, Guid.Empty));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, nobodys.StatusCode));
        }
        Assert.Empty(await Looks(app, far.Persons[0]));
    }

    [Fact]
    [Trait("Requirement", "R-SEC-02")]
    public async Task The_full_number_is_shown_for_a_purpose_and_the_look_is_on_record()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var client = await app.SignIn(Role.TownshipClerk);
        var address = $"/persons/{home.Persons[0]}";
        var page = await client.GetStringAsync(address);

        var answer = await client.PostAsync(address, Form(page, "reveal-id", ("reveal-reason", "核实身份")));

        Assert.Contains("00000019600501", await answer.Content.ReadAsStringAsync());
        var look = Assert.Single(await Looks(app, home.Persons[0]), e => e.Action == "registry.unmask");
        Assert.Equal("核实身份", look.Purpose);
    }

    [Fact]
    public async Task Nobody_sees_a_full_number_without_the_right_or_without_a_purpose()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var reveal = app.Get<RevealValue>();
        foreach (var role in new[] { Role.TownshipLeader, Role.CountyLeader, Role.CityOfficer, Role.Finance })
        {
            var actor = app.As(role);
            await using var db = app.Open(actor);
            Assert.False((await reveal.Handle(db, actor, home.Persons[0], PersonalValue.IdNumber, "核实身份", default)).Ok);
        }
        var clerk = app.As(Role.TownshipClerk);
        await using var store = app.Open(clerk);
        Assert.False((await reveal.Handle(store, clerk, home.Persons[0], PersonalValue.IdNumber, "", default)).Ok);
        Assert.Empty(await Looks(app, home.Persons[0]));
    }

    [Fact]
    public async Task An_inspector_says_why_before_anything_opens()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var inspector = await app.SignIn(Role.Inspector);
        var address = $"/persons/{home.Persons[0]}";

        var asked = await inspector.GetStringAsync(address);
        Assert.DoesNotContain("测试甲", asked);
        Assert.Empty(await Looks(app, home.Persons[0]));

        var opened = await (await inspector.PostAsync(address, Form(asked, "open-reason", ("open-reason", "处理投诉")))).Content.ReadAsStringAsync();
        Assert.Contains("测试甲", opened);
        Assert.Contains("测试甲", await inspector.GetStringAsync(address));
        Assert.All(await Looks(app, home.Persons[0]), e => Assert.Equal("处理投诉", e.Purpose));

        app.Clock.Advance(TimeSpan.FromMinutes(61));
        var later = await inspector.GetAsync(address);
        Assert.DoesNotContain("测试甲", await later.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Missing_things_carry_the_button_that_mends_them()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", WithNumber: false)]);
        var client = await app.SignIn(Role.TownshipClerk);

        var page = await client.GetStringAsync($"/persons/{home.Persons[0]}");

        Assert.Contains("补录号码", page);
        Assert.Contains("补录电话", page);
        Assert.Contains($"href=\"/persons/{home.Persons[0]}/edit\"", page);
    }

    [Fact]
    public async Task The_county_officer_sees_who_looked_and_why_he_asks_is_on_record()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        await (await app.SignIn(Role.TownshipClerk)).GetStringAsync($"/persons/{home.Persons[0]}");
        var officer = await app.SignIn(Role.CountyOfficer);
        var address = $"/persons/{home.Persons[0]}/audit";

        var asked = await officer.GetStringAsync(address);
        var page = await (await officer.PostAsync(address, Form(asked, "open-reason", ("open-reason", "处理投诉")))).Content.ReadAsStringAsync();

        Assert.Contains("乡镇业务员（测试）", page);
        Assert.Contains("处理投诉", page);
        Assert.Contains((await Looks(app, home.Persons[0])), e => e.Action == "audit.own-people" && e.Purpose == "处理投诉");
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Role.TownshipClerk)).GetAsync(address)).StatusCode);
    }

    internal static FormUrlEncodedContent Form(string page, string handler, params (string Name, string Value)[] fields) => BrowserForm.Of(page, handler, fields);
}
