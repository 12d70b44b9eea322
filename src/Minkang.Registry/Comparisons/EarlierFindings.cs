using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Comparisons;

/// <summary>How an earlier run left a discrepancy.</summary>
internal sealed record EarlierFinding(FindingState State, Guid? DecisionId, DateTimeOffset? DecidedAt);

/// <summary>What earlier runs of the same area found and decided (以往比对的结论): a disagreement that was settled there begins settled.</summary>
internal sealed class EarlierFindings
{
    /// <summary>So many earlier runs are looked through.</summary>
    private const int MostRuns = 12;
    private readonly HashSet<string> _previous = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EarlierFinding> _last = new(StringComparer.Ordinal);

    /// <summary>True when the run before had the discrepancy.</summary>
    public bool WasThere(string keyHash) => _previous.Contains(keyHash);

    /// <summary>What was decided when the discrepancy was last found; null when nothing was that stands.</summary>
    public EarlierFinding? Decided(string keyHash) => _last.GetValueOrDefault(keyHash) is { State: FindingState.Accepted or FindingState.Rejected or FindingState.Closed } decided ? decided : null;

    /// <summary>The last finished run of the same area and office before this one.</summary>
    public static IQueryable<CompareRun> Before(CountyDb db, CompareRun run) => db.Set<CompareRun>().AsNoTracking()
        .Where(r => r.AreaCode == run.AreaCode && r.SentAs == run.SentAs && r.State == CompareState.Done && r.Id != run.Id && r.CreatedAt < run.CreatedAt).OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id);

    public static async Task<EarlierFindings> Load(CountyDb db, CompareRun run, CancellationToken ct)
    {
        var found = new EarlierFindings();
        foreach (var earlier in await Before(db, run).Take(MostRuns).Select(r => r.Id).ToListAsync(ct))
        {
            var findings = await db.Set<Finding>().AsNoTracking().Where(f => f.RunId == earlier).Select(f => new { f.KeyHash, f.State, f.DecisionId, f.DecidedAt }).ToListAsync(ct);
            // Of equal disagreements in one run the one that was decided speaks for the others.
            foreach (var f in findings.OrderBy(f => f.State is not (FindingState.Accepted or FindingState.Rejected or FindingState.Closed)))
            {
                if (earlier == run.PreviousId) found._previous.Add(f.KeyHash);
                found._last.TryAdd(f.KeyHash, new EarlierFinding(f.State, f.DecisionId, f.DecidedAt));
            }
        }
        return found;
    }
}
