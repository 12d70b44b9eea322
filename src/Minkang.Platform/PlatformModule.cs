using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Minkang.Platform.Audit;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform;

/// <summary>What the platform brings into the house. Reads like a table of contents.</summary>
public static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, StoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<StoreConnections>();
        services.AddSingleton(s => Vault.Open(options.EffectiveKeyFile, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Migrator>();
        services.AddSingleton<CountyStores>();
        services.AddSingleton<PlatformStore>();
        services.AddScoped(s => s.GetRequiredService<PlatformStore>().Open());
        services.AddSingleton<ICountyModel, PlatformCountyModel>();
        services.AddSingleton(new MigrationSet("platform", typeof(PlatformModule).Assembly, "Minkang.Platform.Migrations.platform.", ForCounty: false));
        services.AddSingleton(new MigrationSet("platform", typeof(PlatformModule).Assembly, "Minkang.Platform.Migrations.county.", ForCounty: true));

        services.AddSingleton(PermissionMatrix.Load(CatalogFolder.File("permissions", "permissions.csv")));
        services.AddSingleton<Actors>();
        services.AddSingleton<BusinessCalendar>();
        services.AddSingleton<Regions.Regions>();
        services.AddSingleton<FileShelf>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<VerifyAuditChain>();
        return services;
    }
}

/// <summary>Where the catalogue lies: beside the program, or where <c>MINKANG_CATALOG</c> says.</summary>
public static class CatalogFolder
{
    public static string Root => Environment.GetEnvironmentVariable("MINKANG_CATALOG") is { Length: > 0 } set ? set : Path.Combine(AppContext.BaseDirectory, "catalog");

    /// <summary>Path of a file below the root.</summary>
    public static string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);
}
