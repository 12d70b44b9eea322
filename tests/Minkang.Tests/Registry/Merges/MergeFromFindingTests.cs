using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Workbench;
using Minkang.Tests.Workbench;

namespace Minkang.Tests.Registry.Merges;

public sealed class MergeFromFindingTests
{
    [Fact]
    public async Task A_discrepancy_between_two_records_is_settled_by_the_merge_and_opened_by_its_undoing()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var officer = app.As(Role.CountyOfficer);
        var run = await app.Run(wanted: new Wanted("dup_row", kept));
        Finding finding;
        await using (var db = app.Open(officer))
        {
            await db.Set<RunRow>().Where(r => r.RunId == run.Id && r.ListNo == 1).ExecuteUpdateAsync(s => s.SetProperty(r => r.PersonId, gone));
            finding = await db.Set<Finding>().AsNoTracking().SingleAsync();
            var lists = await db.Set<RunList>().Where(l => l.RunId == run.Id).ToListAsync();
            await using var scope = app.Services.CreateAsyncScope();
            var shown = await ((ShowFinding)scope.ServiceProvider.GetService(typeof(ShowFinding))!).Handle(db, officer, run, lists, finding.Id, default);
            Assert.Equal(gone, shown!.Twin);
        }

        Guid merge;
        await using (var db = app.Open(officer))
        {
            var merged = await app.Get<MergePersons>().Handle(db, officer, new MergePair(kept, gone), new MergeInput { KeptVersion = 1, GoneVersion = 1, Confirmed = true, Reason = "同一人", FindingId = finding.Id }, default);
            Assert.Equal("", MergePersonsTests.Said(merged));
            merge = merged.Value.Id;
        }
        await using (var db = app.Open())
        {
            var settled = await db.Set<Finding>().AsNoTracking().SingleAsync();
            Assert.Equal(FindingState.Accepted, settled.State);
            Assert.Equal((await db.Set<PersonMerge>().SingleAsync()).DecisionId, settled.DecisionId);
        }
        Assert.Equal("", MergePersonsTests.Said(await app.Undo(merge)));
        await using var after = app.Open();
        Assert.Equal((FindingState.Open, null), ((await after.Set<Finding>().AsNoTracking().SingleAsync()) is var f ? (f.State, f.DecisionId) : default));
        Assert.Equal(gone, (await after.Set<RunRow>().SingleAsync(r => r.ListNo == 1)).PersonId);
    }
}
