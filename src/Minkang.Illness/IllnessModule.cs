using Microsoft.Extensions.DependencyInjection;
using Minkang.Illness.Conditions;
using Minkang.Illness.Contracts;
using Minkang.Illness.Diseases;
using Minkang.Illness.HealthReturn;
using Minkang.Illness.Routes;
using Minkang.Platform.Catalog;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness;

/// <summary>What the illness module brings into the house.</summary>
public static class IllnessModule
{
    public static IServiceCollection AddIllness(this IServiceCollection services)
    {
        services.AddSingleton<ICountyModel, IllnessModel>();
        services.AddSingleton(new MigrationSet("illness", typeof(IllnessModule).Assembly, "Minkang.Illness.Migrations.", ForCounty: true));
        services.AddSingleton(_ => LoadDiseases.From(CatalogFolder.Find()));
        services.AddSingleton(s => s.GetRequiredService<LoadedDiseases>().Catalogue);
        services.AddSingleton(s => s.GetRequiredService<LoadedDiseases>().Reader);
        services.AddSingleton<ProtectedDiseases>();
        services.AddSingleton<ConditionTextReader>();
        services.AddSingleton<DefaultRoutes>();
        services.AddSingleton<VerifyMany>();
        services.AddSingleton(s => new VerifyStatedConditions(s.GetRequiredService<VerifyMany>(), s.GetRequiredService<BusinessCalendar>()));
        services.AddTransient<IListEffect, HealthReturnEffect>();

        services.AddScoped<RecordCondition>();
        services.AddScoped<VerifyCondition>();
        services.AddScoped<RejectCondition>();
        services.AddScoped<EndCondition>();
        services.AddScoped<ReopenCondition>();
        services.AddScoped<CorrectDisease>();
        services.AddScoped<DecideRoute>();
        return services;
    }
}
