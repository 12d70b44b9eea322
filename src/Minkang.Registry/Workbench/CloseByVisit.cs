using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Workbench;

/// <summary>
/// The answer of a visit closes the discrepancy (核实答复办结) and, where it says that somebody died or left, records the event by the rules of the office that
/// answers: from a village it is a report that waits for the township. Everything inside the caller's transaction.
/// </summary>
internal sealed class CloseByVisit(RecordEvent events, UndoDecision undo, Vault vault, TimeProvider clock)
{
    /// <summary>Closes it; answers what stands in the way.</summary>
    public async Task<Problem?> Close(CountyDb db, Actor actor, Question question, AnswerInput input, RegisterChange? number, CancellationToken ct)
    {
        var finding = await db.Set<Finding>().AsNoTracking().SingleAsync(f => f.Id == question.FindingId, ct);
        if (finding.State != FindingState.Assigned) return new Problem("registry.question.finding-decided", "", "这条差异已由比对人员另行处理，不用再核实，请返回列表。");
        var change = number;
        if (input.Answer == QuestionAnswers.Holds && FindingQuestions.EndsPerson(question.Kind))
        {
            var ended = await End(db, actor, finding, input, ct);
            if (!ended.Ok) return ended.Problems[0];
            change = ended.Value;
        }
        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var decision = new FindingDecision { Id = frame.NewId(), RunId = finding.RunId, Verdict = Verdict.Close, Count = 1, MadeByName = actor.Name, DueOn = finding.DueOn };
        var decided = new DecidedFinding
        {
            Id = frame.NewId(), DecisionId = decision.Id, FindingId = finding.Id, StateBefore = finding.State, DecisionBefore = finding.DecisionId,
            ChangesSealed = ((change ?? new RegisterChange(Effect.Noted)) with { Answer = input.Answer, AnswerNote = input.Note?.Trim() is { Length: > 0 } note ? note : null }).Seal(vault),
        };
        await RecordDecision.Save(db, frame, decision, [finding], [decided], FindingState.Closed, ct);
        return null;
    }

    /// <summary>Opens it again with what the answer changed put back; answers why that cannot be.</summary>
    public async Task<Problem?> Reopen(CountyDb db, Actor actor, Question question, CancellationToken ct)
    {
        var finding = await db.Set<Finding>().AsNoTracking().SingleAsync(f => f.Id == question.FindingId, ct);
        var decision = await db.Set<FindingDecision>().SingleOrDefaultAsync(d => d.Id == finding.DecisionId && d.Verdict == Verdict.Close && d.UndoneAt == null, ct);
        if (decision is null) return new Problem("registry.question.finding-decided", "", "这条差异已由比对人员另行处理，不用再核实，请返回列表。");
        var result = await undo.Undo(db, new EventFrame(actor, clock.GetUtcNow(), vault), decision, ct);
        return result.Left.Count == 0 ? null : new Problem("registry.question.undo-left", "", result.Left[0].Why);
    }

    private async Task<Outcome<RegisterChange>> End(CountyDb db, Actor actor, Finding finding, AnswerInput input, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.Id == finding.PersonId, ct);
        if (person is null || person.EndedOn is not null) return new RegisterChange(Effect.Noted);
        var died = finding.Code == "death_listed";
        var text = input.On?.Trim() is { Length: > 0 } typed ? typed : vault.Open(Purposes.ListEntry, finding.OtherValueSealed);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
            return new Problem("registry.question.date-missing", "On", "请填写死亡或迁出的日期，例如 2019-01-05。");
        var membership = await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person.Id && m.UntilOn == null, ct);
        var home = await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == person.HouseholdId, ct);
        var head = home?.HeadPersonId;
        var heir = Guid.TryParse(input.RemainingHeadId, out var chosen) ? chosen : (Guid?)null;
        var recorded = await events.Handle(db, actor, new EventRequest(died ? EventKind.Died : EventKind.MovedOut, on, person.Id, RemainingHeadId: heir), ct);
        if (!recorded.Ok) return recorded.Problems[0];
        var waiting = recorded.Value ? null : await db.Set<Proposal>().Where(p => p.PersonId == person.Id && p.Kind == ProposalKind.Event && p.State == ProposalState.Open).Select(p => (Guid?)p.Id).SingleAsync(ct);
        return new RegisterChange(died ? Effect.Died : Effect.MovedOut)
        {
            PersonId = person.Id, EndedOn = person.EndedOn, EndReason = person.EndReason, ProposalId = waiting,
            MembershipId = membership?.UntilOn is null ? null : membership.Id, MembershipUntil = membership?.UntilOn,
            EndedHousehold = home?.EndedOn is null ? null : home.Id, HeadChanged = home?.HeadPersonId != head,
        };
    }
}
