namespace Minkang.Registry.Events;

/// <summary>What the forms of events hold, as it was typed.</summary>
internal sealed class EventInput
{
    public string Kind { get; set => field = value ?? ""; } = "";
    public string On { get; set => field = value ?? ""; } = "";
    /// <summary>Number of the household that takes in.</summary>
    public string ToHousehold { get; set => field = value ?? ""; } = "";
    public string Relation { get; set => field = value ?? ""; } = "";
    public string HeadId { get; set => field = value ?? ""; } = "";
    public string RemainingHeadId { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
    public string Reason { get; set => field = value ?? ""; } = "";
}
