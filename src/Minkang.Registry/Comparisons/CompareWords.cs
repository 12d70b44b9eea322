using System.Globalization;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Jobs;
using Minkang.Platform.Ui;
using Minkang.Registry.Compare;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Comparisons;

/// <summary>States, decisions and kinds of a comparison in words (比对的用语), with their colours.</summary>
internal static class CompareWords
{
    /// <summary>The offices of the catalogue, so that they are translated.</summary>
    private static readonly string[] Offices = [T("扶贫办"), T("卫健局"), T("医保局"), T("民政局"), T("残联"), T("公安局"), T("报送单位")];

    private static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public static string Title(CompareRule rule) => English ? rule.English : rule.Title;

    public static string Office(string owner, IStringLocalizer L) => Offices.Contains(owner) ? L[owner] : owner;

    public static string State(CompareView view, IStringLocalizer L) => view is { Busy: true, Run.State: CompareState.Done } ? L["正在复核"] : view.Busy ? view.Job!.State == JobState.Queued ? L["排队中"] : L["正在比对"] : view.Run.State switch
    {
        CompareState.Done => L["已完成"],
        CompareState.Cancelled => L["已停止"],
        CompareState.Failed => L["出错停止"],
        _ => L["中断，可重新比对"],
    };

    public static StatusKind Colour(CompareView view) => view.Busy ? StatusKind.Normal : view.Run.State switch
    {
        CompareState.Done => StatusKind.Done,
        CompareState.Failed => StatusKind.Overdue,
        _ => StatusKind.Urgent,
    };

    public static string Gravity(RuleGravity gravity, IStringLocalizer L) => gravity switch
    {
        RuleGravity.Serious => L["须改正"],
        RuleGravity.Ordinary => L["须核实"],
        _ => L["留意"],
    };

    public static StatusKind Colour(RuleGravity gravity) => gravity switch
    {
        RuleGravity.Serious => StatusKind.Overdue,
        RuleGravity.Ordinary => StatusKind.Urgent,
        _ => StatusKind.Normal,
    };

    public static string State(FindingState state, IStringLocalizer L) => state switch
    {
        FindingState.Open => L["待处理"],
        FindingState.Unsure => L["不确定"],
        FindingState.Accepted => L["属实"],
        FindingState.Rejected => L["不属实"],
        FindingState.Assigned => L["已交村镇核实"],
        FindingState.Sent => L["已函告"],
        _ => L["已办结"],
    };

    public static StatusKind Colour(FindingState state) => state switch
    {
        FindingState.Open or FindingState.Unsure => StatusKind.Urgent,
        FindingState.Rejected => StatusKind.Returned,
        FindingState.Accepted or FindingState.Closed => StatusKind.Done,
        _ => StatusKind.Normal,
    };

    /// <summary>True while somebody still has to do something about it.</summary>
    public static bool IsOpen(FindingState state) => state is FindingState.Open or FindingState.Unsure or FindingState.Assigned or FindingState.Sent;

    public static string Decision(RowDecision decision, IStringLocalizer L) => decision switch
    {
        RowDecision.Exact => L["号码一致"],
        RowDecision.Repaired => L["号码修正后一致"],
        RowDecision.Probable => L["其他信息一致"],
        RowDecision.Unsure => L["待人工核对"],
        _ => L["只在一处"],
    };
}
