using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Minkang.Benefits.Packs;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Counter;

/// <summary>The list of settlements as a workbook (结算单导出): as masked as the page, with its sums, and on record. Official, so Chinese in any language.</summary>
internal static class SettlementExport
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/benefits/settlements/export", Handle).WithMetadata(new NeedsActionAttribute(SettlementFilter.Action)).ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, CountyDb db, PackVocabulary words, RegionCache regions, ExportLimit limit, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        var address = PageAddress.Of(http.Request);
        var entries = SettlementFilter.Of(address).Apply(db, actor);
        var sums = await SettlementFilter.Sums(entries, ct);
        if (sums.Count > limit.Rows) return Results.LocalRedirect(address.At("/benefits/settlements").ToString());
        var rows = await SettlementFilter.Rows(db, actor, entries.OrderBy(s => s.SettledOn).ThenBy(s => s.Number), ct);
        var layout = new ExportLayout("结算单", [new("序号", 7), new("单号", 14), new("姓名", 12), new("村", 24), new("医疗机构", 24), new("就诊类别", 12), new("入院日期", 12), new("出院日期", 12), new("结算日期", 12),
            new("总费用", 14), new("政策范围内", 14), new("各方支付", 14), new("个人负担", 14), new("情况", 12), new("备注", 12)])
        {
            Title = $"{tree.NameOf(db.CountyCode)}医疗费用结算单明细", FillInLine = $"单位：元        共 {sums.Count} 张        截至日期：{Show.Day(calendar.Today)}",
            Sums = ["合计", null, null, null, null, null, null, null, null, sums.Total.Yuan, null, sums.Paid.Yuan, sums.Self.Yuan, null, null], Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, SettlementFilter.Action, "导出结算单", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, r.Entry.Number, r.Name, tree.Path(r.Entry.VillageCode), r.Entry.Hospital, words.Kinds.Find(r.Entry.EncounterKind)?.Name,
            Show.Day(r.Entry.AdmittedOn), Show.Day(r.Entry.DischargedOn), Show.Day(r.Entry.SettledOn), r.Entry.Total.Yuan, r.Entry.InScopeFen / 100m, r.Entry.Paid.Yuan, r.Entry.Self.Yuan,
            r.Entry.ReversedBy is null ? CounterWords.Of(r.Entry.Kind) : "已冲销", r.Entry.ByHand ? "手工补录" : ""])], "settlements.xlsx", ct);
    }
}
