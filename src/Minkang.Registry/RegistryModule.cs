using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Stores;
using Minkang.Platform.Catalog;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Lists;
using Minkang.Registry.Measures;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Undo;
using Minkang.Registry.Workbench;

namespace Minkang.Registry;

/// <summary>What the registry brings into the house.</summary>
public static class RegistryModule
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<ICountyModel, RegistryModel>();
        services.AddSingleton(new MigrationSet("registry", typeof(RegistryModule).Assembly, "Minkang.Registry.Migrations.", ForCounty: true));
        services.AddSingleton<PersonIdentity>();
        services.AddSingleton<RegistryFigures>();
        services.AddSingleton(new Platform.Ui.TextSource(typeof(Texts)));
        services.AddSingleton<ExportRegister>();
        services.AddSealedColumns();
        services.AddPeople();
        services.AddLists();
        services.AddQuestions();
        services.AddComparisons();
        services.AddSingleton(ListCatalog.Load(CatalogFolder.Find()));
        services.AddSingleton<RecogniseList>();
        services.AddTransient<IListEffect, PoliceEffect>();
        services.AddSingleton<CountyFromRegister>();
        services.AddSingleton<IdentifyList>();
        services.AddSingleton(s => new ImportLists(s.GetRequiredService<CountyStores>(), s.GetRequiredService<ReceiveList>(), s.GetRequiredService<JobRunner>(), s.GetRequiredService<ListCatalog>()));
        services.AddSingleton<ReceiveList>();
        services.AddSingleton<RunImport>();
        services.AddSingleton<IJobWorker, ImportWorker>();
        services.AddUndo();
        services.AddMerges();
        services.AddMeasures();
        services.AddWorkbench();
        services.AddSingleton(s => new OpenTasks(s.GetRequiredService<Platform.Security.Vault>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new HospitalPatients(s.GetRequiredService<Platform.Security.Vault>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<Platform.Users.BusinessCalendar>()));
        services.AddSingleton(s => new PersonEligibility(s.GetRequiredService<ListCatalog>()));
        return services;
    }

    /// <summary>Routes beside the pages: the lists as workbooks.</summary>
    public static IEndpointRouteBuilder MapRegistry(this IEndpointRouteBuilder endpoints)
    {
        ExportPeople.Map(endpoints);
        ListFiles.Map(endpoints);
        ExportQuestions.Map(endpoints);
        ExportComparison.Map(endpoints);
        WorkFiles.Map(endpoints);
        return endpoints;
    }
}
