using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.PackPages;
using Minkang.Benefits.Packs;
using Minkang.Benefits.WhatIf;
using Minkang.Platform.Catalog;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits;

/// <summary>What the benefits module brings into the house.</summary>
public static class BenefitsModule
{
    public static IServiceCollection AddBenefits(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(Texts)));
        services.AddSingleton<ICountyModel, BenefitsModel>();
        services.AddSingleton(new MigrationSet("benefits", typeof(BenefitsModule).Assembly, "Minkang.Benefits.Migrations.", ForCounty: true));
        services.AddSingleton(_ => PackVocabulary.From(CatalogFolder.Find()));
        services.AddSingleton<AdoptedPacks>();
        services.AddSingleton<CataloguePacks>();
        services.AddSingleton<PackShelf>();
        services.AddScoped<ProposeAdoption>();
        services.AddScoped<DecideAdoption>();
        services.AddScoped<ChangeOwnAdoption>();
        services.AddScoped<EditDraft>();
        services.AddScoped<PackChoices>();
        services.AddSingleton<ReadYear>();
        services.AddScoped<StartWhatIf>();
        services.AddSingleton<IJobWorker, WhatIfWorker>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("政策测算"), WhatIfWords.Page, StartWhatIf.Action, 70));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Benefits, T("政策包"), PackLinks.List, ProposeAdoption.Action, 60, ["benefits.what-if", "benefits.estimate"]));
        return services;
    }

    /// <summary>The files and machine routes of this room; each route names the action it needs.</summary>
    public static void MapBenefits(this IEndpointRouteBuilder endpoints)
    {
        NeedsActionAttribute[] readers = [new(ProposeAdoption.Action), new("benefits.what-if"), new("benefits.estimate")];
        endpoints.MapGet(PackLinks.ExcelPath, ExportPack.One).WithMetadata([.. readers]);
        endpoints.MapGet(PackLinks.ComparePath + "/export", ExportPack.Two).WithMetadata([.. readers]);
        endpoints.MapGet(WhatIfWords.Page + "/{id:guid}/export", ExportWhatIf.Figures).WithMetadata(new NeedsActionAttribute(StartWhatIf.Action));
    }
}
