using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Benefits.Settlements;

/// <summary>A county with an adopted pack and a hospital, on fresh stores. The day is 15 January 2019.</summary>
public sealed class CounterStore : IAsyncLifetime
{
    public const string Hospital = "测试医院", OtherHospital = "二镇卫生院";
    private static readonly string PackText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Benefits", "counter-pack.yaml"));
    private int _invoice;

    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await TestApp.Start(services =>
        {
            services.AddLocalization();
            services.AddScoped(s => s.GetRequiredService<CountyStores>().Open(TestApp.County));
        });
        await Adopt(App);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Adopts the pack for the county of the app.</summary>
    public static async Task Adopt(TestApp app, string? county = null)
    {
        var loaded = Packs.Read(PackText);
        Assert.Empty(loaded.Problems.Select(p => p.ToString()));
        await using var db = app.Get<CountyStores>().Open(county ?? TestApp.County);
        db.Trail.Actor = Actor.Console(RegionCode.Parse(county ?? TestApp.County));
        db.Add(new PackAdoption
        {
            Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), PackId = loaded.Pack!.Id, Name = loaded.Pack.Name, Text = PackText, Hash = loaded.Pack.Hash, FromOn = new DateOnly(2018, 1, 1), State = AdoptionState.Adopted, ProposedByName = "测试",
        });
        await db.SaveChangesAsync();
    }

    internal static PolicyPack Pack => Packs.Read(PackText).Pack!;

    public Actor Counter => App.As(Role.HospitalCounter, organisation: Hospital);
    public Actor OtherCounter => App.As(Role.HospitalCounter, organisation: OtherHospital);
    public Actor Office => App.As(Role.HospitalInsuranceOffice, organisation: Hospital);
    public static Actor Console => Actor.Console(RegionCode.Parse(TestApp.County));

    /// <summary>A registered household of so many persons.</summary>
    internal Task<MadeHousehold> Household(int persons = 1, string village = TestApp.Village) =>
        App.Household(village, $"{Interlocked.Increment(ref _invoice):0000}", [.. Enumerable.Range(0, persons).Select(i => new Member($"测试{"甲乙丙丁戊己庚辛壬癸"[i % 10]}{i / 10}"))]);

    /// <summary>Runs a scoped use case as a request does.</summary>
    internal async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    internal async Task<T> See<T>(Func<CountyDb, Task<T>> look)
    {
        await using var db = App.Open();
        return await look(db);
    }

    internal static AdmitInput Stay(Guid person, string hospital = Hospital) => new()
    {
        PersonId = person, Hospital = hospital, Kind = "inpatient", Level = "county", Place = "county", Enrolled = "yes", AdmittedOn = "2019-01-02", Diagnosis = "肺炎",
    };

    /// <summary>An admission made on the server, so that a test can go straight to the bill.</summary>
    internal async Task<Guid> Admit(Guid person, AdmitInput? input = null, Actor? actor = null)
    {
        var outcome = await Do<AdmitPatient, Outcome<Guid>>(use => use.Handle(actor ?? Console, input ?? Stay(person), default));
        Assert.Equal("", Said(outcome.Problems));
        return outcome.Value;
    }

    internal BillInput Bill(Guid admission, decimal inScope, decimal outside = 0, string? invoice = null, bool stage = false) => new()
    {
        AdmissionId = admission, InvoiceNumber = invoice ?? $"F{Interlocked.Increment(ref _invoice):000000}", DischargedOn = new DateOnly(2019, 1, 12), Stage = stage,
        InScope = Money.FromYuan(inScope), OutOfCatalogue = Money.FromYuan(outside), Total = Money.FromYuan(inScope + outside),
    };

    internal Task<Outcome<SettledBill>> Finalise(BillInput bill, string? key = null, string? seen = null, Actor? actor = null) =>
        App.Get<SettleBill>().Finalise(TestApp.County, actor ?? Counter, bill, key ?? bill.InvoiceNumber, seen, default);

    /// <summary>Settles and returns the entry; a refusal fails the test.</summary>
    internal async Task<StoredSettlement> Settle(BillInput bill, Actor? actor = null)
    {
        var outcome = await Finalise(bill, actor: actor);
        Assert.Equal("", Said(outcome.Problems));
        return outcome.Value.Entry;
    }

    /// <summary>Takes an entry back by two people of the hospital's insurance office.</summary>
    internal async Task Reverse(Guid settlement)
    {
        var asked = await App.Get<AskReversal>().Handle(TestApp.County, Office, settlement, "费用录错", default);
        Assert.Equal("", Said(asked.Problems));
        var decided = await App.Get<DecideReversal>().Handle(TestApp.County, Office, asked.Value, true, null, default);
        Assert.Equal("", Said(decided.Problems));
    }

    /// <summary>Balances of all accounts of the owners, as text, and proof that each is the sum of its movements.</summary>
    internal Task<string> Balances(params Guid[] owners) => See(async db =>
    {
        var accounts = await db.Set<Account>().AsNoTracking().Where(a => owners.Contains(a.OwnerId)).ToListAsync();
        var lines = new List<string>();
        foreach (var account in accounts)
        {
            var moved = (await db.Set<Movement>().AsNoTracking().Where(m => m.AccountId == account.Id).ToListAsync()).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Sum(m => m.Delta));
            Assert.Equal(Text(moved), Text(account.Read()));
            lines.AddRange(account.Read().Where(b => b.Value != 0).Select(b => $"{account.OwnerKind} {account.Year} {b.Key} {b.Value}"));
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    });

    private static string Text(IReadOnlyDictionary<string, long> balances) => string.Join(',', balances.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => $"{b.Key}={b.Value}"));

    internal static string Said(IReadOnlyList<Problem> problems) => string.Join('\n', problems.Select(p => $"{p.Code} {p.Message}"));
}
