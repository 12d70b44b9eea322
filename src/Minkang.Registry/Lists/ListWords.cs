using Microsoft.Extensions.Localization;
using Minkang.Platform.Jobs;
using Minkang.Platform.Regions;
using Minkang.Platform.Ui;
using Minkang.Registry.Facts;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Lists;

/// <summary>States, outcomes and differences in words (导入的用语), with their colours.</summary>
internal static class ListWords
{
    public static string State(ImportView view, IStringLocalizer L) => view.Busy
        ? view.Job!.State == JobState.Queued ? L["排队中"] : view.Job.Kind == UndoWorker.JobKind ? L["正在撤销"] : view.Import.State is ImportState.Received or ImportState.Tried ? L["正在试运行"] : L["正在导入"]
        : view.Import.State switch
        {
            ImportState.Received => L["待试运行"],
            ImportState.Tried => L["待决定"],
            ImportState.Running => L["中断，可继续"],
            ImportState.Done => NothingTaken(view) ? L["全部退回"] : L["已导入"],
            ImportState.Cancelled => L["已停止"],
            ImportState.Failed => L["出错停止"],
            ImportState.Undone => L["已撤销"],
            _ => L["已放弃"],
        };

    public static StatusKind Colour(ImportView view) => view.Busy ? StatusKind.Normal : view.Import.State switch
    {
        ImportState.Done => NothingTaken(view) ? StatusKind.Overdue : StatusKind.Done,
        ImportState.Tried or ImportState.Running or ImportState.Cancelled => StatusKind.Urgent,
        ImportState.Failed => StatusKind.Overdue,
        _ => StatusKind.Normal,
    };

    /// <summary>True when there were data rows to take and not one was.</summary>
    public static bool NothingTaken(ImportView view) => view.Taken is (0, > 0) && view.Import.RejectedCount > 0 && view.Import.PersonCount == 0;

    public static string Outcome(RowOutcome outcome, IStringLocalizer L) => outcome switch
    {
        RowOutcome.New => L["新增"],
        RowOutcome.Changed => L["变更"],
        RowOutcome.Same => L["相同"],
        RowOutcome.Rejected => L["退回"],
        RowOutcome.NeedsPerson => L["待人工"],
        _ => L["跳过"],
    };

    public static StatusKind Colour(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New or RowOutcome.Changed => StatusKind.Done,
        RowOutcome.Rejected => StatusKind.Returned,
        RowOutcome.NeedsPerson => StatusKind.Urgent,
        _ => StatusKind.Normal,
    };

    public static string Match(RowMatch match, IStringLocalizer L) => match switch
    {
        RowMatch.Matched => L["在册"],
        RowMatch.NotRegistered => L["不在册"],
        RowMatch.Unsure => L["拿不准"],
        _ => L["不适用"],
    };

    public static (string Word, StatusKind Kind) Grade(NoteGrade grade, IStringLocalizer L) => grade switch
    {
        NoteGrade.Note => (L["已规范"], StatusKind.Normal),
        NoteGrade.Warning => (L["须核实"], StatusKind.Urgent),
        NoteGrade.CellRefused => (L["该格未采用"], StatusKind.Urgent),
        _ => (L["退回原因"], StatusKind.Overdue),
    };

    /// <summary>Why a row holds no data.</summary>
    public static string Kind(string kind, IStringLocalizer L) => kind switch
    {
        "title" => L["标题行"],
        "heading" or "repeated_heading" => L["列名行"],
        "blank" => L["空行"],
        "subtotal" or "total" => L["合计行"],
        "note" => L["说明行"],
        "signature" => L["签字行"],
        "other_sheet" => L["别的工作表"],
        ReturnedRows.SkippedKind => L["上次已处理"],
        _ => L["数据行"],
    };

    /// <summary>A difference as label, old value and new value.</summary>
    public static (string Label, string? Old, string? New) Say(Difference difference, Labels labels, RegionTree tree, IStringLocalizer L)
    {
        if (difference.Field[0] == Differences.HeadingMark) return (difference.Field[1..], difference.Old, difference.New);
        string? Word(string? value) => value is null ? null : difference.Field switch
        {
            Differences.Sex => labels.Label(Labels.Sex, value),
            Differences.EthnicGroup => labels.Label(Labels.EthnicGroup, value),
            Differences.Relation => labels.Label(Labels.Relation, value),
            Differences.Village => value.Length == 0 ? null : tree.Path(value),
            Differences.Head => L["另一成员"],
            Differences.Name or Differences.Birth or Differences.Phone or Differences.IdNumber or Differences.Group => value,
            _ => string.Join('、', value.Split('、').Select(v => labels.Label(difference.Field, v))),
        };
        return (Label(difference.Field, labels, L), Word(difference.Old), Word(difference.New));
    }

    private static string Label(string field, Labels labels, IStringLocalizer L) => field switch
    {
        Differences.Name => L["姓名"],
        Differences.Sex => L["性别"],
        Differences.Birth => L["出生日期"],
        Differences.EthnicGroup => L["民族"],
        Differences.Relation => L["与户主关系"],
        Differences.Phone => L["联系电话"],
        Differences.IdNumber => L["身份证号"],
        Differences.Village => L["村"],
        Differences.Group => L["组"],
        Differences.Head => L["户主"],
        _ => labels.Label(Labels.Kind, field) ?? field,
    };
}
