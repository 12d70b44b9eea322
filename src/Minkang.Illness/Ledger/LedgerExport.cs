using Microsoft.AspNetCore.Http;
using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Illness.Ledger;

/// <summary>The ledger and the lists behind it as workbooks in the office's layout (台账导出): title, unit, as-of date, sums, signatures. Official, so Chinese in any language.</summary>
internal static class LedgerExport
{
    /// <summary>The figures: a row an area, a column an entry, sums at the end.</summary>
    public static async Task<IResult> Figures(HttpContext http, CountyDb db, IllnessLedger ledger, DiseaseCatalogue catalogue, BusinessCalendar calendar, CancellationToken ct)
    {
        var query = LedgerAddress.Read(PageAddress.Of(http.Request), catalogue, db.CountyCode, calendar.Today);
        var table = await ledger.Table(db.Trail.Actor!, query, ct);
        var title = $"{table.Whole.Name}患病人员台账（{LedgerWords.Of(query.By)}）";
        var layout = new ExportLayout("患病台账", [new("地区", 16), new("合计（人）", 11), .. table.Columns.Select(c => new ExportColumn(c.Label, 11, query.By == LedgerBy.List ? query.List?.Title : null))])
        {
            Title = title, FillInLine = $"单位：人        核实范围：{LedgerWords.Of(query.States)}        截至日期：{Show.Day(query.Day)}", Footer = [ExportLayout.Signatures],
        };
        return SendWorkbook.Of(layout, [.. table.Lines.Append(table.Whole with { Name = "合计" }).Select(l => (IReadOnlyList<object?>)[l.Name, l.Persons, .. table.Columns.Select(c => (object?)l.Of(c.Key))])], title + ".xlsx", ct);
    }

    /// <summary>The persons behind a figure, masked as on the page.</summary>
    public static async Task<IResult> Persons(HttpContext http, CountyDb db, IllnessLedger ledger, DiseaseCatalogue catalogue, Vault vault, RegionCache regions, BusinessCalendar calendar, Platform.Proposals.ExportLimit limit, TimeProvider clock, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        var query = LedgerAddress.Read(address, catalogue, db.CountyCode, calendar.Today);
        // Whoever needs a second person for an export gets it masked: there is no approval without one.
        var sight = new Sight(actor, catalogue, vault);
        if (actor.ScopeOf("registry.export").NeedsSecondPerson) sight = sight.Masked();
        var persons = await LedgerPerson.Load(db, await ledger.Persons(actor, query, address["key"], ct), ct);
        if (persons.Count > limit.Rows) return Results.LocalRedirect(address.At(LedgerAddress.PersonsPage).ToString());
        var title = $"{tree.NameOf(query.Area?.Short ?? IllnessLedger.Common(actor, db.CountyCode))}患病人员名单";
        var layout = new ExportLayout("患病人员名单", [new("序号", 7), new("乡镇", 14), new("村", 14), new("户编号", 20), new("姓名", 12), new("病情", 36), new("核实状态", 14), new("救治路径", 24)])
        {
            Title = title, FillInLine = $"单位：人        共 {persons.Count} 人        截至日期：{Show.Day(query.Day)}", Footer = [ExportLayout.Signatures, $"导出人：{actor.Name}　导出时间：{Show.Moment(clock.GetUtcNow())}"],
        };
        return await SendWorkbook.Recorded(http.Request, db, VisibleConditions.See, "导出患病人员名单", layout, [.. persons.Select((p, i) => (IReadOnlyList<object?>)[i + 1, tree.NameOf(p.VillageCode[..9]), tree.NameOf(p.VillageCode), p.HouseholdNumber, sight.Name(p.Name),
            Join(p, c => sight.Diagnosis(c.Disease, c.TextSealed)), Join(p, c => Words.Of(c.State)), Join(p, c => c.Route is { } route ? Words.Of(route) : "")])], title + ".xlsx", ct);
    }

    private static string Join(LedgerPerson person, Func<LedgerCondition, string> text) => string.Join('；', person.Conditions.Select(text).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal));
}
