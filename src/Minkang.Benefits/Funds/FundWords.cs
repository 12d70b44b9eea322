using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Funds;

/// <summary>The offices' words for funds (用语). Pages translate them.</summary>
internal static class FundWords
{
    public static string Of(FundEntryKind kind) => kind switch
    {
        FundEntryKind.Received => T("到位"),
        FundEntryKind.Donated => T("捐赠"),
        FundEntryKind.Allocated => T("分配"),
        FundEntryKind.Paid => T("支出"),
        _ => T("退回来源"),
    };

    public static string Of(FundEntry entry) => entry switch
    {
        { State: FundEntryState.Pending } => T("待第二人确认"),
        { State: FundEntryState.Refused } => T("已退回"),
        { ReversesId: not null } => T("冲销"),
        { ReversedBy: not null } => T("已冲销"),
        _ => T("已记账"),
    };

    public static StatusKind StatusOf(FundEntry entry) => entry switch
    {
        { State: FundEntryState.Pending } => StatusKind.Urgent,
        { State: FundEntryState.Refused } or { ReversesId: not null } or { ReversedBy: not null } => StatusKind.Returned,
        _ => StatusKind.Done,
    };
}
