using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Web.Hosting;
using System.CommandLine;

namespace Minkang.Cli;

/// <summary>What commands share: where the stores are, the services on them, and how refusals are told.</summary>
internal static class CommandHost
{
    public static readonly Option<string?> Data = new("--data") { Description = "数据目录（默认 ./data 或环境变量 MINKANG_DATA）", HelpName = "DIR" };

    /// <summary>The services of the product on the stores that the command line and the environment name.</summary>
    public static ServiceProvider Services(StoreOptions stores)
    {
        Directory.CreateDirectory(stores.DataFolder);
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddMinkang(stores);
        return services.BuildServiceProvider();
    }

    /// <summary>Refuses to work on stores that a killed rotation of keys left half done: people would not be found by their number, and rows be taken in twice.</summary>
    public static async Task KeysAreWhole(IServiceProvider services, CancellationToken ct)
    {
        if (await services.GetRequiredService<RotateKeys>().Behind(ct) is { Count: > 0 } behind)
            throw new CommandRefusal($"上次换密钥没有做完（县库 {string.Join('、', behind)}）。请先运行 ./minkang keys rotate 把它做完。");
    }

    /// <summary>The county that a command is about: the one given, or the only one there is.</summary>
    public static string County(IServiceProvider services, string? given)
    {
        var codes = services.GetRequiredService<CountyStores>().Codes();
        if (given is not null) return codes.Contains(given) ? given : throw new CommandRefusal($"没有县 {given} 的数据库。已有：{(codes.Count == 0 ? "无" : string.Join('、', codes))}。");
        return codes.Count switch
        {
            1 => codes[0],
            0 => throw new CommandRefusal("还没有任何县的数据库。请先用 ./minkang demo 试用，或用 ./minkang migrate --county 代码 --name 县名 建县。"),
            _ => throw new CommandRefusal($"有几个县（{string.Join('、', codes)}），请用 --county 写明是哪一个。"),
        };
    }
}

/// <summary>A command that cannot be done, with a sentence for the person at the keyboard; exit code 1.</summary>
internal sealed class CommandRefusal(string message) : Exception(message);
