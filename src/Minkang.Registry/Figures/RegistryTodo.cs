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

    /// <summary>Merges and undoings that wait for a second person, who is not the one who asked.</summary>
    private async Task<IReadOnlyList<TodoLine>> Merges(Actor actor, CountyDb db, CancellationToken ct)
    {
        var lines = new List<TodoLine>();
        var merges = actor.May(LookAtMerge.Action) ? await db.MergesFor(actor, LookAtMerge.Action).CountAsync(m => m.State == MergeState.Asked && m.CreatedBy != actor.UserId, ct) : 0;
        if (merges > 0) lines.Add(new TodoLine(TodoKind.Due, L["合并档案，等第二人同意"], merges, L["次"], "/persons/merges?state=asked", 12));
        var undoings = actor.May(UndoMerge.Action) ? await db.MergesFor(actor, UndoMerge.Action).CountAsync(m => m.State == MergeState.Merged && m.UndoAskedBy != null && m.UndoAskedBy != actor.UserId, ct) : 0;
        if (undoings > 0) lines.Add(new TodoLine(TodoKind.Due, L["撤销合并，等第二人同意"], undoings, L["次"], $"/persons/merges?state={FindMerges.UndoAsked}", 13));
        return lines;
    }
}
