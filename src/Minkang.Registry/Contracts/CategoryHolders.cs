using Minkang.Platform.Stores;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Contracts;

/// <summary>Whole lists of persons by category (按身份类别取人), by the same rules as <see cref="PersonEligibility"/> has for one.</summary>
public static class CategoryHolders
{
    private const string Monitored = "monitored_";

    /// <summary>
    /// Those of the persons who hold any of the categories on the day, by a statement about themselves or about the household that they are in now.
    /// </summary>
    /// <param name="persons">The persons that are asked about, limited to what the actor may see.</param>
    /// <param name="db">The county's store.</param>
    /// <param name="categories">Codes of <c>catalog/codes/person-category.yaml</c>; none gives nobody.</param>
    /// <param name="day">Day on which the statement holds: its first day included, its last excluded.</param>
    public static IQueryable<RegistryPerson> Holding(this IQueryable<RegistryPerson> persons, CountyDb db, IReadOnlyCollection<string> categories, DateOnly day)
    {
        var statuses = PersonEligibility.StatusesOf(categories);
        var monitored = categories.Where(c => c.StartsWith(Monitored, StringComparison.Ordinal)).Select(c => c[Monitored.Length..]).ToList();
        var own = db.Set<PersonFact>().Where(f => f.Kind == FactKind.Category && categories.Contains(f.Value) && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day)).Select(f => f.PersonId);
        var homes = db.Set<HouseholdFact>().Where(f => (f.Kind == FactKind.Status && statuses.Contains(f.Value)) || (f.Kind == FactKind.Monitored && monitored.Contains(f.Value))).HoldingOn(day).Select(f => f.HouseholdId);
        return persons.Where(p => own.Contains(p.Id) || (p.HouseholdId != null && homes.Contains(p.HouseholdId.Value)));
    }
}
