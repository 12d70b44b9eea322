using System.Globalization;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Counter;

/// <summary>The offices' words for the codes of the counter (用语). Pages translate them.</summary>
internal static class CounterWords
{
    public static string Of(AdmissionState state) => state switch
    {
        AdmissionState.Open => T("未结清"),
        AdmissionState.Settled => T("已结算"),
        _ => T("已作废"),
    };

    public static string Of(EntryKind kind) => kind switch
    {
        EntryKind.Ordinary => T("结算"),
        EntryKind.Stage => T("分段结算"),
        EntryKind.Reversal => T("冲销"),
        _ => T("重新结算"),
    };

    public static string Of(ReversalState state) => state switch
    {
        ReversalState.Open => T("待第二人确认"),
        ReversalState.Confirmed => T("已冲销"),
        _ => T("已退回"),
    };

    public static readonly Problem NoHospital = new("benefits.counter.no-hospital", "", "您的岗位没有写明医院，请让管理员补上。");

    /// <summary>What an entry is now: one that was taken back is called so, whatever it was.</summary>
    public static string Of(StoredSettlement entry) => entry.ReversedBy is null ? Of(entry.Kind) : T("已冲销");

    public static StatusKind StatusOf(StoredSettlement entry) => entry switch
    {
        { Kind: EntryKind.Reversal } or { ReversedBy: not null } => StatusKind.Returned,
        { Provisional: true } => StatusKind.Urgent,
        _ => StatusKind.Done,
    };

    /// <summary>The word of a code in the language of the page; the code itself where the list does not know it.</summary>
    public static string Label(CodeList list, string code)
    {
        var entry = list.Find(code);
        return (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? entry?.English : null) ?? entry?.Name ?? code;
    }

    public static IReadOnlyList<Option> Options(CodeList list, params IReadOnlyCollection<string> only) =>
        [.. list.Entries.Where(e => only.Count == 0 || only.Contains(e.Code)).Select(e => new Option(e.Code, Label(list, e.Code)))];

    /// <summary>Yuan with two decimals, from fen; null stays null so that a grid says that it is missing.</summary>
    public static string? OfFen(long? fen) => fen is { } amount ? new Money(amount).ToString() : null;

    public static string Yuan(decimal yuan) => yuan.ToString("N2", CultureInfo.InvariantCulture);
}
