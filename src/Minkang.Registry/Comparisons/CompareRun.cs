using Minkang.Platform.Stores;
using Minkang.Registry.Compare;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Comparisons;

/// <summary>State of a comparison run (比对状态).</summary>
internal enum CompareState
{
    /// <summary>等待比对</summary>
    Queued,
    /// <summary>正在比对</summary>
    Running,
    /// <summary>已完成</summary>
    Done,
    /// <summary>已停止</summary>
    Cancelled,
    /// <summary>出错停止</summary>
    Failed,
}

/// <summary>
/// One comparison of lists (比对): what went in, by which rules, who ran it and when, and what came out. The lists are kept as files, the
/// register as it stood on the day among them, so that the result can be worked out again.
/// </summary>
internal sealed class CompareRun : Record, ISent
{
    public string Title { get; set; } = "";
    /// <summary>Short code of the area that the operator answers for; the run belongs there.</summary>
    public string AreaCode { get; init; } = "";
    /// <summary>Role of an office that compares its own list; empty for the administration of an area.</summary>
    public string SentAs { get; init; } = "";
    public string OperatorName { get; init; } = "";
    /// <summary>The day as of which the register takes part; null when it does not.</summary>
    public DateOnly? RegisterOn { get; init; }
    /// <summary>True for the run whose figures are reported (定稿); it begins only when the survey is complete or what is missing was acknowledged.</summary>
    public bool IsFinal { get; init; }
    public CompareState State { get; set; }
    public Guid? JobId { get; set; }
    /// <summary>The last finished run of the same area before this one, for the trend.</summary>
    public Guid? PreviousId { get; set; }
    /// <summary>SHA-256 of the rules as they were applied, lower-case hex; empty until it ran.</summary>
    public string RulesHash { get; set; } = "";
    /// <summary>The rules as they were applied (JSON).</summary>
    public string? RulesUsed { get; set; }
    /// <summary>SHA-256 of both result tables, lower-case hex: the same lists and rules give the same.</summary>
    public string? ResultHash { get; set; }
    /// <summary>Who was not surveyed when the final run began, acknowledged by name; sealed. Null when the survey was complete or is none of this run's business.</summary>
    public string? ShortfallSealed { get; set; }
    public long RowCount { get; set; }
    /// <summary>Persons with rows in several places.</summary>
    public long PersonCount { get; set; }
    public long AloneCount { get; set; }
    public long UnsureCount { get; set; }
    public long FindingCount { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>When it was last worked out again from what was kept; null when never.</summary>
    public DateTimeOffset? CheckedAt { get; set; }
    /// <summary>Whether that gave the same result, and the store still holds it.</summary>
    public bool? CheckPassed { get; set; }
}

/// <summary>Where an input of a run comes from (名单来源).</summary>
internal enum InputSource
{
    /// <summary>为这次比对上传</summary>
    Uploaded,
    /// <summary>已导入的名单</summary>
    Imported,
    /// <summary>登记册</summary>
    Register,
}

/// <summary>A file that takes part in a run, kept unchanged.</summary>
internal sealed class CompareInput
{
    public Guid RunId { get; init; }
    public int Seq { get; init; }
    public InputSource Source { get; init; }
    public Guid FileId { get; init; }
    public string FileName { get; init; } = "";
    public string FileSha256 { get; init; } = "";
    public Guid? ImportId { get; init; }
    /// <summary>How the file is to be read (<see cref="InputReading"/>, JSON), so that it is read alike later; null for the register.</summary>
    public string? Reading { get; init; }
    /// <summary>The day that the list speaks of, as the import has it; null for what the list states.</summary>
    public DateOnly? ListOn { get; init; }
}

/// <summary>One sheet of a run (参与比对的名单), numbered from 0 in the order of the result.</summary>
internal sealed class RunList
{
    public Guid RunId { get; init; }
    public int ListNo { get; init; }
    public string FileName { get; init; } = "";
    public string Sheet { get; init; } = "";
    public string Title { get; init; } = "";
    public ListKind Kind { get; init; }
    public DateOnly? ListOn { get; init; }
    public int RowCount { get; init; }
    /// <summary>Rows that were put to a person beside another row.</summary>
    public int MatchedCount { get; init; }
}

/// <summary>One row of a run with what became of it (行的结果); each row has exactly one.</summary>
internal sealed class RunRow
{
    public Guid Id { get; init; }
    public Guid RunId { get; init; }
    public int ListNo { get; init; }
    /// <summary>Row as the spreadsheet shows it, from 1; in CSV the record number.</summary>
    public int RowNo { get; init; }
    public RowDecision Decision { get; init; }
    /// <summary>From 0 to 1.</summary>
    public double Score { get; init; }
    /// <summary>Equal for rows held to be one person; 0 for a row that stands alone.</summary>
    public int PersonKey { get; init; }
    /// <summary>The person of the register, when the row was put to one.</summary>
    public Guid? PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>Twelve digits: the village that the row names, else the person's; empty when the county knows neither.</summary>
    public string VillageCode { get; init; } = "";
    /// <summary>Sealed JSON: the cells of the row by field, for showing rows side by side.</summary>
    public string ContentSealed { get; init; } = "";
}
