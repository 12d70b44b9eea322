using Minkang.Domain.Linkage;
using Minkang.Domain.People;

namespace Minkang.Registry.Compare;

/// <summary>An accepted pair of entities, by their places in the comparison.</summary>
/// <param name="Twice">True when the list has the person twice: two of its rows may then be one person's.</param>
internal readonly record struct PersonEdge(int A, int B, LinkKind Kind, double Probability, bool Twice = false);

/// <summary>
/// Puts entities into persons (归人). The best pairs come first; a pair is refused when it would bring two people together: two rows of a list
/// that the list itself keeps apart, or two numbers that cannot be one person's.
/// </summary>
internal sealed class JoinPersons
{
    private readonly IReadOnlyList<LinkEntity> _entities;
    private readonly int[] _root;
    private readonly Dictionary<int, List<int>> _members = [];
    private readonly int[] _group;
    private bool _listsSettled;

    public JoinPersons(IReadOnlyList<LinkEntity> entities)
    {
        _entities = entities;
        _root = [.. Enumerable.Range(0, entities.Count)];
        _group = [.. _root];
        foreach (var i in _root) _members[i] = [i];
    }

    public int Root(int entity)
    {
        while (_root[entity] != entity) entity = _root[entity] = _root[_root[entity]];
        return entity;
    }

    public IReadOnlyList<int> Members(int entity) => _members[Root(entity)];

    /// <summary>Joins what is certain, best first; ties by place, so that the order of finding does not matter.</summary>
    public void Join(IEnumerable<PersonEdge> edges, bool sameList)
    {
        foreach (var edge in edges.Where(e => e.Kind is LinkKind.Exact or LinkKind.Repaired or LinkKind.Probable)
                     .OrderBy(e => e.Kind).ThenByDescending(e => Math.Round(e.Probability, 9)).ThenBy(e => Math.Min(e.A, e.B)).ThenBy(e => Math.Max(e.A, e.B)))
            Join(edge);
        if (!sameList) return;
        for (var i = 0; i < _group.Length; i++) _group[i] = Root(i);
        _listsSettled = true;
    }

    private void Join(PersonEdge edge)
    {
        var (a, b) = (Root(edge.A), Root(edge.B));
        if (a != b)
        {
            if (!MayJoin(edge, a, b)) return;
            if (b < a) (a, b) = (b, a);
            _root[b] = a;
            _members[a].AddRange(_members[b]);
            _members.Remove(b);
        }
        Note(_entities[edge.A], edge);
        Note(_entities[edge.B], edge);
    }

    private static void Note(LinkEntity entity, PersonEdge edge)
    {
        var decision = edge.Kind switch { LinkKind.Exact => RowDecision.Exact, LinkKind.Repaired => RowDecision.Repaired, _ => RowDecision.Probable };
        if (decision > entity.Decision || (decision == entity.Decision && edge.Probability > entity.Score)) (entity.Decision, entity.Score) = (decision, edge.Probability);
    }

    private bool MayJoin(PersonEdge edge, int a, int b)
    {
        if (!_entities[edge.A].NameFits(_entities[edge.B]) && edge.Kind != LinkKind.Exact && edge.Kind != LinkKind.Repaired && BothNumbered(edge)) return false;
        foreach (var x in _members[a])
            foreach (var y in _members[b])
                if (!edge.Twice && KeptApart(x, y)) return false;
        return NumbersFit(edge, a, b);
    }

    private bool BothNumbered(PersonEdge edge) => _entities[edge.A].Number is not null && _entities[edge.B].Number is not null;

    /// <summary>Rows of one list that the list's own comparison did not take for one person. Slips are many a person, and any of them may be damaged.</summary>
    private bool KeptApart(int x, int y)
    {
        var (one, other) = (_entities[x], _entities[y]);
        return _listsSettled && one.List == other.List && one.First.Kind != ListKind.Slips && _group[x] != _group[y];
    }

    /// <summary>
    /// Two persons with numbers of their own become one only by a pair that shows both numbers, or when the numbers can be one person's
    /// (registered again: same area and sex, births within a month).
    /// </summary>
    private bool NumbersFit(PersonEdge edge, int a, int b)
    {
        var (first, second) = (OwnNumber(a), OwnNumber(b));
        if (first is null || second is null || first == second) return true;
        if (_entities[edge.A].Number is { } shown && _entities[edge.B].Number is { } other && ((shown == first && other == second) || (shown == second && other == first))) return true;
        return Reissued(first, second);
    }

    /// <summary>The number that most entities of the person bear; the smaller one where two are as frequent.</summary>
    public string? OwnNumber(int root) =>
        _members[Root(root)].Select(m => _entities[m].Number).Where(n => n is not null).GroupBy(n => n!, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;

    private static bool Reissued(string a, string b) =>
        IdNumber.TryParse(a) is { } x && IdNumber.TryParse(b) is { } y && x.Area == y.Area && x.Sex == y.Sex && Math.Abs(x.BirthDate.DayNumber - y.BirthDate.DayNumber) <= 31;
}
