using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Registry.Search;
using Minkang.Tests.Web;

namespace Minkang.Tests.Registry.Search;

public sealed class SearchRegisterTests
{
    private static async Task<SearchResult> Search(TestApp app, Actor actor, string query)
    {
        await using var db = app.Open(actor);
        return await app.Get<SearchRegister>().Handle(db, actor, query, default);
    }

    private static async Task<string> NumberOf(TestApp app, Guid id)
    {
        await using var db = app.Open();
        return app.Get<Vault>().Open(Purposes.IdNumber, (await db.Set<Person>().SingleAsync(p => p.Id == id)).IdSealed)!;
    }

    [Theory]
    [InlineData("张晓凤")]
    [InlineData("张晓鳳")]
    [InlineData("晓凤")]
    [InlineData("zhangxiaofeng")]
    [InlineData("zhang xiao")]
    [InlineData("zxf")]
    [InlineData("ZXF")]
    public async Task Finds_by_name_variant_pinyin_and_initials(string query)
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("张晓凤", Sex: 2), new("测试乙", Relation: "30")]);

        var found = await Search(app, app.As(Role.TownshipClerk), query);

        Assert.Equal(home.Persons[0], Assert.Single(found.Persons).Id);
        Assert.Equal($"/persons/{home.Persons[0]}", found.OnlyHit);
    }

    [Fact]
    public async Task A_name_that_only_sounds_alike_is_offered_as_such()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("张晓凤", Sex: 2)]);

        var found = await Search(app, app.As(Role.TownshipClerk), "章小风");

        Assert.Equal(SearchKind.Sound, found.Kind);
        Assert.Single(found.Persons);
    }

    [Fact]
    public async Task Finds_by_the_last_digits_and_by_the_whole_number()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", "1961-06-02", Relation: "30")]);
        var number = await NumberOf(app, home.Persons[0]);
        var clerk = app.As(Role.TownshipClerk);

        foreach (var query in new[] { number, number[^4..], number[^8..], number.ToLowerInvariant(), " " + number[..6] + " " + number[6..] })
            Assert.Equal(home.Persons[0], Assert.Single((await Search(app, clerk, query)).Persons).Id);
        Assert.Empty((await Search(app, clerk, "19990101" + number[^4..])).Persons);
        Assert.NotNull((await Search(app, clerk, number[^3..])).Refusal);
    }

    [Fact]
    public async Task Finds_a_household_by_its_number_or_the_end_of_it()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "5399010012345", [new("测试甲")]);

        Assert.Equal($"/households/{home.Id}", (await Search(app, app.As(Role.TownshipClerk), "5399010012345")).OnlyHit);
        Assert.Equal(home.Id, Assert.Single((await Search(app, app.As(Role.VillageDoctor), "2345")).Households).Id);
        Assert.Empty((await Search(app, app.As(Role.TownshipClerk, TestApp.NextTown), "5399010012345")).Households);
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Finds_nobody_of_a_neighbour_and_says_only_where_a_full_number_is_known()
    {
        await using var app = await TestApp.Start();
        var far = await app.Household(TestApp.FarVillage, "A3", [new("张晓凤", Sex: 2)]);
        var number = await NumberOf(app, far.Persons[0]);
        var clerk = app.As(Role.TownshipClerk);

        foreach (var query in new[] { "张晓凤", "zxf", number[^4..], "A3" }) Assert.Empty((await Search(app, clerk, query)).Persons);
        var known = await Search(app, clerk, number);
        Assert.Equal("二镇", known.Elsewhere);
        Assert.Empty(known.Persons);
        Assert.Null((await Search(app, app.As(Role.TownshipLeader), number)).Elsewhere);
        await using var db = app.Open();
        Assert.Equal(1, await db.Set<AuditEntry>().CountAsync(e => e.Action == "registry.find-by-id"));
    }

    [Fact]
    public async Task The_only_hit_opens_at_once_and_several_are_listed_masked()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("张晓凤", Relation: "30", Sex: 2), new("测试乙", Relation: "31")]);
        var client = await app.SignIn(Role.TownshipClerk);

        var one = await client.GetAsync(await client.Look("zxf"));
        var several = await client.GetStringAsync(await client.Look("测"));
        var none = await client.GetStringAsync(await client.Look("唐"));

        Assert.EndsWith($"/persons/{home.Persons[1]}", one.Headers.Location!.ToString());
        Assert.DoesNotContain("00000019600501", several);
        Assert.Contains("您的范围内没有找到", none);
    }
}
