using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Referrals;

/// <summary>
/// Ties an admission to the referral that led to it (按转诊单办理): the admission's referral code follows from the referral, and a waiting referral is accepted
/// by it.
/// </summary>
internal sealed class TieReferral(CountyDb db)
{
    public static readonly Problem NotOpen = new("benefits.admission.referral-not-open", "ReferralId", "没有这张可用的转诊单：可能已转回、未被接收、已用于另一份登记，或者不是转到本机构的。");

    /// <summary>Referrals by which the person may be admitted: not refused, not returned, not of later date, not tied to an admission yet, and sent to this hospital; of a bill entered by hand, sent out of the county.</summary>
    public static IQueryable<Referral> Open(CountyDb db, Guid person, string hospital, bool byHand, DateOnly day)
    {
        var open = db.Set<Referral>().Where(r => r.PersonId == person && (r.State == ReferralState.Waiting || r.State == ReferralState.Accepted) && r.MadeOn <= day
            && !db.Set<Admission>().Any(a => a.ReferralId == r.Id && a.State != AdmissionState.Cancelled));
        return byHand ? open.Where(r => r.ToInstitution == hospital || r.ToPlace != ReferralLevels.County) : open.Where(r => r.ToInstitution == hospital);
    }

    /// <summary>The referral code (转诊情况) that a referral gives to a stay.</summary>
    public static async Task<string> Code(CountyDb db, Referral referral, DateOnly admittedOn, CancellationToken ct)
    {
        if (referral.Emergency) return "emergency";
        if (!await SetTieredCare.Holds(db, TieredCareKind.Inpatient, referral.VillageCode, admittedOn, ct)) return "not-needed";
        return referral.Skipped ? "none" : "proper";
    }

    /// <summary>Notes the referral on the admission; a waiting one is accepted by it. Saves nothing.</summary>
    public static void Tie(Actor actor, Admission admission, Referral referral)
    {
        admission.ReferralId = referral.Id;
        if (referral.State == ReferralState.Waiting) AnswerReferral.Take(referral, null, admission.AdmittedOn, actor.Name);
    }

    public async Task<Outcome<bool>> Handle(Actor actor, Guid admissionId, Guid referralId, CancellationToken ct)
    {
        var admission = await db.AdmissionsFor(actor, "benefits.admit").SingleOrDefaultAsync(a => a.Id == admissionId && !a.ByHand, ct) ?? await db.AdmissionsFor(actor, "benefits.by-hand").SingleOrDefaultAsync(a => a.Id == admissionId && a.ByHand, ct);
        if (admission is null) return Settlements.PrepareBill.NotFound;
        if (admission.State != AdmissionState.Open) return new Problem("benefits.admission.settled-already", "", "已结算或已作废的登记不能再改转诊情况。");
        var referral = await Open(db, admission.PersonId, admission.Hospital, admission.ByHand, admission.AdmittedOn).SingleOrDefaultAsync(r => r.Id == referralId, ct);
        if (referral is null) return NotOpen;
        admission.Referral = await Code(db, referral, admission.AdmittedOn, ct);
        Tie(actor, admission, referral);
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? true : NotOpen;
    }
}
