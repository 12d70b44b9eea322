using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Contracts;

/// <summary>A person for whom something is to be done, with place (办理对象).</summary>
/// <param name="VillageCode">Twelve digits; the task is that village's.</param>
public sealed record TaskPerson(Guid PersonId, Guid? HouseholdId, string VillageCode);

/// <summary>
/// Opens one task per person on the villages' and townships' work list (开办理事项). The same task is never opened twice, whether it is still open or done.
/// </summary>
public sealed class OpenTasks
{
    /// <summary>补充调查: the supplementary illness survey of somebody who came to the register, or fell back into poverty.</summary>
    public const string SurveyDue = "survey_due";

    private const int Chunk = 400;
    private readonly Vault _vault;
    private readonly TimeProvider _clock;

    internal OpenTasks(Vault vault, TimeProvider clock) => (_vault, _clock) = (vault, clock);

    /// <summary>Opens the tasks and saves them; returns how many are new.</summary>
    /// <param name="kind">Code of the kind of task; its word is in the labels of the register.</param>
    /// <param name="about">What makes the task one and the same, such as the id of a list. No personal data.</param>
    /// <param name="stated">What is shown beside the person; sealed at rest.</param>
    public async Task<int> Open(CountyDb db, Actor actor, string kind, string about, string stated, IReadOnlyCollection<TaskPerson> persons, CancellationToken ct)
    {
        var wanted = persons.DistinctBy(p => p.PersonId).ToDictionary(p => _vault.Hash(Purposes.ListKey, $"{kind}|{about}|{p.PersonId}")!, StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var keys in wanted.Keys.Chunk(Chunk)) known.UnionWith(await db.Set<Question>().Where(q => keys.Contains(q.KeyHash)).Select(q => q.KeyHash).ToListAsync(ct));
        var detail = JsonSerializer.Serialize(new { stated });
        foreach (var (key, person) in wanted.Where(w => !known.Contains(w.Key)))
        {
            db.Add(new Question
            {
                Id = Guid.CreateVersion7(_clock.GetUtcNow()), Kind = kind, PersonId = person.PersonId, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode, KeyHash = key,
                DetailSealed = _vault.Seal(Purposes.ListEntry, detail),
            });
            db.Trail.Record(actor, "registry.task", "person", person.PersonId, detail: new { kind, about });
        }
        await db.SaveChangesAsync(ct);
        return wanted.Count - known.Count;
    }

    /// <summary>Closes the person's open tasks of a kind, since what they ask for was done; saved with the caller's unit of work.</summary>
    public async Task Done(CountyDb db, Actor actor, string kind, Guid personId, CancellationToken ct)
    {
        foreach (var task in await db.Set<Question>().Where(q => q.PersonId == personId && q.Kind == kind && q.State == QuestionState.Open).ToListAsync(ct))
            (task.State, task.Answer, task.AnsweredAt, task.AnsweredBy) = (QuestionState.Answered, QuestionAnswers.Confirmed, _clock.GetUtcNow(), actor.UserId);
    }
}
