using Minkang.Benefits.Packs;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Institutions;

/// <summary>The offices' words for institutions (用语). Pages translate them.</summary>
internal static class InstitutionWords
{
    /// <summary>What a green channel consists of (绿色通道).</summary>
    public static readonly IReadOnlyList<(string Code, string Word)> Green =
        [("window", T("专用窗口")), ("desk-outpatient", T("门诊接待处")), ("desk-inpatient", T("住院接待处")), ("beds", T("爱心病床")), ("priority", T("优先就诊、检查"))];

    /// <summary>How the insurance fund pays the institution in a year (支付方式).</summary>
    public static readonly IReadOnlyList<(string Code, string Word)> Payments =
        [("by-disease", T("按病种付费")), ("per-head", T("按人头付费")), ("per-bed-day", T("按床日付费")), ("mixed", T("复合式付费")), ("single-price", T("单病种限价"))];

    public static string Of(InstitutionMatter kind) => kind switch
    {
        InstitutionMatter.Level => T("机构级别"),
        InstitutionMatter.Designation => T("定点资格"),
        InstitutionMatter.OneStop => T("一站式结算"),
        InstitutionMatter.PayAfter => T("先诊疗后付费"),
        InstitutionMatter.Green => T("绿色通道"),
        InstitutionMatter.Ability => T("能力清单"),
        _ => T("支付方式"),
    };

    public static string? Of(IReadOnlyList<(string Code, string Word)> list, string code) => list.FirstOrDefault(e => e.Code == code).Word;

    /// <summary>Place of a record among those of its kind, in the order of the lists above.</summary>
    public static int Order(InstitutionRecord record) => Array.FindIndex([.. Green, .. Payments], e => e.Code == record.Code);

    /// <summary>What the record says besides its kind, in Chinese; null for the kinds that say nothing more.</summary>
    public static string? Said(InstitutionRecord record, PackVocabulary words) => record.Kind switch
    {
        InstitutionMatter.Level => words.FacilityLevels.Find(record.Code)?.Name ?? record.Code,
        InstitutionMatter.Green => Of(Green, record.Code) ?? record.Code,
        InstitutionMatter.Payment => Of(Payments, record.Code) ?? record.Code,
        InstitutionMatter.Ability => words.NameOf(record.Code),
        _ => null,
    };
}
