using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Conditions;

/// <summary>The words of the work list (工作清单用语).</summary>
internal static class WorkWords
{
    public static string Of(WorkKind kind) => kind switch
    {
        WorkKind.Clear => T("写法明确，可直接核实"),
        WorkKind.Presumed => T("按惯例认读，请医生确认"),
        WorkKind.Suspected => T("疑似，须查明"),
        _ => T("病种不明，先判定病种"),
    };
}
