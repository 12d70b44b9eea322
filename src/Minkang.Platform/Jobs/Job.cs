using Minkang.Platform.Stores;

namespace Minkang.Platform.Jobs;

/// <summary>State of a job (作业状态).</summary>
public enum JobState { Queued, Running, Done, Failed, Cancelled }

/// <summary>
/// Long work (作业) that can be watched, stopped and taken up again after a crash: imports, exports, comparisons. A running job shows signs
/// of life; one that has shown none for a while is taken up by whoever looks for work.
/// </summary>
public sealed class Job : Record
{
    /// <summary>Which worker does it: <c>import</c>, <c>export</c> …</summary>
    public string Kind { get; init; } = "";
    /// <summary>What people call it; no personal data.</summary>
    public string Title { get; init; } = "";
    public string CountyCode { get; init; } = "";
    /// <summary>Input as JSON; ids only.</summary>
    public string Argument { get; init; } = "{}";
    public JobState State { get; set; }
    public long Done { get; set; }
    public long Total { get; set; }
    /// <summary>What is being done now, or why it ended.</summary>
    public string Message { get; set; } = "";
    /// <summary>Outcome as JSON, when done.</summary>
    public string? Result { get; set; }
    public bool CancelRequested { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? AliveAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>True when nothing more will happen to it.</summary>
    public bool Ended => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}
