using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Households;

namespace Minkang.Registry.Persons;

/// <summary>The module's own tables as an actor may reach them with an action (数据范围). Every use case and page of the register begins here.</summary>
internal static class InReach
{
    public static IQueryable<Person> PersonsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<Person>().Where(VisiblePersons.InScope<Person>(db, actor.ScopeOf(action), p => p.VillageCode, p => p.Id));

    /// <summary>Households by place; where the reach is a list of persons, the households of these persons.</summary>
    public static IQueryable<Household> HouseholdsFor(this CountyDb db, Actor actor, string action)
    {
        var scope = actor.ScopeOf(action);
        if (scope.Parts.All(WholeArea)) return db.Set<Household>().Where(VisiblePersons.InArea<Household>(Areas(scope), h => h.VillageCode));
        var homes = db.PersonsFor(actor, action).Select(p => p.HouseholdId);
        return db.Set<Household>().Where(h => homes.Contains(h.Id));
    }

    /// <summary>True when the action reaches everything in the village, so that something new may begin there.</summary>
    public static bool Covers(this Actor actor, string action, string village) =>
        actor.ScopeOf(action).Parts.Any(p => WholeArea(p) && village.StartsWith(p.Prefix, StringComparison.Ordinal));

    /// <summary>The scope's parts that are whole areas. The poverty office answers for the register itself, so its own list is the register of its county.</summary>
    public static Scope Areas(Scope scope) => scope with { Parts = [.. scope.Parts.Where(WholeArea).Select(p => p with { OwnListOf = null })] };

    private static bool WholeArea(ScopePart part) => part is { Organisation: null, OwnListOf: null or Role.PovertyOffice };
}
