using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Web.Hosting;
using Npgsql;

namespace Minkang.Tests;

/// <summary>
/// The product on fresh stores of its own: SQLite files in a temporary folder, or a PostgreSQL database when <c>MINKANG_TEST_DB</c> is
/// <c>postgres</c>. One county (009901) with two townships of two villages each, so that there is always a neighbour.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string County = "009901", Town = "009901100", NextTown = "009901101";
    public const string Village = "009901100200", NextVillage = "009901100201", FarVillage = "009901101200";

    private static readonly Lazy<Task> TemplateReady = new(MakeTemplate);
    private static readonly string TemplateFolder = Path.Combine(Path.GetTempPath(), $"minkang-test-{Environment.ProcessId}-template");
    private static readonly string TemplateDatabase = $"minkang_template_{Environment.ProcessId}";
    private static int _next;

    private readonly string? _database;
    private WebApplication? _web;

    private TestApp(StoreOptions stores, string? database, Action<IServiceCollection>? also)
    {
        (Stores, _database) = (stores, database);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddMinkang(stores);
        CheapPasswords(services);
        also?.Invoke(services);
        Services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    /// <summary>True when the stores lie in PostgreSQL.</summary>
    public static bool OnPostgres => Environment.GetEnvironmentVariable("MINKANG_TEST_DB") == "postgres";

    /// <summary>The clock of the app; moves only when told. Begins at 10 o'clock of 15 January 2019 in China.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 1, 15, 2, 0, 0, TimeSpan.Zero));

    public StoreOptions Stores { get; }
    public ServiceProvider Services { get; }

    /// <summary>A fresh app with the county, its areas and no people.</summary>
    public static async Task<TestApp> Start(Action<IServiceCollection>? also = null)
    {
        await TemplateReady.Value;
        var number = Interlocked.Increment(ref _next);
        var folder = Path.Combine(Path.GetTempPath(), $"minkang-test-{Environment.ProcessId}-{number}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(TemplateFolder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (!OnPostgres) return new TestApp(new StoreOptions { DataFolder = folder }, null, also);
        var database = $"minkang_t_{Environment.ProcessId}_{number}";
        await Sql($"create database {database} template {TemplateDatabase}");
        return new TestApp(new StoreOptions { DataFolder = folder, Engine = StoreEngine.Postgres, PostgresConnection = Connection(database) }, database, also);
    }

    /// <summary>Somebody who holds the role at its own level around <see cref="Village"/>, or for the area given.</summary>
    public Actor As(Role role, string? area = null, string? organisation = null) => new(
        Guid.CreateVersion7(Clock.GetUtcNow()), $"{RoleLabels.Of(role)}（测试）", [new Duty(role, RegionCode.Parse(area ?? AreaOf(role)), organisation)], Services.GetRequiredService<PermissionMatrix>());

    /// <summary>The county's store, with the actor for whom changes are recorded.</summary>
    public CountyDb Open(Actor? actor = null)
    {
        var db = Services.GetRequiredService<CountyStores>().Open(County);
        db.Trail.Actor = actor ?? Actor.Console(RegionCode.Parse(County));
        return db;
    }

    /// <summary>A service of the product.</summary>
    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Makes an account with a role and returns a client that is signed in with it.</summary>
    public async Task<HttpClient> SignIn(Role role, string? area = null, string? organisation = null)
    {
        var name = $"u{Interlocked.Increment(ref _next)}";
        await using (var scope = Services.CreateAsyncScope())
        {
            var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
            var admin = Actor.Console(RegionCode.Parse(""));
            var made = await manage.Create(admin, new NewAccount(name, $"{RoleLabels.Of(role)}（测试）", "测试", TestPassword, MustChangePassword: false), default);
            Assert.True(made.Ok, made.Ok ? "" : made.Problems[0].Message);
            var granted = await manage.Grant(admin, made.Value.User.Id, role, RegionCode.Parse(area ?? AreaOf(role)), organisation ?? (RoleLevels.NeedsHospital(role) ? "测试医院" : null), default);
            Assert.True(granted.Ok, granted.Ok ? "" : granted.Problems[0].Message);
        }
        var client = await Client();
        var page = await client.GetStringAsync("/sign-in");
        var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in", ["__RequestVerificationToken"] = Token(page), ["Input.UserName"] = name, ["Input.Password"] = TestPassword,
        }));
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    public const string TestPassword = "correct-horse-7";

    /// <summary>A client that keeps cookies and follows no redirects, on the running web.</summary>
    public async Task<HttpClient> Client()
    {
        if (_web is null)
        {
            _web = MinkangHost.Build(["--environment", "Production"], Stores, b =>
            {
                b.WebHost.UseTestServer();
                b.Services.AddSingleton<IStartupFilter, BodyLimits>();
                b.Services.RemoveAll<TimeProvider>();
                b.Services.AddSingleton<TimeProvider>(Clock);
                CheapPasswords(b.Services);
            });
            await _web.StartAsync();
            _web.GetTestServer().PreserveExecutionContext = true; // so that a test can count what a request asks the store
        }
        return new HttpClient(new KeepCookies(_web.GetTestServer().CreateHandler())) { BaseAddress = new Uri("http://localhost") };
    }

    /// <summary>Hundreds of test accounts sign in; the full cost of a password is paid where the program itself runs.</summary>
    private static void CheapPasswords(IServiceCollection services) => services.Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(o => o.IterationCount = 1000);

    /// <summary>The web host, once a client was asked for.</summary>
    public WebApplication Web => _web ?? throw new InvalidOperationException("Ask for a client first.");

    /// <summary>The form token of a page.</summary>
    public static string Token(string html)
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var at = html.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(at >= 0, "The page has no form.");
        at += mark.Length;
        return html[at..html.IndexOf('"', at)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is not null)
        {
            await _web.StopAsync();
            await _web.DisposeAsync();
        }
        await Services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_database is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await Sql($"drop database if exists {_database} with (force)");
        }
        await Clear(Stores.DataFolder);
    }

    /// <summary>The web's look for jobs may touch the store once more while it ends.</summary>
    private static async Task Clear(string folder)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 200)
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Gives the server in memory a limit on bodies to set, as a real one has: it would otherwise warn of every request that it has none.</summary>
    private sealed class BodyLimits : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                http.Features.Set<IHttpMaxRequestBodySizeFeature>(new Limit());
                return go(http);
            });
            next(app);
        };

        private sealed class Limit : IHttpMaxRequestBodySizeFeature
        {
            public bool IsReadOnly => false;
            public long? MaxRequestBodySize { get; set; }
        }
    }

    private static string AreaOf(Role role) => role switch
    {
        Role.VillageDoctor => Village,
        Role.TownshipClerk or Role.TownshipLeader => Town,
        Role.CityOfficer => County[..4],
        Role.ProvinceOfficer => County[..2],
        _ => County,
    };

    private static async Task MakeTemplate()
    {
        Directory.CreateDirectory(TemplateFolder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => { if (Directory.Exists(TemplateFolder)) Directory.Delete(TemplateFolder, recursive: true); };
        if (OnPostgres) await Sql($"create database {TemplateDatabase}");
        var stores = OnPostgres
            ? new StoreOptions { DataFolder = TemplateFolder, Engine = StoreEngine.Postgres, PostgresConnection = Connection(TemplateDatabase) }
            : new StoreOptions { DataFolder = TemplateFolder };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMinkang(stores);
        await using (var provider = services.BuildServiceProvider())
        {
            provider.GetRequiredService<Migrator>().UpgradePlatform();
            await provider.GetRequiredService<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(County)), County, "测试县", "测试州",
                [new("一镇", "甲村"), new("一镇", "乙村"), new("二镇", "丙村"), new("二镇", "丁村")], default);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }

    private static string Connection(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("MINKANG_TEST_POSTGRES")) { Database = database }.ToString();

    private static async Task Sql(string sentence)
    {
        await using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable("MINKANG_TEST_POSTGRES"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sentence;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class KeepCookies(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly System.Net.CookieContainer _cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var cookies = _cookies.GetCookieHeader(request.RequestUri!);
            if (cookies.Length > 0) request.Headers.Add("Cookie", cookies);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set) _cookies.SetCookies(request.RequestUri!, cookie);
            return response;
        }
    }
}
