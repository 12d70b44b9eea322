using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Rounds;

/// <summary>Words of the rounds (轮次用语).</summary>
internal static class RoundWords
{
    /// <summary>Why somebody could not be surveyed; the code is stored.</summary>
    public static readonly IReadOnlyList<(string Code, string Word)> Reasons =
    [
        ("away-work", T("外出务工")), ("away-all", T("全家外出")), ("elsewhere", T("常住外地")), ("dead", T("已去世")), ("moved", T("已迁出")), ("refused", T("不愿接受调查")), ("not-found", T("多次上门未见")),
    ];

    public static string Of(RoundKind kind) => kind == RoundKind.Full ? T("全面调查") : T("补充调查");

    public static string Of(VisitState state) => state switch
    {
        VisitState.Pending => T("待调查"),
        VisitState.Ill => T("有病，已填调查表"),
        VisitState.Well => T("已走访，未见患病"),
        _ => T("没找到人"),
    };

    public static string OfReason(string? code) => Reasons.FirstOrDefault(r => r.Code == code).Word ?? "";
}
