using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Merges;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Registry.Merges;

/// <summary>Which days of two records' statements one record has after a merge.</summary>
public sealed class MergedPeriodsTests
{
    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task No_day_of_which_only_the_other_record_says_something_is_lost_and_undoing_takes_the_pieces_off()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Fact(kept, FactKind.Education, "primary", new DateOnly(2016, 1, 1), new DateOnly(2017, 1, 1));
        await app.Fact(kept, FactKind.Education, "high", new DateOnly(2019, 1, 1));
        await app.Fact(gone, FactKind.Education, "middle", new DateOnly(2014, 1, 1));
        var before = await app.Everything(kept, gone);

        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        Assert.Equal("", Said(merged));
        Assert.Equal(["2014-01-01 2016-01-01 middle", "2016-01-01 2017-01-01 primary", "2017-01-01 2019-01-01 middle", "2019-01-01  high"], await Spoken(app, kept, FactKind.Education));
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task A_choice_between_two_statements_holds_from_the_day_of_the_chosen_one()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Fact(kept, FactKind.Education, "primary", new DateOnly(2016, 1, 1));
        await app.Fact(gone, FactKind.Education, "middle", new DateOnly(2018, 1, 1));

        Assert.Equal("", Said(await app.Merge(app.As(Role.CountyOfficer), kept, gone, "fact:education")));

        Assert.Equal(["2016-01-01 2018-01-01 primary", "2018-01-01  middle"], await Spoken(app, kept, FactKind.Education));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Healthy_ends_on_the_day_on_which_the_illness_begins(bool keptIsHealthy)
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Fact(keptIsHealthy ? kept : gone, FactKind.HealthState, "healthy", new DateOnly(2016, 3, 1));
        await app.Fact(keptIsHealthy ? gone : kept, FactKind.HealthState, "major", new DateOnly(2017, 3, 1));
        var before = await app.Everything(kept, gone);

        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        Assert.Equal(["2016-03-01 2017-03-01 healthy", "2017-03-01  major"], await Spoken(app, kept, FactKind.HealthState));
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_statement_that_came_along_and_was_ended_since_is_named()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Fact(gone, FactKind.Education, "primary", new DateOnly(2016, 1, 1));
        await app.Fact(gone, FactKind.Category, "disabled", new DateOnly(2016, 1, 1));
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await using (var db = app.Open())
        {
            (await db.Set<PersonFact>().SingleAsync(f => f.Kind == FactKind.Education)).UntilOn = new DateOnly(2019, 1, 16);
            await db.SaveChangesAsync();
        }
        await app.Fact(kept, FactKind.Education, "middle", new DateOnly(2019, 1, 16));

        await using (var db = app.Open())
            Assert.Equal([new LeftValue("registry_person_fact", "UntilOn")], (await app.Get<LookBackAtMerge>().Handle(db, await db.Set<PersonMerge>().SingleAsync(), default)).Left);
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Equal(["2016-01-01 2019-01-16 primary"], await Spoken(app, gone, FactKind.Education));
    }

    [Theory]
    [InlineData("2016 -", "2017 -", "2016 2017")]
    [InlineData("2017 2018", "2016 -", "")]
    [InlineData("2016 -", "2017 2018", "2016 2017, 2018 -")]
    [InlineData("2016 2017", "2018 -", "2016 2017")]
    [InlineData("2014 -", "2016 2017, 2019 -", "2014 2016, 2017 2019")]
    [InlineData("2014 2020", "2019 2019, 2015 2016, 2015 2017", "2014 2015, 2017 2020")]
    public void A_period_keeps_all_days_of_which_the_other_record_says_nothing(string period, string held, string pieces) =>
        Assert.Equal(Periods(pieces), Pieces.Of(Periods(period)[0], Periods(held)));

    private static List<Period> Periods(string years) => [.. years.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(' ')).Select(p => new Period(Day(p[0])!.Value, Day(p[1])))];

    private static DateOnly? Day(string year) => year == "-" ? null : new DateOnly(int.Parse(year, System.Globalization.CultureInfo.InvariantCulture), 1, 1);

    /// <summary>Statements of the kind that hold on any day, in order.</summary>
    private static async Task<IEnumerable<string>> Spoken(TestApp app, Guid person, string kind)
    {
        await using var db = app.Open();
        var facts = await db.Set<PersonFact>().Where(f => f.PersonId == person && f.Kind == kind && f.FromOn != f.UntilOn).OrderBy(f => f.FromOn).ToListAsync();
        return facts.Select(f => $"{f.FromOn:yyyy-MM-dd} {f.UntilOn:yyyy-MM-dd} {f.Value}");
    }
}
