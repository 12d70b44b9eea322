using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;

namespace Minkang.Tests.Benefits.Settlements;

public sealed class ConcurrentSettlementsTests(CounterStore store) : IClassFixture<CounterStore>
{
    private const int Persons = 20, Each = 50;

    /// <summary>1,000 settlements by 20 counters at once on 20 persons of one household, then the same bills one after the other in the order in which they were settled.</summary>
    [Fact]
    public async Task A_thousand_at_once_on_one_household_leave_the_accumulators_of_a_serial_order()
    {
        var home = await store.Household(Persons);
        var bills = new List<BillInput>();
        var random = new Random(7);
        foreach (var person in home.Persons)
            for (var i = 0; i < Each; i++)
            {
                var stay = CounterStore.Stay(person);
                stay.Kind = i % 3 == 0 ? "outpatient" : "delivery"; // several may be open at once
                bills.Add(store.Bill(await store.Admit(person, stay), random.Next(100, 90_000) / 100m));
            }
        var counters = bills.Chunk(Persons * Each / 20).ToList();

        await Task.WhenAll(counters.Select(mine => Task.Run(async () =>
        {
            foreach (var bill in mine) await store.Settle(bill);
        })));

        var entries = await store.See(db => db.Set<StoredSettlement>().AsNoTracking().Where(s => s.HouseholdId == home.Id).ToListAsync());
        Assert.Equal(Persons * Each, entries.Count);
        var (pack, vault) = (CounterStore.Pack, store.App.Get<Vault>());
        var book = new AccumulatorBook(pack);
        // Numbers are given out while the household is locked, so their order is the one in which the bills were settled.
        foreach (var entry in entries.OrderBy(e => e.Number, StringComparer.Ordinal))
        {
            var bill = BillJson.Read(vault.Open(Purposes.Diagnosis, entry.BillSealed)!);
            var serial = PolicyEngine.Settle(pack, bill, book.Before(bill, entry.Year)).Value;
            book.Add(serial);
            Assert.Equal(entry.SelfFen, serial.Self.Total.Fen);
        }
        Assert.Equal(Expected(book, pack, entries[0].Year, home.Id, home.Persons), await store.Balances([home.Id, .. home.Persons]));
        Assert.True((await store.App.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
    }

    private static string Expected(AccumulatorBook book, PolicyPack pack, int year, Guid home, IReadOnlyList<Guid> persons)
    {
        var lines = new List<string>();
        foreach (var person in persons)
        {
            var row = book.Before(new Bill { Id = "", Person = person.ToString("N"), Household = home.ToString("N") }, year);
            lines.AddRange(pack.Slots.All.Where(s => s.Scope == SlotScope.Person && row[s.Ordinal] != 0).Select(s => $"Person {year} {s.Name} {row[s.Ordinal]}"));
            if (person == persons[0]) lines.AddRange(pack.Slots.All.Where(s => s.Scope == SlotScope.Household && row[s.Ordinal] != 0).Select(s => $"Household {year} {s.Name} {row[s.Ordinal]}"));
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
