using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Minkang.Platform.Audit;
using Minkang.Platform.Catalog;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform;

/// <summary>What the platform brings into the house. Reads like a table of contents.</summary>
public static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, Stores.StoreOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<StoreConnections>();
        services.AddSingleton(s => Vault.Open(options.EffectiveKeyFile, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Migrator>();
        services.AddSingleton<CountyStores>();
        services.AddSingleton<WriterQueue>();
        services.AddSingleton<PlatformStore>();
        services.AddScoped(s => s.GetRequiredService<PlatformStore>().Open());
        services.AddSingleton<ICountyModel, PlatformCountyModel>();
        services.AddSingleton(new MigrationSet("platform", typeof(PlatformModule).Assembly, "Minkang.Platform.Migrations.platform.", ForCounty: false));
        services.AddSingleton(new MigrationSet("platform", typeof(PlatformModule).Assembly, "Minkang.Platform.Migrations.county.", ForCounty: true));

        services.AddSingleton(PermissionMatrix.Load(Path.Combine(CatalogFolder.Find().Path, "permissions", "permissions.csv")));
        services.AddSingleton<Actors>();
        services.AddSingleton<BusinessCalendar>();
        services.AddSingleton<RegionCache>();
        services.AddSingleton<FileShelf>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<VerifyAuditChain>();
        services.AddSingleton<RotateKeys>();
        services.AddSingleton<SetUpCounty>();
        services.AddScoped<ManageAccounts>();
        services.AddScoped<FindAccounts>();
        services.AddScoped<ChangeAreas>();
        services.AddScoped<ReplaceProvisionalCodes>();
        services.AddScoped<AskProposal>();
        services.AddScoped<DecideProposal>();
        services.AddScoped<FindAuditEntries>();
        services.AddSingleton<Ui.SealedText>();
        services.AddLocalization();
        services.AddSingleton<Ui.Wording>();
        services.AddSingleton(new Ui.TextSource(typeof(Texts)));
        services.AddSingleton(s => new ExportLimit(s.GetService<IConfiguration>()?.GetValue("Exports:RowsWithoutApproval", ExportLimit.Default) ?? ExportLimit.Default));
        services.AddDataProtection().SetApplicationName("minkang").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataFolder, "web-keys")));
        services.AddOptions<KeyManagementOptions>().Configure<Vault>((keys, vault) => keys.XmlEncryptor = new SealWebKeys(vault));
        services.AddIdentityCore<User>(identity =>
        {
            identity.Password.RequiredLength = 10;
            identity.Password.RequiredUniqueChars = 4;
            identity.Password.RequireDigit = true;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddUserManager<AccountKeeper>().AddEntityFrameworkStores<PlatformDb>().AddErrorDescriber<ChineseIdentityErrors>().AddDefaultTokenProviders();
        return services;
    }
}
