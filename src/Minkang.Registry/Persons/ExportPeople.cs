using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Exports;
using Minkang.Registry.Households;

namespace Minkang.Registry.Persons;

/// <summary>
/// The lists as workbooks (导出 Excel): the same filters as the page, and masked as the page is. Full numbers, and more rows than go out without
/// asking, need an approval by a second person, which also says what is filtered. Each export is on record with what was asked and how many rows went out.
/// </summary>
internal static class ExportPeople
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/persons/export", Persons).WithMetadata(new NeedsActionAttribute("registry.export")).ExcludeFromDescription();
        endpoints.MapGet("/households/export", Households).WithMetadata(new NeedsActionAttribute("registry.export")).ExcludeFromDescription();
    }

    private static async Task<IResult> Persons(HttpContext http, CountyDb db, FindPersons find, Vault vault, ExportPermit permits, RegionCache regions, Labels labels, IStringLocalizer<Texts> L, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        if (await permits.For(http, actor, "persons", ct) is not { } permit) return Results.NotFound();
        var filter = PersonFilter.Of(permit.Address);
        var lines = await find.All(db, actor, filter, ct);
        if (permit.TooMany(lines.Count)) return Results.LocalRedirect(permit.Address.At("/persons").ToString());
        var birth = Disclosure.For(actor).Birth;
        var full = permit.Full && actor.May("registry.unmask") ? await Numbers(db, actor, lines, vault, ct) : null;
        IReadOnlyList<ExportColumn> columns = [new(L["姓名"]), new(L["性别"], 6), new(L["出生日期"]), new(L["证件号码"], 22), new(L["村"], 24), new(L["组"]), new(L["户编号"], 18), new(L["与户主关系"]), new(L["脱贫状态"]), new(L["身份类别"], 24), new(L["健康状况"], 18), new(L["终止"])];
        var layout = new ExportLayout(L["人员"], full is null ? columns : [.. columns, new(L["联系电话"], 16)])
        {
            Title = L["人员名单"], FillInLine = L["{0}的情况，共 {1} 人", Show.Day(filter.On ?? calendar.Today)!, lines.Count], Footer = [permit.Mark(L)],
        };
        return await permit.Send(db, actor, "persons", layout, lines.Select(p => (IReadOnlyList<object?>)
        [
            p.Name, labels.Label(Labels.Sex, p.Sex.ToString(System.Globalization.CultureInfo.InvariantCulture)), birth == BirthShown.Full ? p.BirthOn : null,
            (full is null ? p.IdMasked : full[p.Id].Number) ?? labels.Label(Labels.IdState, p.IdState), tree.Path(p.VillageCode), p.GroupName, p.HouseholdNumber, labels.Label(Labels.Relation, p.Relation), labels.Label(FactKind.Status, p.Status),
            string.Join('、', p.Categories.Select(c => labels.Label(FactKind.Category, c))), string.Join('、', p.HealthStates.Select(c => labels.Label(FactKind.HealthState, c))),
            p.EndedOn is null ? null : $"{labels.Label(Labels.EndReason, p.EndReason)} {Show.Day(p.EndedOn)}", .. full is null ? (object?[])[] : [full[p.Id].Phone],
        ]), lines.Count, ct);
    }

    private static async Task<IResult> Households(HttpContext http, CountyDb db, FindHouseholds find, ExportPermit permits, RegionCache regions, Labels labels, IStringLocalizer<Texts> L, BusinessCalendar calendar, CancellationToken ct)
    {
        var (actor, tree) = (db.Trail.Actor!, await regions.Tree(ct));
        if (await permits.For(http, actor, "households", ct) is not { } permit) return Results.NotFound();
        var filter = HouseholdFilter.Of(permit.Address);
        var lines = await find.All(db, actor, filter, ct);
        if (permit.TooMany(lines.Count)) return Results.LocalRedirect(permit.Address.At("/households").ToString());
        var layout = new ExportLayout(L["户"], [new(L["户编号"], 18), new(L["户主"]), new(L["村"], 24), new(L["组"]), new(L["人口(人)"]), new(L["脱贫状态"]), new(L["贫困户属性"]), new(L["主要致贫原因"]), new(L["其他致贫原因"], 20), new(L["监测对象"]), new(L["识别时间"]), new(L["帮扶责任人"], 20)])
        {
            Title = L["户名单"], FillInLine = L["{0}的情况，共 {1} 户 {2} 人", Show.Day(filter.On ?? calendar.Today)!, lines.Count, lines.Sum(h => h.Members)], Footer = [permit.Mark(L)],
        };
        return await permit.Send(db, actor, "households", layout, lines.Select(h => (IReadOnlyList<object?>)
        [
            h.Number, h.HeadName, tree.Path(h.VillageCode), h.GroupName, h.Members, labels.Label(FactKind.Status, h.Status), labels.Label(FactKind.HouseholdClass, h.HouseholdClass), labels.Label(FactKind.PrimaryCause, h.PrimaryCause),
            string.Join('、', h.SecondaryCauses.Select(c => labels.Label(FactKind.SecondaryCause, c))), labels.Label(FactKind.Monitored, h.Monitored), KnownDate.Text(h.EnteredOn, h.EnteredPrecision), h.Helper,
        ]), lines.Count, ct);
    }

    /// <summary>Full numbers of the lines; telephones only for roles that may open them on the person's page.</summary>
    private static async Task<Dictionary<Guid, (string? Number, string? Phone)>> Numbers(CountyDb db, Actor actor, IReadOnlyList<PersonLine> lines, Vault vault, CancellationToken ct)
    {
        var phones = Disclosure.For(actor).Phone >= Openness.Click;
        var wanted = lines.Select(l => l.Id).ToHashSet();
        var held = await db.PersonsFor(actor, "registry.unmask").AsNoTracking().Select(p => new { p.Id, p.IdSealed, p.PhoneSealed }).ToListAsync(ct);
        var found = held.Where(p => wanted.Contains(p.Id)).ToDictionary(p => p.Id, p => (vault.Open(Purposes.IdNumber, p.IdSealed), phones ? vault.Open(Purposes.Phone, p.PhoneSealed) : null));
        foreach (var line in lines) found.TryAdd(line.Id, (line.IdMasked, null));
        return found;
    }
}
