using Microsoft.Extensions.Localization;
using Minkang.Platform.Ui;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Facts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>Says exactly what a decision on many will do, before it is made (处理前的说明). Names nobody.</summary>
internal sealed class DecisionSentence(Labels labels, IStringLocalizer<Texts> L, Wording words)
{
    public string Of(DecisionPlan plan)
    {
        var codes = plan.Cases.Select(c => c.Finding.Code).Distinct(StringComparer.Ordinal).ToList();
        var what = codes.Count == 1 ? labels.Label(Labels.Finding, codes[0])! : L["{0} 种差异", codes.Count].Value;
        var going = plan.Going.ToList();
        var does = going.Where(c => c.Effect != Effect.Noted).GroupBy(c => c.Effect).OrderBy(g => g.Key).Select(g => L["{0} {1} 条", L[Effects.Word(g.Key)], Show.Count(g.Count())].Value).ToList();
        var said = L["共 {0} 条“{1}”：{2} 条{3}", Show.Count(plan.Cases.Count), what, Show.Count(going.Count), L[Word(plan.Verdict)]].Value;
        if (plan.Verdict == Verdict.Accept) said += does.Count == 0 ? L["，只作记录，登记册不变"].Value : L["，其中{0}", string.Join(L["、"], does)].Value;
        var left = plan.Left.GroupBy(c => c.Left!.Message, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ToList();
        if (left.Count == 0) return said + L["。"];
        var why = string.Join(' ', left.Select(g => L["{0}（{1} 条）", words.Of(g.Key), Show.Count(g.Count())].Value));
        return said + L["；{0} 条不能办：{1}", Show.Count(plan.Left.Count()), why].Value;
    }

    /// <summary>What a verdict does, as a verb.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Accept => T("判为属实"),
        Verdict.Reject => T("判为不属实"),
        Verdict.Unsure => T("标为不确定"),
        Verdict.Assign => T("交村镇核实"),
        Verdict.Send => T("函告有关部门"),
        Verdict.Answered => T("部门回函"),
        _ => T("村镇核实答复"),
    };
}
