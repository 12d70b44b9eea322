using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Merges;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Figures;

/// <summary>What the register asks of somebody today (登记册的待办): open questions by kind, and proposals to decide.</summary>
internal sealed class RegistryTodo(IStringLocalizer<Texts> L, Labels labels) : ITodoSource
{
    public async Task<IReadOnlyList<TodoLine>> For(Actor actor, CountyDb db, CancellationToken ct)
    {
        var lines = new List<TodoLine>();
        var questions = await db.QuestionsFor(actor).Where(q => q.State == QuestionState.Open)
            .GroupBy(q => q.Kind).Select(g => new { Kind = g.Key, Count = g.Count() }).ToListAsync(ct);
        lines.AddRange(questions.OrderByDescending(q => q.Count).Select((q, i) => new TodoLine(TodoKind.Open, labels.Label(Labels.Question, q.Kind)!, q.Count, L["项"], $"/questions?kind={Uri.EscapeDataString(q.Kind)}", 20 + i)));
        var decide = await DecideProposal.Within(db, actor).CountAsync(p => p.State == ProposalState.Open && p.CreatedBy != actor.UserId && p.FirstBy != actor.UserId, ct);
        if (decide > 0) lines.Add(new TodoLine(TodoKind.Due, L["变更申请待决定"], decide, L["项"], "/proposals?mine=decide", 10));
        var sent = await db.Set<Proposal>().CountAsync(p => p.State == ProposalState.Open && p.CreatedBy == actor.UserId, ct);
        if (sent > 0) lines.Add(new TodoLine(TodoKind.Sent, L["我提出的变更申请，尚未决定"], sent, L["项"], "/proposals?mine=sent", 10));
        lines.AddRange(await Merges(actor, db, ct));
        return lines;
    }

    /// <summary>Merges and undoings that wait for a second person.</summary>
    private async Task<IReadOnlyList<TodoLine>> Merges(Actor actor, CountyDb db, CancellationToken ct)
    {
        if (!actor.May(LookAtMerge.Action)) return [];
        var waiting = await db.MergesFor(actor, LookAtMerge.Action).Where(m => m.State == MergeState.Asked || (m.State == MergeState.Merged && m.UndoAskedBy != null))
            .GroupBy(m => m.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. waiting.Select(w => w.State == MergeState.Asked
            ? new TodoLine(TodoKind.Due, L["合并档案，等第二人同意"], w.Count, L["次"], "/persons/merges?state=asked", 12)
            : new TodoLine(TodoKind.Due, L["撤销合并，等第二人同意"], w.Count, L["次"], $"/persons/merges?state={FindMerges.UndoAsked}", 13))];
    }
}
