using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Questions;

/// <summary>Which questions are wanted; open ones unless said otherwise.</summary>
internal sealed record QuestionFilter(string? Kind, string? Area, QuestionState State)
{
    public static QuestionFilter Of(PageAddress address) =>
        new(address["kind"], address["area"], address["state"] == "answered" ? QuestionState.Answered : QuestionState.Open);
}

/// <param name="Name">Name of the person, else of the head of the household, as the role sees it.</param>
internal sealed record QuestionLine(Guid Id, string Kind, string VillageCode, string? Name, string? HouseholdNumber, DateTimeOffset AskedAt, QuestionState State, string? Answer, DateTimeOffset? AnsweredAt, DateOnly? DueOn);

/// <param name="Kinds">Count by kind, whatever kind is chosen.</param>
internal sealed record QuestionPageOf(IReadOnlyList<QuestionLine> Lines, Paging Paging, IReadOnlyList<(string Kind, long Count)> Kinds);

/// <summary>Finds questions (待核实事项) in the actor's reach.</summary>
internal sealed class FindQuestions
{
    private const int MostRows = 100_000;

    public async Task<QuestionPageOf> Handle(CountyDb db, Actor actor, QuestionFilter filter, int? page, int? size, CancellationToken ct)
    {
        var inArea = InArea(db, actor, filter);
        var kinds = await inArea.GroupBy(q => q.Kind).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct);
        var wanted = OfKind(inArea, filter);
        var paging = new Paging(page, size, await wanted.LongCountAsync(ct));
        return new QuestionPageOf(await Lines(db, actor, wanted, paging.Skip, paging.Size, ct), paging, [.. kinds.OrderByDescending(k => k.Count).ThenBy(k => k.Key, StringComparer.Ordinal).Select(k => (k.Key, k.Count))]);
    }

    public Task<List<QuestionLine>> All(CountyDb db, Actor actor, QuestionFilter filter, CancellationToken ct) => Lines(db, actor, OfKind(InArea(db, actor, filter), filter), 0, MostRows, ct);

    private static IQueryable<Question> InArea(CountyDb db, Actor actor, QuestionFilter filter) =>
        db.QuestionsFor(actor).AsNoTracking().Where(q => q.State == filter.State).InArea(filter.Area, q => q.VillageCode);

    private static IQueryable<Question> OfKind(IQueryable<Question> questions, QuestionFilter filter) => filter.Kind is { } kind ? questions.Where(q => q.Kind == kind) : questions;

    private static async Task<List<QuestionLine>> Lines(CountyDb db, Actor actor, IQueryable<Question> wanted, int skip, int take, CancellationToken ct)
    {
        var seen = Disclosure.For(actor);
        var found = await (from q in wanted.OrderBy(q => q.VillageCode).ThenBy(q => q.Kind).ThenBy(q => q.Id).Skip(skip).Take(take)
                           join p in db.Set<Person>() on q.PersonId equals (Guid?)p.Id into persons
                           from p in persons.DefaultIfEmpty()
                           join h in db.Set<Households.Household>() on q.HouseholdId equals (Guid?)h.Id into homes
                           from h in homes.DefaultIfEmpty()
                           join head in db.Set<Person>() on h.HeadPersonId equals (Guid?)head.Id into heads
                           from head in heads.DefaultIfEmpty()
                           orderby q.VillageCode, q.Kind, q.Id
                           select new { Question = q, Name = p != null ? p.Name : head != null ? head.Name : null, Number = h != null ? h.Number : null }).ToListAsync(ct);
        return found.ConvertAll(f => new QuestionLine(f.Question.Id, f.Question.Kind, f.Question.VillageCode, f.Name is null ? null : seen.NameOnList(f.Name), f.Number, f.Question.CreatedAt, f.Question.State, f.Question.Answer, f.Question.AnsweredAt, f.Question.DueOn));
    }
}
