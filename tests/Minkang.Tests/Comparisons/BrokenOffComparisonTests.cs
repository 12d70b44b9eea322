using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Tests.Registry;
using Minkang.Tests.Registry.Lists;
using static Minkang.Tests.Comparisons.GivenComparisons;

namespace Minkang.Tests.Comparisons;

/// <summary>A comparison that is stopped, or whose process dies, and what is left of it.</summary>
public sealed class BrokenOffComparisonTests
{
    private static readonly string First = GivenPeople.Number("1960-05-01", 1, 321), Second = GivenPeople.Number("1960-05-01", 1, 322);
    private static readonly ComparisonWish Wish = new()
    {
        Files = [Register(ListsOverHttp.Row("甲村", "A1", "测试甲", First), ListsOverHttp.Row("甲村", "A2", "测试乙", Second)), Insured(Enrolled("测试假", First), Enrolled("测试丙", ""))],
    };

    [Fact]
    public async Task Broken_off_at_every_step_it_is_taken_up_and_ends_as_if_nothing_had_happened()
    {
        await using var app = await TestApp.Start();
        var steps = new List<string>();
        var whole = await app.Begin(GivenComparisons.Console, Wish);
        await app.Get<RunComparison>().Run(TestApp.County, whole.Id, GivenComparisons.Console, (_, _, words) => { steps.Add(words); return Task.CompletedTask; }, default);
        var expected = await Told(app, whole.Id);
        Assert.True(steps.Count > 5, string.Join(' ', steps));

        for (var at = 1; at <= steps.Count; at++)
        {
            var run = await app.Begin(GivenComparisons.Console, Wish);
            var (left, stop) = (at, new CancellationTokenSource());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Get<RunComparison>().Run(TestApp.County, run.Id, GivenComparisons.Console, (_, _, _) =>
            {
                if (--left > 0) return Task.CompletedTask;
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            }, stop.Token));
            Assert.Equal(CompareState.Running, (await app.RunOf(run.Id)).State);

            await app.Get<RunComparison>().Run(TestApp.County, run.Id, GivenComparisons.Console, (_, _, _) => Task.CompletedTask, default);

            Assert.Equal(expected, await Told(app, run.Id));
            stop.Dispose();
        }
    }

    [Fact]
    public async Task A_job_that_a_dead_process_left_is_done_by_the_next_that_looks_for_work()
    {
        await using var app = await TestApp.Start();
        var run = await app.Begin(GivenComparisons.Console, Wish);
        await using (var db = app.Get<PlatformStore>().Open())
            await db.Set<Job>().Where(j => j.Id == run.JobId).ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.AliveAt, app.Clock.GetUtcNow().AddMinutes(-5)));
        await using (var db = app.Open())
        {
            await db.Set<CompareRun>().Where(r => r.Id == run.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, CompareState.Running));
            db.Add(new RunList { RunId = run.Id, ListNo = 7, Title = "半途" });
            await db.SaveChangesAsync();
        }

        Assert.True(await app.Get<JobRunner>().RunNext(default));

        Assert.Equal(CompareState.Done, (await app.RunOf(run.Id)).State);
        await using var store = app.Open();
        Assert.Equal(2, await store.Set<RunList>().CountAsync(l => l.RunId == run.Id));
    }

    [Fact]
    public async Task Stopped_it_leaves_nothing_and_can_be_begun_again()
    {
        await using var app = await TestApp.Start();
        var run = await app.Begin(GivenComparisons.Console, Wish);
        await using (var db = app.Open()) await app.Get<StopComparison>().Handle(db, GivenComparisons.Console, run.Id, default);
        Assert.Equal(CompareState.Cancelled, (await app.RunOf(run.Id)).State);

        await using (var db = app.Open()) Assert.True((await app.Get<RestartComparison>().Handle(db, GivenComparisons.Console, run.Id, default)).Ok);
        var job = (await app.RunOf(run.Id)).JobId!.Value;
        Assert.NotEqual(run.JobId, job);
        await app.Get<JobRunner>().Run(job, default, (done, total, words) => { if (words == "正在写入结果") StopNow(app, job); });
        Assert.Equal((CompareState.Cancelled, 0), ((await app.RunOf(run.Id)).State, (await app.RowsOf(run.Id)).Count));

        await using (var db = app.Open()) job = (await app.Get<RestartComparison>().Handle(db, GivenComparisons.Console, run.Id, default)).Value;
        await app.Get<JobRunner>().Run(job, default);
        Assert.Equal((CompareState.Done, 4), ((await app.RunOf(run.Id)).State, (await app.RowsOf(run.Id)).Count));
        await using (var db = app.Open()) Assert.Equal("registry.compare.done", (await app.Get<RestartComparison>().Handle(db, GivenComparisons.Console, run.Id, default)).Problems[0].Code);
    }

    private static void StopNow(TestApp app, Guid job)
    {
        using var db = app.Get<PlatformStore>().Open();
        db.Set<Job>().Where(j => j.Id == job).ExecuteUpdate(s => s.SetProperty(j => j.CancelRequested, true));
    }

    private static async Task<string> Told(TestApp app, Guid id)
    {
        var run = await app.RunOf(id);
        var (rows, findings) = (await app.RowsOf(id), await app.FindingsOf(id));
        return string.Join('\n', [$"{run.State} {run.ResultHash} {run.RowCount} {run.PersonCount} {run.FindingCount}", .. rows.Select(r => $"{r.ListNo} {r.RowNo} {r.Decision} {r.PersonKey} {r.VillageCode}"), .. findings.Select(f => $"{f.Place} {f.Code} {f.ListNo} {f.RowNo} {f.KeyHash}")]);
    }
}
