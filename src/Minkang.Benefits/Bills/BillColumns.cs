using Minkang.Domain.Lists;

namespace Minkang.Benefits.Bills;

/// <summary>The columns of a bills file and the headings that mean each (docs/settle-format.md).</summary>
internal static class BillColumns
{
    public const string Before = "before:";

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase);

    static BillColumns()
    {
        Add("bill_id", "结算单号", "单据号", "结算编号", "结算流水号", "单号");
        Add("person", "人员", "人员编号", "身份证号", "身份证号码", "证件号码");
        Add("name", "姓名", "患者姓名", "人员姓名");
        Add("household", "户编号", "户");
        Add("area", "乡镇", "乡镇（街道）", "地区", "区划代码");
        Add("categories", "category", "人员类别", "身份类别", "参保人员类别");
        Add("age", "年龄");
        Add("kind", "就诊类别", "医疗类别", "就医类别");
        Add("level", "机构级别", "医院等级", "医疗机构级别", "机构层级");
        Add("place", "就医地", "就医地点类别");
        Add("referral", "转诊情况", "转诊");
        Add("diseases", "disease", "主要诊断编码", "诊断编码", "疾病编码", "病种");
        Add("lists", "list", "病种目录");
        Add("designated", "定点", "定点医疗机构", "是否定点");
        Add("enrolled", "参保", "是否参保");
        Add("admission", "入院日期", "入院（就诊）日期", "就诊日期");
        Add("discharge", "出院日期");
        Add("settlement", "结算日期", "结算时间");
        Add("days", "住院天数", "天数");
        Add("sessions", "次数", "透析次数");
        Add("total", "医疗总费用", "总费用", "医疗费用总额", "medfee_sumamt");
        Add("in_scope", "政策范围内费用", "合规费用", "政策范围内金额", "符合政策范围金额", "inscp_scp_amt");
        Add("out_of_catalogue", "目录外自费", "全自费金额", "目录外费用", "全自费", "fulamt_ownpay_amt");
        Add("over_limit", "超限价自费", "超限价费用", "超限价金额", "overlmt_selfpay");
        Add("pre_self_paid", "先行自付", "先行自付金额", "preselfpay_amt");
        Add("tcm", "中医药费用", "其中中医药");
        Add("items", "收费项目");
    }

    public static IReadOnlyCollection<string> Names { get; } = [.. Words.Values.Distinct(StringComparer.Ordinal)];

    /// <summary>The column that a heading means; a heading of opening accumulators is kept as it stands; null for any other.</summary>
    public static string? Of(string heading)
    {
        var text = ListText.Compact(heading);
        if (text.StartsWith(Before, StringComparison.OrdinalIgnoreCase)) return Before + text[Before.Length..];
        return Words.GetValueOrDefault(text.Replace('-', '_'));
    }

    private static void Add(string name, params string[] synonyms)
    {
        Words.Add(name, name);
        foreach (var synonym in synonyms) Words.Add(ListText.Compact(synonym), name);
    }
}
