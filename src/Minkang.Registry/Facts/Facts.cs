using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Facts;

/// <summary>A dated statement about a household (户的时点信息): value of a kind, from a day to the day before another, with its source.</summary>
internal sealed class HouseholdFact : Fact
{
    public Guid HouseholdId { get; init; }
}

/// <summary>A dated statement about a person (人的时点信息).</summary>
internal sealed class PersonFact : Fact
{
    public Guid PersonId { get; init; }
}

/// <summary>What both have. A statement is never changed: it is ended, and another begins.</summary>
internal abstract class Fact : IEnds
{
    public Guid Id { get; init; }
    /// <summary>One of <see cref="FactKind"/>.</summary>
    public string Kind { get; init; } = "";
    /// <summary>Code of the kind's code list, or a number as text.</summary>
    public string Value { get; init; } = "";
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer held; null while it holds.</summary>
    public DateOnly? UntilOn { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>How exactly the beginning is known: <c>day</c>, <c>month</c>, <c>year</c>, or <c>stated</c> when a list says so without a beginning (then it is the date of the list).</summary>
    public string Precision { get; init; } = "day";
    /// <summary>Id of the import profile, or <c>entry</c> for what was typed in.</summary>
    public string Source { get; init; } = "";
    public Guid? ImportId { get; init; }

    public bool HoldsOn(DateOnly day) => new Period(FromOn, UntilOn).Contains(day);
}

/// <summary>Kinds of statements (信息项). Single kinds hold one value at a time; many kinds hold several.</summary>
internal static class FactKind
{
    /// <summary>脱贫状态: not_exited, exited, relapsed.</summary>
    public const string Status = "status";
    /// <summary>贫困户属性.</summary>
    public const string HouseholdClass = "household_class";
    /// <summary>主要致贫原因.</summary>
    public const string PrimaryCause = "cause_primary";
    /// <summary>其他致贫原因, any number.</summary>
    public const string SecondaryCause = "cause_secondary";
    /// <summary>监测对象类别（三类户）: unstable, marginal, sudden.</summary>
    public const string Monitored = "monitored";
    /// <summary>人均纯收入, whole yuan.</summary>
    public const string IncomePerHead = "income_per_head";
    /// <summary>名单所载家庭人口数.</summary>
    public const string StatedSize = "stated_size";

    /// <summary>身份类别（低保、特困、重残 …）, any number.</summary>
    public const string Category = "category";
    /// <summary>健康状况, any number.</summary>
    public const string HealthState = "health_state";
    /// <summary>文化程度.</summary>
    public const string Education = "education";
    /// <summary>在校生状况.</summary>
    public const string Schooling = "schooling";
    /// <summary>劳动技能.</summary>
    public const string LabourSkill = "labour_skill";
    /// <summary>务工时间（月）.</summary>
    public const string MonthsAtWork = "months_at_work";
    /// <summary>基本医保参保, the year and its state.</summary>
    public const string BasicInsurance = "basic_insurance";
    /// <summary>登记册所载是否参加基本医保: yes, no.</summary>
    public const string StatedBasicInsurance = "stated_basic_insurance";
    /// <summary>登记册所载是否参加大病保险: yes, no.</summary>
    public const string CriticalIllnessInsurance = "critical_illness_insurance";
    /// <summary>残疾类别与等级, e.g. 4-2.</summary>
    public const string Disability = "disability";
    /// <summary>签约医生.</summary>
    public const string ContractDoctor = "contract_doctor";

    private static readonly HashSet<string> ManyKinds = new(StringComparer.Ordinal) { SecondaryCause, Category, HealthState };

    /// <summary>True when several values may hold at once.</summary>
    public static bool HoldsMany(string kind) => ManyKinds.Contains(kind);
}

/// <summary>A person belongs to a household for a time (家庭成员关系).</summary>
internal sealed class Membership : IEnds
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public Guid HouseholdId { get; init; }
    public string? Relation { get; init; }
    public DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string Source { get; init; } = "";
    public Guid? ImportId { get; init; }
}

/// <summary>Something that happened to a household or person (动态变化事件). Never deleted; a mistake is followed by an event that takes it back.</summary>
internal sealed class RegistryEvent
{
    public Guid Id { get; init; }
    public EventKind Kind { get; init; }
    public DateOnly HappenedOn { get; init; }
    public string Precision { get; init; } = "day";
    public Guid? HouseholdId { get; init; }
    public Guid? PersonId { get; init; }
    public string? Detail { get; init; }
    public string Source { get; init; } = "";
    public Guid? ImportId { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public Guid RecordedBy { get; init; }
}

/// <summary>What can happen (事件类别).</summary>
internal enum EventKind
{
    /// <summary>纳入</summary>
    Identified,
    /// <summary>脱贫</summary>
    Exited,
    /// <summary>返贫</summary>
    Relapsed,
    /// <summary>出生</summary>
    Born,
    /// <summary>死亡</summary>
    Died,
    /// <summary>迁入</summary>
    MovedIn,
    /// <summary>迁出</summary>
    MovedOut,
    /// <summary>县内移居</summary>
    MovedWithin,
    /// <summary>分户</summary>
    Split,
    /// <summary>并户</summary>
    Merged,
    /// <summary>纳入监测</summary>
    Monitored,
    /// <summary>风险消除</summary>
    RiskRemoved,
    /// <summary>更正</summary>
    Corrected,
}
