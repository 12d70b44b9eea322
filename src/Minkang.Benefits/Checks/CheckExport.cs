using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Checks;

/// <summary>Hits, deductions and indicators as workbooks (核查导出), on record. Official, so Chinese in any language.</summary>
internal static class CheckExport
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (path, handler) in new (string, Delegate)[] { ("/export", Hits), ("/deductions/export", Deductions), ("/indicators/export", Measured) })
            endpoints.MapGet(CheckWords.Page + path, handler).WithMetadata(new NeedsActionAttribute(CheckWords.Action)).ExcludeFromDescription();
    }

    /// <summary>Deductions that hold, as an address narrows them.</summary>
    public static IQueryable<Deduction> Deducted(CountyDb db, Actor actor, PageAddress address)
    {
        var rows = db.DeductionsFor(actor, CheckWords.Action).AsNoTracking().Where(d => d.WithdrawnAt == null).InMonth(Months.Read(address["month"]), d => d.DecidedOn);
        return address["hospital"] is { } hospital ? rows.Where(d => d.Hospital == hospital) : rows;
    }

    private static async Task<IResult> Hits(HttpContext http, CountyDb db, CheckRules rules, RegionCache regions, ExportLimit limit, BusinessCalendar calendar, CancellationToken ct)
    {
        var (address, tree) = (PageAddress.Of(http.Request), await regions.Tree(ct));
        var hits = HitFilter.Of(address).Apply(db, db.Trail.Actor!);
        var count = await hits.CountAsync(ct);
        if (count > limit.Rows) return Results.LocalRedirect(address.At(CheckWords.Page).ToString());
        var rows = await HitFilter.Rows(db, db.Trail.Actor!, hits.OrderBy(h => h.OnDate).ThenBy(h => h.Rule).ThenBy(h => h.Id), ct);
        var layout = new ExportLayout("费用核查疑点", [new("序号", 7), new("核查规则", 24), new("轻重", 8), new("姓名", 12), new("村", 24), new("医疗机构", 24), new("另一医疗机构", 24), new("日期", 12), new("涉及金额", 14), new("依据", 60), new("情况", 10), new("核实人", 12), new("核实日期", 12)])
        {
            Title = $"{tree.NameOf(db.CountyCode)}医疗费用核查疑点清单", FillInLine = $"单位：元        共 {count} 条        截至日期：{Show.Day(calendar.Today)}", Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, CheckWords.Action, "导出费用核查疑点", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, rules.Find(r.Hit.Rule)?.Title ?? r.Hit.Rule, rules.Find(r.Hit.Rule) is { } rule ? CheckWords.Of(rule.Gravity) : null, r.Name,
            tree.Path(r.Hit.VillageCode), r.Hit.Hospital, r.Hit.OtherHospital, r.Hit.OnDate, r.Hit.Amount, r.Hit.Evidence, CheckWords.Of(r.Hit.State), r.Hit.DecidedByName, r.Hit.DecidedAt is { } at ? DateOnly.FromDateTime(BusinessCalendar.Local(at)) : null])], "checks.xlsx", ct);
    }

    private static async Task<IResult> Deductions(HttpContext http, CountyDb db, CheckRules rules, RegionCache regions, ExportLimit limit, BusinessCalendar calendar, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        var deducted = Deducted(db, db.Trail.Actor!, address);
        if (await deducted.CountAsync(ct) > limit.Rows) return Results.LocalRedirect(address.At(CheckWords.Page + "/deductions").ToString());
        var rows = await deducted.OrderBy(d => d.Hospital).ThenBy(d => d.DecidedOn).ThenBy(d => d.Id).ToListAsync(ct);
        var layout = new ExportLayout("基金扣减", [new("序号", 7), new("医疗机构", 24), new("核查规则", 24), new("扣减事由", 24), new("扣减金额", 14), new("决定日期", 12), new("决定人", 12)])
        {
            Title = $"{(await regions.Tree(ct)).NameOf(db.CountyCode)}医疗费用核查基金扣减台账", FillInLine = $"单位：元        截至日期：{Show.Day(calendar.Today)}",
            Sums = ["合计", null, null, null, new Money(rows.Sum(r => r.AmountFen)), null, null], Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, CheckWords.Action, "导出基金扣减", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, r.Hospital, rules.Find(r.Rule)?.Title ?? r.Rule, CheckWords.Of(r.Ground), r.Amount, r.DecidedOn, r.DecidedByName])], "checks.xlsx", ct);
    }

    private static async Task<IResult> Measured(HttpContext http, CountyDb db, CheckRules rules, PackVocabulary words, RegionCache regions, BusinessCalendar calendar, CancellationToken ct)
    {
        var (address, kinds, actor) = (PageAddress.Of(http.Request), rules.Measured[0].Kinds, db.Trail.Actor!);
        var month = Months.Read(address["month"]) ?? await Indicators.Latest(db, actor, kinds, ct) ?? Months.First(calendar.Today);
        var county = (await regions.Tree(ct)).NameOf(db.CountyCode);
        var lines = await Indicators.Of(db, actor, kinds, month, address["level"], ct);
        var layout = new ExportLayout("医院费用指标", [new("序号", 7), new("医疗机构", 24), new("机构级别", 12), new("住院人次", 10), new("总费用", 14), .. rules.Measured.SelectMany(m => new ExportColumn[] { new($"{m.Title}（元）", 16), new($"{m.Title}（%）", 16), new("上限（%）", 10), new("是否超过", 10) })])
        {
            Title = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{county}{month:yyyy 年 M 月}医疗机构费用指标"), FillInLine = $"单位：元        截至日期：{Show.Day(calendar.Today)}", Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, CheckWords.Action, "导出医院费用指标", layout, [.. lines.Select((l, i) => (IReadOnlyList<object?>)[i + 1, l.Hospital, words.FacilityLevels.Find(l.Level)?.Name ?? l.Level, l.Stays, l.Total, .. rules.Measured.SelectMany(m => Cells(l, m, month))])], "checks.xlsx", ct);
    }

    private static object?[] Cells(HospitalMonth line, CheckIndicator indicator, DateOnly month)
    {
        var limit = indicator.LimitFor(line.Level, month);
        return [indicator.Measure == Measure.SelfPay ? line.Self : line.OutOfCatalogue, line.Share(indicator.Measure) is { } share ? Math.Round(share * 100m, 1) : null, limit?.Share.TenThousandths / 100m,
            line.Above(indicator.Measure, limit) switch { true => "是", false => "否", _ => null }];
    }
}
