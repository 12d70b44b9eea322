namespace Minkang.Domain.Linkage;

/// <summary>
/// Makes pairs exclusive (一对一分配). A row has at most one partner, so rivals take probability from each other: a pair's odds are weighed by
/// how free both sides are (belief propagation on the graph of pairs). Then the best pairs are taken first.
/// </summary>
internal static class Assignment
{
    private const int Rounds = 4;

    /// <summary>Odds beyond this are as good as certain; keeping them bounded keeps sums exact.</summary>
    private const double MostOdds = 1e12;

    /// <summary>Probability of each edge given its rivals. Nodes are numbered from 0 on each side.</summary>
    public static double[] Weigh(int[] left, int[] right, double[] logOdds)
    {
        var edges = logOdds.Length;
        var odds = new double[edges];
        for (var e = 0; e < edges; e++) odds[e] = Math.Min(MostOdds, Math.Exp(logOdds[e]));
        var (freeLeft, freeRight) = (Ones(edges), Ones(edges));
        var sums = new double[Math.Max(left.Length == 0 ? 0 : left.Max() + 1, right.Length == 0 ? 0 : right.Max() + 1)];
        for (var round = 0; round < Rounds; round++)
        {
            Spread(left, odds, freeRight, freeLeft, sums);
            Spread(right, odds, freeLeft, freeRight, sums);
        }
        for (var e = 0; e < edges; e++)
        {
            var final = odds[e] * freeLeft[e] * freeRight[e];
            odds[e] = final / (1 + final);
        }
        return odds;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static void Spread(int[] nodes, double[] odds, double[] incoming, double[] free, double[] sums)
    {
        Array.Clear(sums);
        for (var e = 0; e < nodes.Length; e++) sums[nodes[e]] += odds[e] * incoming[e];
        for (var e = 0; e < nodes.Length; e++) free[e] = 1 / (1 + Math.Max(0, sums[nodes[e]] - (odds[e] * incoming[e])));
    }

    /// <summary>Takes edges from the most probable down while both nodes are free. Equal ones in the order of their nodes.</summary>
    public static bool[] Take(int[] left, int[] right, double[] probabilities, double[] logOdds)
    {
        var taken = new bool[left.Length];
        var order = new int[left.Length];
        var keys = new (double Probability, double Odds)[left.Length];
        for (var e = 0; e < order.Length; e++) (order[e], keys[e]) = (e, (-probabilities[e], -logOdds[e]));
        Array.Sort(keys, order);
        var (leftTaken, rightTaken) = (new HashSet<int>(left.Length), new HashSet<int>(right.Length));
        foreach (var e in order)
        {
            if (leftTaken.Contains(left[e]) || rightTaken.Contains(right[e])) continue;
            leftTaken.Add(left[e]);
            rightTaken.Add(right[e]);
            taken[e] = true;
        }
        return taken;
    }
}
