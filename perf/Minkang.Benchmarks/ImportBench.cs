using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Web.Hosting;

namespace Minkang.Benchmarks;

/// <summary>Imports each list with the program itself, in a process of its own, on an empty county store.</summary>
internal static class ImportBench
{
    public static async Task<int> Run(DirectoryInfo sample, string data)
    {
        var folder = data.Length > 0 ? data : Directory.CreateTempSubdirectory("minkang-bench-").FullName;
        var stores = StoreOptions.FromEnvironment(folder);
        var lists = await Prepare(stores, sample);
        Console.WriteLine($"engine {stores.Engine}, data {(data.Length > 0 ? "kept" : "temporary")}");
        Console.WriteLine("| list | rows | s | MiB peak |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (file, title, day) in lists)
        {
            var (seconds, peak, output) = await Timed([Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "import", file.FullName, "--data", folder, "--date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
            var rows = output.Split('\n').FirstOrDefault(l => l.TrimStart().StartsWith('读'))?.Trim() ?? output.Trim();
            Console.WriteLine($"| {title} | {rows} | {seconds:0.0} | {peak} |");
        }
        if (data.Length == 0) Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>Makes the county from its register; returns the lists in the order of work.</summary>
    public static async Task<List<(FileInfo File, string Title, DateOnly Day)>> Prepare(StoreOptions stores, DirectoryInfo sample)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.ClearProviders());
        services.AddMinkang(stores);
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Migrator>().UpgradePlatform();
        var known = new List<(FileInfo File, ListIdentity Identity)>();
        foreach (var file in sample.GetFiles().Where(f => f.Extension is ".xlsx" or ".xls" or ".csv").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var identity = provider.GetRequiredService<IdentifyList>().Handle(file.Name, await File.ReadAllBytesAsync(file.FullName));
            if (identity.Ok) known.Add((file, identity.Value));
        }
        var register = known.Single(k => k.Identity.ProfileId == "register");
        var county = provider.GetRequiredService<CountyFromRegister>().Read(register.File.Name, await File.ReadAllBytesAsync(register.File.FullName)).Value;
        await provider.GetRequiredService<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        return [.. known.OrderBy(k => k.Identity.ProfileId == "register" ? 0 : 1).Select(k => (k.File, k.Identity.Title, k.Identity.ListOn ?? register.Identity.ListOn!.Value))];
    }

    private static async Task<(double Seconds, long PeakMiB, string Output)> Timed(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long peak = 0;
        while (!process.HasExited)
        {
            process.Refresh();
            if (!process.HasExited) peak = Math.Max(peak, process.PeakWorkingSet64);
            await Task.Delay(50);
        }
        return (watch.Elapsed.TotalSeconds, peak / (1024 * 1024), string.Concat(await output));
    }
}
