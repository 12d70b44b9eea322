using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Cli.Figures;

/// <summary><c>minkang stats</c>: households and persons by status, patients by state, route and list.</summary>
internal static class StatsCommand
{
    public static Command Make()
    {
        var county = new Option<string?>("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
        var on = new Option<DateOnly?>("--on") { Description = "哪一天的数字（默认今天）", HelpName = "yyyy-MM-dd" };
        var json = new Option<bool>("--json") { Description = "写成 JSON" };
        var command = new Command("stats", "登记册与患病数字") { CommandHost.Data, county, on, json };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var code = CommandHost.County(services, parsed.GetValue(county));
            var figures = await CountyFigures.Of(services, code, parsed.GetValue(on) ?? services.GetRequiredService<BusinessCalendar>().Today, ct);
            if (parsed.GetValue(json)) Console.WriteLine(figures.ToJson());
            else figures.Print(Console.Out);
            return 0;
        });
        return command;
    }
}
