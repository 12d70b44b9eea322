using CsCheck;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Users;
using Minkang.Registry.Measures;
using Minkang.Tests.Registry.Lists;

namespace Minkang.Tests.Registry.Measures;

public sealed class MeasuresTests
{
    [Fact]
    [Trait("Requirement", "R-IDN-21")]
    public async Task The_six_precisions_are_ticked_per_household_and_every_change_stays_on_record()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "H1", [new Member("吴甲")]);
        var doctor = app.As(Role.VillageDoctor);
        await using var db = app.Open(doctor);
        var tick = app.Get<TickPrecisions>();
        Assert.Equal(2, (await tick.Handle(db, doctor, home.Id, new HashSet<SixPrecision> { SixPrecision.Target, SixPrecision.Measure }, default)).Value);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await tick.Handle(db, doctor, home.Id, new HashSet<SixPrecision> { SixPrecision.Target }, default)).Value);
        Assert.Equal(0, (await tick.Handle(db, doctor, home.Id, new HashSet<SixPrecision> { SixPrecision.Target }, default)).Value);
        Assert.Equal([SixPrecision.Target], (await TickPrecisions.Latest(db, home.Id, default)).Values.Where(t => t.IsMet).Select(t => t.Precision));
        Assert.Equal(3, (await TickPrecisions.History(db, home.Id, default)).Count);

        var stranger = app.As(Role.VillageDoctor, TestApp.FarVillage);
        Assert.Equal("registry.household.not-found", (await tick.Handle(db, stranger, home.Id, new HashSet<SixPrecision>(), default)).Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-IDN-15")]
    public async Task A_score_is_weighted_as_the_area_set_it_for_that_day_and_keeps_its_date_and_author()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "H1", [new Member("郑甲")]);
        var (county, clerk) = (app.As(Role.CountyOfficer), app.As(Role.TownshipClerk));
        await using var db = app.Open(clerk);
        var (score, set) = (app.Get<ScoreHousehold>(), app.Get<SetScoreWeights>());
        Assert.Equal("registry.score.no-weights", (await score.Handle(db, clerk, home.Id, new FourGroups(80, 60, 40, 20), "2019-01-15", default)).Problems[0].Code);

        Assert.Equal("registry.score.weights", (await set.Handle(db, county, new FourGroups(40, 30, 20, 11), "2019-01-01", default)).Problems[0].Code);
        Assert.True((await set.Handle(db, county, new FourGroups(40, 30, 20, 10), "2019-01-01", default)).Ok);
        Assert.True((await set.Handle(db, clerk, new FourGroups(25, 25, 25, 25), "2019-01-10", default)).Ok);
        Assert.Equal("registry.score.area", (await set.Handle(db, app.As(Role.VillageDoctor), new FourGroups(25, 25, 25, 25), "2019-01-10", default)).Problems[0].Code);

        var before = (await score.Handle(db, clerk, home.Id, new FourGroups(80, 60, 40, 20), "2019-01-05", default)).Value;
        Assert.Equal(("60.00", clerk.Name, clerk.UserId, new DateOnly(2019, 1, 5)), (before.Total, before.RecorderName, before.RecordedBy, before.ScoredOn));
        Assert.Equal("50.00", (await score.Handle(db, clerk, home.Id, new FourGroups(80, 60, 40, 20), "2019-01-15", default)).Value.Total);
        Assert.Equal("registry.score.points", (await score.Handle(db, clerk, home.Id, new FourGroups(101, 0, 0, 0), "2019-01-15", default)).Problems[0].Code);
        Assert.Equal("registry.score.date", (await score.Handle(db, clerk, home.Id, new FourGroups(1, 0, 0, 0), "2019-02-15", default)).Problems[0].Code);
        Assert.Equal(2, (await PovertyScore.Of(db, home.Id, default)).Count);
    }

    [Fact]
    public void A_total_lies_between_the_lowest_and_the_highest_group() => Gen.Select(Points, Weights).Sample((points, weights) =>
    {
        int[] all = [points.Members, points.Living, points.Burden, points.Economy];
        var total = points.Under(weights);
        Assert.InRange(total, all.Min() * 100, all.Max() * 100);
    });

    private static readonly Gen<FourGroups> Points = Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 100]).Select((a, b, c, d) => new FourGroups(a, b, c, d));
    private static readonly Gen<FourGroups> Weights = Gen.Int[0, 100].Array[3].Select(cuts => cuts.Order().ToArray() is [var a, var b, var c] ? new FourGroups(a, b - a, c - b, 100 - c) : default);

    [Fact]
    [Trait("Requirement", "R-IDN-15")]
    [Trait("Requirement", "R-IDN-21")]
    public async Task The_household_page_shows_both_and_the_forms_record_them()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "H1", [new Member("王甲")]);
        var client = await app.SignIn(Role.CountyOfficer);
        var (page, weights) = ($"/households/{home.Id}/measures", "/registry/score-weights");
        Assert.Contains("本地没有设定评分权重", await client.GetStringAsync(page), StringComparison.Ordinal);
        await client.Post(weights, "score-weights", await client.GetStringAsync(weights), ("Members", "40"), ("Living", "30"), ("Burden", "20"), ("Economy", "10"), ("From", "2019-01-01"));
        await client.Post(page, "score-household", await client.GetStringAsync(page), ("Members", "80"), ("Living", "60"), ("Burden", "40"), ("Economy", "20"), ("ScoredOn", "2019-01-15"));
        await client.Post(page, "tick-precisions", await client.GetStringAsync(page), ("Met", "Target"), ("Met", "Result"));
        var shown = await client.GetStringAsync($"/households/{home.Id}");
        Assert.Contains("60.00", shown, StringComparison.Ordinal);
        Assert.Contains("2 / 6 做到", shown, StringComparison.Ordinal);
    }
}
