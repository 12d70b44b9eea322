using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Waivers;

/// <summary>The offices' words for waivers (用语). Pages translate them.</summary>
internal static class WaiverWords
{
    public static string Of(ItemKind kind) => kind switch
    {
        ItemKind.Waiver => T("减免"),
        ItemKind.Subsidy => T("补助"),
        _ => T("参保补贴"),
    };

    public static string Of(ItemRecord record) => record switch
    {
        ItemRecord.Person => T("窗口逐人登记"),
        ItemRecord.Tally => T("按月登记"),
        _ => T("按名单"),
    };

    public static string Of(ItemState state) => state switch
    {
        ItemState.Proposed => T("待第二人确认"),
        ItemState.Adopted => T("已采用"),
        _ => T("已退回"),
    };

    /// <summary>What a use is now: what takes back, and what was taken back, is called so.</summary>
    public static string Of(WaiverUse use) => use switch
    {
        { State: UseState.Pending } => T("待第二人确认"),
        { State: UseState.Refused } => T("已退回"),
        { ReversesId: not null } => T("撤销"),
        { ReversedBy: not null } => T("已撤销"),
        _ => T("已登记"),
    };

    public static StatusKind StatusOf(WaiverUse use) => use switch
    {
        { State: UseState.Pending } => StatusKind.Urgent,
        { State: UseState.Refused } or { ReversesId: not null } or { ReversedBy: not null } => StatusKind.Returned,
        _ => StatusKind.Done,
    };

    public static string By(string by) => by switch
    {
        WaiverFilter.ByMonth => T("月份"),
        WaiverFilter.ByTownship => T("乡镇"),
        WaiverFilter.ByHospital => T("医疗机构"),
        _ => T("项目"),
    };

    /// <summary>Percentage or yuan; null for a blank.</summary>
    public static string? Value(WaiverItem item) => item.Percent is { } percent ? percent.ToString() : item.Amount is { } amount ? $"¥{amount}" : null;
}
