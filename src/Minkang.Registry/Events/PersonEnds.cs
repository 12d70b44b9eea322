using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Events;

/// <summary>
/// Death and departure from the county (死亡、迁出). The report ends the person's tasks at once; the decision ends the membership, and with it the
/// place in the figures: the day of death still counts, the day of departure no longer does. Nothing is deleted.
/// </summary>
internal static class PersonEnds
{
    /// <summary>Marks the person and records the event.</summary>
    public static void Report(CountyDb db, Person person, EventRequest request, EventFrame frame)
    {
        (person.EndedOn, person.EndReason) = (request.On, request.Kind == EventKind.Died ? "died" : "moved_out");
        db.Add(frame.Event(request.Kind, request.On, person.HouseholdId, person.Id, request.Note));
    }

    /// <summary>Ends the membership; the last member's end ends the household.</summary>
    public static async Task<List<Problem>> Decide(CountyDb db, EventRequest request, EventFrame frame, CancellationToken ct)
    {
        var membership = await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == request.PersonId && m.UntilOn == null, ct);
        if (membership is null || await HouseholdState.Load(db, membership.HouseholdId, ct) is not { } home) return [];
        if (home.HeadProblem([membership.PersonId], request.RemainingHeadId) is { } problem) return [problem];
        End(db, request, frame, membership, home);
        return [];
    }

    /// <summary>The same for a household that is at hand and whose head was asked for.</summary>
    public static void End(CountyDb db, EventRequest request, EventFrame frame, Membership membership, HouseholdState home)
    {
        var until = HouseholdState.Later(request.Kind == EventKind.Died ? request.On.AddDays(1) : request.On, membership.FromOn);
        membership.UntilOn = until;
        var staying = home.Without([membership.PersonId]).ToList();
        if (staying.Count == 0) (home.Household.EndedOn, home.Household.EndReason) = (until, request.Kind == EventKind.Died ? "died_out" : "left");
        else if (home.Household.HeadPersonId == membership.PersonId && request.RemainingHeadId is { } head) home.MakeHead(db, head, until, frame);
        db.Trail.Record(frame.Actor, "registry.household-event", "person", membership.PersonId, null, new { deed = request.Kind.ToString(), on = request.On, membershipUntil = until });
    }

    /// <summary>The township did not confirm the village's report: the person is as before, and the report stays on file with its correction.</summary>
    public static async Task TakeBackReport(CountyDb db, EventRequest request, EventFrame frame, CancellationToken ct)
    {
        if (request.Kind is not (EventKind.Died or EventKind.MovedOut)) return;
        var person = await db.Set<Person>().SingleAsync(p => p.Id == request.PersonId, ct);
        (person.EndedOn, person.EndReason) = (null, null);
        db.Add(frame.Event(EventKind.Corrected, request.On, person.HouseholdId, person.Id));
    }
}
