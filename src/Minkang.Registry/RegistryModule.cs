using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Registry;

/// <summary>What the registry brings into the house.</summary>
public static class RegistryModule
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<ICountyModel, RegistryModel>();
        services.AddSingleton(new MigrationSet("registry", typeof(RegistryModule).Assembly, "Minkang.Registry.Migrations.", ForCounty: true));
        services.AddSingleton<PersonIdentity>();
        return services;
    }
}
