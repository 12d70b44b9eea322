using System.Globalization;
using Microsoft.Extensions.Localization;
using Minkang.Domain.Lists;
using Minkang.Platform.Lists;
using Minkang.Platform.Ui;
using Minkang.Registry.Compare;
using Minkang.Registry.Questions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Facts;

/// <summary>
/// Reads codes as words (代码的中文名): from the code lists of the catalogue, or from here where the register itself made the codes. One place, so
/// that no page knows where the words come from.
/// </summary>
internal sealed class Labels(IStringLocalizer<Texts> L, ListCatalog catalog, CompareRules rules)
{
    /// <summary>Kinds of labels beside those of <see cref="FactKind"/>.</summary>
    public const string IdState = "id_state", Event = "event", Question = "question", Answer = "answer", EndReason = "end_reason", Sex = "sex", Relation = "relation", EthnicGroup = "ethnic_group",
        Kind = "kind", Source = "source", VillageStatus = "village_status", Finding = "finding";

    /// <summary>The word for a code; the code itself where no list knows it; null stays null.</summary>
    public string? Label(string kind, string? code)
    {
        if (string.IsNullOrEmpty(code)) return null;
        if (Own.TryGetValue((kind, code), out var word)) return L[word];
        if (kind == Finding || (kind == Question && FindingQuestions.CodeOf(code) is not null)) return TitleOf(kind == Finding ? code : FindingQuestions.CodeOf(code)!);
        if (kind == Source) return catalog.Profiles.FirstOrDefault(p => p.Id == code)?.Title ?? code;
        if (kind == FactKind.Disability) return DisabilityOf(code);
        return Name(ListOf(kind)?.Find(code)) ?? code;
    }

    /// <summary>The codes of a kind with their words; empty where the kind has no list.</summary>
    public IReadOnlyList<Option> Options(string kind)
    {
        var own = Own.Where(p => p.Key.Kind == kind).Select(p => new Option(p.Key.Code, L[p.Value])).ToList();
        return own.Count > 0 ? own : [.. (ListOf(kind)?.Entries ?? []).Select(e => new Option(e.Code, Name(e)!))];
    }

    private CodeList? ListOf(string kind) => Lists.TryGetValue(kind, out var id) ? catalog.Codes.GetValueOrDefault(id) : null;

    /// <summary>The title of a kind of discrepancy.</summary>
    private string TitleOf(string code) => rules.All.FirstOrDefault(r => r.Code == code) is not { } rule ? code : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? rule.English : rule.Title;

    /// <summary>Category and level of the certificate, written as 4-2.</summary>
    private string DisabilityOf(string code) => code.Split('-') is [var category, var level]
        ? $"{Name(catalog.Codes.GetValueOrDefault("disability-category")?.Find(category)) ?? category} {Name(catalog.Codes.GetValueOrDefault("disability-level")?.Find(level)) ?? level}"
        : code;

    /// <summary>The name in the language of the page.</summary>
    private static string? Name(CodeEntry? entry) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? entry?.English ?? entry?.Name : entry?.Name;

    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        [FactKind.HouseholdClass] = "poverty-attribute", [FactKind.PrimaryCause] = "poverty-cause", [FactKind.SecondaryCause] = "poverty-cause",
        [FactKind.Category] = "person-category", [FactKind.HealthState] = "health-state", [FactKind.Education] = "education", [FactKind.LabourSkill] = "labour-skill",
        [FactKind.BasicInsurance] = "insurance-state", [Relation] = "relation", [EthnicGroup] = "ethnic-group",
    };

    private static readonly Dictionary<(string Kind, string Code), string> Own = new()
    {
        [(FactKind.Status, "not_exited")] = T("未脱贫"),
        [(FactKind.Status, "exited")] = T("已脱贫"),
        [(FactKind.Status, "relapsed")] = T("返贫"),
        [(FactKind.Monitored, "unstable")] = T("脱贫不稳定户"),
        [(FactKind.Monitored, "marginal")] = T("边缘易致贫户"),
        [(FactKind.Monitored, "sudden")] = T("突发严重困难户"),
        [(Sex, "0")] = T("未知"),
        [(Sex, "1")] = T("男"),
        [(Sex, "2")] = T("女"),
        [(Sex, "9")] = T("未说明"),
        [(IdState, "valid")] = T("有效"),
        [(IdState, "missing")] = T("没有号码"),
        [(IdState, "rounded")] = T("号码末位丢失"),
        [(IdState, "check_fails")] = T("校验码不符"),
        [(IdState, "date_impossible")] = T("号码里的日期不存在"),
        [(IdState, "wrong_length")] = T("位数不对"),
        [(IdState, "place_holder")] = T("占位号码"),
        [(IdState, "not_a_number")] = T("不是证件号码"),
        [(IdState, "shared")] = T("与他人号码相同"),
        [(EndReason, "died")] = T("死亡"),
        [(EndReason, "moved_out")] = T("迁出"),
        [(EndReason, "died_out")] = T("整户消亡"),
        [(EndReason, "left")] = T("整户迁出"),
        [(EndReason, "merged")] = T("并入他户"),
        [(Event, nameof(EventKind.Identified))] = T("纳入"),
        [(Event, nameof(EventKind.Exited))] = T("脱贫"),
        [(Event, nameof(EventKind.Relapsed))] = T("返贫"),
        [(Event, nameof(EventKind.Born))] = T("出生"),
        [(Event, nameof(EventKind.Died))] = T("死亡"),
        [(Event, nameof(EventKind.MovedIn))] = T("迁入"),
        [(Event, nameof(EventKind.MovedOut))] = T("迁出"),
        [(Event, nameof(EventKind.MovedWithin))] = T("县内移居"),
        [(Event, nameof(EventKind.Split))] = T("分户"),
        [(Event, nameof(EventKind.Merged))] = T("并户"),
        [(Event, nameof(EventKind.Monitored))] = T("纳入监测"),
        [(Event, nameof(EventKind.RiskRemoved))] = T("风险消除"),
        [(Event, nameof(EventKind.Corrected))] = T("更正"),
        [(Kind, FactKind.Status)] = T("脱贫状态"),
        [(Kind, FactKind.HouseholdClass)] = T("贫困户属性"),
        [(Kind, FactKind.PrimaryCause)] = T("主要致贫原因"),
        [(Kind, FactKind.SecondaryCause)] = T("其他致贫原因"),
        [(Kind, FactKind.Monitored)] = T("监测对象"),
        [(Kind, FactKind.IncomePerHead)] = T("人均纯收入"),
        [(Kind, FactKind.StatedSize)] = T("名单所载人口数"),
        [(Kind, FactKind.Category)] = T("身份类别"),
        [(Kind, FactKind.HealthState)] = T("健康状况"),
        [(Kind, FactKind.Education)] = T("文化程度"),
        [(Kind, FactKind.Schooling)] = T("在校生状况"),
        [(Kind, FactKind.LabourSkill)] = T("劳动技能"),
        [(Kind, FactKind.MonthsAtWork)] = T("务工时间"),
        [(Kind, FactKind.BasicInsurance)] = T("基本医保"),
        [(Kind, FactKind.StatedBasicInsurance)] = T("登记册所载基本医保"),
        [(FactKind.StatedBasicInsurance, "yes")] = T("参加"),
        [(FactKind.StatedBasicInsurance, "no")] = T("未参加"),
        [(FactKind.CriticalIllnessInsurance, "yes")] = T("参加"),
        [(FactKind.CriticalIllnessInsurance, "no")] = T("未参加"),
        [(Kind, FactKind.CriticalIllnessInsurance)] = T("大病保险"),
        [(Kind, FactKind.Disability)] = T("残疾"),
        [(Kind, FactKind.ContractDoctor)] = T("签约医生"),
        [(Kind, HouseholdKind.Helper)] = T("帮扶责任人"),
        [(Kind, HouseholdKind.Away)] = T("在外情况"),
        [(HouseholdKind.Away, "work")] = T("外出务工"),
        [(HouseholdKind.Away, "study")] = T("外出上学"),
        [(HouseholdKind.Away, "elsewhere")] = T("常住外地"),
        [(VillageStatus, "poor")] = T("贫困村"),
        [(VillageStatus, "non_poor")] = T("非贫困村"),
        [(VillageStatus, "exiting")] = T("本年拟退出"),
        [(VillageStatus, "exited")] = T("已退出"),
        [(VillageStatus, "weak")] = T("基础薄弱村"),
        [(Question, "id_missing")] = T("缺身份证号"),
        [(Question, "id_rounded")] = T("身份证号末位丢失"),
        [(Question, "id_check_fails")] = T("身份证号校验不符"),
        [(Question, "id_date_impossible")] = T("身份证号日期不存在"),
        [(Question, "id_wrong_length")] = T("身份证号位数不对"),
        [(Question, "id_place_holder")] = T("身份证号是占位号码"),
        [(Question, "id_not_a_number")] = T("身份证号不是号码"),
        [(Question, "id_shared")] = T("身份证号与他人相同"),
        [(Question, "birth_conflict")] = T("出生日期与号码不符"),
        [(Question, "sex_conflict")] = T("性别与号码不符"),
        [(Question, "size_conflict")] = T("人口数与名单不符"),
        [(Question, "dup_row")] = T("名单里同一人两行"),
        [(Question, "dup_household")] = T("一人在两户"),
        [(Question, "merged_row")] = T("名单里还有已合并的记录"),
        [(Question, "death_listed")] = T("已报死亡仍在册"),
        [(Question, "moved_out_listed")] = T("已报迁出仍在册"),
        [(Question, "missing_in_list")] = T("新名单上不见了"),
        [(Question, "look_alike")] = T("疑似同一人"),
        [(Question, "survey_due")] = T("待补因病致贫调查"),
        [(Question, "list_grown")] = T("目录扩大新纳入，待安排救治"),
        [(Answer, QuestionAnswers.NumberEntered)] = T("已查到号码"),
        [(Answer, QuestionAnswers.NoNumber)] = T("确无号码（未办证或无户口）"),
        [(Answer, QuestionAnswers.Confirmed)] = T("核实无误，以登记为准"),
        [(Answer, QuestionAnswers.Reported)] = T("已报扶贫部门更正"),
        [(Answer, QuestionAnswers.Gone)] = T("此人已不在，另行办理"),
        [(Answer, QuestionAnswers.Holds)] = T("属实"),
        [(Answer, QuestionAnswers.DoesNotHold)] = T("不属实"),
        [(Answer, QuestionAnswers.StillHere)] = T("不属实，人仍在"),
        [(Source, "entry")] = T("手工登记"),
    };
}

/// <summary>Kinds of statements that are entered by hand only.</summary>
internal static class HouseholdKind
{
    /// <summary>帮扶责任人, a name and office.</summary>
    public const string Helper = "helper";
    /// <summary>在外情况 of a person: work, study, elsewhere.</summary>
    public const string Away = "away";
}
