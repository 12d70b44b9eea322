using System.Diagnostics;
using System.Globalization;
using System.Text;
using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;
using Minkang.Registry.Contracts;
using Minkang.Samples;
using Sylvan.Data.Csv;

namespace Minkang.Benchmarks.Linkage;

/// <summary>Two invented lists, from CSV to decided pairs: seconds by step, peak memory, accuracy. The lists are made by a process of their own.</summary>
internal static class LinkageBench
{
    public static int Run(int rows, int seed, string dirt, bool masked, bool hard)
    {
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"minkang-linkage-{rows}-{seed}-{dirt}{(masked ? "-masked" : "")}"));
        if (!File.Exists(Path.Combine(folder, "right.csv"))) Make(folder, rows, seed, dirt, masked);
        var space = new LinkSpace(LinkProfiles.From(CatalogFolder.Find()).Find(LinkProfiles.ChineseRegister));
        var watch = Stopwatch.StartNew();
        var (left, leftPersons) = Read(space, Path.Combine(folder, "left.csv"), rows);
        var (right, rightPersons) = Read(space, Path.Combine(folder, "right.csv"), rows);
        var (reading, cpuReading) = (watch.Elapsed.TotalSeconds, Processors());
        LinkResult twiceLeft = null!, twiceRight = null!;
        Parallel.Invoke(() => twiceLeft = LinkLists.Duplicates(left), () => twiceRight = LinkLists.Duplicates(right));
        var (leftGroups, rightGroups) = (LinkLists.GroupsOf(left.Rows, twiceLeft), LinkLists.GroupsOf(right.Rows, twiceRight));
        var (inside, cpuInside) = (watch.Elapsed.TotalSeconds, Processors());
        var result = LinkLists.Between(left, right, leftGroups, rightGroups);
        var (total, cpuTotal) = (watch.Elapsed.TotalSeconds, Processors());
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{left.Rows:N0} x {right.Rows:N0} rows, seed {seed}, dirt {dirt}{(masked ? ", right numbers masked" : "")}: reading {reading:0.00} s, each list in itself {inside - reading:0.00} s, linking {total - inside:0.00} s, together {total:0.00} s, peak {process.PeakWorkingSet64 / 1048576:N0} MiB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  processor time: reading {cpuReading:0.0} s, each list in itself {cpuInside - cpuReading:0.0} s, linking {cpuTotal - cpuInside:0.0} s, together {cpuTotal:0.0} s"));
        foreach (var block in result.Blocks) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {block.Code,-16} {block.Pairs,12:N0} pairs, {block.Divided,6:N0} divided, {block.Cut,12:N0} cut"));
        Accuracy.PrintTwice("left", twiceLeft, leftPersons);
        Accuracy.PrintTwice("right", twiceRight, rightPersons);
        Accuracy.Print(result, leftPersons, rightPersons);
        if (hard) Accuracy.PrintWrong(twiceLeft, leftPersons, leftPersons, File.ReadAllLines(Path.Combine(folder, "left.csv")), File.ReadAllLines(Path.Combine(folder, "left.csv")));
        if (hard) Accuracy.PrintWrong(result, leftPersons, rightPersons, File.ReadAllLines(Path.Combine(folder, "left.csv")), File.ReadAllLines(Path.Combine(folder, "right.csv")));
        return 0;
    }

    /// <summary>Seconds of both processors together, which other work on the machine hardly changes.</summary>
    private static double Processors()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Writes the two lists when asked as a process of its own.</summary>
    public static int Write(string folder, int rows, int seed, string dirt, bool masked)
    {
        LinkageLists.Write(folder, rows, seed, Enum.Parse<DirtLevel>(dirt, ignoreCase: true), masked);
        return 0;
    }

    private static void Make(string folder, int rows, int seed, string dirt, bool masked)
    {
        string[] own = Environment.ProcessPath is { } path && !path.EndsWith("dotnet", StringComparison.Ordinal) ? [path] : ["dotnet", typeof(LinkageBench).Assembly.Location];
        var start = new ProcessStartInfo(own[0]);
        foreach (var argument in (string[])[.. own[1..], "linkage-lists", "--data", folder, "--rows", rows.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture), "--dirt", dirt, "--masked", masked ? "yes" : "no"])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException("The lists could not be made.");
    }

    private static (LinkTable Table, int[] Persons) Read(LinkSpace space, string file, int rows)
    {
        var table = space.NewList();
        table.Reserve(rows + (rows / 8));
        var persons = new List<int>(rows + (rows / 8));
        using var text = new StreamReader(file, Encoding.UTF8, false, 1 << 16);
        using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { BufferSize = 1 << 16 });
        var batch = new LinkBatch(table);
        while (csv.Read())
        {
            persons.Add(LinkageLists.PersonOf(csv.GetFieldSpan(0)));
            for (var i = 1; i <= 4; i++) batch.Cell(csv.GetFieldSpan(i));
            batch.Cell(csv.GetFieldSpan(5), '/', csv.GetFieldSpan(6));
            batch.Cell([]); // the household's number: no list but the register has one
            batch.Cell(csv.GetFieldSpan(7));
            batch.Cell(csv.GetFieldSpan(8));
            batch.Cell([]); // the relation to the householder
        }
        batch.Flush();
        return (table, [.. persons]);
    }
}
