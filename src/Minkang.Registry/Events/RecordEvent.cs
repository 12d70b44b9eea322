using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Events;

/// <summary>
/// Records what happened to a person or household (登记变动). What a village doctor reports ends tasks at once, and waits for the township before
/// it moves anybody in the figures; splitting is only proposed from the village.
/// </summary>
internal sealed class RecordEvent(Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>Answers true when the event took effect, false when it waits for the township.</summary>
    public async Task<Outcome<bool>> Handle(CountyDb db, Actor actor, EventRequest request, CancellationToken ct)
    {
        var action = request.Kind == EventKind.Merged ? "registry.merge" : "registry.household-event";
        var person = request.PersonId is { } id ? await db.PersonsFor(actor, action).SingleOrDefaultAsync(p => p.Id == id, ct) : null;
        var homeId = person?.HouseholdId ?? request.HouseholdId;
        var home = request.PersonId is not null && person is null ? null : await db.HouseholdsFor(actor, action).SingleOrDefaultAsync(h => h.Id == homeId, ct);
        if (home is null) return new Problem("registry.household.not-found", "", "没有这个人或这一户，或不在您的范围内。");
        if (Check(request, person, home) is { } problem) return problem;
        if (request.ToHouseholdId is { } to && !await db.HouseholdsFor(actor, action).AnyAsync(h => h.Id == to, ct))
            return new Problem("registry.event.target-outside", "ToHousehold", "要迁入的户不在您的范围内，请由上一级办理。");

        if (person is not null && (await HouseholdState.Load(db, home.Id, ct))!.HeadProblem([person.Id], request.RemainingHeadId) is { } headless) return headless;

        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var village = actor.ScopeOf(action).Parts.All(p => p.Prefix.Length >= (int)RegionLevel.Village);
        if (person is not null && request.Kind is EventKind.Died or EventKind.MovedOut) PersonEnds.Report(db, person!, request, frame);
        if (village) db.Add(Reported(request, home, frame));
        else if (await ApplyEvent.Apply(db, request, frame, ct) is { Count: > 0 } problems)
        {
            db.ChangeTracker.Clear();
            return problems;
        }
        await db.SaveChangesAsync(ct);
        return !village;
    }

    private Problem? Check(EventRequest request, Person? person, Household home)
    {
        if (request.On > calendar.Today) return new Problem("registry.event.date-future", "On", "日期不能晚于今天。");
        if (home.EndedOn is not null) return new Problem("registry.household.ended", "", "这一户已经终止。");
        if (person is null) return null;
        if (person.EndedOn is { } ended) return new Problem("registry.person.ended", "", $"此人已于 {ended:yyyy-MM-dd} 登记死亡或迁出。");
        return request.On < person.BirthOn ? new Problem("registry.event.before-birth", "On", "日期早于出生日期。") : null;
    }

    private static Proposal Reported(EventRequest request, Household home, EventFrame frame) => new()
    {
        Id = frame.NewId(), Kind = ProposalKind.Event, PersonId = request.PersonId, HouseholdId = home.Id, VillageCode = home.VillageCode, Value = request.Kind.ToString(),
        OnDate = request.On, PayloadSealed = frame.Seal(request), ProposerName = frame.Actor.Name,
    };
}
