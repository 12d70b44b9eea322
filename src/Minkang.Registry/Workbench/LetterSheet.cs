using System.Globalization;
using Minkang.Platform.Lists;
using Minkang.Registry.Comparisons;

namespace Minkang.Registry.Workbench;

/// <summary>The list that goes with a letter (函告清单): its columns, and how its rows are known again when it comes back. Read again, so Chinese in every language.</summary>
internal static class LetterSheet
{
    public const string Reference = "编号", Result = "核实结果", Corrected = "更正后的值", Remark = "说明";
    public const string True = "属实", Untrue = "不属实", Changed = "已更正";

    public static readonly IReadOnlyList<ExportColumn> Columns =
    [
        new("序号", 6), new(Reference, 14), new("差异种类", 24), new("乡镇和村", 24), new("姓名", 12), new("证件号码", 22), new("名单", 24), new("行", 8), new("写的", 20), new("另一名单", 24), new("另一行", 8), new("另一方写的", 20),
        new(Result, 14), new(Corrected, 20), new(Remark, 24),
    ];

    /// <summary>Place in the run and six digits of the id, so that a slip of the pen hits nobody else.</summary>
    public static string ReferenceOf(Finding finding) => string.Create(CultureInfo.InvariantCulture, $"{finding.Place:D5}-{finding.Id.ToString("N")[^6..]}");

    /// <summary>The answer's code: accepted, rejected, changed; null for what is none of the words.</summary>
    public static string? Answer(string written) => written switch
    {
        True or "是" or "同意" => "accepted",
        Untrue or "否" or "不同意" => "rejected",
        Changed or "更正" => "changed",
        _ => null,
    };
}
