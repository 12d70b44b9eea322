namespace Minkang.Domain.Linkage;

/// <summary>
/// Learns the weights of two lists from the lists themselves (EM 学习). How strangers compare is counted on random pairs; how one person's rows
/// compare, and how many such pairs there are, follow from the candidate pairs by expectation and maximisation over all pairs of the two lists,
/// those that no rule brought counting as strangers. The profile's expectations weigh as so many pseudo-pairs, so that a list of twenty rows
/// does not learn nonsense.
/// </summary>
internal static class LearnModel
{
    private const int Rounds = 25;
    private const int MostSamples = 100_000;
    private const double MostDrift = 5;

    /// <param name="levels">Distinct combinations of levels among the candidate pairs.</param>
    /// <param name="counts">How often each occurs.</param>
    /// <param name="pairsInAll">All pairs of the two lists, compared or not.</param>
    public static LinkModel From(LinkTable left, LinkTable right, ulong[] levels, long[] counts, double pairsInAll)
    {
        var profile = left.Space.Profile;
        var order = Enumerable.Range(0, levels.Length).OrderBy(i => levels[i]).ToArray(); // sums must not depend on the order of the rows
        (levels, counts) = ([.. order.Select(i => levels[i])], [.. order.Select(i => counts[i])]);
        var model = Expected(left, right);
        var (sampled, sampledCounts) = SamplePairs(left, right, pairsInAll);
        for (var round = 0; round < Rounds; round++)
        {
            var (_, _, strangers) = Weigh(model, sampled, sampledCounts);
            var (found, sums, _) = Weigh(model, levels, counts);
            var prior = Math.Clamp((found + 0.5) / (pairsInAll + 1), 1e-12, 0.5);
            double[][] same = [.. profile.Fields.Select((f, i) => Bounded(f, Blend(f, l => l.Same, sums[i], profile.PriorPairs)))];
            double[][] chance = [.. profile.Fields.Select((f, i) => Strangers(f, strangers[i], profile.PriorPairs))];
            model = model.Learnt(same, chance, prior);
        }
        return model;
    }

    /// <summary>What the profile expects of two lists of this size.</summary>
    public static LinkModel Expected(LinkTable left, LinkTable right)
    {
        var profile = left.Space.Profile;
        double more = Math.Max(2, Math.Max(left.Rows, right.Rows));
        return new LinkModel(profile, Expected(profile, l => l.Same), Expected(profile, l => l.Household), Expected(profile, l => l.Chance), 0.5 / more, Math.Min(0.3, profile.OthersPerHousehold / more));
    }

    private static double[][] Expected(LinkProfile profile, Func<LinkLevel, double> share)
    {
        return [.. profile.Fields.Select(f => f.Levels.Select(share).ToArray()).Select(Normal)];
        static double[] Normal(double[] shares) { var sum = shares.Sum(); return [.. shares.Select(s => s / sum)]; }
    }

    /// <summary>How many of the pairs are one person, and the levels of those and of the strangers among them.</summary>
    private static (double Found, double[][] Same, double[][] Strangers) Weigh(LinkModel model, ulong[] levels, long[] counts)
    {
        var same = model.Profile.Fields.Select(f => new double[f.Levels.Count]).ToArray();
        var strangers = model.Profile.Fields.Select(f => new double[f.Levels.Count]).ToArray();
        var found = 0.0;
        for (var i = 0; i < levels.Length; i++)
        {
            var logs = model.Logs(levels[i]);
            var most = Math.Max(logs.Same, Math.Max(logs.Household, logs.Chance));
            var (one, family, other) = (Math.Exp(logs.Same - most), Math.Exp(logs.Household - most), Math.Exp(logs.Chance - most));
            var all = one + family + other;
            found += one / all * counts[i];
            var rest = levels[i];
            for (var field = 0; rest != 0; field++, rest >>= 4)
            {
                if ((int)(rest & 15) is not (> 0 and var level)) continue;
                same[field][level - 1] += one / all * counts[i];
                strangers[field][level - 1] += other / all * counts[i];
            }
        }
        return (found, same, strangers);
    }

    private static double[] Blend(LinkField field, Func<LinkLevel, double> expected, double[] sums, double pseudo)
    {
        var total = sums.Sum() + (pseudo * field.Levels.Sum(expected));
        return [.. field.Levels.Select((l, i) => (sums[i] + (pseudo * expected(l))) / total)];
    }

    /// <summary>
    /// What one person's rows look like may be learnt, but not turned round: otherwise namesakes of a large list, who are many, come to stand for
    /// "one person". Levels stay within a factor of what is expected.
    /// </summary>
    private static double[] Bounded(LinkField field, double[] shares)
    {
        double[] bounded = [.. shares.Select((share, i) => Math.Clamp(share, field.Levels[i].Same / MostDrift, field.Levels[i].Same * MostDrift))];
        var sum = bounded.Sum();
        return [.. bounded.Select(b => b / sum)];
    }

    /// <summary>As <see cref="Blend"/>, but a level too rare to be met among the samples stays as rare as expected, not rarer.</summary>
    private static double[] Strangers(LinkField field, double[] sums, double pseudo)
    {
        var seen = Math.Max(1, sums.Sum());
        return [.. Blend(field, l => l.Chance, sums, pseudo).Select((share, i) => Math.Max(share, Math.Min(field.Levels[i].Chance, 1 / seen)))];
    }

    /// <summary>All pairs of small lists, else random ones, always the same for the same lists; by combination of levels.</summary>
    private static (ulong[] Levels, long[] Counts) SamplePairs(LinkTable left, LinkTable right, double pairsInAll)
    {
        var seen = new Dictionary<ulong, long>();
        var within = ReferenceEquals(left, right);
        if (pairsInAll <= MostSamples)
        {
            for (var a = 0; a < left.Rows; a++)
                for (var b = within ? a + 1 : 0; b < right.Rows; b++) Count(a, b);
        }
        else
        {
            ulong state = 0x2545F4914F6CDD1D;
            for (var i = 0; i < MostSamples; i++)
            {
                state = Scatter.Mix(unchecked(state + 0x9E37_79B9_7F4A_7C15));
                var (a, b) = ((int)((state & 0xFFFF_FFFF) % (ulong)left.Rows), (int)((state >> 32) % (ulong)right.Rows));
                if (!within || a != b) Count(a, b);
            }
        }
        var levels = seen.Keys.Order().ToArray();
        return (levels, [.. levels.Select(l => seen[l])]);

        void Count(int a, int b)
        {
            var levels = PairLevels.Of(left, right, a, b);
            seen[levels] = seen.GetValueOrDefault(levels) + 1;
        }
    }
}
