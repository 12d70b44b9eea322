using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Cli.Lists;

/// <summary><c>minkang export register</c>: the register in the poverty office's layout.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var county = new Option<string?>("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
        var on = new Option<DateOnly?>("--on") { Description = "哪一天的情况（默认今天）", HelpName = "yyyy-MM-dd" };
        var output = new Option<FileInfo>("--out") { Description = "写出的工作簿；含完整证件号码，请妥善保管", Required = true, HelpName = "FILE.xlsx" };
        var register = new Command("register", "登记册，按扶贫办样式；原样导回时每一行都相同") { CommandHost.Data, county, on, output };
        register.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var code = CommandHost.County(services, parsed.GetValue(county));
            var actor = Actor.Console(RegionCode.Parse(code));
            await using var db = services.GetRequiredService<CountyStores>().Open(code);
            db.Trail.Actor = actor;
            await using var stream = parsed.GetValue(output)!.Create();
            var rows = await services.GetRequiredService<ExportRegister>().Write(db, actor, parsed.GetValue(on) ?? services.GetRequiredService<BusinessCalendar>().Today, stream, ct);
            Console.WriteLine($"已写出 {rows:N0} 人：{parsed.GetValue(output)!.FullName}");
            return 0;
        });
        return new Command("export", "导出") { register };
    }
}
