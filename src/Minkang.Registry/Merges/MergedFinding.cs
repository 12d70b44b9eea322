using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Workbench;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Merges;

/// <summary>
/// The discrepancy from which a merge was begun (由差异发起的合并): merging settles it by a decision of its own, and undoing the merge opens it again.
/// </summary>
internal sealed class MergedFinding(UndoDecision undo)
{
    /// <summary>The discrepancy when its two rows are the two records and the actor may decide on it; else null, and the merge stands by itself.</summary>
    public static async Task<Guid?> Of(CountyDb db, Actor actor, Guid? finding, MergePair pair, CancellationToken ct)
    {
        if (finding is null || await db.Set<Finding>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == finding, ct) is not { } found) return null;
        if (await db.RunFor(actor, found.RunId, ct) is not { } run || !await db.FindingsFor(actor, run).AnyAsync(f => f.Id == finding, ct)) return null;
        var persons = await db.Set<RunRow>().Where(r => r.RunId == found.RunId && ((r.ListNo == found.ListNo && r.RowNo == found.RowNo) || (r.ListNo == found.OtherListNo && r.RowNo == found.OtherRowNo))).Select(r => r.PersonId).ToListAsync(ct);
        return persons.Contains(pair.Kept) && persons.Contains(pair.Gone) ? found.Id : null;
    }

    /// <summary>Accepts the discrepancy in the open transaction, which holds its run, unless somebody is at it already.</summary>
    public static async Task Settle(CountyDb db, PersonMerge merge, EventFrame frame, CancellationToken ct)
    {
        if (merge.FindingId is not { } id) return;
        var finding = await db.Set<Finding>().AsNoTracking().SingleAsync(f => f.Id == id, ct);
        if (finding.State is not (FindingState.Open or FindingState.Unsure)) return;
        var decision = new FindingDecision { Id = frame.NewId(), RunId = finding.RunId, Verdict = Verdict.Accept, Count = 1, MadeByName = frame.Actor.Name, ReasonSealed = frame.Vault.Seal(Purposes.Proposal, T("两份档案已合并。")) };
        var decided = new DecidedFinding { Id = frame.NewId(), DecisionId = decision.Id, FindingId = id, StateBefore = finding.State, DecisionBefore = finding.DecisionId };
        await RecordDecision.Save(db, frame, decision, [finding], [decided], FindingState.Accepted, ct);
        merge.DecisionId = decision.Id;
    }

    /// <summary>Opens it again in the open transaction, which holds its run, unless its decision was undone or followed by another.</summary>
    public async Task Reopen(CountyDb db, PersonMerge merge, EventFrame frame, CancellationToken ct)
    {
        if (merge.DecisionId is not { } id) return;
        var decision = await db.Set<FindingDecision>().SingleAsync(d => d.Id == id, ct);
        if (decision.UndoneAt is null) await undo.Undo(db, frame, decision, ct);
    }
}
