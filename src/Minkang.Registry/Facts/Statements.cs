using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Facts;

/// <summary>Statements that hold on a day (某日的信息), for many persons or households in one statement.</summary>
internal static class Statements
{
    /// <summary>Statements of the kinds (all kinds when none is named) that hold on the day.</summary>
    public static async Task<List<PersonFact>> OfPersons(CountyDb db, IReadOnlyCollection<Guid> persons, DateOnly day, CancellationToken ct, params string[] kinds) =>
        persons.Count == 0 ? [] : await db.Set<PersonFact>().AsNoTracking().Where(f => persons.Contains(f.PersonId) && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day))
            .Where(f => kinds.Length == 0 || kinds.Contains(f.Kind)).OrderBy(f => f.FromOn).ThenBy(f => f.Id).ToListAsync(ct);

    /// <inheritdoc cref="OfPersons"/>
    public static async Task<List<HouseholdFact>> OfHouseholds(CountyDb db, IReadOnlyCollection<Guid> households, DateOnly day, CancellationToken ct, params string[] kinds) =>
        households.Count == 0 ? [] : await db.Set<HouseholdFact>().AsNoTracking().Where(f => households.Contains(f.HouseholdId) && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day))
            .Where(f => kinds.Length == 0 || kinds.Contains(f.Kind)).OrderBy(f => f.FromOn).ThenBy(f => f.Id).ToListAsync(ct);

    /// <summary>Memberships that hold on the day.</summary>
    public static IQueryable<Membership> HoldingOn(this IQueryable<Membership> memberships, DateOnly day) =>
        memberships.Where(m => m.FromOn <= day && (m.UntilOn == null || m.UntilOn > day));

    /// <summary>Household statements that hold on the day.</summary>
    public static IQueryable<HouseholdFact> HoldingOn(this IQueryable<HouseholdFact> facts, DateOnly day) =>
        facts.Where(f => f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day));
}
