using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness;
using Minkang.Illness.Conditions;
using Minkang.Illness.Diseases;
using Minkang.Platform;
using Minkang.Platform.Catalog;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Npgsql;

namespace Minkang.Tests.Illness;

/// <summary>A county of its own for one test, with two townships of two villages each, on the engine that the run asks for.</summary>
public sealed class IllnessStore : IAsyncLifetime
{
    public const string County = "000000", Stone = "000000100200", Spring = "000000100201", Ridge = "000000101200", Ford = "000000101201", FirstTown = "000000100";
    public static readonly DateOnly Today = new(2019, 3, 1);
    private static readonly Lazy<LoadedDiseases> Diseases = new(() => LoadDiseases.From(CatalogFolder.Find()));
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "minkang-" + Guid.CreateVersion7().ToString("N"));
    private string? _database;
    private ServiceProvider _services = null!;
    private int _number;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 3, 1, 2, 0, 0, TimeSpan.Zero));

    public T Service<T>() where T : notnull => _services.GetRequiredService<T>();

    public DiseaseCatalogue Catalogue => Diseases.Value.Catalogue;

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLogging();
        services.AddLocalization();
        services.AddPlatform(await Options()).AddRegistry().AddIllness();
        services.AddSingleton(_ => Diseases.Value);
        services.AddScoped(s => s.GetRequiredService<CountyStores>().Open(County));
        _services = services.BuildServiceProvider();
        Service<Migrator>().UpgradePlatform();
        await Service<SetUpCounty>().Handle(Console, County, "测试县", null, [new("东镇", "石村"), new("东镇", "泉村"), new("西镇", "岭村"), new("西镇", "渡村")], default);
    }

    private async Task<StoreOptions> Options()
    {
        if (Environment.GetEnvironmentVariable("MINKANG_TEST_DB") != "postgres") return new StoreOptions { DataFolder = _folder };
        var server = Environment.GetEnvironmentVariable("MINKANG_TEST_POSTGRES")!;
        _database = "illness_" + Guid.CreateVersion7().ToString("N");
        await Execute(server, $"create database {_database}");
        return new StoreOptions { DataFolder = _folder, Engine = StoreEngine.Postgres, PostgresConnection = new NpgsqlConnectionStringBuilder(server) { Database = _database }.ToString() };
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_database is null) SqliteConnection.ClearAllPools();
        else
        {
            NpgsqlConnection.ClearAllPools();
            await Execute(Environment.GetEnvironmentVariable("MINKANG_TEST_POSTGRES")!, $"drop database {_database} with (force)");
        }
        if (Directory.Exists(_folder)) Directory.Delete(_folder, true);
    }

    private static async Task Execute(string server, string sentence)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sentence;
        await command.ExecuteNonQueryAsync();
    }

    public CountyDb Open() => Service<CountyStores>().Open(County);

    /// <summary>Runs a use case in a unit of work of its own, as a request does.</summary>
    internal async Task<T> Do<TUse, T>(Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    internal async Task<T> See<T>(Func<CountyDb, Task<T>> look)
    {
        await using var db = Open();
        return await look(db);
    }

    public static Actor Console => Actor.Console(RegionCode.Parse(County));

    public Actor Holding(Role role, string area, string name = "测试员") =>
        new(Guid.CreateVersion7(), name, [new Duty(role, RegionCode.Parse(area), null)], Service<PermissionMatrix>());

    public Actor Clerk => Holding(Role.TownshipClerk, FirstTown);
    public Actor Officer => Holding(Role.CountyOfficer, County);

    /// <summary>A registered household of one person.</summary>
    internal async Task<Guid> Person(string name = "测试甲", string village = Stone, DateOnly? birth = null, string cause = "illness", bool identified = true, DateOnly? ended = null)
    {
        await using var db = Open();
        db.Trail.Actor = Console;
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
