using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Enrolment;

/// <summary>The persons behind an enrolment figure as a workbook (未参保人员名单导出), numbers masked. Official, so Chinese in any language.</summary>
internal static class EnrolmentExport
{
    public static async Task<IResult> Persons(HttpContext http, CountyDb db, CountEnrolment enrolment, PersonIdentity identity, RegionCache regions, ExportLimit limit, TimeProvider clock, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        if (EnrolmentAddress.Year(int.TryParse(address["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null, await db.InsuranceYears(ct)) is not { } year) return Results.LocalRedirect(EnrolmentAddress.Page);
        var area = Areas.Read(address["area"]);
        var persons = await PersonList.Ordered(enrolment.Persons(actor, area, year, EnrolmentAddress.State(address["state"]))).Take(limit.Rows + 1).ToListAsync(ct);
        if (persons.Count > limit.Rows) return Results.LocalRedirect(address.At(EnrolmentAddress.PersonsPage).ToString());
        var ids = persons.ConvertAll(p => p.Id);
        var (numbers, states) = (await identity.Masked(db, ids, ct), await enrolment.States(ids, year, ct));
        var title = $"{tree.NameOf(area?.Short ?? db.CountyCode)}{year}年建档立卡人口参保核对名单";
        var layout = new ExportLayout("参保核对名单", [new("序号", 7), new("乡镇", 14), new("村", 14), new("户编号", 20), new("户主", 12), new("姓名", 12), new("证件号码", 22), new("参保情况", 16)])
        {
            Title = title, FillInLine = $"单位：人        共 {persons.Count} 人", Footer = [$"导出人：{actor.Name}　导出时间：{Show.Moment(clock.GetUtcNow())}"],
        };
        return await SendWorkbook.Recorded(http.Request, db, CountEnrolment.Action, "导出参保核对名单", layout, [.. persons.Select((p, i) => (IReadOnlyList<object?>)[i + 1, tree.NameOf(p.VillageCode[..9]), tree.NameOf(p.VillageCode), p.HouseholdNumber, p.HeadName, p.Name,
            numbers.GetValueOrDefault(p.Id), EnrolmentAddress.Of(states[p.Id])])], title + ".xlsx", ct);
    }
}
