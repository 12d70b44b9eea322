using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Contracts;

/// <summary>Who is on the register in an area, and who came to it (在册与新增人员).</summary>
public static class Newcomers
{
    /// <summary>Persons on the register on the day, in reach of the action and inside the area.</summary>
    /// <param name="db">The county's store.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="action">The action whose reach limits the answer.</param>
    /// <param name="area">Short code of a county, township or village.</param>
    /// <param name="day">The day; whoever died or left up to it is not among them.</param>
    public static IQueryable<RegistryPerson> OnRegister(this CountyDb db, Actor actor, string action, string area, DateOnly day) =>
        db.Persons(actor, action).InArea(area, p => p.VillageCode).Where(p => p.HouseholdId != null && (p.EndedOn == null || p.EndedOn > day));

    /// <summary>Of these persons, those who joined a household of the register, or whose household relapsed into poverty, on the day <paramref name="since"/> or later (新增、返贫人员).</summary>
    public static IQueryable<RegistryPerson> CameSince(this IQueryable<RegistryPerson> persons, CountyDb db, DateOnly since)
    {
        var joined = db.Set<Membership>().Where(m => m.UntilOn == null && m.FromOn >= since).Select(m => m.PersonId);
        var relapsed = db.Set<HouseholdFact>().Where(f => f.Kind == FactKind.Status && f.Value == "relapsed" && f.UntilOn == null && f.FromOn >= since).Select(f => f.HouseholdId);
        return persons.Where(p => joined.Contains(p.Id) || relapsed.Contains(p.HouseholdId!.Value));
    }
}
