using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Contracts;
using Minkang.Platform.Stores;

namespace Minkang.Cli.Demo;

/// <summary>Adopts a benefit programme for the demonstration, so that bills can be settled: proposed by one account, adopted by another.</summary>
internal static class DemoPolicy
{
    private const string Pack = "gaotai.2016";

    /// <summary>Numbers that the programme's document leaves blank; assumed for trying, and said so.</summary>
    private static readonly Dictionary<string, string> Assumed = new(StringComparer.Ordinal)
    {
        ["deductible-province"] = "3000", ["rate-province"] = "60%", ["major-limit"] = "50000", ["special-disease-limit"] = "5000", ["special-year-cap"] = "10000", ["critical-rate"] = "60%",
    };

    public static async Task Adopt(IServiceProvider services, string county, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<CountyStores>().Open(county);
        var (proposer, decider) = (await DemoAccounts.Find(services, "xian", ct), await DemoAccounts.Find(services, "yibao", ct));
        var adopted = await services.GetRequiredService<SetUpPolicy>().Adopt(db, proposer, decider, "catalog:" + Pack, new DateOnly(2016, 1, 1), Assumed, ct);
        Console.WriteLine();
        Console.WriteLine(adopted.Ok ? $"报销政策：已采用 {Pack}（2016-01-01 起）；原文留空的数值为试用假定：{string.Join('，', Assumed.Select(a => $"{a.Key}={a.Value}"))}" : $"报销政策：{adopted.Problems[0].Message}");
    }
}
