using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Questions;

/// <summary>Questions to be verified: their page in the menu and their use cases.</summary>
internal static class QuestionsMenu
{
    public static void AddQuestions(this IServiceCollection services)
    {
        services.AddSingleton<FindQuestions>().AddSingleton<ShowQuestion>().AddSingleton<AnswerQuestion>().AddSingleton<UndoAnswer>();
        foreach (var action in Actions) services.AddSingleton(MenuEntry.For<Texts>(MenuGroup.Registry, T("待核实事项"), "/questions", action, 27));
    }

    /// <summary>Who visits and who decides; the menu shows a page once.</summary>
    private static readonly string[] Actions = ["registry.verify-visit", "registry.decide"];
}
