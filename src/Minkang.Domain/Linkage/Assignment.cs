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

    /// <summary>Logarithm of the odds of each edge given its rivals. Nodes are numbered from 0 on each side.</summary>
    public static double[] Weigh(int[] left, int[] right, double[] logOdds)
    {
        var edges = logOdds.Length;
        var odds = new double[edges];
        for (var e = 0; e < edges; e++) odds[e] = Math.Min(MostOdds, Math.Exp(logOdds[e]));
        var (freeLeft, freeRight) = (Ones(edges), Ones(edges));
        var sums = new double[Math.Max(Nodes(left), Nodes(right))];
        for (var round = 0; round < Rounds; round++)
        {
            Spread(left, odds, freeRight, freeLeft, sums);
            Spread(right, odds, freeLeft, freeRight, sums);
        }
        for (var e = 0; e < edges; e++) odds[e] = Math.Log(odds[e] * freeLeft[e] * freeRight[e]);
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

    /// <summary>Takes edges from the most probable down while both nodes are free.</summary>
    public static bool[] Take(int[] left, int[] right, double[] logOdds)
    {
        var taken = new bool[left.Length];
        var order = new int[left.Length];
        var keys = new double[left.Length];
        for (var e = 0; e < order.Length; e++) (order[e], keys[e]) = (e, -logOdds[e]);
        Array.Sort(keys, order);
        var (leftTaken, rightTaken) = (new bool[Nodes(left)], new bool[Nodes(right)]);
        foreach (var e in order)
        {
            if (leftTaken[left[e]] || rightTaken[right[e]]) continue;
            leftTaken[left[e]] = rightTaken[right[e]] = taken[e] = true;
        }
        return taken;
    }

    private static int Nodes(int[] nodes) => nodes.Length == 0 ? 0 : nodes.Max() + 1;
}
