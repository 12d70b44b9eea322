using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Lists;

/// <summary>State of an import (导入状态).</summary>
internal enum ImportState
{
    /// <summary>已接收，待试运行</summary>
    Received,
    /// <summary>已试运行，待决定</summary>
    Tried,
    /// <summary>正在导入</summary>
    Running,
    /// <summary>已导入</summary>
    Done,
    /// <summary>已停止</summary>
    Cancelled,
    /// <summary>出错停止</summary>
    Failed,
    /// <summary>已放弃</summary>
    Dropped,
    /// <summary>已撤销</summary>
    Undone,
}

/// <summary>
/// One file handed in by a department (名单导入), from receipt to result. The six counts add up to the rows read; while a trial or a run is
/// under way they are those of the last one that finished.
/// </summary>
internal sealed class ListImport : Record, ISent
{
    public string ProfileId { get; set; } = "";
    public string Department { get; set; } = "";
    public Guid FileId { get; init; }
    public string FileName { get; init; } = "";
    public string FileSha256 { get; init; } = "";
    /// <summary>The day that the list speaks of (名单日期).</summary>
    public DateOnly? ListOn { get; set; }
    /// <summary>Which column means what, where a person adjusted it (JSON).</summary>
    public string? Mapping { get; set; }
    public ImportState State { get; set; }
    public Guid? JobId { get; set; }
    /// <summary>Short code of the area that the sender answers for; the import belongs there.</summary>
    public string AreaCode { get; set; } = "";
    /// <summary>Role of an office that hands in its own lists only; empty for the administration of the area.</summary>
    public string SentAs { get; set; } = "";
    /// <summary>Sealed JSON: what was recognised and the first rows (<see cref="ListSketch"/>), so that the page need not open the file.</summary>
    public string? SketchSealed { get; set; }
    public long ReadCount { get; set; }
    public long NewCount { get; set; }
    public long ChangedCount { get; set; }
    public long SameCount { get; set; }
    public long RejectedCount { get; set; }
    public long PersonCount { get; set; }
    public long SkippedCount { get; set; }
    /// <summary>Remarks on the file as a whole (JSON list of texts): totals that differ, unknown columns, people missing from a newer list.</summary>
    public string? Notes { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>Whether it may add, update or both.</summary>
    public ImportMode Mode { get; set; }
    /// <summary>Encoding that a person chose for a text file; null for the one that was found.</summary>
    public string? TextEncoding { get; set; }
    /// <summary>Separator that a person chose for a text file (<see cref="TextChoices"/>); null for the one that was found.</summary>
    public string? TextSeparator { get; set; }
    /// <summary>True when what it changed is on record, so that it can be undone.</summary>
    public bool KeepsChanges { get; set; }
    /// <summary>Why it is to be undone, sealed; null while nobody asked.</summary>
    public string? UndoReasonSealed { get; set; }
    public Guid? UndoAskedBy { get; set; }
    public string? UndoAskedName { get; set; }
    public DateTimeOffset? UndoAskedAt { get; set; }
    /// <summary>The second person, where the table of permissions wants one.</summary>
    public Guid? UndoAgreedBy { get; set; }
    public string? UndoAgreedName { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Nobody wants it undone any more.</summary>
    public void ForgetUndo() => (UndoReasonSealed, UndoAskedBy, UndoAskedName, UndoAskedAt, UndoAgreedBy, UndoAgreedName) = (null, null, null, null, null, null);
}

/// <summary>What became of a row (行的结果). Every row of a file ends in exactly one.</summary>
internal enum RowOutcome
{
    /// <summary>新增</summary>
    New,
    /// <summary>变更</summary>
    Changed,
    /// <summary>相同</summary>
    Same,
    /// <summary>退回</summary>
    Rejected,
    /// <summary>待人工</summary>
    NeedsPerson,
    /// <summary>跳过：表头、空行、合计、说明</summary>
    Skipped,
}

/// <summary>How a row relates to the register (与登记册的关系).</summary>
internal enum RowMatch
{
    /// <summary>不适用</summary>
    None,
    /// <summary>已对上</summary>
    Matched,
    /// <summary>不在册</summary>
    NotRegistered,
    /// <summary>拿不准</summary>
    Unsure,
}

/// <summary>The result of one row of an import.</summary>
internal sealed class ImportRow : ResultRow;

/// <summary>What a trial run says of a row (试运行的行). Takes the place of nothing: the rows of the run itself are <see cref="ImportRow"/>.</summary>
internal sealed class TrialRow : ResultRow
{
    public Guid Id { get; init; }
    /// <summary>Sealed JSON list of <see cref="Difference"/>: what would change for the person or household of the row.</summary>
    public string? DifferenceSealed { get; init; }
}

/// <summary>What became, or would become, of one row of the file.</summary>
internal abstract class ResultRow
{
    public Guid ImportId { get; init; }
    /// <summary>Sheet from 0.</summary>
    public int SheetNo { get; init; }
    /// <summary>Row as the spreadsheet shows it, from 1; in CSV the record number.</summary>
    public int RowNo { get; init; }
    public string Sheet { get; init; } = "";
    /// <summary>What kind of row it is: data, title, heading, total …</summary>
    public string Kind { get; init; } = "";
    public RowOutcome Outcome { get; init; }
    public RowMatch Match { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? HouseholdId { get; init; }
    /// <summary>JSON list of <see cref="RowNote"/>; no personal data.</summary>
    public string? Notes { get; init; }
}

/// <summary>A remark on a row or one of its cells (单元格提示).</summary>
/// <param name="Grade">How grave.</param>
/// <param name="Code">Stable code: <c>id_rounded</c>, <c>dup_row</c> …</param>
/// <param name="Column">Heading of the column, or empty for the row.</param>
/// <param name="Text">What is wrong and what to do, Chinese, no personal data.</param>
internal sealed record RowNote(NoteGrade Grade, string Code, string Column, string Text);

/// <summary>Grade of a remark (提示级别).</summary>
internal enum NoteGrade
{
    /// <summary>已规范写法</summary>
    Note,
    /// <summary>已接收，须核实</summary>
    Warning,
    /// <summary>该格未采用</summary>
    CellRefused,
    /// <summary>整行退回</summary>
    Error,
}

/// <summary>
/// A row of a department's list as it stands in the store (名单条目): who it speaks of, its contents sealed, since when, until when. A newer
/// list with other contents ends it and begins another.
/// </summary>
internal sealed class ListEntry
{
    public Guid Id { get; init; }
    public string ProfileId { get; init; } = "";
    public string SheetId { get; init; } = "";
    public string KeyHash { get; init; } = "";
    public string ContentHash { get; init; } = "";
    public string PayloadSealed { get; init; } = "";
    public RowMatch Match { get; set; }
    public Guid? PersonId { get; set; }
    public Guid? HouseholdId { get; set; }
    public string? VillageCode { get; set; }
    /// <summary>The institution of the row (hospital of a settlement), where the profile has one.</summary>
    public string? Party { get; init; }
    public DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
    public Guid ImportId { get; init; }
    public int RowNo { get; init; }
}
