using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Cli.Upkeep;

/// <summary><c>minkang migrate</c>: brings all stores to the present, and makes a county's store.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var county = new Option<string?>("--county") { Description = "六位县代码；没有库时新建", HelpName = "CODE" };
        var name = new Option<string?>("--name") { Description = "新建县的名称", HelpName = "NAME" };
        var command = new Command("migrate", "升级（或新建）平台库和各县库") { CommandHost.Data, county, name };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var migrator = services.GetRequiredService<Migrator>();
            Tell("平台库", migrator.UpgradePlatform());
            if (parsed.GetValue(county) is { } code)
            {
                if (RegionCode.TryParse(code) is not { Level: RegionLevel.County }) throw new CommandRefusal($"“{code}”不是六位县代码。");
                var exists = services.GetRequiredService<CountyStores>().Exists(code);
                if (!exists && parsed.GetValue(name) is null) throw new CommandRefusal($"县 {code} 还没有库，新建时请用 --name 写明县名。");
                if (!exists) await services.GetRequiredService<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(code)), code, parsed.GetValue(name)!, null, [], ct);
            }
            foreach (var one in services.GetRequiredService<CountyStores>().Codes()) Tell($"县库 {one}", migrator.UpgradeCounty(one));
            return 0;
        });
        return command;

        static void Tell(string store, IReadOnlyList<string> scripts) => Console.WriteLine(scripts.Count == 0 ? $"{store}：已是最新" : $"{store}：执行 {scripts.Count} 个脚本");
    }
}
