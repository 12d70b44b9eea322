using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Users;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Registry.Merges;

/// <summary>What keeps a merge from being undone, and what the undoing then needs first.</summary>
public sealed class UndoRefusalsTests
{
    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task Of_two_records_merged_into_one_the_later_one_comes_back_first()
    {
        await using var app = await TestApp.Start();
        var officer = app.As(Role.CountyOfficer);
        var (a, b) = await app.Twice();
        var c = (await app.Household(TestApp.Village, "M3", [new("测试户主丙"), new("测试张三", WithNumber: false)])).Persons[1];
        await app.Past(b);
        await app.Past(c);
        var start = await app.Everything(a, b, c);
        var first = await app.Merge(officer, a, b);
        app.Clock.Advance(TimeSpan.FromDays(3));
        var second = await app.Merge(officer, a, c, MergeFields.Name, MergeFields.Phone);
        Assert.Equal("", Said(second));

        var refused = (await app.Undo(first.Value.Id)).Problems[0];

        Assert.Equal("registry.unmerge.merged-since", refused.Code);
        Assert.Contains("2019-01-18", refused.Message, StringComparison.Ordinal);
        var page = await (await app.SignIn(Role.CountyOfficer)).GetStringAsync($"/persons/merges/{first.Value.Id}");
        Assert.Contains($"/persons/merges/{second.Value.Id}", page, StringComparison.Ordinal);
        Assert.Equal("", Said(await app.Undo(second.Value.Id)));
        Assert.Equal("", Said(await app.Undo(first.Value.Id)));
        Assert.Equal(start, await app.Everything(a, b, c));
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_household_that_died_out_meanwhile_is_there_again_for_the_one_who_comes_back()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        var home = await EndHomeOf(app, gone, "died_out");

        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));

        await using var db = app.Open();
        var again = await db.Set<Household>().SingleAsync(h => h.Id == home);
        Assert.Equal((null, null), (again.EndedOn, again.EndReason));
        Assert.True(await db.Set<Membership>().AnyAsync(m => m.PersonId == gone && m.HouseholdId == home && m.UntilOn == null));
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_household_that_went_into_another_meanwhile_keeps_the_merge()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        await EndHomeOf(app, gone, "merged");

        var refused = (await app.Undo(merged.Value.Id)).Problems[0];

        Assert.Equal("registry.unmerge.household-ended", refused.Code);
        Assert.Contains("2019-01-10", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Guid> EndHomeOf(TestApp app, Guid person, string reason)
    {
        await using var db = app.Open();
        var home = await db.Set<Household>().SingleAsync(h => h.Id == db.Set<Person>().IgnoreQueryFilters().First(p => p.Id == person).HouseholdId);
        var state = await HouseholdState.Load(db, home.Id, default);
        foreach (var (_, membership) in state!.Members) membership.UntilOn = new DateOnly(2019, 1, 10);
        (home.EndedOn, home.EndReason) = (new DateOnly(2019, 1, 10), reason);
        await db.SaveChangesAsync();
        return home.Id;
    }
}
