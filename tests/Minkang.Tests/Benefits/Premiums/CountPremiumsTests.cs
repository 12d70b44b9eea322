using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Premiums;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Benefits.Waivers;

namespace Minkang.Tests.Benefits.Premiums;

public sealed class CountPremiumsTests : IAsyncLifetime
{
    private static readonly Money Premium = Money.FromYuan(220m);
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<Guid> Person(string village = TestApp.Village, params string[] categories)
    {
        var person = (await _store.Household(village: village)).Persons[0];
        await using var db = _store.App.Open();
        db.Trail.Actor = CounterStore.Console;
        foreach (var category in categories)
            db.Add(new PersonFact { Id = Guid.CreateVersion7(_store.App.Clock.GetUtcNow()), PersonId = person, Kind = FactKind.Category, Value = category, FromOn = new DateOnly(2018, 1, 1), Source = "entry" });
        await db.SaveChangesAsync();
        return person;
    }

    private Task<IReadOnlyList<PremiumLine>> Lines(Actor actor, Money? premium = null, RegionCode? area = null) => _store.Do<CountPremiums, IReadOnlyList<PremiumLine>>(use => use.Lines(actor, area, premium, default));

    [Fact]
    [Trait("Requirement", "R-INS-03")]
    public async Task Each_person_gets_the_highest_share_once_and_a_blank_share_stays_out()
    {
        await _store.TakeUp("qiyang");
        var poor = await Person();
        var extreme = await Person(TestApp.Village, "extreme_poverty_support");
        var both = await Person(TestApp.FarVillage, "extreme_poverty_support", "minimum_living_allowance");

        var lines = await Lines(_store.App.As(Role.CountyOfficer), Premium);

        Assert.Equal(["qiyang.premium-extreme", "qiyang.premium-safety-net", "qiyang.premium-registered"], lines.Select(l => l.Key));
        Assert.Equal([2, 0, 1], lines.Select(l => l.Persons));
        Assert.Equal([440m, 0m, 110m], lines.Select(l => l.Amount!.Value.Yuan));
        var areas = await _store.Do<CountPremiums, IReadOnlyList<PremiumArea>>(use => use.Areas(lines, null, default));
        Assert.Equal((3, 550m), (areas.Sum(a => a.Persons), areas.Sum(a => a.Amount!.Value.Yuan)));
        Assert.Equal(2, (await Lines(_store.App.As(Role.CountyOfficer), Premium, RegionCode.Parse(TestApp.Village))).Sum(l => l.Persons));
        Assert.All(await Lines(_store.App.As(Role.CountyOfficer)), l => Assert.Null(l.Amount));
        Assert.NotEqual(poor, extreme);
        Assert.NotEqual(extreme, both);
    }

    [Fact]
    [Trait("Requirement", "R-INS-03")]
    public async Task A_county_that_pays_in_full_for_several_categories_pays_once_for_each_person()
    {
        await _store.TakeUp("qinglong");
        await Person();
        await Person(TestApp.Village, "minimum_living_allowance", "severe_disability");

        var line = Assert.Single(await Lines(_store.App.As(Role.CountyOfficer), Premium), l => l.Key == "qinglong.premium");

        Assert.Equal((2, 440m), (line.Persons, line.Amount!.Value.Yuan));
    }

    [Fact]
    public async Task Lists_of_holders_say_the_same_as_the_person_alone()
    {
        string[] categories = ["registered_poor", "returning_poverty", "minimum_living_allowance", "extreme_poverty_support"];
        Guid[] persons = [await Person(), await Person(TestApp.Village, "minimum_living_allowance"), await Person(TestApp.FarVillage, "extreme_poverty_support", "minimum_living_allowance")];
        var day = new DateOnly(2019, 1, 15);
        foreach (var category in categories)
        {
            var alone = new List<Guid>();
            foreach (var person in persons)
                if ((await _store.See(db => _store.App.Get<PersonEligibility>().Of(db, person, day, default)))!.Categories.Any(c => c.Category == category)) alone.Add(person);
            Assert.Equal(alone.Order(), (await _store.See(db => db.Set<RegistryPerson>().Holding(db, [category], day).Select(p => p.Id).ToListAsync())).Order());
        }
    }

    [Fact]
    public async Task The_pages_open_the_persons_and_say_when_nothing_was_taken_up()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        Assert.Contains("还没有采用参保补贴项目", await client.GetStringAsync("/benefits/premiums"), StringComparison.Ordinal);
        await _store.TakeUp("qiyang");
        await Person(TestApp.Village, "extreme_poverty_support");

        Assert.Contains("item=qiyang.premium-extreme", await client.GetStringAsync("/benefits/premiums?premium=220"), StringComparison.Ordinal);
        Assert.Contains("测试甲", await client.GetStringAsync("/benefits/premiums/persons?item=qiyang.premium-extreme"), StringComparison.Ordinal);
        Assert.Contains("没有您能看到的人", await client.GetStringAsync("/benefits/premiums/persons?item=none"), StringComparison.Ordinal);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (await client.GetAsync("/benefits/premiums/persons/export?premium=220")).Content.Headers.ContentType?.MediaType);
    }
}
