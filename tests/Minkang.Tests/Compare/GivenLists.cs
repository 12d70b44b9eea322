using System.Text;
using Minkang.Domain.People;
using Minkang.Illness.Contracts;
using Minkang.Platform.Catalog;
using Minkang.Registry.Compare;
using Minkang.Tests.Architecture;

namespace Minkang.Tests.Compare;

/// <summary>Small lists made by hand, each a text file with the usual headings; people of the area code 000000.</summary>
internal static class GivenLists
{
    private static readonly CatalogFolder Folder = new(Path.Combine(Repository.Root, "catalog"));

    public static CompareRules Rules { get; } = CompareRules.From(Folder);

    private static readonly Dictionary<string, string> Headings = new(StringComparer.Ordinal)
    {
        ["register"] = "乡（镇）,行政村,户编号,户主姓名,姓名,证件号码,与户主关系,性别,出生日期,健康状况,是否参加城乡居民基本医疗保险,贫困户属性,主要致贫原因,其他致贫原因,脱贫状态",
        ["enrolment"] = "姓名,证件号码,性别,出生日期,参保身份,参保状态,缴费年度,乡镇,村（社区）",
        ["allowance"] = "乡镇,村委会,低保证号,户主姓名,成员姓名,成员身份证号,与户主关系,是否建档立卡",
        ["support"] = "乡镇,村委会,姓名,性别,身份证号,供养方式,批准时间,是否建档立卡户",
        ["disabled"] = "残疾人姓名,残疾人证号,性别,出生年月日,残疾类别,残疾等级,户口地址,是否贫困户,持证状态",
        ["police"] = "变动类别,姓名,公民身份号码,性别,出生日期,变动日期,原户籍地址,迁往（迁入）地址,户主姓名,户主公民身份号码",
        ["patients"] = "乡镇,行政村,户编号,户主姓名,患者姓名,身份证号码,性别,年龄,致贫原因,患病名称,确诊日期,疾病分类",
        ["certificates"] = "服务证号,姓名,身份证号码,批准病种,发证日期,有效期至,证件状态,乡镇,村（社区）",
        ["costs"] = "乡镇,行政村,姓名,身份证号,疾病名称,治疗时间,医疗总费用,新农合（医保）报销,大病保险报销,民政救助,其他补助,个人自付",
        ["slips"] = "结算单号,就诊类别,患者姓名,身份证号,性别,年龄,入院（就诊）日期,出院日期,医疗总费用,目录外自费,超限价自费,先行自付,政策范围内费用,基本医保支付,大病保险支付,医疗救助支付,其他补充支付,医院减免,个人负担,结算日期,备注",
    };

    /// <summary>A valid number: birth date as yyyymmdd and the sequence, odd for men.</summary>
    public static string Id(string birth, int sequence)
    {
        var first = $"000000{birth}{sequence:D3}";
        return first + IdNumber.CheckCharacter(first);
    }

    public static (string, byte[]) List(string kind, params IEnumerable<string> rows) => ($"{kind}.csv", Encoding.UTF8.GetBytes(Headings[kind] + "\n" + string.Join('\n', rows) + "\n"));

    public static Comparison Comparing(params IReadOnlyList<(string, byte[])> files) => Comparison.Of(files, Folder, DiseaseFiles.Read).Value;

    public static Domain.Values.Outcome<Comparison> Try(params IReadOnlyList<(string, byte[])> files) => Comparison.Of(files, Folder, DiseaseFiles.Read);

    /// <summary>What was found of a kind: row and other row as file:number, field, values.</summary>
    public static IEnumerable<string> Found(this Comparison done, string code) =>
        done.Discrepancies.Where(d => d.Rule.Code == code).Select(d => $"{Place(d.Row)} {Place(d.Other)} {d.Field} {d.Value}|{d.OtherValue}".Replace("  ", " ", StringComparison.Ordinal));

    private static string Place(ComparedRow? row) => row is null ? "" : $"{Path.GetFileNameWithoutExtension(row.List.File)}:{row.Number}";

    /// <summary>A person of the register, with the columns that most tests leave as they are.</summary>
    public static string Registered(string name, string id, string household = "H1", string head = "", string sex = "男", string birth = "", string health = "健康", string insured = "是",
        string attribute = "一般贫困户", string cause = "缺技术", string others = "", string village = "石桥村", string relation = "户主") =>
        $"云岭镇,{village},{household},{(head.Length > 0 ? head : name)},{name},{id},{relation},{sex},{birth},{health},{insured},{attribute},{cause},\"{others}\",未脱贫";

    public static string Enrolled(string name, string id, string sex = "男", string birth = "", string insuredAs = "建档立卡贫困人口", string state = "正常参保", string village = "石桥村") =>
        $"{name},{id},{sex},{birth},{insuredAs},{state},2018,云岭镇,{village}";

    public static string Slip(string number, string name, string id, string from, string until = "", decimal total = 100, string kind = "住院", string remark = "", decimal? self = null, string settled = "") =>
        FormattableString.Invariant($"{number},{kind},{name},{id},男,50,{from},{until},{total},0,0,0,{total},{total / 2},0,0,0,0,{self ?? total - (total / 2)},{(settled.Length > 0 ? settled : until.Length > 0 ? until : from)},{remark}");
}
