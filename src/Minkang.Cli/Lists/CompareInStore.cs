using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Spectre.Console;

namespace Minkang.Cli.Lists;

/// <summary>A comparison that the store keeps, as it was typed.</summary>
internal sealed record StoreComparison(string Data, string? County, IReadOnlyList<(string Name, byte[] Content)> Files, DateOnly? RegisterOn, Guid? Check, FileInfo? Matches, FileInfo? Discrepancies);

/// <summary><c>minkang compare … --data DIR</c>: the run is kept with its lists and rules, and its page shows it; <c>--check</c> works one out again.</summary>
internal static class CompareInStore
{
    public static async Task<int> Handle(StoreComparison wish, InvocationConfiguration console, CancellationToken ct)
    {
        await using var services = CommandHost.Services(StoreOptions.FromEnvironment(wish.Data));
        var county = CommandHost.County(services, wish.County);
        services.GetRequiredService<Migrator>().UpgradeCounty(county);
        await CommandHost.KeysAreWhole(services, ct);
        var actor = Actor.Console(RegionCode.Parse(county));
        return wish.Check is { } run ? await Check(services, county, actor, run, console, ct) : await Run(services, county, actor, wish, console, ct);
    }

    private static async Task<int> Run(IServiceProvider services, string county, Actor actor, StoreComparison wish, InvocationConfiguration console, CancellationToken ct)
    {
        var compare = services.GetRequiredService<CompareLists>();
        var done = await Watched(p => compare.Run(county, actor, wish.Files, [], wish.RegisterOn, p, ct));
        if (!done.Ok) return Refuse(done.Problems, console);
        var result = done.Value;
        var (matches, discrepancies) = (new StringWriter(), new StringWriter());
        await compare.Write(county, result.RunId, wish.Matches is null ? null : matches, wish.Discrepancies is null ? null : discrepancies, ct);
        CompareCommand.Write(wish.Matches, w => w.Write(matches.GetStringBuilder()));
        CompareCommand.Write(wish.Discrepancies, w => w.Write(discrepancies.GetStringBuilder()));
        CompareCommand.Tell(result.Lists, result.Persons, result.Alone, result.Unsure, result.Discrepancies, console.Output);
        console.Output.WriteLine($"已留存：{result.Title}，编号 {result.RunId}，网页地址 /compare/{result.RunId}");
        console.Output.WriteLine($"结果指纹 {result.ResultHash}");
        return 0;
    }

    private static async Task<int> Check(IServiceProvider services, string county, Actor actor, Guid run, InvocationConfiguration console, CancellationToken ct)
    {
        var same = await Watched(p => services.GetRequiredService<CompareLists>().Check(county, actor, run, p, ct));
        if (!same.Ok) return Refuse(same.Problems, console);
        console.Output.WriteLine(same.Value ? "复核一致：按留存的名单和规则重新计算，结果相同，留存的结果没有被改动。" : "复核不一致：按留存的名单和规则重新计算，与当时的结果不同，或留存的结果被改动过。");
        return same.Value ? 0 : 1;
    }

    private static int Refuse(IReadOnlyList<Problem> problems, InvocationConfiguration console)
    {
        foreach (var problem in problems) console.Error.WriteLine(problem.Message);
        return 1;
    }

    /// <summary>Shows what is being done where there is a terminal.</summary>
    private static async Task<T> Watched<T>(Func<Action<long, long, string>?, Task<T>> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected) return await work(null);
        return await AnsiConsole.Status().StartAsync("正在比对", status => work((done, total, words) => status.Status = total > 0 ? $"{words} {done:N0} / {total:N0}" : words));
    }
}
