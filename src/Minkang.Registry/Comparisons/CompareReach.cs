using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Comparisons;

/// <summary>Whose comparisons somebody sees (比对的可见范围): those of the own area; an office that compares its own list sees its own.</summary>
internal static class CompareReach
{
    public const string Action = "registry.compare";

    public static IQueryable<CompareRun> RunsFor(this CountyDb db, Actor actor)
    {
        var scope = actor.ScopeOf(Action);
        var inArea = VisiblePersons.InArea<CompareRun>(scope, r => r.AreaCode);
        var offices = scope.Parts.Select(p => p.OwnListOf).OfType<Role>().Select(r => r.ToString()).ToList();
        if (offices.Count == 0) return db.Set<CompareRun>().Where(inArea);
        var ofArea = db.Set<CompareRun>().Where(inArea).Select(r => r.Id);
        return db.Set<CompareRun>().Where(r => offices.Contains(r.SentAs) || ofArea.Contains(r.Id));
    }

    /// <summary>The office as which the actor compares; empty for the administration of an area.</summary>
    public static string SentAs(Actor actor)
    {
        var parts = actor.ScopeOf(Action).Parts;
        return parts.Count > 0 && parts.All(p => p.OwnListOf is not null) ? parts[0].OwnListOf.ToString()! : "";
    }

    /// <summary>The widest area that the actor compares for; the run belongs to it.</summary>
    public static string AreaOf(Actor actor) => actor.ScopeOf(Action).Parts.Select(p => p.Prefix).MinBy(p => p.Length) ?? "";
}
