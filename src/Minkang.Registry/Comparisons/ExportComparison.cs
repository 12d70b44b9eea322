using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Show = Minkang.Platform.Ui.Show;

namespace Minkang.Registry.Comparisons;

/// <summary>A run as a workbook (比对结果工作簿): summary, by village, discrepancies; as masked as the pages, and on record. With the filters of the list of discrepancies.</summary>
internal static class ExportComparison
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/compare/{id:guid}/export", Handle).WithMetadata(new NeedsActionAttribute(CompareReach.Action)).ExcludeFromDescription();

    private static async Task<IResult> Handle(Guid id, HttpContext http, CountyDb db, FindComparisons find, FindFindings findings, RegionCache regions, IStringLocalizer<Texts> L, CancellationToken ct)
    {
        var actor = db.Trail.Actor!;
        if (await find.One(db, actor, id, ct) is not { Run: { State: CompareState.Done } run }) return Results.NotFound();
        var filter = FindingFilter.Of(PageAddress.Of(http.Request));
        var (tree, report) = (await regions.Tree(ct), await ShowComparison.Handle(db, run, ct));
        var lines = await findings.All(db, actor, run, report.Lists, filter, ct);
        db.Trail.Record(actor, CompareReach.Action, "compare", id, detail: new { exported = lines.Count, filter = http.Request.QueryString.Value });
        await db.SaveChangesAsync(ct);
        var workbook = new MemoryStream();
        ListExport.WriteXlsx(workbook, [Summary(run, report, L), Villages(run, report, tree, L), Lines(run, report, lines, tree, L)], ct);
        workbook.Position = 0;
        return Results.File(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "comparison.xlsx");
    }

    private static (ExportLayout, IEnumerable<IReadOnlyList<object?>>) Summary(CompareRun run, CompareReport report, IStringLocalizer L)
    {
        var layout = new ExportLayout(L["汇总"], [new(L["种类"], 32), new(L["轻重"]), new(L["由谁处理"]), new(L["差异（处）"]), new(L["新出现"]), new(L["仍存在"]), new(L["已消失"]), new(L["待处理"])])
        {
            Title = run.Title, FillInLine = L["{0} 行，差异 {1} 处，待处理 {2} 处；操作人 {3}，{4}", run.RowCount, report.Findings, report.Open, run.OperatorName, Show.Moment(run.StartedAt!.Value)],
            Footer = [.. report.Lists.Select(l => (string)L["名单：{0}（{1}）{2} 行，其中 {3} 行另有一行是同一人", l.Title, l.FileName, l.RowCount, l.MatchedCount]), L["规则指纹 {0}，结果指纹 {1}", run.RulesHash, run.ResultHash!]],
        };
        return (layout, report.Kinds.Select(k => (IReadOnlyList<object?>)
            [CompareWords.Title(k.Rule), CompareWords.Gravity(k.Rule.Gravity, L), CompareWords.Office(k.Rule.Owner, L), k.Count, report.Previous is null ? null : k.New, report.Previous is null ? null : k.Count - k.New, report.Previous is null ? null : k.Gone, k.Open]));
    }

    private static (ExportLayout, IEnumerable<IReadOnlyList<object?>>) Villages(CompareRun run, CompareReport report, RegionTree tree, IStringLocalizer L)
    {
        var kinds = report.Kinds.Where(k => k.Count > 0).ToList();
        var layout = new ExportLayout(L["按村"], [new(L["乡镇"], 16), new(L["村"], 16), .. kinds.Select(k => new ExportColumn(CompareWords.Title(k.Rule))), new(L["合计"])]) { Title = run.Title };
        var villages = report.ByArea(tree, [.. tree.Within(run.AreaCode, RegionLevel.Village).Select(v => v.Code)], run.AreaCode).OrderBy(a => a.Code.Length == 0).ThenBy(a => a.Code, StringComparer.Ordinal);
        return (layout, villages.Select(v => (IReadOnlyList<object?>)[v.Code.Length < 9 ? "" : tree.NameOf(v.Code[..9]), v.Code.Length == 0 ? (string)L["村名认不出"] : v.Name, .. kinds.Select(k => (object?)v.ByKind.GetValueOrDefault(k.Rule.Code)), v.Count]));
    }

    private static (ExportLayout, IEnumerable<IReadOnlyList<object?>>) Lines(CompareRun run, CompareReport report, IReadOnlyList<FindingLine> lines, RegionTree tree, IStringLocalizer L)
    {
        var rules = report.Kinds.ToDictionary(k => k.Rule.Code, k => k.Rule, StringComparer.Ordinal);
        var layout = new ExportLayout(L["差异"],
        [
            new(L["序号"], 8), new(L["种类"], 24), new(L["轻重"]), new(L["由谁处理"]), new(L["姓名"]), new(L["证件号码"], 22), new(L["乡镇"]), new(L["村"]), new(L["项目"], 16), new(L["名单"], 24), new(L["行"], 8), new(L["说法"], 24),
            new(L["另一名单"], 24), new(L["另一行"], 8), new(L["另一说法"], 24), new(L["情况"]), new(L["与上次比"]),
        ])
        {
            Title = run.Title,
        };
        return (layout, lines.Select(l => (IReadOnlyList<object?>)
        [
            l.Finding.Place, CompareWords.Title(rules[l.Finding.Code]), CompareWords.Gravity(l.Finding.Gravity, L), CompareWords.Office(l.Finding.Owner, L), l.Name, l.IdMasked, l.Finding.VillageCode.Length < 9 ? null : tree.NameOf(l.Finding.VillageCode[..9]),
            l.Finding.VillageCode.Length < 12 ? null : tree.NameOf(l.Finding.VillageCode), l.Field, l.List.Title, l.Finding.RowNo, l.Value, l.OtherList?.Title, l.Finding.OtherRowNo, l.OtherValue, CompareWords.State(l.Finding.State, L),
            l.Carried ? L["上次已核实"].Value : report.Previous is null ? null : l.Finding.IsNew ? L["新出现"].Value : L["仍存在"].Value,
        ]));
    }
}
