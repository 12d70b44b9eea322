using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Minkang.Registry.Questions;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>What became of an undo: how many discrepancies stand as before the decision, and which were left and why.</summary>
internal sealed record UndoResult(int Undone, IReadOnlyList<(Guid Finding, int Place, string Why)> Left);

/// <summary>
/// Undoes a decision on one or many discrepancies (撤销处理): each stands again as it stood before, and the register has its former values, but for what
/// somebody changed since, which is named and left.
/// </summary>
internal sealed class UndoDecision(PutBack putBack, Vault vault, TimeProvider clock)
{
    public async Task<Outcome<UndoResult>> Handle(CountyDb db, Actor actor, Guid runId, Guid decisionId, CancellationToken ct)
    {
        try
        {
            await using var transaction = await RunLock.Take(db, runId, ct);
            var run = await db.RunFor(actor, runId, ct);
            var decision = run is null ? null : await db.DecisionsFor(actor, run).SingleOrDefaultAsync(d => d.Id == decisionId, ct);
            if (decision is null) return new Problem("registry.finding-decision.not-found", "", "没有这次处理，或有的差异不在您的范围内。");
            if (decision.UndoneAt is not null) return new Problem("registry.finding-decision.undone", "", "这次处理已经撤销过了。");
            if (decision.Verdict is Verdict.Close) return new Problem("registry.finding-decision.answered-by-visit", "", "这是村镇的核实答复，请在待核实事项里撤销答复。");
            var result = await Undo(db, new EventFrame(actor, clock.GetUtcNow(), vault), decision, ct);
            await transaction.CommitAsync(ct);
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            db.Trail.Forget();
            return new Problem("registry.finding.register-changed", "", "同一时间有人改了这个人的登记，没有办成。请再看一眼，再判定一次。");
        }
    }

    /// <summary>The same inside the caller's transaction.</summary>
    public async Task<UndoResult> Undo(CountyDb db, EventFrame frame, FindingDecision decision, CancellationToken ct)
    {
        var decided = await db.Set<DecidedFinding>().AsNoTracking().Where(x => x.DecisionId == decision.Id).ToListAsync(ct);
        var findings = await RecordDecision.Of(db, decision.Id).AsNoTracking().ToDictionaryAsync(f => f.Id, ct);
        var why = decided.Where(d => findings[d.FindingId].DecisionId != decision.Id).ToDictionary(d => d.FindingId, _ => T("后来又有新的处理，保持现在的结论。"));
        foreach (var (finding, reason) in await putBack.Handle(db, frame, decision.CreatedAt, decided.Where(d => !why.ContainsKey(d.FindingId)), ct)) why[finding] = reason;
        var back = decided.Where(d => !why.ContainsKey(d.FindingId)).ToList();
        foreach (var one in back) RecordDecision.Note(db, frame, findings[one.FindingId], new { finding = one.FindingId, undone = decision.Id, back = one.StateBefore.ToString() });
        (decision.UndoneAt, decision.UndoneByName) = (frame.Now, frame.Actor.Name);
        await db.SaveChangesAsync(ct);
        if (decision.Verdict == Verdict.Assign) await WithdrawQuestions(db, decision.Id, ct);
        await Restore(db, decision, back, ct);
        return new UndoResult(back.Count, [.. why.Select(w => (w.Key, findings[w.Key].Place, w.Value)).OrderBy(w => w.Place)]);
    }

    /// <summary>States and former decisions, one sentence for each of the few ways in which they stood.</summary>
    private static async Task Restore(CountyDb db, FindingDecision decision, List<DecidedFinding> back, CancellationToken ct)
    {
        var before = back.Select(b => b.DecisionBefore).OfType<Guid>().Distinct().ToList();
        var earlier = await db.Set<FindingDecision>().AsNoTracking().Where(d => before.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        var (letter, answer) = (decision.Verdict == Verdict.Send, decision.Verdict is Verdict.Send or Verdict.Answered);
        foreach (var group in back.GroupBy(b => (b.StateBefore, b.DecisionBefore)))
        {
            var former = group.Key.DecisionBefore is { } id ? earlier[id] : null;
            var (state, at, due) = (group.Key.StateBefore, (DateTimeOffset?)former?.CreatedAt, former?.DueOn);
            foreach (var ids in group.Select(g => g.FindingId).Chunk(2_000))
                await db.Set<Finding>().Where(f => ids.Contains(f.Id)).ExecuteUpdateAsync(s => s.SetProperty(f => f.State, state).SetProperty(f => f.DecisionId, group.Key.DecisionBefore)
                    .SetProperty(f => f.DecidedAt, at).SetProperty(f => f.DueOn, due)
                    .SetProperty(f => f.LetterId, f => letter ? null : f.LetterId).SetProperty(f => f.LetterAnswer, f => answer ? null : f.LetterAnswer), ct);
        }
    }

    /// <summary>The villages are no longer asked what is decided here again; answered questions stay.</summary>
    private static Task<int> WithdrawQuestions(CountyDb db, Guid decision, CancellationToken ct)
    {
        var mine = RecordDecision.Of(db, decision).Where(f => f.DecisionId == decision).Select(f => (Guid?)f.Id);
        return db.Set<Question>().Where(q => q.State == QuestionState.Open && mine.Contains(q.FindingId)).ExecuteUpdateAsync(s => s.SetProperty(q => q.State, QuestionState.Withdrawn), ct);
    }
}
