using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Jobs;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Tests.Registry.Undo;

/// <summary>The real program, killed while it undoes an import, and started again.</summary>
public sealed class KilledUndoTests
{
    private const int Kills = 4;
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township"));
    private static string Sample(string part) => Files.Single(f => Path.GetFileName(f).Contains(part, StringComparison.Ordinal));

    [Fact]
    [Trait("Scenario", "IMP-64")]
    [Trait("Scenario", "IMP-65")]
    public async Task A_process_killed_while_it_undoes_takes_the_undo_up_again_and_nobody_sees_half_of_it()
    {
        var register = Sample("建档立卡");
        await using var app = await TestApp.Start();
        var read = app.Get<CountyFromRegister>().Read(Path.GetFileName(register), await File.ReadAllBytesAsync(register)).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(read.CountyCode)), read.CountyCode, read.CountyName, read.CityName, read.Villages, default);
        var county = read.CountyCode;
        var empty = await app.Dump(county);
        await app.Import(county, Path.GetFileName(register), await File.ReadAllBytesAsync(register));
        var whole = await app.Dump(county);

        var (midway, seen) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(app, county);
            seen = await Begun(app, seen);
            if (seen == 0) { await process.WaitForExitAsync(); break; }
            await Task.Delay(30 * (kill + 1));
            if (process.HasExited) break;
            process.Kill();
            await process.WaitForExitAsync();
            await Task.Delay(400);
            if (await app.Dump(county) == whole) midway++;
            else break;
        }
        Assert.True(midway > 0, "No kill fell into the undo.");
        using (var last = Start(app, county)) await last.WaitForExitAsync();

        Assert.Equal(empty, await app.Dump(county));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(county, default)).Whole);
    }

    /// <summary>Waits for an attempt after those seen; 0 when the undo ended before it was seen.</summary>
    private static async Task<int> Begun(TestApp app, int seen)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            await using var db = app.Get<PlatformStore>().Open();
            var job = await db.Set<Job>().AsNoTracking().Where(j => j.Kind == "undo-import").OrderByDescending(j => j.CreatedAt).FirstOrDefaultAsync();
            if (job is { Ended: true }) return 0;
            if (job is { State: JobState.Running } && job.Attempts > seen) return job.Attempts;
            await Task.Delay(20);
        }
        throw new InvalidOperationException("The program did not begin to undo.");
    }

    private static Process Start(TestApp app, string county)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = false, RedirectStandardError = false };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "import", "undo", "--reason", "名单发错了", "--data", app.Stores.DataFolder, "--county", county }) start.ArgumentList.Add(argument);
        start.Environment["MINKANG_ENGINE"] = TestApp.OnPostgres ? "postgres" : "sqlite";
        start.Environment["MINKANG_POSTGRES"] = app.Stores.PostgresConnection ?? "";
        start.Environment["MINKANG_JOB_SILENCE"] = "0.2";
        return Process.Start(start)!;
    }
}
