using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;

namespace Minkang.Registry.Workbench;

/// <summary>Writes a decision with its discrepancies and one audit entry for each (处理留痕), in the open transaction. Ten thousand are a few sentences.</summary>
internal static class RecordDecision
{
    public static async Task Save(CountyDb db, EventFrame frame, FindingDecision decision, IReadOnlyList<Finding> findings, IReadOnlyList<DecidedFinding> decided, FindingState state, CancellationToken ct)
    {
        db.Add(decision);
        foreach (var finding in findings) Note(db, frame, finding, new { finding = finding.Id, finding.Code, verdict = decision.Verdict.ToString(), decision = decision.Id, before = finding.State.ToString() });
        await db.SaveChangesAsync(ct);
        await db.InsertAsync(decided, ct);
        await Of(db, decision.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.State, state).SetProperty(f => f.DecisionId, decision.Id)
            .SetProperty(f => f.DecidedAt, frame.Now).SetProperty(f => f.DueOn, decision.DueOn), ct);
    }

    /// <summary>Discrepancies of a decision.</summary>
    public static IQueryable<Finding> Of(CountyDb db, Guid decision) => db.Set<Finding>().Where(f => db.Set<DecidedFinding>().Any(x => x.DecisionId == decision && x.FindingId == f.Id));

    /// <summary>Files the entry under the person where the discrepancy speaks of one on the register.</summary>
    public static void Note(CountyDb db, EventFrame frame, Finding finding, object detail) =>
        db.Trail.Record(frame.Actor, FindingReach.Action, finding.PersonId is null ? "finding" : "person", finding.PersonId ?? finding.Id, null, detail);
}
