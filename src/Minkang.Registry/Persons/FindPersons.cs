using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;

namespace Minkang.Registry.Persons;

/// <summary>One line of a list of persons; every personal value is already as the reader may see it.</summary>
internal sealed record PersonLine(
    Guid Id, string Name, int Sex, DateOnly? BirthOn, string VillageCode, string GroupName, Guid? HouseholdId, string? HouseholdNumber, string? Relation,
    string? IdMasked, string IdState, DateOnly? EndedOn, string? EndReason, string? Status, string? HouseholdClass, IReadOnlyList<string> Categories, IReadOnlyList<string> HealthStates);

/// <summary>The exact number of matching persons and the lines of one page.</summary>
internal sealed record PersonPageOf(Paging Paging, IReadOnlyList<PersonLine> Lines);

/// <summary>Finds persons for lists (人员名单): a count, the page, and the statements about the page's people, in four statements whatever the page's size.</summary>
internal sealed class FindPersons(Vault vault, BusinessCalendar calendar)
{
    public async Task<PersonPageOf> Handle(CountyDb db, Actor actor, PersonFilter filter, string? sort, int? page, int? size, CancellationToken ct)
    {
        var matching = filter.Apply(db, db.PersonsFor(actor, "registry.list").AsNoTracking(), calendar.Today);
        var paging = new Paging(page, size, await matching.CountAsync(ct));
        var shown = InOrder(matching, sort).Skip(paging.Skip).Take(paging.Size);
        return new PersonPageOf(paging, await Lines(db, actor, shown, filter.On ?? calendar.Today, ct));
    }

    /// <summary>All matching persons in village order, for prints and exports.</summary>
    public Task<IReadOnlyList<PersonLine>> All(CountyDb db, Actor actor, PersonFilter filter, CancellationToken ct) =>
        Lines(db, actor, InOrder(filter.Apply(db, db.PersonsFor(actor, "registry.list").AsNoTracking(), calendar.Today), null), filter.On ?? calendar.Today, ct);

    /// <summary>Village order is that of the register: households as they were registered, members by their place in the household.</summary>
    private static IOrderedQueryable<Person> InOrder(IQueryable<Person> persons, string? sort) => sort switch
    {
        "name" => persons.OrderBy(p => p.Pinyin).ThenBy(p => p.Id),
        "-name" => persons.OrderByDescending(p => p.Pinyin).ThenBy(p => p.Id),
        "birth" => persons.OrderBy(p => p.BirthOn).ThenBy(p => p.Id),
        "-birth" => persons.OrderByDescending(p => p.BirthOn).ThenBy(p => p.Id),
        "-village" => persons.OrderByDescending(p => p.VillageCode).ThenByDescending(p => p.HouseholdId).ThenByDescending(p => p.Line),
        _ => persons.OrderBy(p => p.VillageCode).ThenBy(p => p.HouseholdId).ThenBy(p => p.Line),
    };

    internal async Task<IReadOnlyList<PersonLine>> Lines(CountyDb db, Actor actor, IQueryable<Person> shown, DateOnly day, CancellationToken ct)
    {
        var rows = await (from p in shown
                          join h in db.Set<Household>() on p.HouseholdId equals h.Id into homes
                          from h in homes.DefaultIfEmpty()
                          select new { Person = p, h.Number, h.GroupName }).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Person.Id);
        var homeIds = rows.Where(r => r.Person.HouseholdId is not null).Select(r => r.Person.HouseholdId!.Value).Distinct().ToList();
        var personFacts = (await Statements.OfPersons(db, ids, day, ct, FactKind.Category, FactKind.HealthState)).ToLookup(f => f.PersonId);
        var homeFacts = (await Statements.OfHouseholds(db, homeIds, day, ct, FactKind.Status, FactKind.HouseholdClass)).ToLookup(f => f.HouseholdId);
        var seen = Disclosure.For(actor);
        return [.. rows.Select(r =>
        {
            var (p, home) = (r.Person, r.Person.HouseholdId ?? Guid.Empty);
            return new PersonLine(p.Id, seen.NameOnList(p.Name), p.Sex, p.BirthOn, p.VillageCode, seen.Address == Openness.Full ? r.GroupName ?? "" : "", p.HouseholdId, r.Number,
                p.Relation, seen.IdOnList(vault.Open(Purposes.IdNumber, p.IdSealed)), p.IdState, p.EndedOn, p.EndReason,
                homeFacts[home].FirstOrDefault(f => f.Kind == FactKind.Status)?.Value, homeFacts[home].FirstOrDefault(f => f.Kind == FactKind.HouseholdClass)?.Value,
                [.. personFacts[p.Id].Where(f => f.Kind == FactKind.Category).Select(f => f.Value)],
                [.. personFacts[p.Id].Where(f => f.Kind == FactKind.HealthState).Select(f => f.Value)]);
        })];
    }
}
