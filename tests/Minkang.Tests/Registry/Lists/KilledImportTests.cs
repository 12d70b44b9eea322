using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Tests.Registry.Lists;

/// <summary>The real program, killed for real while it imports, and started again.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 1128;

    /// <summary>The points lie in our own code, which both engines share; on the slower one fewer are tried.</summary>
    private static readonly int Kills = TestApp.OnPostgres ? 12 : 30;
    private static readonly string Register = Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township")).Single(f => f.Contains("建档立卡", StringComparison.Ordinal));

    [Fact]
    [Trait("Scenario", "IMP-64")]
    public async Task A_process_killed_at_random_points_loses_nothing_and_doubles_nothing()
    {
        var whole = await Fresh();
        var watch = Stopwatch.StartNew();
        Assert.True(await Finishes(whole.App, AfterTwoMinutes()));
        var full = watch.Elapsed;
        var expected = await Holds(whole.App, whole.County);
        Assert.StartsWith("1110 persons", expected);
        await whole.App.DisposeAsync();

        var random = new Random(20190110);
        var (app, county) = await Fresh();
        var (kills, midway) = (0, 0);
        while (kills < Kills)
        {
            // Every third falls at a random time, the others when so many more rows are written, wherever that is on a slow or busy machine.
            var (at, written) = (full * random.NextDouble(), await RowsWritten(app, county));
            var until = written + random.Next(1, Math.Clamp(Rows - written, 2, 160));
            var timed = kills % 3 == 0;
            watch.Restart();
            if (await Finishes(app, async () => timed ? watch.Elapsed > at : await RowsWritten(app, county) >= until))
            {
                if (timed) full *= 0.8; // the first run was slowed by its neighbours: kill sooner
                Assert.Equal(expected, await Holds(app, county));
                await app.DisposeAsync();
                (app, county) = await Fresh();
                continue;
            }
            kills++;
            if (await RowsWritten(app, county) is > 0 and < Rows) midway++;
        }
        Assert.True(await Finishes(app, AfterTwoMinutes()));
        Assert.Equal(expected, await Holds(app, county));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(county, default)).Whole);
        await app.DisposeAsync();
        Assert.True(midway > 0, "No kill fell between the first and the last row: the points are not random enough to prove anything.");
    }

    private static Func<Task<bool>> AfterTwoMinutes()
    {
        var since = Stopwatch.StartNew();
        return () => Task.FromResult(since.Elapsed > TimeSpan.FromMinutes(2));
    }

    private static async Task<(TestApp App, string County)> Fresh()
    {
        var app = await TestApp.Start();
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(Register), await File.ReadAllBytesAsync(Register)).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        return (app, county.CountyCode);
    }

    /// <summary>Imports the register with the program itself. False when it was killed, as soon as the answer was yes.</summary>
    private static async Task<bool> Finishes(TestApp app, Func<Task<bool>> killed)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "import", Register, "--data", app.Stores.DataFolder, "--county", "539902" }) start.ArgumentList.Add(argument);
        start.Environment["MINKANG_ENGINE"] = TestApp.OnPostgres ? "postgres" : "sqlite";
        start.Environment["MINKANG_POSTGRES"] = app.Stores.PostgresConnection ?? "";
        start.Environment["MINKANG_JOB_SILENCE"] = "0.2";
        start.Environment["MINKANG_IMPORT_BATCH"] = "40"; // many commits, so that kills fall between them
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
        return await db.Set<ImportRow>().CountAsync();
    }

    /// <summary>All that an import leaves behind, counted so that a lost or doubled piece shows.</summary>
    private static async Task<string> Holds(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        // A kill after the last row but before the program ended leaves a finished import; the next start is then a second one in which all rows are the same.
        // A kill right after the file was received leaves an import that never ran; the next start receives the file again.
        var first = await db.Set<ListImport>().Where(i => db.Set<ImportRow>().Any(r => r.ImportId == i.Id)).OrderBy(i => i.CreatedAt).Select(i => i.Id).FirstAsync();
        var outcomes = await db.Set<ImportRow>().Where(r => r.ImportId == first).GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        var parts = new List<string>
        {
            $"{await db.Set<Person>().CountAsync()} persons",
            $"{await db.Set<Household>().CountAsync()} households", $"{await db.Set<Household>().CountAsync(h => h.HeadPersonId != null)} heads", $"{await db.Set<Membership>().CountAsync()} members",
            $"{await db.Set<HouseholdFact>().CountAsync()} household facts", $"{await db.Set<PersonFact>().CountAsync()} person facts", $"{await db.Set<RegistryEvent>().CountAsync()} events",
            $"{await db.Set<Question>().CountAsync()} questions", $"{await db.Set<AuditEntry>().CountAsync(e => e.SubjectKind == "person")} audited persons",
        };
        parts.AddRange(outcomes.OrderBy(o => o.Key).Select(o => $"{o.Key} {o.Count}"));
        return string.Join(", ", parts);
    }
}
