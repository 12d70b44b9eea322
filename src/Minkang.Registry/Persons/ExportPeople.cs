using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;

namespace Minkang.Registry.Persons;

/// <summary>
/// The lists as workbooks (导出 Excel): the same filters as the page, and masked as the page is; the full number leaves the house only by an
/// approved export. Each export is on record with what was asked and how many rows went out.
/// </summary>
internal static class ExportPeople
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/persons/export", Persons).WithMetadata(new NeedsActionAttribute("registry.export")).ExcludeFromDescription();
        endpoints.MapGet("/households/export", Households).WithMetadata(new NeedsActionAttribute("registry.export")).ExcludeFromDescription();
    }

    private static async Task<IResult> Persons(HttpContext http, CountyDb db, FindPersons find, RegionCache regions, Labels labels, IStringLocalizer<Texts> L, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree, filter) = (db.Trail.Actor!, await regions.Tree(ct), PersonFilter.Of(AddressOf(http)));
        var lines = await find.All(db, actor, filter, ct);
        var birth = Disclosure.For(actor).Birth;
        var layout = new ExportLayout(L["人员"], [new(L["姓名"]), new(L["性别"], 6), new(L["出生日期"]), new(L["证件号码"], 22), new(L["村"], 24), new(L["组"]), new(L["户编号"], 18), new(L["与户主关系"]), new(L["脱贫状态"]), new(L["身份类别"], 24), new(L["健康状况"], 18), new(L["终止"])])
        {
            Title = L["人员名单"], FillInLine = L["{0}的情况,共 {1} 人", Show.Day(filter.On ?? calendar.Today)!, lines.Count],
        };
        return await Send(db, actor, "persons", layout, lines.Select(p => (IReadOnlyList<object?>)
        [
            p.Name, labels.Label(Labels.Sex, p.Sex.ToString(System.Globalization.CultureInfo.InvariantCulture)), birth == BirthShown.Full ? p.BirthOn : null,
            p.IdMasked ?? labels.Label(Labels.IdState, p.IdState), tree.Path(p.VillageCode), p.GroupName, p.HouseholdNumber, labels.Label(Labels.Relation, p.Relation), labels.Label(FactKind.Status, p.Status),
            string.Join('、', p.Categories.Select(c => labels.Label(FactKind.Category, c))), string.Join('、', p.HealthStates.Select(c => labels.Label(FactKind.HealthState, c))),
            p.EndedOn is null ? null : $"{labels.Label(Labels.EndReason, p.EndReason)} {Show.Day(p.EndedOn)}",
        ]), http, lines.Count, ct);
    }

    private static async Task<IResult> Households(HttpContext http, CountyDb db, FindHouseholds find, RegionCache regions, Labels labels, IStringLocalizer<Texts> L, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree, filter) = (db.Trail.Actor!, await regions.Tree(ct), HouseholdFilter.Of(AddressOf(http)));
        var lines = await find.All(db, actor, filter, ct);
        var layout = new ExportLayout(L["户"], [new(L["户编号"], 18), new(L["户主"]), new(L["村"], 24), new(L["组"]), new(L["人口(人)"]), new(L["脱贫状态"]), new(L["贫困户属性"]), new(L["主要致贫原因"]), new(L["其他致贫原因"], 20), new(L["监测对象"]), new(L["识别时间"]), new(L["帮扶责任人"], 20)])
        {
            Title = L["户名单"], FillInLine = L["{0}的情况,共 {1} 户 {2} 人", Show.Day(filter.On ?? calendar.Today)!, lines.Count, lines.Sum(h => h.Members)],
        };
        return await Send(db, actor, "households", layout, lines.Select(h => (IReadOnlyList<object?>)
        [
            h.Number, h.HeadName, tree.Path(h.VillageCode), h.GroupName, h.Members, labels.Label(FactKind.Status, h.Status), labels.Label(FactKind.HouseholdClass, h.HouseholdClass), labels.Label(FactKind.PrimaryCause, h.PrimaryCause),
            string.Join('、', h.SecondaryCauses.Select(c => labels.Label(FactKind.SecondaryCause, c))), labels.Label(FactKind.Monitored, h.Monitored), KnownDate.Text(h.EnteredOn, h.EnteredPrecision), h.Helper,
        ]), http, lines.Count, ct);
    }

    private static async Task<IResult> Send(CountyDb db, Actor actor, string what, ExportLayout layout, IEnumerable<IReadOnlyList<object?>> rows, HttpContext http, int count, CancellationToken ct)
    {
        db.Trail.Record(actor, "registry.export", what, null, null, new { filter = http.Request.QueryString.Value, rows = count });
        await db.SaveChangesAsync(ct);
        var workbook = new MemoryStream();
        ListExport.WriteXlsx(workbook, layout, rows, ct);
        workbook.Position = 0;
        return Results.File(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{what}.xlsx");
    }

    private static PageAddress AddressOf(HttpContext http) => PageAddress.Parse(http.Request.Path + http.Request.QueryString);
}
