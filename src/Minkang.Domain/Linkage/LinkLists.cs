namespace Minkang.Domain.Linkage;

/// <summary>
/// Links the rows of lists that speak of the same person (名单比对): exact by number, by repaired number, then by probability, with at most one
/// partner a row. The result depends on nothing but the rows and the profile; it does not depend on their order as long as no two pairs are equally good.
/// </summary>
public static class LinkLists
{
    /// <summary>Log odds below which a pair is forgotten.</summary>
    private const double Floor = -6;

    /// <summary>
    /// Compares two lists of one space. Rows of one group are held to be one person already (from <see cref="Duplicates"/>): they take one
    /// partner together and are no rivals. Null: every row is its own group.
    /// </summary>
    public static LinkResult Between(LinkTable left, LinkTable right, int[]? leftGroups = null, int[]? rightGroups = null)
    {
        if (!ReferenceEquals(left.Space, right.Space)) throw new ArgumentException("Lists to be compared must share one space.", nameof(right));
        var scored = Score(left, right);
        var (edges, groupsLeft, groupsRight) = Grouped(scored, leftGroups, rightGroups);
        double[] odds = [.. edges.Select(e => scored.LogOdds[e])];
        odds = Assignment.Weigh(groupsLeft, groupsRight, odds);
        var taken = Assignment.Take(groupsLeft, groupsRight, odds);
        var links = new List<Link>(edges.Length);
        var others = new List<Link>();
        for (var i = 0; i < edges.Length; i++)
        {
            var link = scored.Link(edges[i], Probability(odds[i]));
            var kind = taken[i] ? scored.Decide(link) : LinkKind.None;
            if (kind != LinkKind.None) links.Add(link with { Kind = kind });
            else if (link.Probability >= 0.001 || scored.SameNumber(link)) others.Add(link);
        }
        return scored.Result(links, others);
    }

    private static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>Finds rows of one list that are one person. Pairs are judged one by one; use <see cref="GroupsOf"/> to join them.</summary>
    public static LinkResult Duplicates(LinkTable list)
    {
        var scored = Score(list, list);
        var (links, others) = (new List<Link>(), new List<Link>());
        for (var i = 0; i < scored.LogOdds.Length; i++)
        {
            var link = scored.Link(i, Probability(scored.LogOdds[i]));
            var kind = scored.Decide(link);
            if (kind != LinkKind.None) links.Add(link with { Kind = kind });
            else if (scored.SameNumber(link)) others.Add(link);
        }
        return scored.Result(links, others);
    }

    /// <summary>Group of each row: rows joined by certain pairs have the number of the first of them.</summary>
    public static int[] GroupsOf(int rows, LinkResult duplicates)
    {
        var groups = Enumerable.Range(0, rows).ToArray();
        foreach (var link in duplicates.Links)
        {
            if (link.Kind == LinkKind.Unsure) continue;
            var (a, b) = (Root(link.Left), Root(link.Right));
            if (a != b) groups[Math.Max(a, b)] = Math.Min(a, b);
        }
        for (var row = 0; row < rows; row++) groups[row] = Root(row);
        return groups;

        int Root(int row)
        {
            while (groups[row] != row) row = groups[row] = groups[groups[row]];
            return row;
        }
    }

    /// <summary>
    /// What two rows say about each other by what is expected, nothing learnt: for a warning when a person is entered, and for pairs that no
    /// comparison has looked at.
    /// </summary>
    public static PairExplanation ExplainPair(LinkTable left, int leftRow, LinkTable right, int rightRow)
    {
        var levels = PairLevels.Of(left, right, leftRow, rightRow);
        var model = LearnModel.Expected(left, right);
        var result = new LinkResult(left, new ValueShares(left, right)) { Links = [], Others = [], Model = model, Blocks = [], Compared = 1 };
        return PairExplanation.Of(result, new Link(leftRow, rightRow, LinkKind.None, 0, levels));
    }

    private static ScoredPairs Score(LinkTable left, LinkTable right)
    {
        var within = ReferenceEquals(left, right);
        var blocking = new Blocking(left, right);
        blocking.Find(within ? null : ScoredPairs.Settles(left, right));
        var levels = PairLevels.Compare(left, right, blocking.Pairs);
        var all = within ? left.Rows * (left.Rows - 1.0) / 2 : (double)left.Rows * right.Rows;
        var model = LearnModel.From(left, right, levels.Distinct, levels.Counts, Math.Max(1, all));
        return new ScoredPairs(left, right, blocking, levels, model, Floor);
    }

    /// <summary>The best pair of each two groups.</summary>
    private static (int[] Edges, int[] Left, int[] Right) Grouped(ScoredPairs scored, int[]? leftGroups, int[]? rightGroups)
    {
        var count = scored.LogOdds.Length;
        int[] edges = [.. Enumerable.Range(0, count)];
        if (leftGroups is not null || rightGroups is not null)
        {
            var best = new Dictionary<(int, int), int>(count);
            for (var i = 0; i < count; i++)
            {
                var key = (leftGroups?[scored.Left[i]] ?? scored.Left[i], rightGroups?[scored.Right[i]] ?? scored.Right[i]);
                if (!best.TryGetValue(key, out var known) || scored.LogOdds[i] > scored.LogOdds[known]) best[key] = i;
            }
            edges = [.. best.Values.Order()];
        }
        return (edges, [.. edges.Select(e => leftGroups?[scored.Left[e]] ?? scored.Left[e])], [.. edges.Select(e => rightGroups?[scored.Right[e]] ?? scored.Right[e])]);
    }
}
