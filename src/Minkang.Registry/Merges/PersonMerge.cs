using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Merges;

/// <summary>Where a merge stands (合并状态).</summary>
internal enum MergeState
{
    /// <summary>等第二人同意</summary>
    Asked,
    /// <summary>已合并</summary>
    Merged,
    /// <summary>未同意或撤回</summary>
    Refused,
    /// <summary>已撤销</summary>
    Undone,
}

/// <summary>
/// The decision that two records are one person (档案合并): who, when, why, field by field which value was taken with both values, and the same for its undoing.
/// Never deleted.
/// </summary>
internal sealed class PersonMerge : Record, IAudited
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => KeptId;

    public Guid KeptId { get; init; }
    public Guid GoneId { get; init; }
    /// <summary>Village of the kept record.</summary>
    public string VillageCode { get; init; } = "";
    public string GoneVillageCode { get; init; } = "";
    public MergeState State { get; set; }
    public string ReasonSealed { get; init; } = "";
    /// <summary>A sealed <see cref="MergeChoice"/>.</summary>
    public string ChoiceSealed { get; init; } = "";
    /// <summary>The discrepancy of a comparison from which the merge was begun; null when it was begun elsewhere.</summary>
    public Guid? FindingId { get; init; }
    /// <summary>The decision by which that discrepancy was settled; null when there is none.</summary>
    public Guid? DecisionId { get; set; }
    public string AskedByName { get; init; } = "";
    /// <summary>Who carried it out: whoever asked, or the second person. Also who refused.</summary>
    public Guid? MergedBy { get; set; }
    public string? MergedByName { get; set; }
    public DateTimeOffset? MergedAt { get; set; }
    public string? UndoReasonSealed { get; set; }
    /// <summary>Sealed list of the later records that go to the record that comes back (<see cref="LaterRecord"/>).</summary>
    public string? UndoChoiceSealed { get; set; }
    public Guid? UndoAskedBy { get; set; }
    public string? UndoAskedByName { get; set; }
    public DateTimeOffset? UndoAskedAt { get; set; }
    public Guid? UndoneBy { get; set; }
    public string? UndoneByName { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
    /// <summary>Sealed list of what the undoing left as it was, since somebody had changed it (<see cref="LeftValue"/>).</summary>
    public string? LeftSealed { get; set; }

    public void ForgetUndo() => (UndoReasonSealed, UndoChoiceSealed, UndoAskedBy, UndoAskedByName, UndoAskedAt) = (null, null, null, null, null);
}

/// <summary>One field with both values as they were and which one was taken (逐项取值).</summary>
/// <param name="Key">A field of <see cref="MergeFields"/> or the key of a twin.</param>
internal sealed record FieldChoice(string Key, string? Kept, string? Gone, bool TookGone);

/// <summary>What was chosen, and the versions of the records that were looked at.</summary>
internal sealed record MergeChoice(int KeptVersion, int GoneVersion, IReadOnlyList<FieldChoice> Fields);

/// <summary>A record made for the kept person after the merge (合并以后的新记录).</summary>
internal sealed record LaterRecord(string Table, Guid Id);

/// <summary>A value that somebody changed after the merge, so that undoing left it (撤销时没有还原的内容).</summary>
internal sealed record LeftValue(string Table, string Property);

/// <summary>What a merge changed in one record (合并改动): the fields with their values before and after, in the order of the steps; no field for a record that the merge itself added.</summary>
internal sealed class MergeChange
{
    public Guid Id { get; init; }
    public Guid MergeId { get; init; }
    /// <summary>From 1; undoing goes backwards.</summary>
    public int Step { get; init; }
    public string RecordKind { get; init; } = "";
    public Guid RecordId { get; init; }
    public string ValuesSealed { get; init; } = "";
}

/// <summary>A name and number under which a person was on record before (曾用姓名和号码): search, lists and comparisons find the person by it.</summary>
internal sealed class PersonAlias : Record
{
    public Guid PersonId { get; init; }
    public Guid MergeId { get; init; }
    public string Name { get; init; } = "";
    public string NameKey { get; init; } = "";
    public string Pinyin { get; init; } = "";
    public string? IdSealed { get; init; }
    public string? IdHash { get; init; }
    public string? IdTailHash { get; init; }
}
