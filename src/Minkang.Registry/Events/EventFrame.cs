using System.Text.Json;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Events;

/// <summary>What happened, as reported (变动内容). Which parts are filled depends on the kind.</summary>
/// <param name="On">The day: of death or departure, or the first day in the new household.</param>
/// <param name="PersonId">Who died, left or moved.</param>
/// <param name="HouseholdId">The household that is split or merged away.</param>
/// <param name="ToHouseholdId">The household that takes in.</param>
/// <param name="Persons">Who goes into the new household of a split.</param>
/// <param name="HeadId">Head of the new household.</param>
/// <param name="RemainingHeadId">New head of the household that the head leaves.</param>
/// <param name="Relation">Relation to the head in the household that takes in.</param>
/// <param name="Note">In a few words: where to, cause, document.</param>
internal sealed record EventRequest(
    EventKind Kind, DateOnly On, Guid? PersonId = null, Guid? HouseholdId = null, Guid? ToHouseholdId = null, IReadOnlyList<Guid>? Persons = null,
    Guid? HeadId = null, Guid? RemainingHeadId = null, string? Relation = null, string? Note = null);

/// <summary>Who records an event and when.</summary>
internal sealed record EventFrame(Actor Actor, DateTimeOffset Now, Vault Vault)
{
    private readonly RisingIds _ids = new(Now);

    /// <summary>A new id that sorts after those made before.</summary>
    public Guid NewId() => _ids.Next();

    public RegistryEvent Event(EventKind kind, DateOnly on, Guid? household, Guid? person, string? note = null) => new()
    {
        Id = NewId(), Kind = kind, HappenedOn = on, HouseholdId = household, PersonId = person, Detail = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
        Source = "entry", RecordedAt = Now, RecordedBy = Actor.UserId,
    };

    /// <summary>Opens the supplementary illness survey (补充调查) that a new or relapsed household or person calls for.</summary>
    public Question SurveyDue(Guid? household, Guid? person, string village) => new()
    {
        Id = NewId(), Kind = "survey_due", HouseholdId = household, PersonId = person, VillageCode = village,
        KeyHash = Vault.Chained(Purposes.ListKey, $"survey_due|{household}|{person}|{Now:yyyyMMdd}"),
    };

    public string? Seal(EventRequest request) => Vault.Seal(Purposes.Proposal, JsonSerializer.Serialize(request));

    public EventRequest Open(Proposal proposal) => JsonSerializer.Deserialize<EventRequest>(Vault.Open(Purposes.Proposal, proposal.PayloadSealed)!)!;
}
