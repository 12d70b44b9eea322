using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Conditions;

/// <summary>Where a condition stands (核实状态).</summary>
internal enum ConditionState
{
    /// <summary>疑似</summary>
    Suspected,
    /// <summary>待核实: somebody says so, nobody has verified it.</summary>
    Stated,
    /// <summary>已核实</summary>
    Verified,
    /// <summary>已排除</summary>
    Rejected,
    /// <summary>已结束: cured, or the person died.</summary>
    Ended,
    /// <summary>已并入同一病情</summary>
    Merged,
}

/// <summary>How the written text became a disease (病种认读).</summary>
internal enum TextReading
{
    /// <summary>写法明确</summary>
    Certain,
    /// <summary>按惯例认读，宜由医生确认</summary>
    Presumed,
    /// <summary>须人工判断</summary>
    NeedsPerson,
    /// <summary>未认出</summary>
    Unknown,
    /// <summary>相近但不属于目录病种（后遗症、继发性等）</summary>
    NearMiss,
    /// <summary>已由人工判断</summary>
    Decided,
}

/// <summary>How a finding was made (发现、核实方式).</summary>
internal enum FindingMethod
{
    /// <summary>入户走访</summary>
    Visit,
    /// <summary>体检检查</summary>
    Exam,
    /// <summary>查阅资料（病历、部门名单）</summary>
    Document,
}

/// <summary>
/// One illness of one person (患病情况). A person has any number; the same disease stated again is the same condition and adds a
/// <see cref="Statement"/>. The text is what was written of this one illness, sealed.
/// </summary>
internal sealed class Condition : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    /// <summary>Id of the catalogue's disease; null for a text that is no disease of the catalogue or not yet decided.</summary>
    public string? Disease { get; set; }
    public string TextSealed { get; init; } = "";
    public string TextHash { get; init; } = "";
    /// <summary>True for diagnoses that only few may see (HIV, tuberculosis, severe mental disorder).</summary>
    public bool IsProtected { get; set; }
    public TextReading Reading { get; set; }
    public DateOnly? DiagnosedOn { get; set; }
    public string? DiagnosedPrecision { get; set; }
    public string? Institution { get; set; }
    /// <summary>Severity as written: 3级, Ⅲ期.</summary>
    public string? Grade { get; set; }
    public ConditionState State { get; set; }
    /// <summary>Id of the import profile that stated it first, or <c>entry</c>.</summary>
    public string Source { get; init; } = "";
    public Guid? ImportId { get; init; }
    /// <summary>Day since which it waits to be verified: the date of the list, or the day it was entered.</summary>
    public DateOnly StatedOn { get; init; }
    /// <summary>Who entered it by hand; null when a list says so.</summary>
    public Guid? EnteredBy { get; init; }
    public DateOnly? VerifiedOn { get; set; }
    public Guid? VerifiedBy { get; set; }
    public string? VerifierName { get; set; }
    public FindingMethod? Method { get; set; }
    /// <summary>Why it was rejected, ended, taken back or corrected last.</summary>
    public string? Reason { get; set; }
    /// <summary>First day on which the person no longer has it.</summary>
    public DateOnly? EndedOn { get; set; }
    public Guid? MergedInto { get; set; }

    /// <summary>True while it waits for a decision.</summary>
    public bool IsOpen => State is ConditionState.Suspected or ConditionState.Stated;

    /// <summary>True when the written text has been settled: a disease of the catalogue, or known to be none of them.</summary>
    public bool IsDecided => Disease is not null || Reading is TextReading.Decided or TextReading.NearMiss;

    /// <summary>Takes the result of a verification.</summary>
    public void Verify(Actor actor, VerifyConditionInput input, StatedDay day, DateOnly on)
    {
        (DiagnosedOn, DiagnosedPrecision, Institution) = (day.On, day.Precision, input.Institution!.Trim());
        Grade = string.IsNullOrWhiteSpace(input.Grade) ? null : input.Grade.Trim();
        Confirm(actor, input.Method!.Value, on, string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim());
    }

    /// <summary>Becomes verified with what is on record.</summary>
    public void Confirm(Actor actor, FindingMethod method, DateOnly on, string? note) =>
        (State, Method, VerifiedOn, VerifiedBy, VerifierName, Reason) = (ConditionState.Verified, method, on, actor.UserId, actor.Name, note);

    /// <summary>Goes back to waiting, as if nobody had decided.</summary>
    public void TakeBack(string reason) =>
        (State, Method, VerifiedOn, VerifiedBy, VerifierName, EndedOn, Reason) = (ConditionState.Stated, null, null, null, null, null, reason);
}

/// <summary>What one source said of a condition (来源陈述). Never changed: it is evidence.</summary>
internal sealed class Statement
{
    public Guid Id { get; init; }
    public Guid ConditionId { get; set; }
    public Guid PersonId { get; init; }
    public string Source { get; init; } = "";
    public Guid? ImportId { get; init; }
    public int? RowNo { get; init; }
    public DateOnly StatedOn { get; init; }
    public string? Disease { get; init; }
    public string TextSealed { get; init; } = "";
    public string TextHash { get; init; } = "";
    public DateOnly? DiagnosedOn { get; init; }
    public string? DiagnosedPrecision { get; init; }
    public string? Institution { get; init; }
    /// <summary>The class that the list gives (疾病分类), as written.</summary>
    public string? ClassText { get; init; }
    public FindingMethod Method { get; init; }
    public Guid? EnteredBy { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}
