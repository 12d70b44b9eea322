using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Workbench;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Workbench;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Registry.Merges;

/// <summary>A merge beside other work of the same moment. SQLite has one writer at a time; there these tests show no more than that both end well.</summary>
public sealed class MergeLocksTests
{
    private static readonly TimeSpan Beside = TimeSpan.FromMilliseconds(600);

    [Fact]
    [Trait("Scenario", "MRG-08")]
    public async Task A_merge_from_a_discrepancy_waits_for_a_decision_on_the_same_run_and_neither_fails()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var run = await app.Run(wanted: new Wanted("dup_row", kept));
        Guid finding;
        await using (var db = app.Open())
        {
            await db.Set<Minkang.Registry.Comparisons.RunRow>().Where(r => r.RunId == run.Id && r.ListNo == 1).ExecuteUpdateAsync(s => s.SetProperty(r => r.PersonId, gone));
            finding = (await db.Set<Minkang.Registry.Comparisons.Finding>().SingleAsync()).Id;
        }

        var merged = await Beneath(app, db => RunLock.Take(db, run.Id, default), () => Merge(app, kept, gone, finding));

        Assert.Equal("", Said(merged));
        await using var after = app.Open();
        Assert.NotNull((await after.Set<PersonMerge>().SingleAsync()).DecisionId);
    }

    [Fact]
    [Trait("Scenario", "MRG-08")]
    public async Task A_merge_and_its_undoing_wait_for_a_settlement_on_the_same_accounts_and_neither_fails()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        foreach (var person in new[] { kept, gone }) await GivenSettlements.TakenBack(app, await GivenSettlements.FromOutside(app, person));
        async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> Locked(CountyDb db)
        {
            var transaction = await db.Database.BeginTransactionAsync();
            await LockedAccounts.Take(db, app.Clock, AccountKey.Of(kept, null, 2019, (await db.Set<Account>().FirstAsync()).PackLine), default);
            return transaction;
        }

        var merged = await Beneath(app, Locked, () => Merge(app, kept, gone, null));
        Assert.Equal("", Said(merged));
        Assert.Equal("", Said(await Beneath(app, Locked, () => app.Undo(merged.Value.Id))));
    }

    [Fact]
    public async Task Two_who_wait_for_each_other_are_told_to_look_again()
    {
        Assert.SkipUnless(TestApp.OnPostgres, "only there do two writers wait for each other");
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();

        // Somebody else holds the end of the audit trail, to which a merge comes last, and then wants the person, whom the merge holds.
        await using var other = app.Open();
        await using var transaction = await other.Database.BeginTransactionAsync();
        other.Trail.Record(app.As(Role.CountyOfficer), "registry.edit", "person", kept);
        await other.SaveChangesAsync();
        var merging = Task.Run(() => Merge(app, kept, gone, null));
        await Task.Delay(Beside);
        Outcome<MergeResult> merged;
        try
        {
            (await other.Set<Person>().SingleAsync(p => p.Id == kept)).Line = 9;
            await other.SaveChangesAsync();
            merged = await merging;
        }
        catch (Exception) when (!merging.IsCompleted)
        {
            await transaction.RollbackAsync(); // the engine chose the other one to give way
            merged = await merging;
        }

        Assert.True(merged.Ok || merged.Problems[0].Code == "registry.merge.changed-meanwhile", Said(merged));
    }

    /// <summary>Begins the work while somebody else holds a lock, who then writes to the audit trail and is done.</summary>
    private static async Task<T> Beneath<T>(TestApp app, Func<CountyDb, Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction>> hold, Func<Task<T>> work)
    {
        await using var db = app.Open();
        await using var held = await hold(db);
        var working = Task.Run(work);
        await Task.Delay(Beside);
        db.Trail.Record(app.As(Role.CountyOfficer), "registry.decide", "person", null);
        await db.SaveChangesAsync();
        await held.CommitAsync();
        return await working;
    }

    private static async Task<Outcome<MergeResult>> Merge(TestApp app, Guid kept, Guid gone, Guid? finding)
    {
        var officer = app.As(Role.CountyOfficer);
        await using var db = app.Open(officer);
        var versions = await db.Set<Person>().Where(p => p.Id == kept || p.Id == gone).AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Version);
        return await app.Get<MergePersons>().Handle(db, officer, new MergePair(kept, gone),
            new MergeInput { KeptVersion = versions[kept], GoneVersion = versions[gone], Confirmed = true, Reason = "同一人", FindingId = finding }, default);
    }
}
