using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Undo;

/// <summary>Taking an import back: its use cases, its job, and what its records are called.</summary>
internal static class UndoModule
{
    private static readonly (string Table, string Word, string Unit)[] Words =
    [
        ("registry_household", T("户"), T("户")), ("registry_person", T("人员"), T("人")), ("registry_membership", T("家庭成员关系"), T("条")), ("registry_household_fact", T("户的信息"), T("条")),
        ("registry_person_fact", T("人的信息"), T("条")), ("registry_event", T("动态变化"), T("件")), ("registry_list_entry", T("名单条目"), T("条")), ("registry_question", T("待核实事项"), T("项")),
        ("registry_proposal", T("变更申请"), T("件")), ("registry_import_row", T("后来的名单"), T("行")),
        ("registry_precision", T("六个精准"), T("条")), ("registry_poverty_score", T("贫困程度评分"), T("条")),
    ];

    public static void AddUndo(this IServiceCollection services)
    {
        services.AddSingleton<RecordedColumns>().AddSingleton<FindObstacles>().AddSingleton<UndoImport>().AddSingleton<AskUndo>();
        services.AddSingleton<IJobWorker, UndoWorker>();
        services.AddSingleton(s => new UndoImports(s.GetRequiredService<CountyStores>(), s.GetRequiredService<AskUndo>(), s.GetRequiredService<JobRunner>()));
        services.AddSingleton<RecordWords>();
        foreach (var (table, word, unit) in Words) services.AddSingleton(new RecordWord(table, word, unit, typeof(Texts)));
    }
}
