using Microsoft.EntityFrameworkCore;
using Minkang.Domain.People;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;
using Minkang.Registry.Workbench;

namespace Minkang.Registry.Questions;

/// <summary>What the form of an answer holds.</summary>
internal sealed class AnswerInput
{
    public string? Answer { get; set; }
    public string? IdNumber { get; set; }
    public string? Note { get; set; }
    /// <summary>Day of death or departure, where the list's is not right.</summary>
    public string? On { get; set; }
    /// <summary>New head, where the head died or left.</summary>
    public string? RemainingHeadId { get; set; }
}

/// <summary>Answers a question (核实). A number that was found goes onto the register at once; everything else closes the question with who said what and when.</summary>
internal sealed class AnswerQuestion(CloseByVisit visits, Vault vault, TimeProvider clock)
{
    private const int NoteLength = 200;

    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, AnswerInput input, CancellationToken ct)
    {
        var question = await db.QuestionsFor(actor).SingleOrDefaultAsync(q => q.Id == id, ct);
        if (question is null) return new Problem("registry.question.not-found", "", "没有这件待核实事项，或不在您的范围内。");
        if (question.State != QuestionState.Open) return new Problem("registry.question.answered", "", "这件事项已经有人答复了，请返回列表。");
        if (input.Answer is not { } answer || !QuestionAnswers.For(question.Kind).Contains(answer)) return new Problem("registry.question.answer-missing", "Answer", "请选择核实结论。");
        if (input.Note?.Length > NoteLength) return new Problem("registry.question.note-long", "Note", $"说明最多 {NoteLength} 字。");

        // A discrepancy is decided and closed under the same lock; other questions need none.
        await using var transaction = question.FindingId is null ? null : await RunLock.ForFinding(db, question.FindingId.Value, ct);
        if (await Settle(db, actor, question, answer, input, ct) is { } problem)
        {
            db.ChangeTracker.Clear();
            db.Trail.Forget();
            return problem;
        }
        if (transaction is not null) await transaction.CommitAsync(ct);
        return id;
    }

    private async Task<Problem?> Settle(CountyDb db, Actor actor, Question question, string answer, AnswerInput input, CancellationToken ct)
    {
        RegisterChange? change = null;
        if (answer == QuestionAnswers.NumberEntered)
        {
            var entered = await EnterNumber(db, actor, question, input.IdNumber, ct);
            if (!entered.Ok) return entered.Problems[0];
            change = entered.Value;
        }
        if (question.FindingId is not null && await visits.Close(db, actor, question, input, change, ct) is { } problem) return problem;
        Close(question, actor, input);
        db.Trail.Record(actor, QuestionReach.Action(actor), "person", question.PersonId, null, new { question = question.Id, question.Kind, answer });
        await db.SaveChangesAsync(ct);
        return null;
    }

    private void Close(Question question, Actor actor, AnswerInput input)
    {
        (question.State, question.Answer, question.AnsweredAt, question.AnsweredBy) = (QuestionState.Answered, input.Answer, clock.GetUtcNow(), actor.UserId);
        question.NoteSealed = vault.Seal(Purposes.ListEntry, input.Note?.Trim() is { Length: > 0 } note ? note : null);
    }

    private async Task<Outcome<RegisterChange>> EnterNumber(CountyDb db, Actor actor, Question question, string? typed, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.Id == question.PersonId, ct);
        if (person is null) return new Problem("registry.question.no-person", "Answer", "这件事项没有对应的人，不能填号码。");
        var read = IdText.Read(typed);
        if (read.State == IdState.Missing) return new Problem("registry.question.number-missing", "IdNumber", "请填写查到的身份证号。");
        if (read.Number is not { } number) return new Problem("registry.question.number-wrong", "IdNumber", "身份证号不对：位数、日期或校验码不符，请对照身份证或户口簿。");
        if (person.IdState == "valid") return new Problem("registry.question.number-there", "IdNumber", "此人已经登记了有效号码，请选别的结论。");
        var hash = vault.Hash(Purposes.IdNumber, number.Text);
        if (await db.Set<Person>().AnyAsync(p => p.IdHash == hash, ct) || (await db.OwnerOfFormerNumber(hash, ct) is { } former && former != person.Id)) return new Problem("registry.question.number-taken", "IdNumber", "这个号码已经登记在另一个人名下，请核对是不是填成了别人的号码。");
        if (person is { BirthPrecision: "day", BirthOn: { } birth } && birth != number.BirthDate)
            return new Problem("registry.question.number-against-birth", "IdNumber", $"号码里的出生日期是 {number.BirthDate:yyyy-MM-dd}，登记的是 {birth:yyyy-MM-dd}，请核对。确是登记有误的，请先报扶贫部门更正。");
        var (state, written) = (person.IdState, vault.Open(Purposes.IdStated, person.IdStatedSealed));
        person.Identify(number, vault);
        var others = await db.Set<Question>().Where(q => q.PersonId == person.Id && q.Id != question.Id && q.State == QuestionState.Open && q.Kind.StartsWith("id_")).ToListAsync(ct);
        foreach (var other in others) Close(other, actor, new AnswerInput { Answer = QuestionAnswers.NumberEntered });
        return new RegisterChange(Effect.Identified) { PersonId = person.Id, IdStateBefore = state, IdStatedBefore = written, IdHash = person.IdHash, ClosedQuestions = others.Count == 0 ? null : others.ConvertAll(q => q.Id) };
    }
}

/// <summary>Takes an answer back on the day it was given (撤销答复), by who gave it or who decides there.</summary>
internal sealed class UndoAnswer(CloseByVisit visits, Vault vault, BusinessCalendar calendar)
{
    /// <summary>A person saved with the answer is stamped a moment after it.</summary>
    private static readonly TimeSpan SameSave = TimeSpan.FromSeconds(5);

    public bool IsOpenTo(Actor actor, Question question) =>
        question is { State: QuestionState.Answered, AnsweredAt: { } at } && DateOnly.FromDateTime(BusinessCalendar.Local(at)) == calendar.Today && (question.AnsweredBy == actor.UserId || actor.May("registry.decide"));

    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var question = await db.QuestionsFor(actor).SingleOrDefaultAsync(q => q.Id == id, ct);
        if (question is null) return new Problem("registry.question.not-found", "", "没有这件待核实事项，或不在您的范围内。");
        if (!IsOpenTo(actor, question)) return new Problem("registry.question.undo-late", "", "只能在答复的当天撤销，由答复人或乡镇、县级人员办理。");
        if (question.FindingId is { } finding) return await UndoVisit(db, actor, question, finding, ct);
        var together = new List<Question> { question };
        if (question.Answer == QuestionAnswers.NumberEntered)
        {
            var person = await db.Set<Person>().SingleAsync(p => p.Id == question.PersonId, ct);
            if (person.UpdatedAt > question.AnsweredAt + SameSave) return new Problem("registry.question.undo-changed", "", "答复之后又有人改过此人的登记，不能撤销；请按更正办理。");
            person.LeaveUnidentified(question.Kind[3..], QuestionDetail.Open(question, vault)?.Stated ?? "", vault);
            together.AddRange(await db.Set<Question>().Where(q => q.PersonId == person.Id && q.Id != id && q.Answer == QuestionAnswers.NumberEntered && q.AnsweredBy == question.AnsweredBy && q.AnsweredAt >= question.AnsweredAt).ToListAsync(ct));
        }
        foreach (var one in together) (one.State, one.Answer, one.AnsweredAt, one.AnsweredBy, one.NoteSealed) = (QuestionState.Open, null, null, null, null);
        db.Trail.Record(actor, QuestionReach.Action(actor), "person", question.PersonId, null, new { question = id, question.Kind, undone = true });
        await db.SaveChangesAsync(ct);
        return id;
    }

    private async Task<Outcome<Guid>> UndoVisit(CountyDb db, Actor actor, Question question, Guid finding, CancellationToken ct)
    {
        await using var transaction = await RunLock.ForFinding(db, finding, ct);
        if (await visits.Reopen(db, actor, question, ct) is { } problem)
        {
            db.ChangeTracker.Clear();
            db.Trail.Forget();
            return problem;
        }
        (question.State, question.Answer, question.AnsweredAt, question.AnsweredBy, question.NoteSealed) = (QuestionState.Open, null, null, null, null);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return question.Id;
    }
}
