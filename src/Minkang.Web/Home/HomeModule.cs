using Microsoft.Extensions.Localization;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Web.Home;

/// <summary>Households and persons of the chosen area by status, for the home page (首页户数、人数).</summary>
internal sealed class RegisterHomeFigures(RegistryFigures figures, BusinessCalendar calendar, IStringLocalizer<Texts> L) : IHomeFigures
{
    public async Task<IReadOnlyList<HomeFigure>> For(Actor actor, RegionCode area, CountyDb db, CancellationToken ct)
    {
        var scope = Narrow.To(actor.ScopeOf("figures.see"), area);
        if (!scope.Allowed) return [];
        var counts = await figures.ByStatus(db, scope, calendar.Today, ct);
        if (counts.Count == 0) return [];
        var lists = actor.May("registry.list");
        var not = Sum(counts.Where(c => c.Status != "exited"));
        var exited = Sum(counts.Where(c => c.Status == "exited"));
        var all = not + exited;
        return
        [
            new(L["在册户"], all.Households, L["户"], Link(lists, "/households", area, null), 10),
            new(L["在册人口"], all.Persons, L["人"], Link(lists, "/persons", area, null), 20),
            new(L["未脱贫人口"], not.Persons, L["人"], counts.Any(c => c.Status == "relapsed") ? null : Link(lists, "/persons", area, "not_exited"), 30),
            new(L["已脱贫人口"], exited.Persons, L["人"], Link(lists, "/persons", area, "exited"), 40),
        ];
    }

    private static HeadCount Sum(IEnumerable<StatusCount> counts) => counts.Aggregate(new HeadCount(0, 0), (sum, c) => sum + c.Count);

    private static string? Link(bool may, string path, RegionCode area, string? status) =>
        may ? Platform.Ui.PageAddress.Parse(path).With("area", area.Short).With("status", status).ToString() : null;
}

/// <summary>Cuts a reach down to an area (范围收窄到所选区划).</summary>
internal static class Narrow
{
    public static Scope To(Scope scope, RegionCode area) => scope with
    {
        Parts = [.. scope.Parts.Where(p => p.Prefix.StartsWith(area.Short, StringComparison.Ordinal) || area.Short.StartsWith(p.Prefix, StringComparison.Ordinal))
            .Select(p => p.Prefix.Length >= area.Short.Length ? p : p with { Prefix = area.Short })],
    };
}

/// <summary>What the office itself has to do (管理待办): proposals that wait for a second person, provisional codes, locked accounts.</summary>
internal sealed class OfficeTodo(Platform.Proposals.DecideProposal proposals, FindAccounts accounts, RegionCache regions, IStringLocalizer<Texts> L) : ITodoSource
{
    public async Task<IReadOnlyList<TodoLine>> For(Actor actor, CountyDb db, CancellationToken ct)
    {
        var lines = new List<TodoLine>();
        if (actor.May("regions.change") || actor.May("users.grant") || actor.May("users.request") || actor.May("registry.export"))
        {
            var open = (await proposals.Visible(actor, ct)).Where(p => p.State == Platform.Proposals.ProposalState.Open).ToList();
            lines.Add(new(TodoKind.Due, L["授权、区划变更和导出，等您确认"], open.Count(p => p.DecidableBy(actor)), L["项"], "/approvals?tab=decide", 90));
            lines.Add(new(TodoKind.Sent, L["您提出的授权、区划变更和导出，等别人确认"], open.Count(p => p.CreatedBy == actor.UserId), L["项"], "/approvals?tab=sent", 90));
        }
        if (actor.AreasFor("regions.change") is { Count: > 0 } areas)
        {
            var tree = await regions.Tree(ct);
            var provisional = new[] { RegionLevel.Township, RegionLevel.Village }.Sum(level => tree.Within(db.CountyCode, level).Count(r => r.Provisional && r.UntilOn is null));
            if (areas.Any(a => db.CountyCode.StartsWith(a, StringComparison.Ordinal))) lines.Add(new(TodoKind.Open, L["区划还在用暂编代码，等正式代码表"], provisional, L["个"], "/county/areas?only=provisional", 95));
        }
        if (actor.May("users.manage")) lines.Add(new(TodoKind.Open, L["账号被锁定"], await accounts.Count(actor, new AccountFilter(null, null, AccountState.Locked, null), ct), L["个"], "/users?state=Locked", 96));
        return lines;
    }
}
