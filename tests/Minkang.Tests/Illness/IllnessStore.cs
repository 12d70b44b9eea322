using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Diseases;
using Minkang.Platform.Catalog;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Illness;

/// <summary>The product on fresh stores with what tests of illnesses need: people, and a list of the health office. The day is 1 March 2019.</summary>
public sealed class IllnessStore : IAsyncLifetime
{
    public const string County = TestApp.County, FirstTown = TestApp.Town, Stone = TestApp.Village, Spring = TestApp.NextVillage, Ridge = TestApp.FarVillage;
    public static readonly DateOnly Today = new(2019, 3, 1);
    private static readonly Lazy<LoadedDiseases> Diseases = new(() => LoadDiseases.From(CatalogFolder.Find()));
    private int _number;

    public TestApp App { get; private set; } = null!;
    public FakeTimeProvider Clock => App.Clock;
    public DiseaseCatalogue Catalogue => Diseases.Value.Catalogue;

    public async ValueTask InitializeAsync()
    {
        App = await TestApp.Start(services =>
        {
            services.AddLocalization();
            services.AddSingleton(_ => Diseases.Value);
            services.AddScoped(s => s.GetRequiredService<CountyStores>().Open(County));
        });
        Clock.SetUtcNow(new DateTimeOffset(2019, 3, 1, 2, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public T Service<T>() where T : notnull => App.Get<T>();

    public CountyDb Open() => App.Open();

    /// <summary>Runs a use case in a unit of work of its own, as a request does.</summary>
    internal async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    internal async Task<T> See<T>(Func<CountyDb, Task<T>> look)
    {
        await using var db = Open();
        return await look(db);
    }

    public static Actor Console => Actor.Console(RegionCode.Parse(County));

    public Actor Holding(Role role, string area) => App.As(role, area);

    public Actor Clerk => Holding(Role.TownshipClerk, FirstTown);
    public Actor Officer => Holding(Role.CountyOfficer, County);

    /// <summary>A registered household of one person.</summary>
    internal async Task<Guid> Person(string name = "测试甲", string village = Stone, DateOnly? birth = null, string cause = "illness", bool identified = true, DateOnly? ended = null)
    {
        await using var db = Open();
        var household = new Household { Id = Guid.CreateVersion7(), Number = $"{++_number:0000}", VillageCode = village };
        var person = new Person { Id = Guid.CreateVersion7(), HouseholdId = household.Id, VillageCode = village, Line = 1, Sex = 1, BirthOn = birth ?? new DateOnly(1960, 5, 1), IdState = identified ? "valid" : "missing", EndedOn = ended };
        person.Rename(name);
        db.Add(household);
        await db.SaveChangesAsync();
        db.Add(person);
        foreach (var (kind, value) in new[] { (FactKind.Status, "not_exited"), (FactKind.PrimaryCause, cause) })
            db.Add(new HouseholdFact { Id = Guid.CreateVersion7(), HouseholdId = household.Id, Kind = kind, Value = value, FromOn = new DateOnly(2016, 1, 1), Source = "register" });
        await db.SaveChangesAsync();
        return person.Id;
    }

    /// <summary>The health office's list states illnesses of a person.</summary>
    internal async Task<IReadOnlyList<string>> Stated(Guid person, string diseases, string? doctor = null, string? on = "2015-07-08")
    {
        var row = new ReturnRow(person) { ["diseases"] = diseases, ["diagnosed-on"] = on, ["diagnosed-by"] = "测试县人民医院", ["doctor"] = doctor };
        return await ReturnRow.Import(this, row);
    }

    internal async Task<Condition> Condition(Guid person) => await See(db => db.Set<Condition>().AsNoTracking().SingleAsync(c => c.PersonId == person));

    internal Task<List<Condition>> Conditions(Guid person) =>
        See(db => db.Set<Condition>().AsNoTracking().Where(c => c.PersonId == person).OrderBy(c => c.Disease).ToListAsync());

    /// <summary>Verifies with everything that a verification needs.</summary>
    internal async Task<Outcome<Guid>> Verify(Guid condition, Actor? actor = null) => await Do<VerifyCondition, Outcome<Guid>>(use => use.Handle(
        actor ?? Officer, new() { ConditionId = condition, Method = FindingMethod.Document, DiagnosedOn = "2015-07-08", Institution = "测试县人民医院" }, default));
}
