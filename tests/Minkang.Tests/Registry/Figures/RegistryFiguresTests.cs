using System.Net;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Villages;

namespace Minkang.Tests.Registry.Figures;

public sealed class RegistryFiguresTests
{
    [Fact]
    [Trait("Requirement", "R-IDN-02")]
    [Trait("Requirement", "R-IDN-20")]
    public async Task Status_holds_from_its_first_day_to_the_day_before_the_next_and_lists_count_alike()
    {
        await using var app = await TestApp.Start();
        var exited = new DateOnly(2018, 12, 31);
        await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)], exitedOn: exited);
        await app.Household(TestApp.FarVillage, "A2", [new("测试丙")]);
        var officer = app.As(Role.CountyOfficer);

        foreach (var (day, notExited, gone) in new[] { (GivenPeople.Entered.AddDays(-1), (0, 0), (0, 0)), (GivenPeople.Entered, (2, 3), (0, 0)), (exited.AddDays(-1), (2, 3), (0, 0)), (exited, (1, 1), (1, 2)), (new DateOnly(2019, 1, 15), (1, 1), (1, 2)) })
        {
            await using var db = app.Open(officer);
            var counts = await app.Get<RegistryFigures>().ByStatus(db, officer.ScopeOf("figures.see"), day, default);
            foreach (var (status, expected) in new[] { ("not_exited", notExited), ("exited", gone) })
            {
                var sum = counts.Where(c => c.Status == status).Aggregate(new HeadCount(0, 0), (s, c) => s + c.Count);
                Assert.Equal(expected, (sum.Households, sum.Persons));
                var persons = await app.Get<FindPersons>().Handle(db, officer, new() { On = day, Status = status }, null, null, null, default);
                var households = await app.Get<FindHouseholds>().Handle(db, officer, new() { On = day, Status = status }, null, null, null, default);
                Assert.Equal(expected, ((int)households.Paging.Total, (int)persons.Paging.Total));
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R-IDN-03")]
    public async Task Newly_identified_households_come_in_batches_that_can_be_listed()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙", Relation: "10", Sex: 2)]);
        var officer = app.As(Role.CountyOfficer);
        await using var db = app.Open(officer);
        db.Add(new Household { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), Number = "A7", VillageCode = TestApp.Village, EnteredOn = new(2018, 7, 1), EnteredPrecision = "month" });
        await db.SaveChangesAsync();

        var batches = await app.Get<RegistryFigures>().Batches(db, officer.ScopeOf("figures.see"), new(2015, 1, 1), new(2019, 1, 15), default);

        Assert.Equal([(new DateOnly(2016, 3, 1), "day", 1, 2), (new DateOnly(2018, 7, 1), "month", 1, 0)], batches.Select(b => (b.EnteredOn, b.Precision, b.Count.Households, b.Count.Persons)));
        foreach (var (text, expected) in new[] { ("2016", 1), ("2016-03", 1), ("2018-07", 1), ("2018-08", 0), ("2017", 0) })
            Assert.Equal(expected, (await app.Get<FindHouseholds>().Handle(db, officer, new() { Entered = text }, null, null, null, default)).Paging.Total);
    }

    [Fact]
    [Trait("Requirement", "R-DSH-10")]
    public async Task The_page_shows_illness_age_and_labour_loss_with_their_share()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", "1950-01-01"), new("测试乙", "1980-01-01", 2, "10")], cause: "illness");
        await app.Household(TestApp.Village, "A2", [new("测试丙", "1970-01-01"), new("测试丁", "1990-01-01", 1, "30")]);
        await app.Fact(home.Persons[1], "labour_skill", "lost", GivenPeople.Entered);

        var page = await (await app.SignIn(Role.CountyOfficer)).GetStringAsync("/figures/registry");

        foreach (var figure in new[] { "1 户 (50.0%)", "2 人 (50.0%)", "1 人 (25.0%)" }) Assert.Contains(figure, page);
    }

    [Fact]
    public async Task A_scope_counts_its_own_places_only()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        await app.Household(TestApp.FarVillage, "A2", [new("测试丙")]);
        await using var db = app.Open();

        var mine = await app.Get<RegistryFigures>().ByStatus(db, app.As(Role.TownshipClerk).ScopeOf("figures.see"), new(2019, 1, 15), default);

        Assert.Equal([TestApp.Village], mine.Select(c => c.VillageCode));
    }

    [Fact]
    [Trait("Requirement", "R-IDN-18")]
    public async Task A_villages_status_is_dated()
    {
        await using var app = await TestApp.Start();
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var set = app.Get<SetVillageFact>();

        Assert.True((await set.Handle(db, clerk, TestApp.Village, VillageFact.Status, "poor", "2016-01-01", default)).Ok);
        Assert.True((await set.Handle(db, clerk, TestApp.Village, VillageFact.Status, "exited", "2018-12-31", default)).Ok);
        Assert.False((await set.Handle(db, clerk, TestApp.FarVillage, VillageFact.Status, "poor", "2016-01-01", default)).Ok);

        var facts = db.Set<VillageFact>().ToList();
        Assert.Equal(["poor"], facts.Where(f => f.HoldsOn(new(2018, 12, 30))).Select(f => f.Value));
        Assert.Equal(["exited"], facts.Where(f => f.HoldsOn(new(2018, 12, 31))).Select(f => f.Value));
    }

    [Theory]
    [InlineData("/persons"), InlineData("/households"), InlineData("/proposals"), InlineData("/cards"), InlineData("/figures/registry"), InlineData("/households/new"), InlineData("/search?q=x")]
    public async Task Every_page_opens_empty(string path)
    {
        await using var app = await TestApp.Start();

        Assert.Equal(HttpStatusCode.OK, (await (await app.SignIn(Role.CountyOfficer)).GetAsync(path)).StatusCode);
    }
}
