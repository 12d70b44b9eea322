using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;

namespace Minkang.Registry.Events;

/// <summary>A household with its present members, tracked, so that an event can change it (户的现状).</summary>
internal sealed class HouseholdState
{
    public required Household Household { get; init; }
    public required List<(Person Person, Membership Membership)> Members { get; init; }

    public static async Task<HouseholdState?> Load(CountyDb db, Guid? id, CancellationToken ct)
    {
        if (id is null || await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == id, ct) is not { } household) return null;
        var members = await (from m in db.Set<Membership>()
                             where m.HouseholdId == id && m.UntilOn == null
                             join p in db.Set<Person>() on m.PersonId equals p.Id
                             orderby p.Line
                             select new { Person = p, Membership = m }).ToListAsync(ct);
        return new HouseholdState { Household = household, Members = [.. members.Select(m => (m.Person, m.Membership))] };
    }

    /// <summary>Those who stay when the named leave.</summary>
    public IEnumerable<(Person Person, Membership Membership)> Without(IReadOnlyCollection<Guid> leaving) => Members.Where(m => !leaving.Contains(m.Person.Id));

    /// <summary>When the head leaves and others stay, one of them must be named.</summary>
    public Problem? HeadProblem(IReadOnlyCollection<Guid> leaving, Guid? newHead)
    {
        if (Household.HeadPersonId is not { } head || !leaving.Contains(head)) return null;
        var staying = Without(leaving).Where(m => m.Person.EndedOn is null).ToList();
        if (staying.Count == 0) return null;
        return staying.Exists(m => m.Person.Id == newHead) ? null : new Problem("registry.event.head-missing", "RemainingHeadId", "户主离开后，请从留下的人里选新户主。");
    }

    /// <summary>Makes a member head from the day on; the old relation ends, the new one begins.</summary>
    public void MakeHead(CountyDb db, Guid personId, DateOnly on, EventFrame frame)
    {
        var index = Members.FindIndex(m => m.Person.Id == personId);
        var (person, membership) = Members[index];
        Household.HeadPersonId = personId;
        if (membership.Relation == RelationCodes.Head) return;
        membership.UntilOn = Later(on, membership.FromOn);
        Members[index] = (person, Join(db, person, Household, RelationCodes.Head, membership.UntilOn.Value, frame));
    }

    /// <summary>Begins a membership and brings the person's present place along.</summary>
    public static Membership Join(CountyDb db, Person person, Household household, string? relation, DateOnly on, EventFrame frame)
    {
        var membership = new Membership { Id = frame.NewId(), PersonId = person.Id, HouseholdId = household.Id, Relation = relation, FromOn = on, Source = "entry" };
        db.Add(membership);
        (person.HouseholdId, person.VillageCode, person.Relation) = (household.Id, household.VillageCode, relation ?? person.Relation);
        return membership;
    }

    /// <summary>An end never lies before its beginning.</summary>
    public static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
