using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.People;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Registry.Persons;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Benefits.Settlements;

/// <summary>The real program, killed for real while it settles a hospital's file, and started again.</summary>
public sealed class KilledSettlementsTests(CounterStore store) : IClassFixture<CounterStore>
{
    private const int Bills = 250;

    /// <summary>The points lie in our own code, which both engines share; on the slower one fewer are tried.</summary>
    private static readonly int Kills = TestApp.OnPostgres ? 6 : 15;

    [Fact]
    public async Task A_process_killed_at_random_points_leaves_no_half_settlement()
    {
        var (home, file) = await File();
        var random = new Random(20190112);
        var kills = 0;
        while (kills < Kills)
        {
            // A few bills after the start, and then somewhere inside the next one.
            var (until, inside) = (await Count() + random.Next(1, 13), random.Next(1, 400_000));
            var ended = await Finishes(file, until, inside);
            await Sound();
            if (!ended) { kills++; continue; }
            (home, file) = await File();
        }
        Assert.True(await Finishes(file, int.MaxValue, 0));
        await Sound();
        Assert.Equal(Bills, await store.See(db => db.Set<StoredSettlement>().CountAsync(s => s.HouseholdId == home)));
        Assert.True((await store.App.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
    }

    /// <summary>Every entry has its shares and movements, every admission that is settled an entry, and every balance is the sum of its movements.</summary>
    private async Task Sound()
    {
        var uneven = await store.See(db => db.Set<StoredSettlement>().CountAsync(s => s.TotalFen != s.SelfFen + (db.Set<Share>().Where(h => h.SettlementId == s.Id).Sum(h => (long?)h.AmountFen) ?? 0)));
        var bare = await store.See(db => db.Set<StoredSettlement>().CountAsync(s => !db.Set<Movement>().Any(m => m.SettlementId == s.Id)));
        var unsettled = await store.See(db => db.Set<Admission>().CountAsync(a => a.State == AdmissionState.Settled != db.Set<StoredSettlement>().Any(s => s.AdmissionId == a.Id)));
        Assert.Equal((0, 0, 0), (uneven, bare, unsettled));
        var owners = await store.See(db => db.Set<Account>().Select(a => a.OwnerId).ToListAsync());
        Assert.Equal(owners.Count == 0, (await store.Balances([.. owners])).Length == 0);
    }

    /// <summary>A household of four and a file of bills for it; every bill moves an accumulator, since each is a stay.</summary>
    private async Task<(Guid Home, string File)> File()
    {
        var home = await store.Household(4);
        var numbers = new List<string>();
        await using (var db = store.App.Open())
            foreach (var person in home.Persons) numbers.Add(store.App.Get<Vault>().Open(Purposes.IdNumber, (await db.Set<Person>().SingleAsync(p => p.Id == person)).IdSealed)!);
        Assert.All(numbers, n => Assert.NotNull(IdNumber.TryParse(n)));
        var text = new StringBuilder("bill_id,person,enrolled,kind,level,place,admission,discharge,total,in_scope\n");
        for (var i = 0; i < Bills; i++)
            text.Append(CultureInfo.InvariantCulture, $"{home.Number}-{i:000},{numbers[i % 4]},是,住院,乡镇级,县内,2019-01-{1 + i % 9:00},2019-01-12,{500 + i}.50,{500 + i}.50\n");
        var file = Path.Combine(store.App.Stores.DataFolder, $"bills-{home.Number}.csv");
        await System.IO.File.WriteAllTextAsync(file, text.ToString());
        return (home.Id, file);
    }

    private Task<int> Count() => store.See(db => db.Set<StoredSettlement>().CountAsync());

    /// <summary>Settles the file with the program itself. False when it was killed, a moment after so many entries were there.</summary>
    private async Task<bool> Finishes(string file, int until, int inside)
    {
        using var process = BillsProgram.Start(store.App, file);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited)
        {
            if (await Count() < until)
            {
                await Task.Delay(5); // the program that is to be killed needs the processor more
                continue;
            }
            Thread.SpinWait(inside);
            process.Kill();
            await process.WaitForExitAsync();
            await output;
            return false;
        }
        Assert.True(process.ExitCode == 0, string.Concat(await output));
        return true;
    }
}
