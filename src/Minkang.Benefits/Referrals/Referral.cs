using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Referrals;

/// <summary>Where a referral stands (转诊状态).</summary>
internal enum ReferralState
{
    /// <summary>待接收</summary>
    Waiting,
    /// <summary>已接收</summary>
    Accepted,
    /// <summary>未接收；首诊医生继续负责</summary>
    Refused,
    /// <summary>已转回</summary>
    Returned,
}

/// <summary>Why somebody is referred (转诊原因).</summary>
internal enum ReferralReason
{
    /// <summary>超出本机构诊疗能力</summary>
    Ability,
    /// <summary>缺设备或药品</summary>
    Equipment,
    /// <summary>需要专科诊治</summary>
    Specialist,
    /// <summary>病情稳定，转回康复</summary>
    Recovery,
    /// <summary>患者或家属要求</summary>
    Wish,
    /// <summary>其他</summary>
    Other,
}

/// <summary>Which way a referral goes between the levels of institutions (转诊方向).</summary>
internal enum ReferralWay
{
    Up,
    Level,
    Down,
}

/// <summary>
/// One referral (转诊单): who, from where to where, why, and what became of it. The first-contact doctor (首诊医生) stays responsible until somebody accepts.
/// </summary>
internal sealed class Referral : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>Village that answered for the person when the referral was made.</summary>
    public string VillageCode { get; init; } = "";
    public string FromInstitution { get; init; } = "";
    public string FromLevel { get; init; } = "";
    /// <summary>The first-contact doctor.</summary>
    public string Doctor { get; init; } = "";
    public string ToInstitution { get; init; } = "";
    public string ToLevel { get; init; } = "";
    /// <summary>Where the receiving institution lies, a code of <c>encounter-place</c>.</summary>
    public string ToPlace { get; init; } = "";
    /// <summary>A sealed <see cref="Admissions.Diagnosis"/>.</summary>
    public string DiagnosisSealed { get; init; } = "";
    public ReferralReason Reason { get; init; }
    public string? NoteSealed { get; init; }
    public bool Emergency { get; init; }
    /// <summary>A level was left out, or the county was left from below its hospitals (越级).</summary>
    public bool Skipped { get; init; }
    /// <summary>The diagnosis stood in the referring institution's own capability list on that day, and the referral did not go down.</summary>
    public bool WithinAbility { get; init; }
    public DateOnly MadeOn { get; init; }
    public string MadeByName { get; init; } = "";
    public ReferralState State { get; set; }
    /// <summary>Day of acceptance or refusal.</summary>
    public DateOnly? AnsweredOn { get; set; }
    public string? AnsweredByName { get; set; }
    /// <summary>The doctor who takes over; null where the counter accepted by admitting, and then the hospital answers.</summary>
    public string? AcceptingDoctor { get; set; }
    public string? RefusalSealed { get; set; }
    public DateOnly? ReturnedOn { get; set; }
    public string? ReturnedByName { get; set; }
    /// <summary>A sealed <see cref="ReferralOutcome"/>.</summary>
    public string? OutcomeSealed { get; set; }

    /// <summary>Who answers for the patient now: the first-contact doctor until acceptance and again after the return.</summary>
    public string ResponsibleDoctor => State == ReferralState.Accepted ? AcceptingDoctor ?? ToInstitution : Doctor;
    public bool OutOfCounty => ToPlace != ReferralLevels.County;
    public ReferralWay Way => ReferralLevels.Way(FromLevel, ToLevel);
}

/// <summary>What the treatment led to (转归): a code of <c>treatment-outcome</c>, and advice to who goes on caring.</summary>
internal sealed record ReferralOutcome(string Code, string Advice);

/// <summary>The order of institutions from the village upwards (机构层级).</summary>
internal static class ReferralLevels
{
    /// <summary>Code of 县内 in <c>encounter-place</c> and of 县级 in <c>facility-level</c>.</summary>
    public const string County = "county";
    private static readonly string[] Order = ["village", "township", County, "city", "province"];

    public static ReferralWay Way(string from, string to) => Math.Sign(Rank(to) - Rank(from)) switch { > 0 => ReferralWay.Up, < 0 => ReferralWay.Down, _ => ReferralWay.Level };

    /// <summary>True where a level between the two was left out, or the county was left from below its hospitals. Going down skips nothing.</summary>
    public static bool Skipped(string from, string to, string toPlace)
    {
        var (low, high) = (Rank(from), Rank(to));
        return high > low + 1 || (high >= low && toPlace != County && low < Rank(County));
    }

    private static int Rank(string level) => Array.IndexOf(Order, level);
}
