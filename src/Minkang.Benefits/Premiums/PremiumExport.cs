using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Enrolment;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Premiums;

/// <summary>The list of who is paid for, person by person (资助名单导出), with numbers as masked as on pages, and on record. Official, so Chinese in any language.</summary>
internal static class PremiumExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(CountPremiums.Export, Handle).WithMetadata(new NeedsActionAttribute("registry.export")).ExcludeFromDescription();

    private static async Task<IResult> Handle(HttpContext http, CountyDb db, CountPremiums premiums, PersonIdentity identity, RegionCache regions, ExportLimit limit, BusinessCalendar calendar, CancellationToken ct)
    {
        var address = PageAddress.Of(http.Request);
        var (actor, tree, area) = (db.Trail.Actor!, await regions.Tree(ct), Areas.Read(address["area"]));
        var rows = new List<(RegistryPerson Person, string Item, decimal? Each)>();
        foreach (var insurance in await premiums.Items(CountPremiums.Premium(address["premium"]), ct))
            foreach (var (key, item, each) in insurance.Where(i => address["item"] is null || i.Key == address["item"]))
                rows.AddRange((await PersonList.Ordered(premiums.Persons(actor, area, insurance, key)).Take(limit.Rows + 1).ToListAsync(ct)).Select(p => (p, item.Title, each?.Yuan)));
        if (rows.Count > limit.Rows) return Results.LocalRedirect(address.At(CountPremiums.Page).Without("item").ToString());
        var numbers = await identity.Masked(db, rows.Select(r => r.Person.Id), ct);
        var layout = new ExportLayout("资助名单", [new("序号", 7), new("乡镇", 14), new("村", 14), new("户编号", 20), new("户主", 12), new("姓名", 12), new("证件号码", 22), new("补贴项目", 26), new("资助金额（元）", 14)])
        {
            Title = $"{tree.NameOf(area?.Short ?? db.CountyCode)}城乡居民参保缴费资助名单", FillInLine = $"单位：人、元        共 {rows.Count} 人次        身份截至：{Show.Day(calendar.Today)}",
            Footer = [ExportLayout.Signatures],
        };
        return await SendWorkbook.Recorded(http.Request, db, CountEnrolment.Action, "导出参保缴费资助名单", layout, [.. rows.Select((r, i) => (IReadOnlyList<object?>)[i + 1, tree.NameOf(r.Person.VillageCode[..9]), tree.NameOf(r.Person.VillageCode), r.Person.HouseholdNumber, r.Person.HeadName, r.Person.Name,
            numbers.GetValueOrDefault(r.Person.Id), r.Item, r.Each])], layout.Title + ".xlsx", ct);
    }
}
