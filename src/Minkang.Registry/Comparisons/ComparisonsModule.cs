using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;
using Minkang.Registry.Register;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Comparisons;

/// <summary>Comparisons in the store: the job, its steps, its pages.</summary>
internal static class ComparisonsModule
{
    public static void AddComparisons(this IServiceCollection services)
    {
        services.AddSingleton<RegisterSheet>().AddSingleton<KeptInputs>().AddSingleton<KeptDiseases>().AddSingleton<DiagnosisSight>().AddSingleton<RunComparison>();
        services.AddSingleton<IJobWorker, CompareWorker>();
        services.AddSingleton<CompareJobs>().AddSingleton<StartComparison>().AddSingleton<StopComparison>().AddSingleton<RestartComparison>().AddSingleton<CheckComparison>();
        services.AddSingleton<FindComparisons>().AddSingleton<FindRunRows>().AddSingleton<FindFindings>().AddSingleton<RunSheets>();
        services.AddSingleton(s => new CompareLists(s.GetRequiredService<CountyStores>(), s.GetRequiredService<StartComparison>(), s.GetRequiredService<CheckComparison>(), s.GetRequiredService<JobRunner>(), s.GetRequiredService<Vault>()));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("数据比对"), "/compare", CompareReach.Action, 26));
    }
}
