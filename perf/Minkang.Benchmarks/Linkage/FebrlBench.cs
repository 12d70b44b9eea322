using System.Diagnostics;
using System.Globalization;
using Minkang.Domain.Linkage;
using Minkang.Platform.Catalog;
using Minkang.Registry.Contracts;

namespace Minkang.Benchmarks.Linkage;

/// <summary>The public labelled lists FEBRL 1 and 3: English names, one list compared with itself. The truth is in the record's name and is not compared.</summary>
internal static class FebrlBench
{
    public static int Run(DirectoryInfo folder)
    {
        if (!folder.Exists) { Console.Error.WriteLine("--data DIR must hold dataset1.csv and dataset3.csv."); return 2; }
        var profiles = LinkProfiles.From(CatalogFolder.Find());
        foreach (var name in (string[])["dataset1.csv", "dataset3.csv"])
        {
            One(Path.Combine(folder.FullName, name), profiles.Find("english-persons"));
            One(Path.Combine(folder.FullName, name), profiles.Find("english-persons-unattended"));
        }
        return 0;
    }

    private static void One(string file, LinkProfile profile)
    {
        var watch = Stopwatch.StartNew();
        var list = new LinkSpace(profile).NewList();
        var persons = new List<int>();
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            persons.Add(int.Parse(cells[0].Split('-')[1], CultureInfo.InvariantCulture));
            list.Add(cells.AsSpan(1));
        }
        var result = LinkLists.Duplicates(list);
        var groups = LinkLists.GroupsOf(list.Rows, result);
        var seconds = watch.Elapsed.TotalSeconds;
        var truth = persons.GroupBy(p => p).Sum(g => g.Count() * (g.Count() - 1) / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile.Id}, {Path.GetFileName(file)}: {list.Rows:N0} rows, {truth:N0} true pairs, {result.Compared:N0} pairs compared of {list.Rows * (list.Rows - 1L) / 2:N0}, {seconds:0.00} s"));
        Line("automatic", result.Links.Where(l => l.Kind != LinkKind.Unsure), persons, truth);
        Line("best guess", result.Links.Where(l => l.Probability >= 0.5), persons, truth);
        var joined = groups.Select((g, row) => (g, row)).GroupBy(x => x.g).SelectMany(g => g.SelectMany(a => g.Where(b => b.row > a.row).Select(b => (a.row, b.row))));
        Judge("joined", joined, persons, truth);
    }

    private static void Line(string name, IEnumerable<Link> links, List<int> persons, int truth) => Judge(name, links.Select(l => (l.Left, l.Right)), persons, truth);

    private static void Judge(string name, IEnumerable<(int Left, int Right)> pairs, List<int> persons, int truth)
    {
        var (found, wrong) = (0, 0);
        foreach (var (a, b) in pairs) if (persons[a] == persons[b]) found++; else wrong++;
        var (precision, recall) = ((double)found / Math.Max(1, found + wrong), (double)found / truth);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} pairs found {found + wrong:N0}, true among them {found:N0}, precision {precision:0.0000}, recall {recall:0.0000}, F1 {2 * precision * recall / (precision + recall):0.0000}"));
    }
}
