using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;

namespace Minkang.Tests.Comparisons;

/// <summary>The real program, killed for real while it compares, and started again.</summary>
public sealed class KilledComparisonTests
{
    private const int Kills = 10;
    private static readonly string[] Lists = [.. Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township")).Where(f => f.Contains("建档立卡", StringComparison.Ordinal) || f.Contains("核查返回表", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    private static readonly string Register = Lists.Single(f => f.Contains("建档立卡", StringComparison.Ordinal));

    [Fact]
    public async Task A_process_killed_while_it_compares_goes_on_and_leaves_one_whole_result()
    {
        var (whole, county) = await Fresh();
        Assert.True(await Finishes(whole, () => Task.FromResult(false)));
        var expected = await Holds(whole, county);
        var rows = await RowsWritten(whole, county);
        await whole.DisposeAsync();

        var random = new Random(20190110);
        var (app, _) = await Fresh();
        var (kills, midway) = (0, 0);
        while (kills < Kills)
        {
            // Some fall while the program starts, others while the lists are read and compared, the others when so many rows are written.
            var (watch, at, until) = (Stopwatch.StartNew(), TimeSpan.FromMilliseconds(random.Next(300, 4000)), random.Next(1, rows));
            var timed = kills % 2 == 0;
            if (await Finishes(app, async () => timed ? watch.Elapsed > at : await RowsWritten(app, county) >= until))
            {
                Assert.Equal(expected, await Holds(app, county));
                await app.DisposeAsync();
                (app, _) = await Fresh();
                continue;
            }
            kills++;
            if (await RowsWritten(app, county) is var left && left > 0 && left < rows) midway++;
        }
        Assert.True(await Finishes(app, () => Task.FromResult(false)));
        Assert.Equal(expected, await Holds(app, county));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(county, default)).Whole);
        await app.DisposeAsync();
        Assert.True(midway > 0, "No kill fell between the first and the last row: the points are not random enough to prove anything.");
    }

    private static async Task<(TestApp App, string County)> Fresh()
    {
        var app = await TestApp.Start();
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(Register), await File.ReadAllBytesAsync(Register)).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        return (app, county.CountyCode);
    }

    /// <summary>Compares with the program itself. False when it was killed, as soon as the answer was yes.</summary>
    private static async Task<bool> Finishes(TestApp app, Func<Task<bool>> killed)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "compare", .. Lists, "--data", app.Stores.DataFolder, "--county", "539902"]) start.ArgumentList.Add(argument);
        start.Environment["MINKANG_ENGINE"] = TestApp.OnPostgres ? "postgres" : "sqlite";
        start.Environment["MINKANG_POSTGRES"] = app.Stores.PostgresConnection ?? "";
        start.Environment["MINKANG_JOB_SILENCE"] = "0.2";
        start.Environment["MINKANG_COMPARE_BATCH"] = "25"; // many commits, so that kills fall between them
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited)
        {
            if (!await killed())
            {
                await Task.Delay(5);
                continue;
            }
            process.Kill();
            await process.WaitForExitAsync();
            await Task.Delay(400); // until nobody takes the job for one that is worked on
            return false;
        }
        Assert.True(process.ExitCode == 0, string.Concat(await output));
        return true;
    }

    private static async Task<int> RowsWritten(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        return await db.Set<RunRow>().CountAsync() + await db.Set<Finding>().CountAsync();
    }

    /// <summary>The finished run, counted so that a lost or doubled piece shows. A run that was killed before its work was queued holds nothing and is left out.</summary>
    private static async Task<string> Holds(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        var run = await db.Set<CompareRun>().OrderBy(r => r.CreatedAt).FirstAsync(r => r.State == CompareState.Done);
        var others = await db.Set<CompareRun>().Where(r => r.Id != run.Id && r.State != CompareState.Done).Select(r => r.Id).ToListAsync();
        Assert.False(await db.Set<RunRow>().AnyAsync(r => others.Contains(r.RunId)) || await db.Set<Finding>().AnyAsync(f => others.Contains(f.RunId)), "A run that did not end left rows.");
        return $"{run.ResultHash} {await db.Set<RunRow>().CountAsync(r => r.RunId == run.Id)} rows {await db.Set<Finding>().CountAsync(f => f.RunId == run.Id)} findings {await db.Set<RunList>().CountAsync(l => l.RunId == run.Id)} lists, {run.RowCount} {run.PersonCount} {run.AloneCount} {run.FindingCount}";
    }
}
