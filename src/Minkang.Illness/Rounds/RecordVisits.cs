using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Rounds;

/// <summary>Records what came of visits (登记走访结果): nobody ill, or nobody found and why. Who is ill gets a survey form, which settles the visit.</summary>
internal sealed class RecordVisits(CountyDb db, BusinessCalendar calendar)
{
    public const string Action = "illness.survey";

    /// <summary>Records one result for several persons of a round. Returns how many were changed.</summary>
    /// <param name="state"><see cref="VisitState.Well"/>, <see cref="VisitState.Unreached"/>, or <see cref="VisitState.Pending"/> to take a result back.</param>
    public async Task<Outcome<int>> Handle(Actor actor, Guid roundId, IReadOnlyCollection<Guid> rows, VisitState state, FindingMethod? method, string? reason, DateOnly? on, CancellationToken ct)
    {
        if (rows.Count == 0) return new Problem("illness.visit.none", "", "请先勾选走访过的人。");
        var round = await db.RoundsFor(actor, Action).AsNoTracking().SingleOrDefaultAsync(r => r.Id == roundId, ct);
        if (round is null || round.ClosedAt is not null) return new Problem("illness.round.not-found", "", "没有这一轮调查，或已经结束，或不在您的范围内。");
        if (state == VisitState.Ill) return new Problem("illness.visit.ill", "", "有病的请填患病调查表。");
        if (state == VisitState.Unreached && !RoundWords.Reasons.Any(r => r.Code == reason)) return new Problem("illness.visit.reason", "Reason", "请选择没找到人的原因。");
        if (state == VisitState.Well && method is not (FindingMethod.Visit or FindingMethod.Exam)) return new Problem("illness.visit.method", "Method", "未见患病要由体检检查或入户走访确定，请选择方式。");
        var day = on ?? calendar.Today;
        if (state != VisitState.Pending && (day > calendar.Today || day < round.FromOn)) return new Problem("illness.visit.date", "On", $"走访日期应在本轮开始（{round.FromOn:yyyy-MM-dd}）以后、不晚于今天。");
        var persons = await db.RoundPersons(actor, Action, roundId).Where(p => rows.Contains(p.Id) && p.State != VisitState.Ill).ToListAsync(ct);
        db.Trail.Actor = actor;
        foreach (var person in persons) Set(person, state, method, reason, day, actor);
        await db.SaveChangesAsync(ct);
        return persons.Count;
    }

    private static void Set(RoundPerson person, VisitState state, FindingMethod? method, string? reason, DateOnly day, Actor actor)
    {
        person.State = state;
        person.Reason = state == VisitState.Unreached ? reason : null;
        person.Method = state == VisitState.Well ? method : null;
        person.VisitedOn = state == VisitState.Pending ? null : day;
        person.VisitedBy = state == VisitState.Pending ? null : actor.Name;
    }

    /// <summary>A survey form settles the visit in every open round that has begun; saved with the caller's unit of work.</summary>
    public static async Task Surveyed(CountyDb db, Actor actor, Guid personId, FindingMethod method, DateOnly on, CancellationToken ct)
    {
        var open = await (from p in db.Set<RoundPerson>()
                          join r in db.Set<Round>() on p.RoundId equals r.Id
                          where p.PersonId == personId && r.ClosedAt == null && r.FromOn <= @on
                          select p).ToListAsync(ct);
        foreach (var person in open) (person.State, person.Reason, person.Method, person.VisitedOn, person.VisitedBy) = (VisitState.Ill, null, method, on, actor.Name);
    }
}
