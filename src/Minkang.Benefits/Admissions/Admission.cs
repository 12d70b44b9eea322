using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Admissions;

/// <summary>State of an admission (入院登记状态).</summary>
internal enum AdmissionState
{
    /// <summary>在院、未结清</summary>
    Open,
    /// <summary>已结算</summary>
    Settled,
    /// <summary>已作废</summary>
    Cancelled,
}

/// <summary>
/// One treatment that is settled together (入院或就诊登记): who, where, since when, and what the person was entitled to on that day with the record that proves
/// it. What was not stated is null and not zero.
/// </summary>
internal sealed class Admission : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    /// <summary>The household on the day of admission.</summary>
    public Guid? HouseholdId { get; init; }
    /// <summary>Village that answered for the person on the day of admission.</summary>
    public string VillageCode { get; init; } = "";
    /// <summary>The hospital as the duties of its staff name it; any institution for a bill entered by hand.</summary>
    public string Hospital { get; init; } = "";
    /// <summary>Kind of encounter (就诊类别), a code.</summary>
    public string Kind { get; init; } = "";
    public string Level { get; init; } = "";
    public string Place { get; init; } = "";
    /// <summary>Referral code (转诊情况); follows from the referral where the admission is tied to one.</summary>
    public string Referral { get; set; } = "";
    public Guid? ReferralId { get; set; }
    public bool Designated { get; init; }
    public bool Enrolled { get; init; }
    public DateOnly AdmittedOn { get; init; }
    public DateOnly? DischargedOn { get; set; }
    /// <summary>A sealed <see cref="Diagnosis"/>.</summary>
    public string? DiagnosisSealed { get; set; }
    /// <summary>What the hospital usually asks for (通常押金).</summary>
    public long? DepositUsualFen { get; init; }
    /// <summary>What the policy asks of this patient; null where the policy or the usual deposit is not known.</summary>
    public long? DepositDueFen { get; init; }
    /// <summary>What was really taken.</summary>
    public long? DepositChargedFen { get; init; }
    /// <summary>Categories of the day of admission with their proof, as JSON (<see cref="Settlements.Proof"/>).</summary>
    public string Eligibility { get; init; } = "[]";
    /// <summary>Papers that the hospital keeps (留存证件), as written; null for none.</summary>
    public string? Papers { get; init; }
    public DateOnly? PapersReturnedOn { get; set; }
    /// <summary>True for a bill of an institution that is not connected, entered with its papers.</summary>
    public bool ByHand { get; init; }
    /// <summary>What proves a bill entered by hand: which papers were seen.</summary>
    public string? Evidence { get; init; }
    public AdmissionState State { get; set; }
    public string AdmittedByName { get; init; } = "";
    /// <summary>Why it was cancelled.</summary>
    public string? Note { get; set; }

    /// <summary>More was taken than the policy asks for (违规收取押金).</summary>
    public bool DepositTooMuch => DepositChargedFen > DepositDueFen;
    /// <summary>What the patient did not have to leave (免收的押金); null where usual or due is not known.</summary>
    public long? DepositWaivedFen => DepositUsualFen - DepositDueFen;
}

/// <summary>What the doctor wrote and what it was read as (诊断).</summary>
internal sealed record Diagnosis(string Text, IReadOnlyList<string> Codes)
{
    public static readonly Diagnosis None = new("", []);
}
