using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Benefits.Admissions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Counter;

/// <summary>Stays and settlements on a person's timeline (就诊与结算经过), for those who may see settlements of the person.</summary>
internal sealed class BenefitsTimeline : IPersonTimeline
{
    public async Task<IReadOnlyList<TimelineItem>> Of(CountyDb db, Actor actor, Guid personId, CancellationToken ct)
    {
        if (!actor.May(SettlementFilter.Action)) return [];
        var entries = await db.SettlementsFor(actor, SettlementFilter.Action).AsNoTracking().Where(s => s.PersonId == personId).ToListAsync(ct);
        return [.. entries.Select(s => new TimelineItem(s.SettledOn, "settlement", T("费用结算"), $"{CounterWords.Of(s.Kind)}：总费用 {s.Total} 元，个人负担 {s.Self} 元", s.Hospital, $"/benefits/settlements/{s.Id}", s.SettledByName, CounterWords.StatusOf(s)))];
    }
}

/// <summary>The person page's first block (今天能享受什么): pay after treatment by the county's policy, an open stay, and what a treatment would cost.</summary>
internal sealed class BenefitsStanding(IStringLocalizer<Texts> L) : IPersonStanding
{
    public async Task<IReadOnlyList<StandingLine>> Of(CountyDb db, Actor actor, Guid personId, DateOnly day, CancellationToken ct)
    {
        var lines = new List<StandingLine>();
        if (actor.May("benefits.estimate") && await db.Places(actor, "benefits.estimate").AnyAsync(p => p.Id == personId, ct))
            lines.Add(new(false, L["看病大约要自己付多少"], L["按本县现行政策和今年的累计测算"], $"/benefits/estimate?person={personId}", L["测算"]));
        if (actor.May("benefits.by-hand") && await db.Places(actor, "benefits.by-hand").AnyAsync(p => p.Id == personId, ct))
            lines.Add(new(false, L["外地就诊的账单"], L["未联网机构的账单凭原始凭据补录"], $"/benefits/admissions/new?person={personId}&byhand=true", L["补录"]));
        if (actor.May("benefits.admit") && await db.AdmissionsFor(actor, "benefits.admit").AnyAsync(a => a.PersonId == personId && a.State == AdmissionState.Open, ct))
            lines.Add(new(true, L["有未结清的就诊"], null, "/benefits/counter", L["去结算"]));
        return lines;
    }
}
