using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Registry;
using Minkang.Tests.Registry.Merges;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Benefits.Merges;

public sealed class MergedAccountsTests
{
    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task Bills_go_on_after_a_merge_of_records_of_which_all_was_taken_back()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var third = (await app.Household(TestApp.Village, "M3", [new("测试户主丙"), new("测试张三", WithNumber: false)])).Persons[1];
        await GivenSettlements.FromOutside(app, kept);
        foreach (var other in new[] { gone, third })
        {
            await GivenSettlements.TakenBack(app, await GivenSettlements.FromOutside(app, other));
            Assert.Equal("", Said(await app.Merge(app.As(Role.CountyOfficer), kept, other)));
        }

        await GivenSettlements.FromOutside(app, kept, invoice: "2", admitted: "2019-01-13", discharged: "2019-01-15");

        await using var db = app.Open();
        var account = await db.Set<Account>().SingleAsync(a => a.OwnerKind == OwnerKind.Person && a.OwnerId == kept);
        var movements = await db.Set<Movement>().Where(m => m.AccountId == account.Id).ToListAsync();
        Assert.Equal(6, movements.Select(m => m.SettlementId).Distinct().Count());
        Assert.Equal(movements.GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Sum(m => m.Delta)), account.Read());
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_settlement_made_since_that_was_taken_back_keeps_the_merge_too_and_the_refusal_says_so()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await GivenSettlements.TakenBack(app, await GivenSettlements.FromOutside(app, kept));

        var refused = (await app.Undo(merged.Value.Id)).Problems[0];

        Assert.Equal("benefits.unmerge.settled-since", refused.Code);
        Assert.Contains("冲销了也一样", refused.Message, StringComparison.Ordinal);
    }
}
