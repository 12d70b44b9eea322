using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Referrals;

/// <summary>Referrals on a person's timeline (转诊经过); without the diagnosis, which the referral itself shows to whom it may.</summary>
internal sealed class ReferralsTimeline : IPersonTimeline
{
    public async Task<IReadOnlyList<TimelineItem>> Of(CountyDb db, Actor actor, Guid personId, CancellationToken ct)
    {
        if (!actor.May(ReferralReach.See)) return [];
        var referrals = await db.ReferralsFor(actor, ReferralReach.See).AsNoTracking().Where(r => r.PersonId == personId).ToListAsync(ct);
        return [.. referrals.Select(r => new TimelineItem(r.MadeOn, "referral", T("转诊"), $"{r.FromInstitution} → {r.ToInstitution}：{ReferralWords.Of(r.State)}", null, $"/benefits/referrals/{r.Id}", r.MadeByName, ReferralWords.StatusOf(r.State)))];
    }
}

/// <summary>The person page's first block: a referral nobody has accepted yet and who answers for the person meanwhile, and the way to refer.</summary>
internal sealed class ReferralsStanding(IStringLocalizer<Texts> L) : IPersonStanding
{
    public async Task<IReadOnlyList<StandingLine>> Of(CountyDb db, Actor actor, Guid personId, DateOnly day, CancellationToken ct)
    {
        var lines = new List<StandingLine>();
        if (actor.May(ReferralReach.See))
            foreach (var waiting in await db.ReferralsFor(actor, ReferralReach.See).AsNoTracking().Where(r => r.PersonId == personId && r.State == ReferralState.Waiting).OrderBy(r => r.MadeOn).ToListAsync(ct))
                lines.Add(new(true, L["转往{0}，对方还没有接收", waiting.ToInstitution], L["由首诊医生 {0} 负责", waiting.Doctor], $"/benefits/referrals/{waiting.Id}", L["查看"]));
        if (await db.MayRefer(actor, personId, ct) is not null) lines.Add(new(false, L["需要转往别的机构治疗"], null, $"/benefits/referrals/new?person={personId}", L["转诊"]));
        return lines;
    }
}

/// <summary>What waits for an answer today (待接收的转诊单).</summary>
internal sealed class ReferralTodo(IStringLocalizer<Texts> L) : ITodoSource
{
    public async Task<IReadOnlyList<TodoLine>> For(Actor actor, CountyDb db, CancellationToken ct)
    {
        if (!actor.May(ReferralReach.Treat) || actor.ScopeOf(ReferralReach.Treat).Parts.Any(p => p.Organisation is null)) return [];
        var own = Admissions.BenefitReach.HospitalsFor(actor, ReferralReach.Treat);
        if (own.Count != 1) return [];
        var hospital = own[0];
        var waiting = await db.ReferralsFor(actor, ReferralReach.See).CountAsync(r => r.State == ReferralState.Waiting && r.ToInstitution == hospital, ct);
        return [new(TodoKind.Open, L["转来待接收的病人"], waiting, L["人"], PageAddress.Parse("/benefits/referrals?state=Waiting").With("to", hospital).ToString(), 30)];
    }
}
