using Minkang.Platform.Users;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Registry.Persons;

public sealed class ListPersonsTests
{
    private static async Task<PersonPageOf> List(TestApp app, Actor actor, PersonFilter? filter = null, string? sort = null, int? size = null)
    {
        await using var db = app.Open(actor);
        return await app.Get<FindPersons>().Handle(db, actor, filter ?? new(), sort, null, size, default);
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    [Trait("Requirement", "R-SEC-02")]
    public async Task Each_role_lists_its_own_places_with_masked_numbers()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        await app.Household(TestApp.NextVillage, "A2", [new("测试乙"), new("测试丙", Relation: "10", Sex: 2)]);
        await app.Household(TestApp.FarVillage, "A3", [new("测试丁")]);

        Assert.Equal(1, (await List(app, app.As(Role.VillageDoctor))).Paging.Total);
        Assert.Equal(3, (await List(app, app.As(Role.TownshipClerk))).Paging.Total);
        Assert.Equal(1, (await List(app, app.As(Role.TownshipClerk, TestApp.NextTown))).Paging.Total);
        Assert.Equal(4, (await List(app, app.As(Role.CountyOfficer))).Paging.Total);
        Assert.Equal(4, (await List(app, app.As(Role.PovertyOffice))).Paging.Total);
        Assert.Equal(0, (await List(app, app.As(Role.Administrator))).Paging.Total);
        Assert.Equal(0, (await List(app, app.As(Role.CountyOfficer, "009902"))).Paging.Total);
        Assert.All((await List(app, app.As(Role.CountyOfficer))).Lines, p => Assert.Matches(@"^000000\*{8}[0-9X]{4}$|^000000\*+", p.IdMasked!));
        Assert.All((await List(app, app.As(Role.CountyLeader))).Lines, p => Assert.Equal("测*", p.Name));
    }

    [Fact]
    public async Task An_area_outside_the_reach_filters_to_nothing()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.FarVillage, "A3", [new("测试丁")]);

        Assert.Equal(0, (await List(app, app.As(Role.TownshipClerk), new PersonFilter { Area = TestApp.FarVillage, Standing = Standing.All })).Paging.Total);
    }

    [Fact]
    [Trait("Requirement", "R-IDN-06")]
    [Trait("Requirement", "R-IDN-19")]
    public async Task Filters_narrow_by_facts_of_the_person_and_of_the_household()
    {
        await using var app = await TestApp.Start();
        var old = await app.Household(TestApp.Village, "B1", [new("测试甲", "1940-01-15"), new("测试乙", "1959-01-15", 2, "10"), new("测试丙", "1959-01-16", 2, "30", WithNumber: false)], cause: "illness");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Household(TestApp.Village, "B2", [new("测试丁", "1990-01-01")], "exited");
        await app.Fact(old.Persons[0], "category", "minimum_living_allowance", new(2018, 1, 1));
        await app.Fact(old.Persons[0], "category", "severe_disability", new(2018, 1, 1));
        await app.Fact(old.Persons[1], "category", "minimum_living_allowance", new(2017, 1, 1), new(2018, 1, 1));
        var actor = app.As(Role.TownshipClerk);

        Assert.Equal(["测试甲"], Names(await List(app, actor, new() { Category = "minimum_living_allowance" })));
        Assert.Equal(["测试甲"], Names(await List(app, actor, new() { Category = "severe_disability" })));
        Assert.Equal(["测试乙"], Names(await List(app, actor, new() { Category = "minimum_living_allowance", On = new(2017, 12, 31) })));
        Assert.Equal(["测试甲", "测试乙"], Names(await List(app, actor, new() { AgeFrom = 60 })));
        Assert.Equal(["测试丙", "测试丁"], Names(await List(app, actor, new() { AgeTo = 59 })));
        Assert.Equal(["测试丙"], Names(await List(app, actor, new() { IdState = "unusable" })));
        Assert.Equal(["测试丁"], Names(await List(app, actor, new() { Status = "exited" })));
        Assert.Equal(3, (await List(app, actor, new() { Cause = "illness" })).Paging.Total);
        Assert.Equal(2, (await List(app, actor, new() { Sex = 2 })).Paging.Total);
    }

    [Fact]
    public async Task The_list_is_in_village_order_or_by_pinyin()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.NextVillage, "C1", [new("阿测")]);
        await app.Household(TestApp.Village, "C2", [new("周测"), new("李测", Relation: "10")]);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Household(TestApp.Village, "C3", [new("王测")]);

        Assert.Equal(["周测", "李测", "王测", "阿测"], Names(await List(app, app.As(Role.TownshipClerk))));
        Assert.Equal(["阿测", "李测", "王测", "周测"], Names(await List(app, app.As(Role.TownshipClerk), sort: "name")));
    }

    [Fact]
    public async Task A_page_of_any_size_takes_the_same_few_statements()
    {
        await using var app = await TestApp.Start();
        for (var i = 0; i < 30; i++) await app.Household(TestApp.Village, $"D{i}", [new("测试甲"), new("测试乙", Relation: "10")]);
        var actor = app.As(Role.TownshipClerk);

        int persons, households;
        using (var sent = new Statements())
        {
            Assert.Equal(50, (await List(app, actor, new() { Status = "not_exited", Category = null }, size: 50)).Lines.Count);
            persons = sent.Count;
        }
        using (var sent = new Statements())
        {
            await using var db = app.Open(actor);
            Assert.Equal(20, (await app.Get<FindHouseholds>().Handle(db, actor, new(), null, null, 20, default)).Lines.Count);
            households = sent.Count;
        }
        Assert.Equal((4, 4), (persons, households));
    }

    private static IEnumerable<string> Names(PersonPageOf page) => page.Lines.Select(p => p.Name);
}
