using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Catalog;
using Minkang.Registry.Compare;

namespace Minkang.Registry.Workbench;

/// <summary>The workbench of comparisons: deciding, undoing, handing on.</summary>
internal static class WorkbenchModule
{
    public static void AddWorkbench(this IServiceCollection services)
    {
        services.AddSingleton(_ => CompareRules.From(CatalogFolder.Find()));
        services.AddSingleton<DecisionSentence>().AddSingleton<PlanDecision>().AddSingleton<DecideFindings>().AddSingleton<PutBack>().AddSingleton<UndoDecision>();
        services.AddSingleton<FindWork>().AddSingleton<ShowFinding>().AddSingleton<FindDecisions>().AddSingleton<AssignFindings>().AddSingleton<CloseByVisit>().AddSingleton<WriteLetter>().AddSingleton<ReadLetterAnswer>();
    }
}
