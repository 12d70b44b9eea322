using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.WhatIf;

/// <summary>The figures of a trial as a workbook (测算结果导出), no person among them. Official, so Chinese in any language.</summary>
internal static class ExportWhatIf
{
    public static async Task<IResult> Figures(Guid id, CountyDb db, PackVocabulary words, RegionCache regions, CancellationToken ct)
    {
        var run = await db.Set<WhatIfRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Result != null, ct);
        if (run is null) return Results.NotFound();
        var result = JsonSerializer.Deserialize<WhatIfFigures>(run.Result!)!.Result;
        var tree = await regions.Tree(ct);
        var layout = new ExportLayout("测算结果", [new("项目", 18), new("名称", 26), new("人数", 10), new("原政策（元）", 18), new("新政策（元）", 18), new("增减（元）", 18), new("负担减轻（人）", 14), new("负担加重（人）", 14), new("原超10%（人）", 14), new("新超10%（人）", 14)])
        {
            Title = $"{run.Year} 年政策测算", FillInLine = $"原政策：{run.BeforeTitle}        新政策：{run.AfterTitle}        单据：{(run.SourceName.Length == 0 ? "本县已结算的单据" : run.SourceName)}",
            Footer = [$"单据 {result.Bills} 张，两种政策都能结算的 {result.Settled} 张；金额只含这些单据。"],
        };
        return SendWorkbook.Of(layout, Rows(result, words, tree), $"{run.Year}年政策测算.xlsx", ct);
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(ReplayResult result, PackVocabulary words, RegionTree tree)
    {
        foreach (var payer in result.Payers) yield return ["支付方", payer.Name, null, new Money(payer.Before), new Money(payer.After), new Money(payer.After - payer.Before)];
        yield return ["个人负担", "合计", result.Persons, new Money(result.SelfBefore), new Money(result.SelfAfter), new Money(result.SelfAfter - result.SelfBefore), result.Better, result.Worse, result.AboveBefore, result.AboveAfter];
        foreach (var group in result.Categories) yield return Group("人员类别", words.Categories.Find(group.Code)?.Name ?? group.Code, group);
        foreach (var group in result.Areas) yield return Group("乡镇", group.Code.Length == 0 ? "未写明" : tree.NameOf(group.Code) is { Length: > 0 } name ? name : group.Code, group);
        foreach (var bracket in result.Amounts) yield return ["全年个人负担", bracket.Until is { } until ? $"{bracket.From / 100}–{until / 100} 元" : $"{bracket.From / 100} 元以上", null, null, null, null, null, null, bracket.Before, bracket.After];
        foreach (var bracket in result.Shares) yield return ["个人负担占比", WhatIfWords.Shares(bracket), null, null, null, null, null, null, bracket.Before, bracket.After];
    }

    private static object?[] Group(string kind, string name, GroupTotal group) =>
        [kind, name, group.Persons, new Money(group.Before), new Money(group.After), new Money(group.After - group.Before), group.Better, group.Worse, group.AboveBefore, group.AboveAfter];
}
