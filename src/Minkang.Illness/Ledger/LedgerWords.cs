using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Ledger;

/// <summary>The words of the ledger (台账用语).</summary>
internal static class LedgerWords
{
    public static string Of(LedgerBy by) => by switch
    {
        LedgerBy.Route => T("按救治路径"),
        LedgerBy.State => T("按核实状态"),
        _ => T("按病种目录"),
    };

    public static string Of(LedgerStates states) => states switch
    {
        LedgerStates.Verified => T("已核实"),
        LedgerStates.Open => T("未核实（含疑似）"),
        _ => T("全部未排除"),
    };
}
