using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Users;

namespace Minkang.Cli.Demo;

/// <summary>Accounts to try the demonstration with, one per role that has pages. They exist in demonstration stores only.</summary>
internal static class DemoAccounts
{
    /// <summary>The password of all demonstration accounts; printed on start, since the data are invented.</summary>
    public const string Password = "minkang-demo-2019";

    private static readonly (string UserName, string Name, Role Role, RegionLevel Level)[] Accounts =
    [
        ("xian", "县级业务员（演示）", Role.CountyOfficer, RegionLevel.County),
        ("zhen", "乡镇业务员（演示）", Role.TownshipClerk, RegionLevel.Township),
        ("cun", "乡村医生（演示）", Role.VillageDoctor, RegionLevel.Village),
        ("fupin", "扶贫部门（演示）", Role.PovertyOffice, RegionLevel.County),
        ("lingdao", "县级领导（演示）", Role.CountyLeader, RegionLevel.County),
        ("chuangkou", "医院结算窗口（演示）", Role.HospitalCounter, RegionLevel.County),
        ("yibaoke", "医院医保科（演示）", Role.HospitalInsuranceOffice, RegionLevel.County),
        ("yibao", "县医保局（演示）", Role.InsuranceBureau, RegionLevel.County),
        ("guanli", "系统管理员（演示）", Role.Administrator, RegionLevel.County),
        ("shenji", "审计员（演示）", Role.Auditor, RegionLevel.County),
    ];

    public static async Task Ensure(IServiceProvider services, string county, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
        var tree = await services.GetRequiredService<RegionCache>().Tree(ct);
        var actor = Actor.Console(RegionCode.Parse(county));
        var known = (await manage.List(ct)).Select(a => a.UserName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (userName, name, role, level) in Accounts)
        {
            if (known.Contains(userName)) continue;
            var area = level == RegionLevel.County ? county : tree.Within(county, level).First().Code;
            var made = await manage.Create(actor, new NewAccount(userName, name, "演示", Password, MustChangePassword: false), ct);
            if (!made.Ok) throw new CommandRefusal(made.Problems[0].Message);
            var granted = await manage.Grant(actor, made.Value.User.Id, role, RegionCode.Parse(area), RoleLevels.NeedsHospital(role) ? HospitalOf(tree, county) : null, ct);
            if (!granted.Ok) throw new CommandRefusal(granted.Problems[0].Message);
        }
    }

    /// <summary>The hospital of the demonstration's counter: the one that the sample lists call after the first township.</summary>
    public static string HospitalOf(RegionTree tree, string county) => tree.Within(county, RegionLevel.Township).First().Name + "中心卫生院";

    /// <summary>Who an account of the demonstration is today.</summary>
    public static async Task<Actor> Find(IServiceProvider services, string userName, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var account = (await scope.ServiceProvider.GetRequiredService<ManageAccounts>().List(ct)).Single(a => a.UserName == userName);
        return await services.GetRequiredService<Actors>().Find(account.Id, ct) ?? throw new CommandRefusal($"演示账号 {userName} 已经关闭。");
    }

    public static void Tell(string address)
    {
        Console.WriteLine();
        Console.WriteLine($"民康已启动：{address} （按 Ctrl+C 停止）");
        Console.WriteLine($"演示账号（密码都是 {Password}）：{string.Join('、', Accounts.Select(a => $"{a.UserName} {a.Name}"))}");
    }
}
