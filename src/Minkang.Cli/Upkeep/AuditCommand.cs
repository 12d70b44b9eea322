using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Cli.Upkeep;

/// <summary><c>minkang audit verify</c>: walks the audit chains; exit code 1 where one is broken.</summary>
internal static class AuditCommand
{
    public static Command Make()
    {
        var county = new Option<string?>("--county") { Description = "只查这个县", HelpName = "CODE" };
        var verify = new Command("verify", "逐条校验审计链，断链时说明断在哪一条") { CommandHost.Data, county };
        verify.SetAction(async (parsed, ct) =>
        {
            await using var services = CommandHost.Services(StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data)));
            var check = services.GetRequiredService<VerifyAuditChain>();
            var results = new List<AuditVerification>();
            if (parsed.GetValue(county) is { } one) results.Add(await check.Handle(CommandHost.County(services, one), ct));
            else
            {
                if (services.GetRequiredService<StoreConnections>().Exists(StoreConnections.PlatformStore)) results.Add(await check.HandlePlatform(ct));
                foreach (var code in services.GetRequiredService<CountyStores>().Codes()) results.Add(await check.Handle(code, ct));
            }
            foreach (var r in results)
                Console.WriteLine(r.Whole ? $"{r.Store}：{r.Entries} 条，完整" : $"{r.Store}：前 {r.Entries} 条完整，第 {r.FirstBroken} 条断链：{r.Why}");
            return results.TrueForAll(r => r.Whole) ? 0 : 1;
        });
        return new Command("audit", "审计") { verify };
    }
}
