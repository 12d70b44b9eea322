using Microsoft.Extensions.DependencyInjection;
using Minkang.Illness.Conditions;
using Minkang.Illness.Contracts;
using Minkang.Illness.Diseases;
using Minkang.Illness.HealthReturn;
using Minkang.Illness.Ledger;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Illness.Today;
using Minkang.Platform.Catalog;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
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
        services.AddSingleton<IllnessStatistics>();
        services.AddSingleton<IllnessTimeline>();
        services.AddSingleton<ITodoSource, IllnessTodo>();
        services.AddSingleton(new SealedColumn(typeof(Condition), nameof(Condition.TextSealed), Purposes.Diagnosis, (nameof(Condition.TextHash), Purposes.Diagnosis, t => t)));
        services.AddSingleton(new SealedColumn(typeof(Statement), nameof(Statement.TextSealed), Purposes.Diagnosis, (nameof(Statement.TextHash), Purposes.Diagnosis, t => t)));
        services.AddSingleton(new SealedColumn(typeof(Survey), nameof(Survey.TextSealed), Purposes.Diagnosis, (nameof(Survey.TextHash), Purposes.Diagnosis, t => t)));
        services.AddTransient<IListEffect, HealthReturnEffect>();

        services.AddScoped<RecordCondition>();
        services.AddScoped<VerifyCondition>();
        services.AddScoped<RejectCondition>();
        services.AddScoped<EndCondition>();
        services.AddScoped<ReopenCondition>();
        services.AddScoped<CorrectDisease>();
        services.AddScoped<DecideRoute>();
        services.AddScoped<RecordSurvey>();
        services.AddScoped<BulkVerify>();
        services.AddScoped<IllnessLedger>();
        services.AddScoped<PovertyByIllness>();
        return services;
    }
}
