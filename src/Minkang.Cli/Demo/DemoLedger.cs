using Minkang.Platform.Users;

namespace Minkang.Cli.Demo;

internal static class DemoLedger
{
    public static Task VerifyAndPrint(IServiceProvider services, string county, Actor actor, DateOnly on, CancellationToken ct) => Task.CompletedTask;
}
