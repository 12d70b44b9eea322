using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Illness.Conditions;
using Minkang.Illness.Contracts;
using Minkang.Illness.DiseaseLists;
using Minkang.Illness.Diseases;
using Minkang.Illness.Gaps;
using Minkang.Illness.HealthReturn;
using Minkang.Illness.Ledger;
using Minkang.Illness.Merges;
using Minkang.Illness.Rounds;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Illness.Today;
using Minkang.Platform.Catalog;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Users;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness;

/// <summary>What the illness module brings into the house.</summary>
public static class IllnessModule
{
    private static readonly (string Table, string Word)[] Records =
    [
        ("illness_condition", T("患病情况")), ("illness_statement", T("患病情况的来源")), ("illness_survey", T("调查记录")), ("illness_responsible", T("责任医生")), ("illness_route", T("救治方式")),
    ];

    public static IServiceCollection AddIllness(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(Texts)));
        services.AddSingleton<ICountyModel, IllnessModel>();
        services.AddSingleton(new MigrationSet("illness", typeof(IllnessModule).Assembly, "Minkang.Illness.Migrations.", ForCounty: true));
        services.AddSingleton(_ => LoadDiseases.From(CatalogFolder.Find()));
        services.AddSingleton(s => s.GetRequiredService<LoadedDiseases>().Catalogue);
        services.AddSingleton(s => s.GetRequiredService<LoadedDiseases>().Reader);
        services.AddSingleton<ReadDiseases>(_ => DiseaseFiles.Read);
        services.AddSingleton<ProtectedDiseases>();
        services.AddSingleton<IsProtectedDiagnosis>(s => s.GetRequiredService<ConditionTextReader>().NamesProtected);
        services.AddSingleton(s => new ProtectedDiagnoses(s.GetRequiredService<ProtectedDiseases>()));
        services.AddSingleton<ConditionTextReader>();
        services.AddSingleton<DefaultRoutes>();
        services.AddSingleton<VerifyMany>();
        services.AddSingleton(s => new VerifyStatedConditions(s.GetRequiredService<VerifyMany>(), s.GetRequiredService<BusinessCalendar>()));
        services.AddSingleton<IllnessStatistics>();
        services.AddSingleton<IPersonTimeline, IllnessTimeline>();
        services.AddSingleton<IPersonStanding, IllnessStanding>();
        services.AddSingleton<ISurveyCoverage, Rounds.SurveyCoverage>();
        services.AddSingleton<ITodoSource, IllnessTodo>();
        services.AddSingleton(new SealedColumn(typeof(Condition), nameof(Condition.TextSealed), Purposes.Diagnosis, (nameof(Condition.TextHash), Purposes.Diagnosis, t => t)));
        services.AddSingleton(new SealedColumn(typeof(Statement), nameof(Statement.TextSealed), Purposes.Diagnosis, (nameof(Statement.TextHash), Purposes.Diagnosis, t => t)));
        services.AddSingleton(new SealedColumn(typeof(Survey), nameof(Survey.TextSealed), Purposes.Diagnosis, (nameof(Survey.TextHash), Purposes.Diagnosis, t => t)));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("患病台账"), LedgerAddress.Page, VisibleConditions.See, 10));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("核实工作清单"), "/illness/verify", VisibleConditions.See, 20));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("五清缺项"), "/illness/gaps", VisibleConditions.See, 30));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("调查轮次"), "/illness/rounds", VisibleConditions.See, 35));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("因病致贫分析"), "/illness/causes", VisibleConditions.See, 40));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("病情明白卡"), "/illness/cards", VisibleConditions.See, 50));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Illness, T("病种目录"), "/illness/lists", VisibleConditions.See, 60));
        services.AddTransient<IListEffect, HealthReturnEffect>();
        foreach (var (table, word) in Records) services.AddSingleton(new RecordWord(table, word, T("条"), typeof(Texts), VisibleConditions.See));

        IllnessMerge.Add(services);

        services.AddScoped<RecordCondition>();
        services.AddScoped<VerifyCondition>();
        services.AddScoped<RejectCondition>();
        services.AddScoped<EndCondition>();
        services.AddScoped<ReopenCondition>();
        services.AddScoped<CorrectDisease>();
        services.AddScoped<DecideRoute>();
        services.AddScoped<RecordSurvey>();
        services.AddScoped<OpenRound>();
        services.AddScoped<RecordVisits>();
        services.AddScoped<BulkVerify>();
        services.AddScoped<IllnessLedger>();
        services.AddScoped<OpenGrowthTasks>();
        services.AddScoped<PovertyByIllness>();
        return services;
    }

    /// <summary>The workbooks of this room; each route names the action it needs.</summary>
    public static void MapIllness(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(LedgerAddress.Export, LedgerExport.Figures).WithMetadata(new NeedsActionAttribute(VisibleConditions.See));
        endpoints.MapGet(LedgerAddress.PersonsPage + "/export", LedgerExport.Persons).WithMetadata(new NeedsActionAttribute("registry.export"));
    }
}
