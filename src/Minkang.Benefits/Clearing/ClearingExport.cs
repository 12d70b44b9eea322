using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Clearing;

/// <summary>The tables of clearing as workbooks (清算导出), on record. They name settlements, not people. Official, so Chinese in any language.</summary>
internal static class ClearingExport
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, handler) in new (string, Delegate)[] { ("/benefits/clearing/export", Owed), ("/benefits/clearing/ageing/export", Aged), ("/benefits/clearing/{id:guid}/export", Lines) })
            endpoints.MapGet(path, handler).WithMetadata(new NeedsActionAttribute(ClearingReach.See), new NeedsActionAttribute(ClearingReach.Make), new NeedsActionAttribute(ClearingReach.Confirm), new NeedsActionAttribute(ClearingReach.Pay)).ExcludeFromDescription();
    }

    private static async Task<IResult> Owed(HttpContext http, CountyDb db, PackVocabulary words, RegionCache regions, BusinessCalendar calendar, CancellationToken ct)
    {
        var reach = ClearingReach.ToSee(db, db.Trail.Actor!);
        var months = await OwedTable.Months(db, reach, ct);
        var month = Months.Read(PageAddress.Of(http.Request)["month"]) ?? (months.Count > 0 ? months[0] : Months.First(calendar.Today));
        var lines = await OwedTable.Of(db, reach, month, ct);
        var county = (await regions.Tree(ct)).NameOf(db.CountyCode);
        var layout = new ExportLayout("各方应付", [new("序号", 7), new("医疗机构", 24), new("支付方", 18), new("笔数", 9), new("应付", 14), new("支付方未确认", 14), new("待汇总", 14), new("在批次中", 14), new("已拨付", 14)])
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{county}{month:yyyy 年 M 月}医疗费用各方应付表"), FillInLine = $"单位：元        截至日期：{Show.Day(calendar.Today)}",
            Sums = ["合计", null, null, lines.Sum(l => l.Count), Sum(lines, l => l.Owed), Sum(lines, l => l.Pending), Sum(lines, l => l.Open), Sum(lines, l => l.InBatch), Sum(lines, l => l.Paid)], Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, ClearingReach.See, "导出各方应付", layout, [.. lines.Select((l, i) => (IReadOnlyList<object?>)[i + 1, l.Hospital, words.Payers.Find(l.Payer)?.Name ?? l.Payer, l.Count, l.Owed, l.Pending, l.Open, l.InBatch, l.Paid])], "clearing.xlsx", ct);
    }

    private static async Task<IResult> Aged(HttpContext http, CountyDb db, PackVocabulary words, RegionCache regions, BusinessCalendar calendar, CancellationToken ct)
    {
        var lines = await Ageing.Of(db, ClearingReach.ToSee(db, db.Trail.Actor!), calendar.Today, ct);
        var layout = new ExportLayout("垫付账龄", [new("序号", 7), new("支付方", 18), new("医疗机构", 24), .. Enum.GetValues<AgeBand>().Select(b => new ExportColumn(ClearingWords.Of(b), 14)), new("合计", 14)])
        {
            Title = $"{(await regions.Tree(ct)).NameOf(db.CountyCode)}医院垫付资金账龄表", FillInLine = $"单位：元        从结算日算到：{Show.Day(calendar.Today)}",
            Sums = ["合计", null, null, .. Enum.GetValues<AgeBand>().Select(b => (object?)Sum(lines, l => l.Bands[(int)b])), Sum(lines, l => l.Total)], Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, ClearingReach.See, "导出垫付账龄", layout, [.. lines.Select((l, i) => (IReadOnlyList<object?>)[i + 1, words.Payers.Find(l.Payer)?.Name ?? l.Payer, l.Hospital, .. l.Bands.Select(b => (object?)b), l.Total])], "clearing.xlsx", ct);
    }

    private static async Task<IResult> Lines(Guid id, HttpContext http, CountyDb db, PackVocabulary words, BusinessCalendar calendar, CancellationToken ct)
    {
        var batch = await ClearingReach.ToSee(db, db.Trail.Actor!).Batches(db).AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct);
        if (batch is null) return Results.NotFound();
        var rows = await (from share in db.Set<BatchShare>().AsNoTracking()
                          join entry in db.Set<StoredSettlement>().AsNoTracking() on share.SettlementId equals entry.Id
                          where share.BatchId == id
                          group share.AmountFen by new { entry.Id, entry.Number, entry.InvoiceNumber, entry.SettledOn, entry.TotalFen, share.Held } into g
                          orderby g.Key.Number
                          select new { g.Key, Amount = g.Sum() }).ToListAsync(ct);
        var match = (await db.Set<MatchRow>().AsNoTracking().Where(r => db.Set<PayerMatch>().Any(m => m.Id == r.MatchId && m.BatchId == id && m.Valid)).ToListAsync(ct));
        var found = match.Where(r => r.SettlementId is not null).ToDictionary(r => r.SettlementId!.Value);
        var layout = new ExportLayout("批次明细", [new("序号", 7), new("结算单号", 16), new("发票号码", 16), new("结算日期", 12), new("总费用", 14), new("应付", 14), new("支付方金额", 14), new("核对结果", 18), new("处理", 18), new("理由", 24)])
        {
            Title = $"{words.Payers.Find(batch.Payer)?.Name ?? batch.Payer}应付{batch.Hospital}费用明细（批次 {batch.Number}）", FillInLine = $"单位：元        {ClearingWords.Of(batch.State)}        截至日期：{Show.Day(calendar.Today)}",
            Sums = ["合计", null, null, null, null, new Money(rows.Sum(r => r.Amount)), new Money(match.Sum(r => r.TheirsFen ?? 0)), null, null, null], Footer = [ExportLayout.Signatures],
        };
        var number = 0;
        return await SendWorkbook.Recorded(http.Request, db, ClearingReach.See, "导出批次明细", layout,
        [
            .. rows.Select(r => (IReadOnlyList<object?>)[++number, r.Key.Number, r.Key.InvoiceNumber, r.Key.SettledOn, new Money(r.Key.TotalFen), new Money(r.Amount), .. Found(found.GetValueOrDefault(r.Key.Id))]),
            .. match.Where(r => r.SettlementId is null).OrderBy(r => r.RowNumber).Select(r => (IReadOnlyList<object?>)[++number, r.StatedNumber, null, null, null, null, .. Found(r)]),
        ], "clearing.xlsx", ct);
    }

    private static object?[] Found(MatchRow? row) => row is null ? [null, null, null, null]
        : [row.TheirsFen is { } theirs ? new Money(theirs) : null, ClearingWords.Of(row.Outcome), row.Decision is { } decision ? ClearingWords.Of(decision) : null, row.Reason ?? row.Remark];

    private static Money Sum<T>(IEnumerable<T> lines, Func<T, Money> of) => new(lines.Sum(l => of(l).Fen));
}
