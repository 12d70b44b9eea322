using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Packs;
using Minkang.Platform.Catalog;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Checks;

/// <summary>What the checks bring into the house.</summary>
internal static class ChecksModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(s => CheckRules.From(CatalogFolder.Find(), s.GetRequiredService<PackVocabulary>()));
        services.AddSingleton(new SealedColumn(typeof(Hit), nameof(Hit.ReasonSealed), Purposes.Proposal));
        services.AddSingleton<ReadPersonFiles>().AddSingleton<RunChecks>();
        services.AddSingleton<IJobWorker, ChecksWorker>();
        services.AddScoped<StartChecks>().AddScoped<DecideHit>().AddScoped<SignConsent>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("费用核查"), CheckWords.Page, CheckWords.Action, 76));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Money, T("医院费用指标"), CheckWords.Page + "/indicators", CheckWords.Action, 78));
    }
}
