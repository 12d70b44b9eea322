using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Institutions;

/// <summary>An institution that treats and settles (定点医疗机构). All else that is said of it is dated: <see cref="InstitutionRecord"/>.</summary>
internal sealed class Institution : Record, IAudited
{
    static string IAudited.SubjectKind => "institution";
    Guid IAudited.SubjectId => Id;

    /// <summary>The county's name for it, as the duties of its staff, admissions and settlements name it; unique.</summary>
    public string Name { get; init; } = "";
    /// <summary>Where it lies, a code of <c>encounter-place</c>.</summary>
    public string Place { get; init; } = "";
    public string? Note { get; set; }
}

/// <summary>What a dated record of an institution says (事项).</summary>
internal enum InstitutionMatter
{
    /// <summary>机构级别；编码是 <c>facility-level</c></summary>
    Level,
    /// <summary>定点资格</summary>
    Designation,
    /// <summary>具备一站式结算条件</summary>
    OneStop,
    /// <summary>实行先诊疗后付费</summary>
    PayAfter,
    /// <summary>绿色通道；编码是 <see cref="InstitutionWords.Green"/> 之一</summary>
    Green,
    /// <summary>能力清单中的一种病；编码是病种或 ICD-10</summary>
    Ability,
    /// <summary>支付方式，按年度；编码是 <see cref="InstitutionWords.Payments"/> 之一</summary>
    Payment,
}

/// <summary>
/// Something that holds of an institution from a day on (机构情况), kept for ever. Without an institution it is said of the county itself: whether one-stop
/// settlement runs there. A record that ends on the day of its beginning was entered by mistake and never held.
/// </summary>
internal sealed class InstitutionRecord : Record, IAudited
{
    static string IAudited.SubjectKind => "institution";
    Guid IAudited.SubjectId => InstitutionId ?? Guid.Empty;

    public Guid? InstitutionId { get; init; }
    public InstitutionMatter Kind { get; init; }
    public string Code { get; init; } = "";
    /// <summary>How many windows, desks or beds; null where that is not said.</summary>
    public int? Amount { get; init; }
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer holds; null while it holds.</summary>
    public DateOnly? UntilOn { get; set; }
    public string? Note { get; init; }
    public string MadeByName { get; init; } = "";
    public string? EndedByName { get; set; }

    public bool On(DateOnly day) => FromOn <= day && (UntilOn is null || UntilOn > day);
}
