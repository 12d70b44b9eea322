namespace Minkang.Platform.Audit;

/// <summary>
/// One line of the audit trail (审计条目). Append-only; <see cref="Hash"/> is SHA-256 over the line and <see cref="PreviousHash"/>, so that a
/// changed, removed or inserted line breaks the chain from there on.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Position in the county's chain, from 1 without gaps.</summary>
    public long Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid ActorId { get; init; }
    public string ActorName { get; init; } = "";
    /// <summary>What was done: an action code such as <c>registry.open</c>, or <c>create</c>, <c>change</c>, <c>delete</c> with the table.</summary>
    public string Action { get; init; } = "";
    /// <summary>What kind of thing it was done to: <c>person</c>, <c>household</c>, <c>import</c> …; empty for none.</summary>
    public string SubjectKind { get; init; } = "";
    public Guid? SubjectId { get; init; }
    /// <summary>Why, where a reason was asked.</summary>
    public string? Purpose { get; init; }
    /// <summary>Sealed JSON with old and new values or other particulars.</summary>
    public string? DetailSealed { get; init; }
    public string PreviousHash { get; init; } = "";
    public string Hash { get; init; } = "";
}

/// <summary>The end of the chain (链尾): one row a store, locked while entries are added.</summary>
internal sealed class AuditHead
{
    public int Id { get; init; }
    public long LastSeq { get; set; }
    public string LastHash { get; set; } = "";
}
