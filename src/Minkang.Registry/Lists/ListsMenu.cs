using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>The import side of the registry: its page in the menu and its use cases.</summary>
internal static class ListsMenu
{
    public static void AddLists(this IServiceCollection services)
    {
        services.AddSingleton<ImportJobs>().AddSingleton<StartImport>().AddSingleton<StopImport>().AddSingleton<DropImport>().AddSingleton<ChangeImport>();
        services.AddSingleton<FindImports>().AddSingleton<FindRows>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("名单导入"), "/lists", "registry.import", 25));
    }
}
