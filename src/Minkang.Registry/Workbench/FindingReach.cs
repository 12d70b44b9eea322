using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Workbench;

/// <summary>Whose discrepancies somebody may decide (比对差异的办理范围): those of the own villages; what names no village belongs to the area that ran the comparison.</summary>
internal static class FindingReach
{
    public const string Action = "registry.decide";

    /// <summary>The run, when it touches an area that the actor decides for; null otherwise.</summary>
    public static async Task<CompareRun?> RunFor(this CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var run = await db.Set<CompareRun>().FindAsync([id], ct);
        return run is not null && Areas(actor).Any(a => a.StartsWith(run.AreaCode, StringComparison.Ordinal) || run.AreaCode.StartsWith(a, StringComparison.Ordinal)) ? run : null;
    }

    /// <summary>Address of the run's report; null for who decides on a part of a run that another area made, since the report is that area's.</summary>
    public static async Task<string?> ReportOf(this CountyDb db, Actor actor, CompareRun run, CancellationToken ct) =>
        await db.RunsFor(actor).AnyAsync(r => r.Id == run.Id, ct) ? $"/compare/{run.Id}" : null;

    public static IQueryable<Finding> FindingsFor(this CountyDb db, Actor actor, CompareRun run)
    {
        var all = db.Set<Finding>().Where(f => f.RunId == run.Id);
        return Holds(actor, run) ? all : all.Where(VisiblePersons.InArea<Finding>(InReach.Areas(actor.ScopeOf(Action)), f => f.VillageCode));
    }

    /// <summary>Discrepancies of the actor's villages in runs of a wider area.</summary>
    public static IQueryable<Finding> FindingsAbout(this CountyDb db, Actor actor, IReadOnlyList<Guid> runs) =>
        db.Set<Finding>().Where(f => runs.Contains(f.RunId)).Where(VisiblePersons.InArea<Finding>(InReach.Areas(actor.ScopeOf(Action)), f => f.VillageCode));

    /// <summary>Decisions of the run that touch nothing beyond the actor's villages.</summary>
    public static IQueryable<FindingDecision> DecisionsFor(this CountyDb db, Actor actor, CompareRun run)
    {
        var all = db.Set<FindingDecision>().Where(d => d.RunId == run.Id);
        if (Holds(actor, run)) return all;
        var mine = db.FindingsFor(actor, run).Select(f => f.Id);
        return all.Where(d => !db.Set<DecidedFinding>().Any(x => x.DecisionId == d.Id && !mine.Contains(x.FindingId)));
    }

    /// <summary>True when the actor decides for the whole area of the run.</summary>
    private static bool Holds(Actor actor, CompareRun run) => Areas(actor).Any(a => run.AreaCode.StartsWith(a, StringComparison.Ordinal));

    /// <summary>The areas for which the actor decides.</summary>
    public static IEnumerable<string> Areas(Actor actor) => InReach.Areas(actor.ScopeOf(Action)).Parts.Select(p => p.Prefix);
}
