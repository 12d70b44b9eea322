using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Clearing;

/// <summary>The offices' words for clearing (用语). Pages translate them.</summary>
internal static class ClearingWords
{
    public static string Of(BatchState state) => state switch
    {
        BatchState.Made => T("待确认"),
        BatchState.Confirmed => T("待拨付"),
        BatchState.Paid => T("已拨付"),
        _ => T("已退回"),
    };

    public static StatusKind StatusOf(BatchState state) => state switch
    {
        BatchState.Made => StatusKind.Urgent,
        BatchState.Confirmed => StatusKind.Normal,
        BatchState.Paid => StatusKind.Done,
        _ => StatusKind.Returned,
    };

    public static string Of(MatchOutcome outcome) => outcome switch
    {
        MatchOutcome.Matched => T("一致"),
        MatchOutcome.Near => T("差额在 0.1 元以内"),
        MatchOutcome.Far => T("差额超过 0.1 元"),
        MatchOutcome.OtherPerson => T("证件号末四位不同"),
        MatchOutcome.OnlyHere => T("只有我方有"),
        MatchOutcome.OnlyThere => T("只有支付方有"),
        MatchOutcome.Twice => T("支付方重复"),
        _ => T("支付方这一行读不出"),
    };

    public static string Of(MatchDecision decision) => decision switch
    {
        MatchDecision.Accept => T("认可，按我方金额"),
        MatchDecision.Dispute => T("有争议，本批不拨"),
        _ => T("更正重算，本批不拨"),
    };

    public static string Of(AgeBand band) => band switch
    {
        AgeBand.UpTo30 => T("0–30 天"),
        AgeBand.UpTo60 => T("31–60 天"),
        AgeBand.UpTo90 => T("61–90 天"),
        _ => T("90 天以上"),
    };
}
