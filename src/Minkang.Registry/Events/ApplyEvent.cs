using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Register;

namespace Minkang.Registry.Events;

/// <summary>Writes a decided event (变动落地): old periods end, new ones begin, and the event stands on record. Answers what stands in the way.</summary>
internal static class ApplyEvent
{
    public static Task<List<Problem>> Apply(CountyDb db, EventRequest request, EventFrame frame, CancellationToken ct) => request.Kind switch
    {
        EventKind.Died or EventKind.MovedOut => PersonEnds.Decide(db, request, frame, ct),
        EventKind.MovedWithin => MoveWithin(db, request, frame, ct),
        EventKind.Split => Split(db, request, frame, ct),
        EventKind.Merged => Merge(db, request, frame, ct),
        _ => throw new ArgumentException($"{request.Kind} is not recorded this way.", nameof(request)),
    };

    private static async Task<List<Problem>> MoveWithin(CountyDb db, EventRequest request, EventFrame frame, CancellationToken ct)
    {
        var old = await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == request.PersonId && m.UntilOn == null, ct);
        var target = await HouseholdState.Load(db, request.ToHouseholdId, ct);
        var home = await HouseholdState.Load(db, old?.HouseholdId, ct);
        if (old is null || target is null || home is null || target.Household.EndedOn is not null) return [new("registry.event.target-missing", "ToHousehold", "没有找到要迁入的户，或该户已终止。")];
        if (target.Household.Id == home.Household.Id) return [new("registry.event.same-household", "ToHousehold", "此人已在这一户。")];
        if (request.On < old.FromOn) return [new("registry.event.before-joining", "On", $"此人 {old.FromOn:yyyy-MM-dd} 才进入现在的户，日期不能更早。")];
        if (home.HeadProblem([old.PersonId], request.RemainingHeadId) is { } problem) return [problem];

        Leave(db, home, [old.PersonId], request, frame, "moved_out");
        var person = home.Members.Single(m => m.Person.Id == old.PersonId).Person;
        HouseholdState.Join(db, person, target.Household, request.Relation, request.On, frame);
        person.Line = target.Members.Select(m => m.Person.Line).DefaultIfEmpty().Max() + 1;
        db.Add(frame.Event(EventKind.MovedWithin, request.On, target.Household.Id, person.Id, request.Note));
        return [];
    }

    private static async Task<List<Problem>> Split(CountyDb db, EventRequest request, EventFrame frame, CancellationToken ct)
    {
        var home = (await HouseholdState.Load(db, request.HouseholdId, ct))!;
        var leaving = request.Persons ?? [];
        var movers = home.Members.Where(m => leaving.Contains(m.Person.Id)).ToList();
        if (movers.Count == 0 || movers.Count != leaving.Count) return [new("registry.event.nobody-leaves", "Persons", "请勾选分出去的人。")];
        if (movers.Count == home.Members.Count) return [new("registry.event.nobody-stays", "Persons", "不能把全户的人都分出去，至少要留一人。")];
        if (!movers.Exists(m => m.Person.Id == request.HeadId)) return [new("registry.event.new-head-missing", "HeadId", "请从分出去的人里选新户的户主。")];
        if (movers.Exists(m => request.On < m.Membership.FromOn)) return [new("registry.event.before-joining", "On", "分户日期早于其中一人进入本户的日期。")];
        if (home.HeadProblem(leaving, request.RemainingHeadId) is { } problem) return [problem];

        var old = home.Household;
        var made = new Household { Id = frame.NewId(), VillageCode = old.VillageCode, GroupName = old.GroupName, HeadPersonId = request.HeadId, EnteredOn = old.EnteredOn, EnteredPrecision = old.EnteredPrecision };
        db.Add(made);
        Leave(db, home, leaving, request, frame, "merged");
        foreach (var (person, membership) in movers)
            HouseholdState.Join(db, person, made, person.Id == request.HeadId ? RelationCodes.Head : membership.Relation == RelationCodes.Head ? null : membership.Relation, request.On, frame);
        foreach (var fact in await db.Set<HouseholdFact>().Where(f => f.HouseholdId == old.Id && f.UntilOn == null && f.Kind != FactKind.StatedSize).ToListAsync(ct))
            db.Add(new HouseholdFact { Id = frame.NewId(), HouseholdId = made.Id, Kind = fact.Kind, Value = fact.Value, FromOn = HouseholdState.Later(request.On, fact.FromOn), Source = "entry" });
        db.Add(frame.Event(EventKind.Split, request.On, old.Id, null, request.Note));
        db.Add(frame.Event(EventKind.Split, request.On, made.Id, null, request.Note));
        return [];
    }

    private static async Task<List<Problem>> Merge(CountyDb db, EventRequest request, EventFrame frame, CancellationToken ct)
    {
        var home = (await HouseholdState.Load(db, request.HouseholdId, ct))!;
        var target = await HouseholdState.Load(db, request.ToHouseholdId, ct);
        if (target is null || target.Household.EndedOn is not null || target.Household.Id == home.Household.Id)
            return [new("registry.event.target-missing", "ToHousehold", "没有找到要并入的户，或该户已终止。")];
        if (home.Members.Exists(m => request.On < m.Membership.FromOn)) return [new("registry.event.before-joining", "On", "并户日期早于其中一人进入本户的日期。")];
        var line = target.Members.Select(m => m.Person.Line).DefaultIfEmpty().Max();
        Leave(db, home, [.. home.Members.Select(m => m.Person.Id)], request, frame, "merged");
        foreach (var (person, membership) in home.Members)
        {
            HouseholdState.Join(db, person, target.Household, membership.Relation == RelationCodes.Head ? null : membership.Relation, request.On, frame);
            person.Line = ++line;
        }
        foreach (var fact in await db.Set<HouseholdFact>().Where(f => f.HouseholdId == home.Household.Id && f.UntilOn == null).ToListAsync(ct))
            fact.UntilOn = HouseholdState.Later(request.On, fact.FromOn);
        db.Add(frame.Event(EventKind.Merged, request.On, home.Household.Id, null, request.Note));
        db.Add(frame.Event(EventKind.Merged, request.On, target.Household.Id, null, request.Note));
        return [];
    }

    private static void Leave(CountyDb db, HouseholdState home, IReadOnlyCollection<Guid> leaving, EventRequest request, EventFrame frame, string endReason)
    {
        foreach (var (_, membership) in home.Members.Where(m => leaving.Contains(m.Person.Id))) membership.UntilOn = request.On;
        if (!home.Without(leaving).Any()) (home.Household.EndedOn, home.Household.EndReason) = (request.On, endReason);
        else if (home.Household.HeadPersonId is { } head && leaving.Contains(head) && request.RemainingHeadId is { } next) home.MakeHead(db, next, request.On, frame);
        db.Trail.Record(frame.Actor, "registry.household-event", "household", home.Household.Id, null, new { deed = request.Kind.ToString(), on = request.On, persons = leaving, to = request.ToHouseholdId });
    }
}
