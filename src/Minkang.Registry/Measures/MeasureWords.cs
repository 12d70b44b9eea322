using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Measures;

/// <summary>Words for the six precisions and the four groups (用语).</summary>
internal static class MeasureWords
{
    public static readonly IReadOnlyList<(string Field, string Word)> Groups = [("Members", T("家庭成员")), ("Living", T("居住条件")), ("Burden", T("家庭负担")), ("Economy", T("经济基础"))];

    public static string Of(SixPrecision precision) => precision switch
    {
        SixPrecision.Target => T("扶持对象精准"),
        SixPrecision.Project => T("项目安排精准"),
        SixPrecision.Money => T("资金使用精准"),
        SixPrecision.Measure => T("措施到户精准"),
        SixPrecision.PersonSent => T("因村派人精准"),
        _ => T("脱贫成效精准"),
    };
}
