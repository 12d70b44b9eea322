using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Register;

/// <summary>The register as it stands before an import (导入前的登记册), held in memory so that a county's list is compared without a query per row.</summary>
internal sealed class RegisterSnapshot
{
    private const int TownshipDigits = 9;
    private readonly Dictionary<string, Household> _byNumber;
    private readonly Dictionary<string, Person> _byIdHash;
    private readonly ILookup<string, Guid?> _imports;
    private readonly Dictionary<Guid, List<Person>> _members;
    private readonly Dictionary<Guid, Person> _byId;
    private readonly ILookup<Guid, Person> _mergedAway;
    private readonly ILookup<Guid, HouseholdFact> _householdFacts;
    private readonly ILookup<Guid, PersonFact> _personFacts;
    private readonly Dictionary<Guid, Membership> _memberships;

    private RegisterSnapshot(List<Household> households, List<Person> persons, List<Person> merged, List<PersonAlias> aliases, List<HouseholdFact> householdFacts, List<PersonFact> personFacts, List<Membership> memberships)
    {
        Persons = persons;
        _byNumber = households.Where(h => h.Number is not null).ToDictionary(h => h.Number!, StringComparer.Ordinal);
        _imports = households.Where(h => h.Number is not null && h.VillageCode.Length >= TownshipDigits).Select(h => (Town: h.VillageCode[..TownshipDigits], h.ImportId)).Distinct().ToLookup(h => h.Town, h => h.ImportId);
        _byIdHash = persons.Where(p => p.IdHash is not null).ToDictionary(p => p.IdHash!, StringComparer.Ordinal);
        _byId = persons.ToDictionary(p => p.Id);
        FormerNames = aliases.Where(a => _byId.ContainsKey(a.PersonId)).ToLookup(a => _byId[a.PersonId]);
        _mergedAway = merged.Where(p => p.HouseholdId is not null && _byId.ContainsKey(p.MergedInto!.Value)).ToLookup(p => p.HouseholdId!.Value);
        foreach (var alias in FormerNames.SelectMany(a => a.Select(one => (Person: a.Key, one.IdHash)))) if (alias.IdHash is { } former) _byIdHash.TryAdd(former, alias.Person);
        _members = persons.Where(p => p.HouseholdId is not null).GroupBy(p => p.HouseholdId!.Value).ToDictionary(g => g.Key, g => g.ToList());
        _householdFacts = householdFacts.ToLookup(f => f.HouseholdId);
        _personFacts = personFacts.ToLookup(f => f.PersonId);
        _memberships = memberships.ToDictionary(m => m.PersonId);
    }

    /// <summary>Everything that holds now. Entities are not tracked; attach one before changing it.</summary>
    public static async Task<RegisterSnapshot> Load(CountyDb db, CancellationToken ct) => new(
        await db.Set<Household>().AsNoTracking().ToListAsync(ct),
        await db.Set<Person>().AsNoTracking().ToListAsync(ct),
        await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => p.MergedInto != null).OrderBy(p => p.Id).ToListAsync(ct),
        await db.Set<PersonAlias>().AsNoTracking().OrderByDescending(a => a.Id).ToListAsync(ct),
        await db.Set<HouseholdFact>().AsNoTracking().Where(f => f.UntilOn == null).ToListAsync(ct),
        await db.Set<PersonFact>().AsNoTracking().Where(f => f.UntilOn == null).ToListAsync(ct),
        await db.Set<Membership>().AsNoTracking().Where(m => m.UntilOn == null).ToListAsync(ct));

    public IReadOnlyList<Person> Persons { get; }
    /// <summary>Names and numbers under which persons were on record before their records were merged.</summary>
    public ILookup<Person, PersonAlias> FormerNames { get; }
    public Household? Household(string number) => _byNumber.GetValueOrDefault(number);
    /// <summary>True when the village's township had households on the register before the import.</summary>
    public bool HasListBefore(string village, Guid importId) => village.Length >= TownshipDigits && _imports[village[..TownshipDigits]].Any(i => i != importId);
    public Person? ByIdHash(string? hash) => hash is null ? null : _byIdHash.GetValueOrDefault(hash);
    public Person Person(Guid id) => _byId[id];
    /// <summary>Records that were members of the household when they were merged into another's.</summary>
    public IEnumerable<Person> MergedAway(Guid householdId) => _mergedAway[householdId];
    public IReadOnlyList<Person> Members(Guid householdId) => _members.GetValueOrDefault(householdId) ?? [];
    public IEnumerable<HouseholdFact> HouseholdFacts(Guid id, string kind) => _householdFacts[id].Where(f => f.Kind == kind);
    public IEnumerable<PersonFact> PersonFacts(Guid id, string kind) => _personFacts[id].Where(f => f.Kind == kind);
    public Membership? MembershipOf(Guid personId) => _memberships.GetValueOrDefault(personId);

    /// <summary>The number of a person, opened.</summary>
    public static string? NumberOf(Person person, Vault vault) => vault.Open(Purposes.IdNumber, person.IdSealed);
}
