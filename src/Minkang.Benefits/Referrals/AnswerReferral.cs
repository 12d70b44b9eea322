using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Referrals;

/// <summary>
/// Answers a referral (接收、不接收、转回). A hospital answers what was sent to it, and notes the answer of an institution outside the county to which it sent;
/// townships and the county note answers for institutions without an account.
/// </summary>
internal sealed class AnswerReferral(CountyDb db, PackVocabulary words, Vault vault, BusinessCalendar calendar)
{
    public static readonly Problem NotFound = new("benefits.referral.not-found", "", "没有这张转诊单，或不在您的范围内。");
    private static readonly Problem NotAccepted = new("benefits.referral.not-accepted", "", "只有已接收的转诊单可以转回。");
    private static readonly Problem NotWaiting = new("benefits.referral.not-waiting", "", "只有待接收的转诊单可以答复。");

    public async Task<Outcome<bool>> Accept(Actor actor, Guid id, string? doctor, string? on, CancellationToken ct)
    {
        if (await Mine(db, actor).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return NotFound;
        if (referral.State != ReferralState.Waiting) return NotWaiting;
        if (string.IsNullOrWhiteSpace(doctor) || doctor.Trim().Length > 50) return new Problem("benefits.referral.accepting-doctor", "AcceptingDoctor", "请填写接诊医生姓名；从接收起由接诊医生负责。");
        if (Since(referral.MadeOn, on, "AnsweredOn", out var day) is { } wrong) return wrong;
        Take(referral, doctor.Trim(), day, actor.Name);
        return await Save(actor, NotWaiting, ct);
    }

    public async Task<Outcome<bool>> Refuse(Actor actor, Guid id, string? why, string? on, CancellationToken ct)
    {
        if (await Mine(db, actor).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return NotFound;
        if (referral.State != ReferralState.Waiting) return NotWaiting;
        if (string.IsNullOrWhiteSpace(why) || why.Length > 500) return new Problem("benefits.referral.refusal-why", "Refusal", "请写明不接收的原因，500 字以内。");
        if (Since(referral.MadeOn, on, "AnsweredOn", out var day) is { } wrong) return wrong;
        (referral.State, referral.AnsweredOn, referral.AnsweredByName, referral.RefusalSealed) = (ReferralState.Refused, day, actor.Name, vault.Seal(Purposes.Diagnosis, why.Trim()));
        return await Save(actor, NotWaiting, ct);
    }

    /// <summary>Sends the patient back to the first-contact doctor with what the treatment led to.</summary>
    public async Task<Outcome<bool>> Return(Actor actor, Guid id, string? outcome, string? advice, string? on, CancellationToken ct)
    {
        if (await Mine(db, actor).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return NotFound;
        if (referral.State != ReferralState.Accepted) return NotAccepted;
        if (words.Outcomes.Find(outcome ?? "") is null) return new Problem("benefits.referral.outcome-missing", "Outcome", "请选择转归。");
        if (advice?.Length > 500) return new Problem("benefits.referral.advice-long", "Advice", "后续治疗意见最多 500 字。");
        if (Since(referral.AnsweredOn!.Value, on, "ReturnedOn", out var day) is { } wrong) return wrong;
        var led = new ReferralOutcome(outcome!, advice?.Trim() ?? "");
        (referral.State, referral.ReturnedOn, referral.ReturnedByName, referral.OutcomeSealed) = (ReferralState.Returned, day, actor.Name, vault.Seal(Purposes.Diagnosis, BillJson.Of(led)));
        return await Save(actor, NotAccepted, ct);
    }

    /// <summary>What the actor may answer.</summary>
    public static IQueryable<Referral> Mine(CountyDb db, Actor actor)
    {
        var reached = db.ReferralsFor(actor, ReferralReach.Treat);
        if (actor.ScopeOf(ReferralReach.Treat).Parts.Any(p => p.Organisation is null)) return reached;
        var own = actor.HospitalsFor(ReferralReach.Treat);
        return reached.Where(r => own.Contains(r.ToInstitution) || r.ToPlace != ReferralLevels.County);
    }

    /// <summary>Passes the patient to the doctor who takes over, or to the hospital where none is named.</summary>
    internal static void Take(Referral referral, string? doctor, DateOnly day, string by) =>
        (referral.State, referral.AcceptingDoctor, referral.AnsweredOn, referral.AnsweredByName) = (ReferralState.Accepted, doctor, day, by);

    private Problem? Since(DateOnly first, string? on, string field, out DateOnly day)
    {
        var read = MakeReferral.Day(on);
        day = read ?? default;
        return read is null || day < first || day > calendar.Today ? new Problem("benefits.referral.answer-date", field, $"请填写日期，在 {first:yyyy-MM-dd} 和今天之间。") : null;
    }

    private async Task<Outcome<bool>> Save(Actor actor, Problem answered, CancellationToken ct)
    {
        db.Trail.Actor = actor;
        return await db.TrySave(ct) ? true : answered;
    }
}
