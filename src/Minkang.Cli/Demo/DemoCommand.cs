using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Cli.Lists;
using Minkang.Cli.Serving;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Cli.Demo;

/// <summary><c>minkang demo</c>: the main job on sample lists, from the departments' files to the ledger, then the web.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var sample = new Option<DirectoryInfo?>("--sample") { Description = "名单所在目录（默认用随程序带的示例镇）", HelpName = "DIR" };
        var noServe = new Option<bool>("--no-serve") { Description = "只导入和打印台账，不启动网页" };
        var urls = new Option<string>("--urls") { Description = "网页监听地址", DefaultValueFactory = _ => ServeCommand.DefaultUrl };
        var command = new Command("demo", "用示例名单走一遍：建县、导入、核实、出台账，然后打开网页") { sample, CommandHost.Data, noServe, urls };
        command.SetAction(async (parsed, ct) =>
        {
            var stores = StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data) ?? Environment.GetEnvironmentVariable("MINKANG_DATA") ?? "data/demo");
            var folder = parsed.GetValue(sample) ?? SampleFolder();
            if (!folder.Exists) throw new CommandRefusal($"没有目录 {folder.FullName}。");
            await Prepare(stores, folder, ct);
            return parsed.GetValue(noServe) ? 0 : await ServeCommand.Serve(stores, parsed.GetValue(urls)!, DemoAccounts.Tell, ct);
        });
        return command;
    }

    private static async Task Prepare(StoreOptions stores, DirectoryInfo folder, CancellationToken ct)
    {
        await using var services = CommandHost.Services(stores);
        services.GetRequiredService<Migrator>().UpgradePlatform();
        var lists = await DemoLists.Sort(services, folder, ct);
        var county = lists.County;
        var actor = Actor.Console(RegionCode.Parse(county.CountyCode));
        await services.GetRequiredService<SetUpCounty>().Handle(actor, county.CountyCode, county.CountyName, county.CityName, county.Villages, ct);
        Console.WriteLine($"县：{county.CityName} {county.CountyName}（{county.CountyCode}），{county.Villages.Select(v => v.Township).Distinct().Count()} 个乡镇，{county.Villages.Count} 个村");
        var taken = new List<Guid>();
        foreach (var file in lists.Files)
        {
            var outcome = await ImportCommand.Run(services, county.CountyCode, file, lists.DateFor(file), dry: false, ct);
            if (outcome.Ok)
            {
                ImportCommand.Tell(outcome.Value, dry: false);
                taken.Add(outcome.Value.ImportId);
            }
            else foreach (var problem in outcome.Problems) Console.WriteLine($"{file.Name}\n  未导入：{problem.Message}");
        }
        await Compare(services, county.CountyCode, actor, taken, ct);
        await DemoLedger.VerifyAndPrint(services, county.CountyCode, actor, lists.RegisterOn, ct);
        await DemoAccounts.Ensure(services, county.CountyCode, ct);
        await DemoPolicy.Adopt(services, county.CountyCode, ct);
    }

    /// <summary>Holds the lists against each other, once; demonstrated again, the comparison is there.</summary>
    private static async Task Compare(IServiceProvider services, string county, Actor actor, List<Guid> imports, CancellationToken ct)
    {
        var compare = services.GetRequiredService<CompareLists>();
        if (imports.Count < 2 || await compare.Any(county, ct)) return;
        var done = await compare.Run(county, actor, [], imports, null, null, ct);
        if (done.Ok) Console.WriteLine($"比对 {done.Value.Lists.Count} 份名单：{done.Value.Persons + done.Value.Alone:N0} 人，差异 {done.Value.Discrepancies.Sum(d => d.Count):N0} 处");
        else foreach (var problem in done.Problems) Console.WriteLine($"未比对：{problem.Message}");
    }

    /// <summary>The township set that travels with the repository.</summary>
    private static DirectoryInfo SampleFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "samples", "township"))) return new DirectoryInfo(Path.Combine(at.FullName, "samples", "township"));
        throw new CommandRefusal("没有找到随程序带的示例名单 samples/township，请用 --sample 指明目录。");
    }
}
