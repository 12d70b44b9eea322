using System.Text.Json;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Adoption;

/// <summary>State of an adoption (采用状态).</summary>
internal enum AdoptionState
{
    /// <summary>待第二人确认</summary>
    Proposed,
    /// <summary>已采用</summary>
    Adopted,
    /// <summary>已退回</summary>
    Refused,
    /// <summary>已撤回</summary>
    Withdrawn,
}

/// <summary>
/// A policy pack as a county adopted it (政策包采用): the texts it was made from are kept with it, so that what was settled can be settled again whatever the
/// catalogue says by then. Proposed by one, decided by another; two adopted periods never overlap.
/// </summary>
internal sealed class PackAdoption : Record, IAudited, IEnds
{
    static string IAudited.SubjectKind => "adoption";
    Guid IAudited.SubjectId => Id;

    /// <summary>Id of the pack, for example <c>gaotai.2016</c>.</summary>
    public string PackId { get; init; } = "";
    public string Name { get; init; } = "";
    /// <summary>The pack's own file.</summary>
    public string Text { get; init; } = "";
    /// <summary>Files that it extends, by id, as JSON; <c>{}</c> for none.</summary>
    public string Extended { get; init; } = "{}";
    /// <summary>Values that the county entered where the source is blank, by name, as JSON (填入的数值).</summary>
    public string Given { get; init; } = "{}";
    /// <summary>SHA-256 of the texts and values, as the loader computes it.</summary>
    public string Hash { get; init; } = "";
    /// <summary>First day on which bills are settled by it, by the day that the pack goes by.</summary>
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer holds; null while it holds.</summary>
    public DateOnly? UntilOn { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public AdoptionState State { get; set; }
    public string ProposedByName { get; init; } = "";
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>Why it was sent back, or a remark on adopting it.</summary>
    public string? Note { get; set; }
    /// <summary>First day on which it shall no longer hold, while somebody has asked to end it without another pack to follow (申请终止).</summary>
    public DateOnly? EndAskedOn { get; set; }
    public Guid? EndAskedBy { get; set; }
    public string? EndAskedByName { get; set; }
    public string? EndReason { get; set; }

    /// <summary>The days on which bills are settled by it, once adopted.</summary>
    public Period Holds => new(FromOn, UntilOn);

    public IReadOnlyDictionary<string, string> GivenValues => JsonSerializer.Deserialize<Dictionary<string, string>>(Given)!;

    /// <summary>The texts as they were adopted.</summary>
    public PackText Texts => new(PackId, Text, JsonSerializer.Deserialize<Dictionary<string, string>>(Extended)!);
}
