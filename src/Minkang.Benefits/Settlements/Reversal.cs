using Minkang.Platform.Stores;

namespace Minkang.Benefits.Settlements;

/// <summary>State of a request to take a settlement back (冲销申请状态).</summary>
internal enum ReversalState
{
    /// <summary>待第二人确认</summary>
    Open,
    /// <summary>已冲销</summary>
    Confirmed,
    /// <summary>已退回</summary>
    Refused,
}

/// <summary>A request to take a settlement back (冲销申请): one asks with a reason, another decides.</summary>
internal sealed class Reversal : Record
{
    public Guid SettlementId { get; init; }
    public Guid PersonId { get; init; }
    public string VillageCode { get; init; } = "";
    public string Hospital { get; init; } = "";
    public string ReasonSealed { get; init; } = "";
    public string AskedByName { get; init; } = "";
    public ReversalState State { get; set; }
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecisionNote { get; set; }
}
