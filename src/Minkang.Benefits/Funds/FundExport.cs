using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Funds;

/// <summary>Funds and one fund's entries as workbooks (基金导出), on record. Official, so Chinese in any language.</summary>
internal static class FundExport
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/benefits/funds/export", All).WithMetadata(new NeedsActionAttribute(KeepFund.See), new NeedsActionAttribute(KeepFund.Ledger)).ExcludeFromDescription();
        endpoints.MapGet("/benefits/funds/{id:guid}/export", One).WithMetadata(new NeedsActionAttribute(KeepFund.See), new NeedsActionAttribute(KeepFund.Ledger), new NeedsActionAttribute(KeepFund.Pay)).ExcludeFromDescription();
    }

    private static async Task<IResult> All(HttpContext http, CountyDb db, AdoptedPacks packs, RegionCache regions, BusinessCalendar calendar, CancellationToken ct)
    {
        if (!KeepFund.Reaches(db.CountyCode, db.Trail.Actor!, KeepFund.See, KeepFund.Ledger)) return Results.NotFound();
        var latest = await db.Set<Fund>().Select(f => (int?)f.Year).MaxAsync(ct);
        var year = int.TryParse(http.Request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 2000 and <= 2200 ? asked : latest ?? calendar.Today.Year;
        var funds = await FundView.Of(db, db.Set<Fund>().Where(f => f.Year == year), packs, calendar.Today, ct);
        var county = (await regions.Tree(ct)).NameOf(db.CountyCode);
        var layout = new ExportLayout("基金", [new("序号", 7), new("基金", 28), new("资金来源", 28), new("计划", 16), new("到位", 16), new("捐款", 16), new("捐物折价", 16), new("分配", 16), new("支出", 16), new("退回来源", 16), new("结余", 16), new("全年推算", 16)])
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{county}{year} 年健康扶贫基金和资金收支表"), FillInLine = $"单位：元        截至日期：{Show.Day(calendar.Today)}", Footer = ["全年推算 = 已满月份的支出 ÷ 已满月数 × 12", ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, KeepFund.See, "导出基金", layout, [.. funds.Select((f, i) => (IReadOnlyList<object?>)[i + 1, f.Fund.Name, f.Fund.Source, f.Fund.Planned, f.Balance.Received, f.Balance.Donated, f.Balance.Goods, f.Balance.Allocated, f.Balance.Paid, f.Balance.Returned, f.Balance.Left, f.Forecast?.Year])], "funds.xlsx", ct);
    }

    private static async Task<IResult> One(Guid id, HttpContext http, CountyDb db, AdoptedPacks packs, BusinessCalendar calendar, CancellationToken ct)
    {
        if (!KeepFund.Reaches(db.CountyCode, db.Trail.Actor!, KeepFund.See, KeepFund.Ledger, KeepFund.Pay)) return Results.NotFound();
        if ((await FundView.Of(db, db.Set<Fund>().Where(f => f.Id == id), packs, calendar.Today, ct)).SingleOrDefault() is not { } view) return Results.NotFound();
        var layout = new ExportLayout("收支明细", [new("序号", 7), new("日期", 12), new("类别", 12), new("对方", 28), new("接收方", 24), new("物资", 24), new("金额", 16), new("凭证号", 18), new("登记人", 12), new("确认人", 12), new("情况", 16), new("备注", 28)])
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{view.Fund.Name}（{view.Fund.Year} 年）收支明细"), FillInLine = $"单位：元        结余 {view.Balance.Left}        截至日期：{Show.Day(calendar.Today)}", Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, KeepFund.See, "导出基金收支", layout, [.. view.Entries.Select((e, i) => (IReadOnlyList<object?>)[i + 1, e.OnDate, FundWords.Of(e.Kind), e.Party, e.Receiver, e.Goods, e.Amount, e.Reference, e.EnteredByName, e.DecidedByName, FundWords.Of(e), e.Note])], "funds.xlsx", ct);
    }
}
