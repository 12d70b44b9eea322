using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Registry.Compare;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Comparisons;

/// <summary>Discrepancies of one kind, village and state.</summary>
internal sealed record FindingGroup(string Code, string Owner, string VillageCode, FindingState State, bool IsNew, int Count);

/// <summary>A kind of discrepancy of a run, with what became of it since the run before.</summary>
/// <param name="Gone">Of the run before, not found any more.</param>
/// <param name="Open">Still to be settled.</param>
internal sealed record KindLine(CompareRule Rule, int Count, int New, int Gone, int Open);

/// <summary>Discrepancies of one area by kind.</summary>
internal sealed record AreaLine(string Code, string Name, IReadOnlyDictionary<string, int> ByKind, IReadOnlyDictionary<RuleGravity, int> ByGravity)
{
    public int Count => ByKind.Values.Sum();
}

/// <summary>The report of a finished run (比对报告).</summary>
internal sealed record CompareReport(
    IReadOnlyList<RunList> Lists, IReadOnlyDictionary<RowDecision, long> Rows, IReadOnlyList<FindingGroup> Groups, IReadOnlyList<KindLine> Kinds, IReadOnlyList<CompareInput> Inputs, CompareRun? Previous,
    IReadOnlyList<string> OnlyNow, IReadOnlyList<string> OnlyBefore, int Carried, int NotCompared)
{
    public int Findings => Groups.Sum(g => g.Count);
    public int Open => Groups.Where(g => CompareWords.IsOpen(g.State)).Sum(g => g.Count);

    public int Of(string owner, FindingState state) => Groups.Where(g => g.Owner == owner && g.State == state).Sum(g => g.Count);

    /// <summary>Discrepancies by the areas below one, those with most first; what lies in no known village comes last under an empty code.</summary>
    /// <param name="areas">Codes of the areas, townships or villages.</param>
    public IReadOnlyList<AreaLine> ByArea(RegionTree tree, IReadOnlyList<string> areas, string inside)
    {
        var gravity = Kinds.ToDictionary(k => k.Rule.Code, k => k.Rule.Gravity, StringComparer.Ordinal);
        var length = areas.Count > 0 ? areas[0].Length : (int)RegionLevel.Village;
        return [.. Groups.Where(g => g.VillageCode.Length == 0 ? inside.Length <= (int)RegionLevel.County : g.VillageCode.StartsWith(inside, StringComparison.Ordinal)).GroupBy(g => g.VillageCode.Length < length ? "" : g.VillageCode[..length])
            .Select(g => new AreaLine(g.Key, g.Key.Length == 0 ? "" : tree.NameOf(g.Key), Sum(g, x => x.Code), Sum(g, x => gravity[x.Code])))
            .OrderBy(a => a.Code.Length == 0).ThenByDescending(a => a.Count).ThenBy(a => a.Code, StringComparer.Ordinal)];
    }

    private static Dictionary<TKey, int> Sum<TKey>(IEnumerable<FindingGroup> groups, Func<FindingGroup, TKey> key) where TKey : notnull => groups.GroupBy(key).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
}

/// <summary>Gathers the figures of a finished run, in so many statements whatever its size.</summary>
internal static class ShowComparison
{
    public static async Task<CompareReport> Handle(CountyDb db, CompareRun run, CancellationToken ct)
    {
        var lists = await db.Set<RunList>().AsNoTracking().Where(l => l.RunId == run.Id).OrderBy(l => l.ListNo).ToListAsync(ct);
        var rows = await db.Set<RunRow>().Where(r => r.RunId == run.Id).GroupBy(r => r.Decision).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var groups = await db.Set<Finding>().Where(f => f.RunId == run.Id).GroupBy(f => new { f.Code, f.Owner, f.VillageCode, f.State, f.IsNew })
            .Select(g => new { g.Key.Code, g.Key.Owner, g.Key.VillageCode, g.Key.State, g.Key.IsNew, Count = g.Count() }).ToListAsync(ct);
        var inputs = await db.Set<CompareInput>().AsNoTracking().Where(i => i.RunId == run.Id).OrderBy(i => i.Seq).ToListAsync(ct);
        var carried = await db.Set<Finding>().CountAsync(f => f.RunId == run.Id && f.DecidedAt != null && f.DecidedAt < run.StartedAt, ct);
        var found = groups.ConvertAll(g => new FindingGroup(g.Code, g.Owner, g.VillageCode, g.State, g.IsNew, g.Count));
        var (previous, before, gone) = await Before(db, run, ct);
        return new CompareReport(lists, rows, found, Kinds(run, found, gone), inputs, previous, Only(lists, before), Only(before, lists), carried, run.RegisterOn is null ? 0 : await NotCompared(db, run).CountAsync(ct));
    }

    /// <summary>People who came to the register of the run's area after it began; they take part in the next one.</summary>
    public static IQueryable<Person> NotCompared(CountyDb db, CompareRun run) => db.Set<Person>().AsNoTracking().Where(InReach.InPlace<Person>(run.AreaCode, p => p.VillageCode))
        .Where(p => p.CreatedAt > run.StartedAt && p.HouseholdId != null && !db.Set<RunRow>().Any(r => r.RunId == run.Id && r.PersonId == p.Id));

    private static async Task<(CompareRun? Run, List<RunList> Lists, Dictionary<string, int> Gone)> Before(CountyDb db, CompareRun run, CancellationToken ct)
    {
        if (run.PreviousId is not { } id || await db.Set<CompareRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } previous) return (null, [], []);
        var lists = await db.Set<RunList>().AsNoTracking().Where(l => l.RunId == id).OrderBy(l => l.ListNo).ToListAsync(ct);
        var gone = await db.Set<Finding>().Where(f => f.RunId == id && !db.Set<Finding>().Any(g => g.RunId == run.Id && g.KeyHash == f.KeyHash))
            .GroupBy(f => f.Code).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return (previous, lists, gone);
    }

    private static List<KindLine> Kinds(CompareRun run, List<FindingGroup> found, Dictionary<string, int> gone)
    {
        var byCode = found.ToLookup(g => g.Code, StringComparer.Ordinal);
        return [.. RulesUsed.Read(run.RulesUsed!).Rules.Where(r => byCode.Contains(r.Code) || gone.ContainsKey(r.Code)).OrderBy(r => r.Gravity).ThenByDescending(r => byCode[r.Code].Sum(g => g.Count))
            .Select(r => new KindLine(r, byCode[r.Code].Sum(g => g.Count), byCode[r.Code].Where(g => g.IsNew).Sum(g => g.Count), gone.GetValueOrDefault(r.Code), byCode[r.Code].Where(g => CompareWords.IsOpen(g.State)).Sum(g => g.Count)))];
    }

    /// <summary>Titles of lists that only the one run had.</summary>
    private static List<string> Only(List<RunList> these, List<RunList> others) => others.Count == 0 || these.Count == 0 ? [] : [.. these.Select(l => l.Title).Except(others.Select(l => l.Title)).Distinct()];
}
