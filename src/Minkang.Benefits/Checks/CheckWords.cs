using System.Globalization;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Checks;

/// <summary>The offices' words for checks (用语). Pages translate them.</summary>
internal static class CheckWords
{
    public const string Page = "/benefits/checks", Action = "benefits.misuse", RunAction = "benefits.checks.run";

    public static string Of(HitState state) => state switch
    {
        HitState.Open => T("待核实"),
        HitState.Confirmed => T("属实"),
        _ => T("已排除"),
    };

    public static StatusKind StatusOf(HitState state) => state switch
    {
        HitState.Open => StatusKind.Urgent,
        HitState.Confirmed => StatusKind.Overdue,
        _ => StatusKind.Done,
    };

    public static string Of(Gravity gravity) => gravity switch
    {
        Gravity.Serious => T("严重"),
        Gravity.Ordinary => T("一般"),
        _ => T("提示"),
    };

    public static string Of(Ground ground) => ground switch
    {
        Ground.Overcharging => T("超标准收费"),
        Ground.RepeatCharging => T("重复收费"),
        Ground.OverTreatment => T("过度医疗"),
        Ground.HighDrugPrice => T("药价过高"),
        _ => T("不符合入院标准或虚假住院"),
    };

    /// <summary>Title of a rule in the language of the page; its id where the catalogue has it no more.</summary>
    public static string Title(CheckRules rules, string id) => rules.Find(id) is { } rule ? English ? rule.English : rule.Title : id;

    public static string Finds(CheckRule rule) => English ? rule.FindsEnglish : rule.Finds;

    public static string Title(CheckIndicator indicator) => English ? indicator.English : indicator.Title;

    public static string About(CheckIndicator indicator) => English ? indicator.AboutEnglish : indicator.About;

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
