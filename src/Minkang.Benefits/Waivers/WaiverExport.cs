using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Packs;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Waivers;

/// <summary>The tables of waivers as workbooks (减免导出), as masked as the pages, and on record. Official, so Chinese in any language.</summary>
internal static class WaiverExport
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/benefits/waivers/export", Sums).WithMetadata(new NeedsActionAttribute(WaiverLines.See), new NeedsActionAttribute(WaiverLines.Figures)).ExcludeFromDescription();
        endpoints.MapGet("/benefits/waivers/persons/export", Persons).WithMetadata(new NeedsActionAttribute(WaiverLines.See)).ExcludeFromDescription();
    }

    /// <summary>The lines with the names of their people as the actor may read them; empty for a month's sum.</summary>
    public static async Task<List<(WaiverLine Line, string Name)>> Named(CountyDb db, Actor actor, IReadOnlyList<WaiverLine> lines, CancellationToken ct)
    {
        var name = await db.NamesFor(actor, WaiverLines.See, lines.Select(l => l.Person).OfType<Guid>(), ct);
        return [.. lines.Select(l => (l, l.Person is { } id ? name(id) : ""))];
    }

    private static async Task<IResult> Sums(HttpContext http, CountyDb db, WaiverLines waivers, RegionCache regions, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        var (filter, year, lines) = await Asked(http, actor, waivers, calendar, ct);
        var rows = WaiverTable.Of(lines, filter.By, tree, text => text);
        var sum = WaiverSum.Of("", "", lines);
        var layout = new ExportLayout("减免和补助", [new("序号", 7), new(WaiverWords.By(filter.By), 30), new("人数", 12), new("人次", 12), new("金额", 16)])
        {
            Title = $"{tree.NameOf(filter.Area ?? db.CountyCode)}{Period(year, filter.Month)}减免和补助汇总表", FillInLine = $"单位：元        截至日期：{Show.Day(calendar.Today)}", Sums = ["合计", null, sum.Persons, sum.Times, sum.Waived], Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, WaiverLines.ActionOf(actor), "导出减免汇总", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, r.Name, r.Persons, r.Times, r.Waived])], "waivers.xlsx", ct);
    }

    private static async Task<IResult> Persons(HttpContext http, CountyDb db, WaiverLines waivers, PackVocabulary words, RegionCache regions, ExportLimit limit, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        var (filter, year, lines) = await Asked(http, actor, waivers, calendar, ct);
        if (lines.Count > limit.Rows) return Results.LocalRedirect(PageAddress.Of(http.Request).At("/benefits/waivers/persons").ToString());
        var rows = await Named(db, actor, lines, ct);
        var layout = new ExportLayout("减免和补助明细", [new("序号", 7), new("姓名", 12), new("村", 24), new("项目", 24), new("类别", 10), new("日期", 12), new("医疗机构", 24), new("人次", 9), new("减免前", 14), new("减免或补助", 14), new("承担方", 14), new("单据", 18)])
        {
            Title = $"{tree.NameOf(filter.Area ?? db.CountyCode)}{Period(year, filter.Month)}减免和补助明细表", FillInLine = $"单位：元        共 {lines.Count} 笔        截至日期：{Show.Day(calendar.Today)}",
            Sums = ["合计", null, null, null, null, null, null, lines.Sum(l => l.Times), null, WaiverSum.Of("", "", lines).Waived, null, null], Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, WaiverLines.See, "导出减免明细", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, r.Line.Person is null ? "按月登记" : r.Name, r.Line.Person is null ? null : tree.Path(r.Line.Village), r.Line.Title, WaiverWords.Of(r.Line.Kind), r.Line.On,
            r.Line.Hospital, r.Line.Times, r.Line.Before, r.Line.Waived, words.Payers.Find(r.Line.BorneBy)?.Name ?? r.Line.BorneBy, r.Line.Reference])], "waivers.xlsx", ct);
    }

    private static async Task<(WaiverFilter Filter, int Year, List<WaiverLine> Lines)> Asked(HttpContext http, Actor actor, WaiverLines waivers, BusinessCalendar calendar, CancellationToken ct)
    {
        var filter = WaiverFilter.Of(PageAddress.Of(http.Request));
        var year = filter.Year ?? (await waivers.Years(actor, ct)).FirstOrDefault(calendar.Today.Year);
        return (filter, year, [.. (await waivers.Of(actor, year, ct)).Lines.Where(filter.Holds)]);
    }

    private static string Period(int year, int? month) => month is { } m ? string.Create(CultureInfo.InvariantCulture, $"{year} 年 {m} 月") : string.Create(CultureInfo.InvariantCulture, $"{year} 年");
}
