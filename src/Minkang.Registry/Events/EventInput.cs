namespace Minkang.Registry.Events;

/// <summary>What the forms of events hold, as it was typed.</summary>
internal sealed class EventInput
{
    public string Kind { get; set; } = "";
    public string On { get; set; } = "";
    /// <summary>Number of the household that takes in.</summary>
    public string ToHousehold { get; set; } = "";
    public string Relation { get; set; } = "";
    public string HeadId { get; set; } = "";
    public string RemainingHeadId { get; set; } = "";
    public string Note { get; set; } = "";
    public string Reason { get; set; } = "";
}
