using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Contracts;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;

namespace Minkang.Cli.Demo;

/// <summary>Gives the demonstration what bills are settled by: a benefit programme and waivers, proposed by one account and adopted by another, and a designated institution.</summary>
internal static class DemoPolicy
{
    private const string Pack = "gaotai.2016", Waivers = "shandong";
    private static readonly DateOnly From = new(2016, 1, 1), WaiversFrom = new(2018, 1, 1);

    /// <summary>Numbers that the programme's document leaves blank; assumed for trying, and said so.</summary>
    private static readonly Dictionary<string, string> Assumed = new(StringComparer.Ordinal)
    {
        ["deductible-province"] = "3000", ["rate-province"] = "60%", ["major-limit"] = "50000", ["special-disease-limit"] = "5000", ["special-year-cap"] = "10000", ["critical-rate"] = "60%",
    };

    public static async Task Adopt(IServiceProvider services, string county, CancellationToken ct)
    {
        var hospital = DemoAccounts.HospitalOf(await services.GetRequiredService<RegionCache>().Tree(ct), county);
        await using var db = services.GetRequiredService<CountyStores>().Open(county);
        var (proposer, decider) = (await DemoAccounts.Find(services, "xian", ct), await DemoAccounts.Find(services, "yibao", ct));
        var setUp = services.GetRequiredService<SetUpPolicy>();
        var adopted = await setUp.Adopt(db, proposer, decider, "catalog:" + Pack, From, Assumed, ct);
        Console.WriteLine();
        Console.WriteLine(adopted.Ok ? $"报销政策：已采用 {Pack}（2016-01-01 起）；原文留空的数值为试用假定：{string.Join('，', Assumed.Select(a => $"{a.Key}={a.Value}"))}" : $"报销政策：{adopted.Problems[0].Message}");
        var waivers = await setUp.TakeUpWaivers(db, proposer, decider, Waivers, WaiversFrom, "演示试用：两免两减半", ct);
        if (waivers is { Ok: true, Value: > 0 }) Console.WriteLine($"减免项目：已采用 {Waivers} 的 {waivers.Value} 项");
        foreach (var refused in new[] { waivers.Problems, (await setUp.Designate(db, proposer, hospital, "township", From, ct)).Problems }.Where(p => p.Count > 0)) Console.WriteLine($"未办理：{refused[0].Message}");
    }
}
