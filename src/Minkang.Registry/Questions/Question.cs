using Minkang.Platform.Stores;

namespace Minkang.Registry.Questions;

/// <summary>State of a question (核实事项状态).</summary>
internal enum QuestionState { Open, Answered, Withdrawn }

/// <summary>
/// Something that only a person can decide or find out (待核实事项): a number that is missing, one person in two households, a dead person
/// still listed. It stays until it is answered; the same question is never asked twice.
/// </summary>
internal sealed class Question : Record
{
    /// <summary>Code of the kind: <c>id_missing</c>, <c>dup_household</c>, <c>death_listed</c> ….</summary>
    public string Kind { get; init; } = "";
    public Guid? PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    public string VillageCode { get; init; } = "";
    public Guid? ImportId { get; init; }
    public string? Sheet { get; init; }
    public int? RowNo { get; init; }
    /// <summary>Keyed hash of what makes the question one and the same.</summary>
    public string KeyHash { get; init; } = "";
    /// <summary>Sealed JSON: what the list says, what the register says.</summary>
    public string? DetailSealed { get; init; }
    public QuestionState State { get; set; }
    public string? Answer { get; set; }
    /// <summary>What the answer adds in words, sealed.</summary>
    public string? NoteSealed { get; set; }
    /// <summary>Until when it is to be answered; null when no day was set.</summary>
    public DateOnly? DueOn { get; init; }
    /// <summary>The discrepancy of a comparison that is to be verified; null for other questions.</summary>
    public Guid? FindingId { get; init; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public Guid? AnsweredBy { get; set; }
}
