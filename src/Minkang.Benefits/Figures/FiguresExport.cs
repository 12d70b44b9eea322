using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Packs;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Figures;

/// <summary>The figures as workbooks (结算统计导出), on record; the list of persons as masked as the page. Official, so Chinese in any language.</summary>
internal static class FiguresExport
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/benefits/figures/export", Table).WithMetadata(new NeedsActionAttribute(SettlementFilter.Action)).ExcludeFromDescription();
        endpoints.MapGet("/benefits/figures/persons/export", Persons).WithMetadata(new NeedsActionAttribute(SettlementFilter.Action)).ExcludeFromDescription();
    }

    private static async Task<IResult> Table(HttpContext http, CountyDb db, CountSettlements figures, PackVocabulary words, RegionCache regions, CancellationToken ct)
    {
        var (actor, address) = (db.Trail.Actor!, PageAddress.Of(http.Request));
        if (await figures.Years(actor, ct) is not { Count: > 0 } years) return Results.LocalRedirect(CountSettlements.Page);
        var filter = FigureFilter.Of(address, years);
        var (hospitals, payers, sums) = (await figures.Hospitals(actor, filter, ct), await figures.Payers(actor, filter, ct), await figures.Sums(actor, filter, ct));
        var layout = new ExportLayout("结算统计", [new("项目", 10), new("名称", 26), .. Enumerable.Range(1, 12).Select(m => new ExportColumn($"{m}月", 8)), new("合计人次", 12), new("人数", 10), new("支付（元）", 16)])
        {
            Title = $"{(await regions.Tree(ct)).NameOf(filter.Area?.Short ?? db.CountyCode)}{filter.Year}年医疗费用结算统计", FillInLine = $"总费用 {sums.Total} 元，各方支付 {sums.Paid} 元，个人负担 {sums.Self} 元", Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, SettlementFilter.Action, "导出结算统计", layout, [.. hospitals.Select(h => (IReadOnlyList<object?>)["医疗机构", h.Hospital, .. h.Months.Cast<object?>(), h.All, null, null]),
            ["合计", null, .. Enumerable.Range(0, 12).Select(m => (object?)hospitals.Sum(h => h.Months[m])), sums.Count, null, null],
            .. payers.Select(p => (IReadOnlyList<object?>)["支付方", words.Payers.Find(p.Payer)?.Name ?? p.Payer, .. new object?[12], p.Times, p.Persons, p.Paid.Yuan])], layout.Title + ".xlsx", ct);
    }

    private static async Task<IResult> Persons(HttpContext http, CountyDb db, CountSettlements figures, PackVocabulary words, RegionCache regions, ExportLimit limit, CancellationToken ct)
    {
        var (actor, address) = (db.Trail.Actor!, PageAddress.Of(http.Request));
        if (await figures.Years(actor, ct) is not { Count: > 0 } years) return Results.LocalRedirect(CountSettlements.Page);
        var (filter, tree) = (FigureFilter.Of(address, years), await regions.Tree(ct));
        var care = address["care"] is { } asked && CountSettlements.Cares.Contains(asked) ? asked : CountSettlements.Cares[0];
        var persons = await CountSettlements.Ordered(figures.Above(actor, filter, care)).Take(limit.Rows + 1).ToListAsync(ct);
        if (persons.Count > limit.Rows) return Results.LocalRedirect(address.At("/benefits/figures/persons").ToString());
        var layout = new ExportLayout("个人负担名单", [new("序号", 7), new("姓名", 12), new("村", 26), new("人次", 8), new("总费用（元）", 14), new("个人负担（元）", 14), new("占比", 10)])
        {
            Title = $"{tree.NameOf(filter.Area?.Short ?? db.CountyCode)}{filter.Year}年{words.Kinds.Find(care)?.Name}个人负担超过{filter.Limit}%名单", FillInLine = $"共 {persons.Count} 人", Footer = [ExportLayout.Signatures],
        };
        var rows = await CareRow.Of(db, actor, tree, persons, ct);
        return await SendWorkbook.Recorded(http.Request, db, SettlementFilter.Action, "导出个人负担名单", layout, rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, r.Name, r.Village, r.Care.Times, r.Care.TotalFen / 100m, r.Care.SelfFen / 100m, Show.Percent(r.Care.Share)]), layout.Title + ".xlsx", ct);
    }
}
