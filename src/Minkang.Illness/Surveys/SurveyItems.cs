using static Minkang.Platform.Ui.Text;

namespace Minkang.Illness.Surveys;

/// <summary>The eleven items of the survey form (调查表十一项).</summary>
internal static class SurveyItems
{
    /// <summary>Code and label of each item, in the order of the form. The code is the input's property.</summary>
    public static readonly IReadOnlyList<(string Code, string Label)> All =
    [
        (nameof(RecordSurveyInput.Diagnosis), T("诊断病名")), (nameof(RecordSurveyInput.DiagnosedOn), T("诊断日期")), (nameof(RecordSurveyInput.Institution), T("诊断机构")),
        (nameof(RecordSurveyInput.TreatmentInstitution), T("治疗机构")), (nameof(RecordSurveyInput.TreatmentMode), T("治疗方式")), (nameof(RecordSurveyInput.Total), T("医疗总费用")),
        (nameof(RecordSurveyInput.Basic), T("基本医保报销")), (nameof(RecordSurveyInput.Critical), T("大病保险报销")), (nameof(RecordSurveyInput.Civil), T("民政救助")),
        (nameof(RecordSurveyInput.Self), T("个人自付")), (nameof(RecordSurveyInput.Outcome), T("治疗结果")),
    ];
}
