using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;

namespace Minkang.Registry.Persons;

/// <summary>A person as the page shows it on a day (人员页面): values already masked as the reader may see them.</summary>
internal sealed record PersonView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required Person Record { get; init; }
    public required string? IdMasked { get; init; }
    public required string? PhoneShown { get; init; }
    public required bool MayAskForId { get; init; }
    public required bool MayAskForPhone { get; init; }
    /// <summary>The household of the day, or the last one before it.</summary>
    public required Household? Household { get; init; }
    public required string? HeadName { get; init; }
    /// <summary>Membership that holds on the day; null when the person belonged to no household then.</summary>
    public required Membership? Membership { get; init; }
    public required IReadOnlyList<PersonFact> Facts { get; init; }
    public required IReadOnlyList<HouseholdFact> HouseholdFacts { get; init; }
    public required Disclosure Seen { get; init; }

    public IEnumerable<string> Values(string kind) => Facts.Where(f => f.Kind == kind).Select(f => f.Value);
    public string? HouseholdValue(string kind) => HouseholdFacts.FirstOrDefault(f => f.Kind == kind)?.Value;
}

/// <summary>Loads a person for the page. Outside the reach the answer is null, the same as for an id that nobody has.</summary>
internal sealed class ShowPerson(Vault vault)
{
    public async Task<PersonView?> Handle(CountyDb db, Actor actor, Guid id, DateOnly day, CancellationToken ct)
    {
        var person = await db.PersonsFor(actor, "registry.open").AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return null;
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == id).OrderBy(m => m.FromOn).ToListAsync(ct);
        var membership = memberships.FindLast(m => m.FromOn <= day && (m.UntilOn is null || m.UntilOn > day));
        var homeId = membership?.HouseholdId ?? memberships.FindLast(m => m.FromOn <= day)?.HouseholdId ?? person.HouseholdId;
        var home = homeId is null ? null : await (from h in db.Set<Household>().AsNoTracking().Where(h => h.Id == homeId)
                                                  join p in db.Set<Person>() on h.HeadPersonId equals p.Id into heads
                                                  from head in heads.DefaultIfEmpty()
                                                  select new { Household = h, HeadName = (string?)head.Name }).SingleOrDefaultAsync(ct);
        var seen = Disclosure.For(actor);
        var phone = seen.Phone == Openness.Hidden ? null : vault.Open(Purposes.Phone, person.PhoneSealed);
        return new PersonView
        {
            Id = id,
            Name = seen.NameOnPage(person.Name),
            Record = person,
            IdMasked = seen.IdOnList(vault.Open(Purposes.IdNumber, person.IdSealed)),
            PhoneShown = string.IsNullOrEmpty(phone) ? null : seen.Phone == Openness.Full ? phone : Disclosure.MaskPhone(phone),
            MayAskForId = seen.IdNumber >= Openness.Click && person.IdSealed is not null,
            MayAskForPhone = seen.Phone == Openness.Click && !string.IsNullOrEmpty(phone),
            Household = home?.Household,
            HeadName = home?.HeadName is { } headName ? seen.NameOnPage(headName) : null,
            Membership = membership,
            Facts = await Statements.OfPersons(db, [id], day, ct),
            HouseholdFacts = [.. (homeId is { } household ? await Statements.OfHouseholds(db, [household], day, ct) : []).Where(f => seen.Cause || f.Kind is not (FactKind.PrimaryCause or FactKind.SecondaryCause))],
            Seen = seen,
        };
    }
}
