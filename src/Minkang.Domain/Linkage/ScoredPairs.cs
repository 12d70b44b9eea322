namespace Minkang.Domain.Linkage;

/// <summary>Candidate pairs with their odds, the hopeless ones forgotten; ordered by left row, then right.</summary>
internal sealed class ScoredPairs
{
    private readonly LinkTable _left;
    private readonly Blocking _blocking;
    private readonly ulong[] _levels;
    private readonly LinkModel _model;
    private readonly ValueShares _shares;
    private readonly int _id;

    public ScoredPairs(LinkTable left, LinkTable right, Blocking blocking, PairLevels levels, LinkModel model, double floor)
    {
        (_left, _blocking, _model) = (left, blocking, model);
        _shares = new ValueShares(left, right);
        _id = IdField(left.Space.Profile);
        var pairs = blocking.Pairs;
        var logs = levels.Distinct.Select(model.Logs).ToArray();
        var (rows, odds, kept) = (new List<ulong>(), new List<double>(), new List<int>());
        for (var i = 0; i < pairs.Count; i++)
        {
            var (same, household, chance) = logs[levels.OfPair[i]];
            var sameNumber = SameNumber(levels[i]);
            if (same - household < floor && !sameNumber) continue;
            chance += _shares.Correction(left, model, pairs.Left[i], levels[i]);
            var most = Math.Max(household, chance);
            var own = same - most - Math.Log(Math.Exp(household - most) + Math.Exp(chance - most));
            if (own < floor && !sameNumber) continue;
            rows.Add(((ulong)pairs.Left[i] << 32) | (uint)pairs.Right[i]);
            odds.Add(own);
            kept.Add(i);
        }
        ulong[] keys = [.. rows];
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        Left = [.. order.Select(o => pairs.Left[kept[o]])];
        Right = [.. order.Select(o => pairs.Right[kept[o]])];
        LogOdds = [.. order.Select(o => odds[o])];
        _levels = [.. order.Select(o => levels[kept[o]])];
    }

    public int[] Left { get; }
    public int[] Right { get; }

    /// <summary>Natural logarithm of the odds that the pair is one person, rivals not considered.</summary>
    public double[] LogOdds { get; }

    public Link Link(int pair, double probability) => new(Left[pair], Right[pair], LinkKind.None, probability, _levels[pair]);

    public LinkKind Decide(Link link)
    {
        var thresholds = _left.Space.Profile.Thresholds;
        if (link.Probability < thresholds.Unsure) return LinkKind.None;
        if (link.Probability < thresholds.Certain) return LinkKind.Unsure;
        return (_id < 0 ? 0 : link.Level(_id)) switch
        {
            LinkLevels.IdSame => LinkKind.Exact,
            LinkLevels.IdNear or LinkLevels.IdBirthAndTail => LinkKind.Repaired,
            _ => LinkKind.Probable,
        };
    }

    public bool SameNumber(Link link) => SameNumber(link.Levels);

    private bool SameNumber(ulong levels) => _id >= 0 && ((levels >> (_id * 4)) & 15) == LinkLevels.IdSame;

    public LinkResult Result(List<Link> links, List<Link> others) => new(_left, _shares)
    {
        Links = links, Others = others, Model = _model, Blocks = _blocking.Outcomes, Compared = _blocking.Pairs.Count,
    };

    private static int IdField(LinkProfile profile)
    {
        for (var i = 0; i < profile.Fields.Count; i++) if (profile.Fields[i].Kind == FieldKind.IdNumber) return i;
        return -1;
    }

    /// <summary>The test for pairs that need no further look: same valid number and same name. Null when the profile has no such fields.</summary>
    public static Func<int, int, bool>? Settles(LinkTable left, LinkTable right)
    {
        var fields = left.Space.Profile.Fields;
        var (id, name) = (IdField(left.Space.Profile), -1);
        for (var i = 0; i < fields.Count && name < 0; i++) if (fields[i].Kind == FieldKind.ChineseName) name = i;
        if (id < 0 || name < 0) return null;
        return (a, b) => left.Column(id).Compare(a, right.Column(id), b) == LinkLevels.IdSame
            && left.Column(name).Compare(a, right.Column(name), b) is LinkLevels.NameSame or LinkLevels.NameVariant;
    }
}
