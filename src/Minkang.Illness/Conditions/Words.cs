using Minkang.Domain.Diseases;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Conditions;

/// <summary>The offices' words for the codes of this module (用语). Pages translate them.</summary>
internal static class Words
{
    public static string Of(ConditionState state) => state switch
    {
        ConditionState.Suspected => T("疑似"),
        ConditionState.Stated => T("待核实"),
        ConditionState.Verified => T("已核实"),
        ConditionState.Rejected => T("已排除"),
        ConditionState.Ended => T("已结束"),
        _ => T("已并入"),
    };

    public static string Of(TextReading reading) => reading switch
    {
        TextReading.Certain => T("写法明确"),
        TextReading.Presumed => T("按惯例认读"),
        TextReading.NeedsPerson => T("须人工判断"),
        TextReading.Unknown => T("未认出"),
        TextReading.NearMiss => T("相近病，不属目录病种"),
        _ => T("已人工判定"),
    };

    public static string Of(FindingMethod method) => method switch
    {
        FindingMethod.Visit => T("入户走访"),
        FindingMethod.Exam => T("体检检查"),
        _ => T("查阅资料"),
    };

    public static string Of(TreatmentRoute route) => route switch
    {
        TreatmentRoute.CureOnce => T("一次性治愈"),
        TreatmentRoute.HospitalMaintenance => T("住院维持治疗"),
        TreatmentRoute.LongTerm => T("长期治疗和康复管理"),
        TreatmentRoute.Irreversible => T("不可逆转维持治疗"),
        _ => T("慢性病持续救助"),
    };

    public static string Of(RouteDecider decider) => decider == RouteDecider.List ? T("病种目录默认") : T("专家组决定");

    public static string Of(LeftBecause left) => left switch
    {
        LeftBecause.Suspected => T("写的是疑似，须查明"),
        LeftBecause.Presumed => T("按惯例认读，宜由医生确认"),
        LeftBecause.Unclear => T("病种写法不明，须先判定病种"),
        LeftBecause.NearMiss => T("相近但不属于目录病种，须逐条确认"),
        LeftBecause.PersonEnded => T("人员已死亡或迁出"),
        _ => T("本人录入，须由他人核实"),
    };

    public static string Of(CostCheck check) => check switch
    {
        CostCheck.Agrees => T("相符"),
        CostCheck.Conflict => T("不相符"),
        _ => T("未填全，不能核对"),
    };

    /// <summary>Name of where something was said: a list, or typed in.</summary>
    public static string OfSource(string source) => source switch
    {
        "entry" => T("手工录入"),
        "health-return" => T("卫健核查返回表"),
        _ => source,
    };
}
