using Microsoft.Extensions.Hosting;
using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Stores;
using Minkang.Web.Hosting;

namespace Minkang.Cli.Serving;

/// <summary><c>minkang serve</c>: the web on a loopback address unless another is given.</summary>
internal static class ServeCommand
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Make()
    {
        var urls = new Option<string>("--urls") { Description = "监听地址；对外服务请放在反向代理（TLS）之后", DefaultValueFactory = _ => DefaultUrl };
        var command = new Command("serve", "启动网页服务") { CommandHost.Data, urls };
        command.SetAction((parsed, ct) => Serve(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)), parsed.GetValue(urls)!, null, ct));
        return command;
    }

    /// <summary>Upgrades the stores, starts the web and waits until it is told to stop. Returns the exit code.</summary>
    public static async Task<int> Serve(StoreOptions stores, string urls, Action<string>? opened, CancellationToken ct)
    {
        await using var app = MinkangHost.Build(["--urls", urls], stores);
        var migrator = app.Services.GetRequiredService<Migrator>();
        migrator.UpgradePlatform();
        foreach (var county in app.Services.GetRequiredService<CountyStores>().Codes()) migrator.UpgradeCounty(county);
        await CommandHost.KeysAreWhole(app.Services, ct);
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandRefusal($"地址 {urls} 已被占用。请先停掉占用它的程序，或用 --urls http://127.0.0.1:其他端口 换一个。");
        }
        var address = app.Urls.First();
        if (new Uri(address).IsLoopback) await WarmUp(address, ct);
        if (opened is not null) opened(address);
        else Console.WriteLine($"民康已启动：{address} （按 Ctrl+C 停止）");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>Asks for the sign-in page once, so that the first person of the day does not wait until the program has been translated.</summary>
    private static async Task WarmUp(string address, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), ct);
        await answer.Content.ReadAsByteArrayAsync(ct);
    }
}
