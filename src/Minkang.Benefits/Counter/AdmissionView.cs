using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;

namespace Minkang.Benefits.Counter;

/// <summary>What pages show of an admission (入院登记内容); codes are turned into words by the page.</summary>
public sealed record AdmissionView(
    string Level, string Place, string Referral, string Diagnosis, bool Enrolled, bool Designated, DateOnly AdmittedOn, DateOnly? DischargedOn, long? DepositUsualFen, long? DepositDueFen, long? DepositChargedFen,
    long? DepositWaivedFen, string? Papers, DateOnly? PapersReturnedOn, string? Evidence, string AdmittedByName, string? Note, IReadOnlyList<Proof> Proofs)
{
    internal static AdmissionView Of(Admission a, Diagnosis diagnosis) => new(a.Level, a.Place, a.Referral, diagnosis.Text, a.Enrolled, a.Designated, a.AdmittedOn, a.DischargedOn, a.DepositUsualFen, a.DepositDueFen,
        a.DepositChargedFen, a.DepositWaivedFen, a.Papers, a.PapersReturnedOn, a.Evidence, a.AdmittedByName, a.Note, BillJson.Proofs(a.Eligibility));
}
