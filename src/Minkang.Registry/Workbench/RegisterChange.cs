using System.Text.Json;
using System.Text.Json.Serialization;
using Minkang.Platform.Security;

namespace Minkang.Registry.Workbench;

/// <summary>What changed with a decision, as far as undoing it needs to know (随结论改动的内容). Only the parts of its effect are filled; sealed at rest.</summary>
internal sealed record RegisterChange(Effect Effect)
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public Guid? PersonId { get; init; }
    /// <summary>Day and reason that were written to the person.</summary>
    public DateOnly? EndedOn { get; init; }
    public string? EndReason { get; init; }
    public Guid? MembershipId { get; init; }
    public DateOnly? MembershipUntil { get; init; }
    /// <summary>The household that ended with its last member.</summary>
    public Guid? EndedHousehold { get; init; }
    /// <summary>True when somebody else became head with it.</summary>
    public bool HeadChanged { get; init; }
    /// <summary>State and statement of the number before, and the hash of the one that was entered.</summary>
    public string? IdStateBefore { get; init; }
    public string? IdStatedBefore { get; init; }
    public string? IdHash { get; init; }
    /// <summary>Questions that were closed because the number was found.</summary>
    public IReadOnlyList<Guid>? ClosedQuestions { get; init; }
    public Guid? ProposalId { get; init; }
    /// <summary>What a visit or another office answered: the code, the corrected value, what was added in words.</summary>
    public string? Answer { get; init; }
    public string? AnswerValue { get; init; }
    public string? AnswerNote { get; init; }

    /// <summary>True when the register itself is as before.</summary>
    [JsonIgnore]
    public bool LeavesRegister => PersonId is null && ProposalId is null;

    public string? Seal(Vault vault) => vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(this, Json));

    public static RegisterChange? Open(string? sealedText, Vault vault) => vault.Open(Purposes.ListEntry, sealedText) is { Length: > 0 } text ? JsonSerializer.Deserialize<RegisterChange>(text, Json) : null;
}
