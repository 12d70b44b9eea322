using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Cli.Accounts;

/// <summary><c>minkang users</c>: accounts and roles from the server's console.</summary>
internal static class UsersCommand
{
    private static readonly Argument<string> UserName = new("USER") { Description = "用户名" };

    public static Command Make() => new("users", "账号与授权") { List(), Add(), Grant(), Reset(), Close() };

    private static Command List()
    {
        var command = new Command("list", "列出账号") { CommandHost.Data };
        command.SetAction((parsed, ct) => With(parsed, async (manage, _) =>
        {
            foreach (var row in await manage.List(ct))
            {
                var state = row.Closed ? "已关闭" : row.Locked ? "已锁定" : row.TwoFactor ? "两步验证" : "";
                Console.WriteLine($"{row.UserName}\t{row.DisplayName}\t{string.Join('；', row.Assignments.Where(a => a.UntilOn is null).Select(a => $"{RoleLabels.Of(a.Role)} {a.Area}"))}\t{state}");
            }
            return 0;
        }));
        return command;
    }

    private static Command Add()
    {
        var name = new Option<string>("--name") { Description = "姓名或岗位名称", Required = true };
        var unit = new Option<string>("--unit") { Description = "单位", DefaultValueFactory = _ => "" };
        var role = new Option<Role>("--role") { Description = "岗位", Required = true };
        var area = new Option<string>("--area") { Description = "区划代码：村 12 位，乡镇 9 位，县 6 位，市 4 位，省 2 位", Required = true };
        var hospital = new Option<string?>("--hospital") { Description = "医院岗位所属的医院名称" };
        var command = new Command("add", "新建账号并授权；打印初始密码，首次登录须修改") { UserName, name, unit, role, area, hospital, CommandHost.Data };
        command.SetAction((parsed, ct) => With(parsed, async (manage, actor) =>
        {
            var made = await manage.Create(actor, new NewAccount(parsed.GetValue(UserName)!, parsed.GetValue(name)!, parsed.GetValue(unit)!), ct);
            if (!made.Ok) return Refused(made.Problems);
            var granted = await manage.Grant(actor, made.Value.User.Id, parsed.GetValue(role), Area(parsed.GetValue(area)!), parsed.GetValue(hospital), ct);
            Console.WriteLine($"账号 {made.Value.User.UserName} 已建立，初始密码：{made.Value.Password}");
            return granted.Ok ? 0 : Refused(granted.Problems);
        }));
        return command;
    }

    private static Command Grant()
    {
        var role = new Option<Role>("--role") { Description = "岗位", Required = true };
        var area = new Option<string>("--area") { Description = "区划代码", Required = true };
        var hospital = new Option<string?>("--hospital") { Description = "医院岗位所属的医院名称" };
        var end = new Option<bool>("--end") { Description = "结束这项授权" };
        var command = new Command("grant", "授予或结束一项岗位授权") { UserName, role, area, hospital, end, CommandHost.Data };
        command.SetAction((parsed, ct) => With(parsed, async (manage, actor) =>
        {
            var user = await Find(manage, parsed.GetValue(UserName)!, ct);
            var code = Area(parsed.GetValue(area)!);
            if (!parsed.GetValue(end))
            {
                var granted = await manage.Grant(actor, user.Id, parsed.GetValue(role), code, parsed.GetValue(hospital), ct);
                return granted.Ok ? Done("已授权") : Refused(granted.Problems);
            }
            var held = user.Assignments.FirstOrDefault(a => a.Role == parsed.GetValue(role) && a.Area == code.Short && a.UntilOn is null)
                ?? throw new CommandRefusal("这个账号没有这项授权。");
            var ended = await manage.Revoke(actor, held.Id, ct);
            return ended.Ok ? Done("授权已结束") : Refused(ended.Problems);
        }));
        return command;
    }

    private static Command Reset()
    {
        var factor = new Option<bool>("--second-factor") { Description = "改为解除两步验证（手机丢失时）" };
        var command = new Command("reset", "重置密码并解锁") { UserName, factor, CommandHost.Data };
        command.SetAction((parsed, ct) => With(parsed, async (manage, actor) =>
        {
            var user = await Find(manage, parsed.GetValue(UserName)!, ct);
            if (parsed.GetValue(factor))
            {
                var freed = await manage.ResetSecondFactor(actor, user.Id, ct);
                return freed.Ok ? Done("两步验证已解除，下次登录重新绑定") : Refused(freed.Problems);
            }
            var reset = await manage.ResetPassword(actor, user.Id, ct);
            return reset.Ok ? Done($"新密码：{reset.Value}") : Refused(reset.Problems);
        }));
        return command;
    }

    private static Command Close()
    {
        var command = new Command("close", "关闭账号（人员离岗当天）") { UserName, CommandHost.Data };
        command.SetAction((parsed, ct) => With(parsed, async (manage, actor) =>
        {
            var closed = await manage.Close(actor, (await Find(manage, parsed.GetValue(UserName)!, ct)).Id, ct);
            return closed.Ok ? Done("账号已关闭") : Refused(closed.Problems);
        }));
        return command;
    }

    private static async Task<int> With(ParseResult parsed, Func<ManageAccounts, Actor, Task<int>> work)
    {
        await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
        services.GetRequiredService<Migrator>().UpgradePlatform();
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ManageAccounts>(), Actor.Console(RegionCode.Parse("")));
    }

    private static async Task<AccountRow> Find(ManageAccounts manage, string userName, CancellationToken ct) =>
        (await manage.List(ct)).FirstOrDefault(r => string.Equals(r.UserName, userName, StringComparison.OrdinalIgnoreCase)) ?? throw new CommandRefusal($"没有账号“{userName}”。");

    private static RegionCode Area(string text) => RegionCode.TryParse(text) ?? throw new CommandRefusal($"“{text}”不是区划代码。");

    private static int Done(string message)
    {
        Console.WriteLine(message);
        return 0;
    }

    private static int Refused(IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems) Console.Error.WriteLine(problem.Message);
        return 1;
    }
}
