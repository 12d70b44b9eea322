using Minkang.Domain.Linkage;
using Minkang.Domain.Names;
using Minkang.Domain.People;

namespace Minkang.Registry.Compare;

/// <summary>
/// What is left over and fits one person only (唯一相符): its number is missing, damaged or somebody else's, and of everybody in all lists one person alone has the name and
/// contradicts nothing. How much that proves is learnt from the lists: rows whose person is known are taken as if their number could not be read, and it is
/// counted how often the right person fits, and how often a wrong one does.
/// </summary>
internal sealed class OnlyPerson
{
    private const int MostSamples = 4000;
    private readonly IReadOnlyList<LinkEntity> _entities;
    private readonly JoinPersons _persons;
    private readonly double _certain;
    private readonly ILookup<string, int> _bySound;
    private readonly Dictionary<string, HashSet<int>> _bearers = new(StringComparer.Ordinal);

    public OnlyPerson(IReadOnlyList<LinkEntity> entities, JoinPersons persons, double certain)
    {
        (_entities, _persons, _certain) = (entities, persons, certain);
        _bySound = entities.Select(e => (Sound: SoundOf(e), Root: persons.Root(e.Index))).Where(e => e.Sound.Length > 0).Distinct().ToLookup(e => e.Sound, e => e.Root, StringComparer.Ordinal);
        foreach (var entity in entities)
            if (entity.First.ValidId is { } id) (_bearers.TryGetValue(id.Text, out var roots) ? roots : _bearers[id.Text] = []).Add(persons.Root(entity.Index));
    }

    /// <summary>Pairs to be joined, and pairs that somebody has to look at.</summary>
    public (List<PersonEdge> Certain, List<PersonEdge> Unsure) Find()
    {
        var (certain, unsure) = (new List<PersonEdge>(), new List<PersonEdge>());
        foreach (var list in _entities.GroupBy(e => e.List))
        {
            var left = list.Where(e => IsLeftOver(e) && SoundOf(e).Length > 0).ToList();
            if (left.Count == 0) continue;
            var learnt = ListEvidence.Learn(this, [.. list]);
            foreach (var one in left)
            {
                var mode = ModeOf(one);
                var fitting = Candidates(one, mode, _persons.Root(one.Index)).Take(2).ToList();
                if (fitting is not [var only]) continue;
                var probability = learnt.Probability(mode, only.Evidence);
                if (probability < 0.5) continue;
                var edge = new PersonEdge(one.Index, Speaker(only.Root), LinkKind.Probable, Math.Min(probability, 0.9999));
                if (probability >= _certain) certain.Add(edge);
                else unsure.Add(edge with { Kind = LinkKind.Unsure });
            }
        }
        return (certain, unsure);
    }

    private bool IsLeftOver(LinkEntity entity) => _persons.Members(entity.Index).All(m => _entities[m].List == entity.List);

    private static string SoundOf(LinkEntity entity) => entity.First.Name is { Name.Length: > 1, IsIncomplete: false } name ? Pinyin.Of(name.MatchKey) : "";

    private NumberMode ModeOf(LinkEntity one) =>
        one.First.ValidId is { } id && !one.NumberIsAnothers && _bearers[id.Text].Count == 1 ? ForeignNumbers.Contradicts(one) ? NumberMode.Unusable : NumberMode.Own : NumberMode.Unusable;

    /// <summary>The entity of the person that bears the person's own number, else the first.</summary>
    private int Speaker(int root)
    {
        var own = _persons.OwnNumber(root);
        return _persons.Members(root).FirstOrDefault(m => own is not null && _entities[m].Number == own, root);
    }

    /// <summary>Everybody of the name who contradicts nothing that the row states. Persons of whom the row's own list has a row already are none, except for slips.</summary>
    private IEnumerable<(int Root, Evidence Evidence)> Candidates(LinkEntity one, NumberMode mode, int self)
    {
        foreach (var root in _bySound[SoundOf(one)])
            if (root != self && EvidenceOf(one, mode, root, masked: false) is { } evidence) yield return (root, evidence);
    }

    /// <summary>Null when something speaks against it, or nothing but the name for it. With <paramref name="masked"/> the row's own list is left out of what is known of the person.</summary>
    private Evidence? EvidenceOf(LinkEntity one, NumberMode mode, int root, bool masked)
    {
        var members = _persons.Members(root).Select(m => _entities[m]).ToList();
        if (masked) members.RemoveAll(m => m.List == one.List);
        else if (one.First.Kind != ListKind.Slips && members.Exists(m => m.List == one.List)) return null;
        if (members.Count == 0) return null;
        var own = _persons.OwnNumber(root) is { } text ? IdNumber.TryParse(text) : null;
        var row = one.First;
        if (!SexFits(row, members, own) || !NumberFits(one, mode, own, masked)) return null;
        var born = BornBetween.StatedBy(row);
        var known = own is { } number ? new BornBetween(number.BirthDate, number.BirthDate) : members.Select(m => BornBetween.StatedBy(m.First)).FirstOrDefault(b => b is not null);
        if (mode == NumberMode.Unusable && born is { } stated && known is { } real && !stated.Meets(real)) return null;
        var villages = members.Select(m => m.First.Place).Where(p => p.Village is { Length: > 0 }).ToList();
        var village = row.Place.Village is { Length: > 0 } && villages.Count > 0;
        if (village && !villages.Contains(row.Place)) return null;
        var birth = born is null || known is null ? 0 : born.Value.IsDay && known.Value.IsDay ? 2 : 1;
        var tied = members.Exists(m => IsTied(row, m.First));
        if (birth == 0 && !village && !tied) return null;
        return new Evidence(members.Exists(m => m.First.Name.MatchKey == row.Name.MatchKey), birth, village, tied);
    }

    /// <summary>The same household, telephone or householder.</summary>
    private static bool IsTied(ComparedRow a, ComparedRow b) =>
        (a.Household.Length > 0 && a.Kind != ListKind.Subsistence && b.Kind != ListKind.Subsistence && a.Household == b.Household)
        || a.Phones.Intersect(b.Phones, StringComparer.Ordinal).Any() || (a.Head.Length > 0 && a.Head != a.Name.Name && a.Head == b.Head);

    private static bool SexFits(ComparedRow row, List<LinkEntity> members, IdNumber? own)
    {
        if (row.Sex == Sex.Unknown) return true;
        if (own is { } number) return number.Sex == row.Sex;
        var stated = members.Select(m => m.First.Sex).Where(s => s != Sex.Unknown).ToList();
        return stated.Count == 0 || stated.Contains(row.Sex);
    }

    private static bool NumberFits(LinkEntity one, NumberMode mode, IdNumber? own, bool masked)
    {
        if (mode == NumberMode.Own) return own is { } other && one.First.ValidId is { } mine && MayBeReissued(mine, other);
        if (masked || own is not { } number || one.First.ValidId is not null || one.First.Id is not { } id) return true;
        return id.State switch
        {
            IdState.Rounded => number.Text.StartsWith(Visible(id.Cleaned), StringComparison.Ordinal),
            IdState.CheckFails or IdState.DateImpossible or IdState.WrongLength => Resembles(id.Cleaned, number.Text),
            _ => true,
        };
    }

    /// <summary>One person can have both: the same area and sex, and births within a month, or a year apart to the day.</summary>
    public static bool MayBeReissued(IdNumber a, IdNumber b) => a != b && a.Area == b.Area && a.Sex == b.Sex
        && (Math.Abs(a.BirthDate.DayNumber - b.BirthDate.DayNumber) <= 31 || (Math.Abs(a.BirthDate.Year - b.BirthDate.Year) == 1 && (a.BirthDate.Month, a.BirthDate.Day) == (b.BirthDate.Month, b.BirthDate.Day)));

    /// <summary>The digits that rounding left; the last of them may have been rounded up.</summary>
    public static string Visible(string cleaned)
    {
        var e = cleaned.IndexOfAny(['e', 'E']);
        var digits = (e < 0 ? cleaned : cleaned[..e]).Replace(".", "", StringComparison.Ordinal);
        return digits[..Math.Clamp(digits.Length - 1, 0, 14)];
    }

    /// <summary>Damaged in a few places only, counted from either end.</summary>
    public static bool Resembles(string damaged, string number)
    {
        const int Least = 14;
        var length = Math.Min(damaged.Length, number.Length);
        var front = Enumerable.Range(0, length).Count(i => damaged[i] == number[i]);
        var back = Enumerable.Range(1, length).Count(i => damaged[^i] == number[^i]);
        var (lead, tail) = (Enumerable.Range(0, length).TakeWhile(i => damaged[i] == number[i]).Count(), Enumerable.Range(1, length).TakeWhile(i => damaged[^i] == number[^i]).Count());
        return Math.Max(front, back) >= Least || lead + tail >= Least;
    }

    /// <summary>What is known of the number of a row that is left over.</summary>
    internal enum NumberMode
    {
        /// <summary>Missing, damaged, or somebody else's.</summary>
        Unusable,
        /// <summary>Valid and on nobody else: perhaps the person was registered again.</summary>
        Own,
    }

    /// <summary>What speaks for a person. <paramref name="Birth"/>: 0 nothing stated, 1 within what is stated, 2 the same day.</summary>
    internal readonly record struct Evidence(bool SameName, int Birth, bool Village, bool Tied);

    /// <summary>How often a list's rows fit the right person and a wrong one, by what speaks for them (由名单自身学到的把握).</summary>
    private sealed class ListEvidence
    {
        private readonly Dictionary<(NumberMode, Evidence), int> _right = [], _wrong = [];
        private int _samples;
        private double _absent, _leftOver, _reissued;

        public static ListEvidence Learn(OnlyPerson of, IReadOnlyList<LinkEntity> list)
        {
            var learnt = new ListEvidence();
            var numbered = list.Where(e => e.Number is not null).ToList();
            var unusable = list.Where(e => of.ModeOf(e) == NumberMode.Unusable).ToList();
            learnt._absent = (numbered.Count(e => of.IsLeftOver(e) && of._bearers[e.Number!].Count == 1) + 0.5) / (numbered.Count + 1);
            learnt._leftOver = (unusable.Count(of.IsLeftOver) + 0.5) / (unusable.Count + 1);
            learnt._reissued = (numbered.Count(e => IdNumber.TryParse(of._persons.OwnNumber(of._persons.Root(e.Index))) is { } own && MayBeReissued(e.First.ValidId!.Value, own)) + 0.5) / (numbered.Count + 1);
            var known = numbered.FindAll(e => !of.IsLeftOver(e) && SoundOf(e).Length > 0);
            foreach (var one in known.Where((_, i) => i % (1 + (known.Count / MostSamples)) == 0)) learnt.Add(of, one);
            return learnt;
        }

        private void Add(OnlyPerson of, LinkEntity one)
        {
            _samples++;
            var self = of._persons.Root(one.Index);
            if (of.EvidenceOf(one, NumberMode.Unusable, self, masked: true) is { } right) Count(_right, (NumberMode.Unusable, right));
            foreach (var mode in new[] { NumberMode.Unusable, NumberMode.Own })
                foreach (var wrong in of._bySound[SoundOf(one)].Where(r => r != self).Select(r => of.EvidenceOf(one, mode, r, masked: true)).OfType<Evidence>().Distinct()) Count(_wrong, (mode, wrong));
        }

        private static void Count(Dictionary<(NumberMode, Evidence), int> counts, (NumberMode, Evidence) key) => counts[key] = counts.GetValueOrDefault(key) + 1;

        /// <summary>
        /// Chance that the only person who fits is the right one. Who stays left over is absent from the other lists more often than anybody is, by as much as
        /// the comparison before has taken out those who are there.
        /// </summary>
        public double Probability(NumberMode mode, Evidence evidence)
        {
            var wrong = (_wrong.GetValueOrDefault((mode, evidence)) + 0.5) / (_samples + 1);
            var right = (_right.GetValueOrDefault((NumberMode.Unusable, evidence)) + 0.5) / (_samples + 1);
            if (mode == NumberMode.Own) return _reissued * right / ((_reissued * right) + (_absent * wrong));
            var absent = Math.Min(0.99, _absent / _leftOver);
            return (1 - absent) * right / (((1 - absent) * right) + (absent * wrong));
        }
    }
}
