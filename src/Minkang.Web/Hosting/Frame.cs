using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Web.Accounts;
using Minkang.Web.Layout;

namespace Minkang.Web.Hosting;

/// <summary>What the frame shows for the signed-in actor: name, areas to choose, running jobs, and which menu entries are open.</summary>
internal static class Frame
{
    public static void Configure(ShellOptions shell)
    {
        shell.PageAssemblies.Add(typeof(Registry.RegistryModule).Assembly);
        shell.PageAssemblies.Add(typeof(Illness.IllnessModule).Assembly);
        shell.PageAssemblies.Add(typeof(Benefits.BenefitsModule).Assembly);
        shell.SearchPath = "/search";
        shell.SearchAction = "registry.list";
        shell.JobsPath = "/jobs";
        shell.AccountPath = "/account";
        shell.SignOutPath = "/sign-out";
        shell.SignInPath = Gate.SignInPath;
        shell.Load = Load;
    }

    private static async ValueTask<ShellState> Load(HttpContext http)
    {
        var services = http.RequestServices;
        var current = services.GetRequiredService<CurrentActor>();
        if (current.Actor is not { } actor) return ShellState.SignedOut;
        var tree = await services.GetRequiredService<RegionCache>().Tree(http.RequestAborted);
        var top = TopArea(actor, current.CountyCode);
        var chosen = AreaOf(actor, current.CountyCode, http);
        return new ShellState
        {
            User = new ShellUser(actor.Name, RoleNames(actor, services.GetRequiredService<IStringLocalizer<Platform.Texts>>()), ""),
            May = actor.May,
            AreaPath = chosen is { } c && top is { } from ? Path(tree, from, c) : [],
            AreaChoices = chosen is { } below ? [.. tree.Below(below.Short).Select(r => new ShellArea(RegionCode.Parse(r.Code), r.Name))] : [],
            RunningJobs = await services.GetRequiredService<PlatformDb>().Set<Job>()
                .CountAsync(j => j.CreatedBy == actor.UserId && (j.State == JobState.Queued || j.State == JobState.Running), http.RequestAborted),
        };
    }

    /// <summary>The chosen area when the actor answers for it, else the highest that the actor answers for.</summary>
    public static RegionCode? AreaOf(Actor actor, string? county, HttpContext http)
    {
        var top = TopArea(actor, county);
        return ChosenArea.Of(http) is { } asked && top is { } t && asked.IsIn(t) ? asked : top;
    }

    /// <summary>The highest area that holds all duties of the actor, within the county worked in.</summary>
    public static RegionCode? TopArea(Actor actor, string? county)
    {
        var areas = actor.Duties.Select(d => d.Area.Short).Where(a => county is null || a.StartsWith(county, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (areas.Count == 0) return county is null ? null : RegionCode.Parse(county);
        var top = RegionCode.Parse(areas[0]);
        while (areas.Exists(a => !RegionCode.Parse(a).IsIn(top))) top = top.Parent;
        return top;
    }

    private static List<ShellArea> Path(RegionTree tree, RegionCode from, RegionCode to)
    {
        var path = new List<ShellArea>();
        for (var at = to; ; at = at.Parent)
        {
            path.Insert(0, new ShellArea(at, tree.NameOf(at.Short)));
            if (at == from || at.Short.Length <= from.Short.Length) return path;
        }
    }

    private static string RoleNames(Actor actor, IStringLocalizer<Platform.Texts> words) =>
        string.Join(" / ", actor.Duties.Select(d => words[RoleLabels.Of(d.Role)].Value).Distinct(StringComparer.Ordinal));
}
