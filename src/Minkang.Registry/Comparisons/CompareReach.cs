using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Registry.Workbench;

namespace Minkang.Registry.Comparisons;

/// <summary>Whose comparisons somebody sees (比对的可见范围): those of the own area; an office that compares its own list sees its own.</summary>
internal static class CompareReach
{
    public const string Action = "registry.compare";

    public static IQueryable<CompareRun> RunsFor(this CountyDb db, Actor actor) => db.SentFor<CompareRun>(actor, Action);

    /// <summary>Also finished runs of a wider area, in which the actor works through the discrepancies of the own villages.</summary>
    public static IQueryable<CompareRun> RunsAbout(this CountyDb db, Actor actor)
    {
        var wider = FindingReach.Areas(actor).SelectMany(a => Enumerable.Range(1, Math.Max(a.Length - 1, 0)).Select(n => a[..n])).Distinct().ToList();
        var mine = db.RunsFor(actor).Select(r => r.Id);
        return db.Set<CompareRun>().Where(r => mine.Contains(r.Id) || (r.State == CompareState.Done && r.SentAs == "" && wider.Contains(r.AreaCode)));
    }

    /// <summary>The widest area that the actor compares for; the run belongs to it.</summary>
    public static string AreaOf(Actor actor) => actor.ScopeOf(Action).Parts.Select(p => p.Prefix).MinBy(p => p.Length) ?? "";
}
