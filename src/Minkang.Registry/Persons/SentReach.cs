using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Persons;

/// <summary>What belongs to an area, or to an office that handed in its own list (本部门名单).</summary>
internal interface ISent
{
    /// <summary>Short code of the area that it belongs to.</summary>
    string AreaCode { get; }

    /// <summary>Role of the office that sent it; empty for the administration of an area.</summary>
    string SentAs { get; }
}

/// <summary>Whose imports and comparisons somebody sees (可见范围): those of the own area; an office with a list of its own sees its own.</summary>
internal static class SentReach
{
    public static IQueryable<T> SentFor<T>(this CountyDb db, Actor actor, string action) where T : Record, ISent
    {
        var scope = actor.ScopeOf(action);
        var inArea = VisiblePersons.InArea<T>(scope, r => r.AreaCode);
        var offices = scope.Parts.Select(p => p.OwnListOf).OfType<Role>().Select(r => r.ToString()).ToList();
        if (offices.Count == 0) return db.Set<T>().Where(inArea);
        var ofArea = db.Set<T>().Where(inArea).Select(r => r.Id);
        return db.Set<T>().Where(r => offices.Contains(r.SentAs) || ofArea.Contains(r.Id));
    }

    /// <summary>The office as which the actor does it; empty for the administration of an area.</summary>
    public static string SentAs(this Actor actor, string action)
    {
        var parts = actor.ScopeOf(action).Parts;
        return parts.Count > 0 && parts.All(p => p.OwnListOf is not null) ? parts[0].OwnListOf.ToString()! : "";
    }
}
