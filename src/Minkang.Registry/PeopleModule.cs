using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Today;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Exports;
using Minkang.Registry.Facts;
using Minkang.Registry.Figures;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Search;
using Minkang.Registry.Timeline;
using Minkang.Registry.Villages;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry;

/// <summary>The people side of the registry: lists, pages, entry, print, figures.</summary>
internal static class PeopleModule
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Labels>().AddSingleton<ExportPermit>();
        services.AddSingleton<FindPersons>().AddSingleton<FindHouseholds>().AddSingleton<SearchRegister>();
        services.AddSingleton<ShowPerson>().AddSingleton<ShowHousehold>().AddSingleton<WhoLooked>().AddSingleton<RecordLook>().AddSingleton<RevealValue>();
        services.AddSingleton<LookAlikes>().AddSingleton<RegisterPerson>().AddSingleton<RegisterHousehold>().AddSingleton<EditPerson>().AddSingleton<NameHelper>();
        services.AddSingleton<ProposeChange>().AddSingleton<DecideProposal>().AddSingleton<RecordEvent>().AddSingleton<UndoEnd>().AddSingleton<SetVillageFact>();
        services.AddSingleton<IPersonTimeline, RegistryTimeline>();
        services.AddSingleton<IPersonStanding, RegistryStanding>();
        services.AddScoped<ITodoSource, RegistryTodo>();
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("人员"), "/persons", "registry.list", 10));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("户"), "/households", "registry.list", 20));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("变更申请"), "/proposals", "registry.propose-status", 30));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("卡、表、册"), "/cards", "registry.list", 40));
        services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("登记册数字"), "/figures/registry", "figures.see", 50));
    }
}
