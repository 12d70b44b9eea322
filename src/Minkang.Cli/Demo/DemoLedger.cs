using Microsoft.Extensions.DependencyInjection;
using Minkang.Illness.Contracts;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Cli.Figures;

namespace Minkang.Cli.Demo;

/// <summary>Verifies what the health office's return states, and prints the ledger.</summary>
internal static class DemoLedger
{
    public static async Task VerifyAndPrint(IServiceProvider services, string county, Actor actor, DateOnly on, CancellationToken ct)
    {
        await using (var db = services.GetRequiredService<CountyStores>().Open(county))
        {
            db.Trail.Actor = actor;
            var verified = await services.GetRequiredService<VerifyStatedConditions>().Handle(db, actor, ct);
            Console.WriteLine();
            Console.WriteLine($"按卫健返回表核实：{verified.Persons:N0} 人 {verified.Conditions:N0} 个病种；待人工核实：");
            foreach (var (reason, count) in verified.Left) Console.WriteLine($"  {count,5:N0}  {reason}");
        }
        var figures = await CountyFigures.Of(services, county, on, ct);
        Console.WriteLine();
        figures.Print(Console.Out);
    }
}
