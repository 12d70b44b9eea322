using System.Globalization;
using Minkang.Domain.Linkage;

namespace Minkang.Benchmarks.Linkage;

/// <summary>
/// Judges decided pairs by the truth. Persons count, not rows: a person written twice in a list is found when one of the rows is linked. "Automatic" counts
/// what is taken without asking, "best guess" also what would be shown with even odds or better.
/// </summary>
internal static class Accuracy
{
    public static void Print(LinkResult result, int[] left, int[] right)
    {
        var truth = left.Distinct().Intersect(right.Distinct()).Count();
        Line("automatic", result.Links.Where(l => l.Kind != LinkKind.Unsure), left, right, truth);
        Line("best guess", result.Links.Where(l => l.Kind != LinkKind.Unsure || l.Probability >= 0.5), left, right, truth);
        foreach (var kind in result.Links.GroupBy(l => l.Kind).OrderBy(g => g.Key))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind.Key,-9} {kind.Count(),9:N0}, false {kind.Count(l => left[l.Left] != right[l.Right]),6:N0}"));
    }

    /// <summary>Rows of one list that are one person.</summary>
    public static void PrintTwice(string name, LinkResult result, int[] persons)
    {
        var truth = persons.GroupBy(p => p).Sum(g => (long)g.Count() * (g.Count() - 1) / 2);
        var taken = result.Links.Where(l => l.Kind != LinkKind.Unsure).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  twice in the {name} list: true pairs {truth:N0}, found {taken.Count(l => persons[l.Left] == persons[l.Right]):N0}, false {taken.Count(l => persons[l.Left] != persons[l.Right]):N0}, unsure {result.Links.Count - taken.Count:N0}"));
    }

    private static void Line(string name, IEnumerable<Link> links, int[] left, int[] right, int truth)
    {
        var (found, wrong) = (new HashSet<int>(), 0);
        foreach (var link in links)
            if (left[link.Left] == right[link.Right]) found.Add(left[link.Left]); else wrong++;
        var (precision, recall) = (found.Count / Math.Max(1.0, found.Count + wrong), found.Count / Math.Max(1.0, truth));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} true pairs {truth:N0}, found {found.Count:N0}, false {wrong:N0} ({wrong * 10_000.0 / Math.Max(1, found.Count + wrong):0.00} in 10,000), precision {precision:0.00000}, recall {recall:0.0000}, F1 {2 * precision * recall / (precision + recall):0.0000}"));
    }

    /// <summary>Shows some false and some missed pairs with their evidence. For invented people only.</summary>
    public static void PrintWrong(LinkResult result, int[] left, int[] right, string[] leftLines, string[] rightLines)
    {
        foreach (var link in result.Links.Where(l => l.Kind != LinkKind.Unsure && left[l.Left] != right[l.Right]).Take(25)) Show("FALSE", link);
        var linked = result.Links.Where(l => left[l.Left] == right[l.Right]).Select(l => left[l.Left]).ToHashSet();
        var rightRows = right.Select((p, i) => (p, i)).DistinctBy(p => p.p).ToDictionary(p => p.p, p => p.i);
        var shown = 0;
        for (var i = 0; i < left.Length && shown < 40 && !ReferenceEquals(left, right); i++)
        {
            if (linked.Contains(left[i]) || !rightRows.TryGetValue(left[i], out var other)) continue;
            shown++;
            Console.WriteLine($"MISSED {leftLines[i + 1]}\n       {rightLines[other + 1]}");
            foreach (var rival in result.Others.Concat(result.Links).Where(o => o.Left == i || o.Right == other)) Show("   rival", rival);
        }
        foreach (var link in result.Links.Where(l => l.Kind == LinkKind.Unsure).Take(40)) Show(left[link.Left] == right[link.Right] ? "unsure, true" : "unsure, false", link);

        void Show(string what, Link link)
        {
            var why = PairExplanation.Of(result, link);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {link.Kind} p={link.Probability:0.0000}{(why.LikelyHousehold ? " household" : "")} {leftLines[link.Left + 1]} | {rightLines[link.Right + 1]}"));
            Console.WriteLine("       " + string.Join(' ', why.Fields.Where(f => f.Weight != 0).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Code}:{f.Weight:0.0}/{f.HouseholdWeight:0.0}"))));
        }
    }
}
