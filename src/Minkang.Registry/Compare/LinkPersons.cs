using Minkang.Domain.Linkage;

namespace Minkang.Registry.Compare;

/// <summary>
/// Finds which rows of all lists speak of one person (多名单归人): duplicates inside each list, then each pair of lists by one rule, then once
/// more what is left over, without the numbers that turned out to be somebody else's.
/// </summary>
internal sealed class LinkPersons
{
    private const int MostLeftOverRounds = 2;
    private const double NearlyCertain = 0.9;
    private readonly IReadOnlyList<ComparedList> _lists;
    private readonly LinkSpace _space;
    private readonly double _certain;
    private readonly List<LinkEntity> _entities = [];
    private readonly List<List<LinkEntity>> _byList = [];
    private readonly List<PersonEdge> _unsure = [];

    private LinkPersons(IReadOnlyList<ComparedList> lists, LinkProfile profile)
    {
        (_lists, _space, _certain) = (lists, new(profile), profile.Thresholds.Certain);
        RoundedByChance.Mark(lists);
        for (var list = 0; list < lists.Count; list++) _byList.Add(Entities(list));
    }

    /// <summary>Gives each row its person; returns the persons, those with several rows first keyed in the order of the lists.</summary>
    public static LinkedRows In(IReadOnlyList<ComparedList> lists, LinkProfile profile) => new LinkPersons(lists, profile).Run();

    private List<LinkEntity> Entities(int list)
    {
        var known = new Dictionary<string, LinkEntity>(StringComparer.Ordinal);
        var own = new List<LinkEntity>();
        foreach (var row in _lists[list].Rows)
        {
            var key = LinkEntity.KeyOf(row);
            if (known.TryGetValue(key, out var entity)) { entity.Rows.Add(row); continue; }
            entity = known[key] = new LinkEntity(_entities.Count, list, row);
            _entities.Add(entity);
            own.Add(entity);
        }
        return own;
    }

    private LinkedRows Run()
    {
        ForeignNumbers.Mark(_entities);
        var tables = _byList.Select(Table).ToList();
        var persons = new JoinPersons(_entities);
        persons.Join(_byList.SelectMany((own, i) => Edges(LinkLists.Duplicates(tables[i]), own, own)), sameList: true);
        var groups = _byList.Select(own => own.Select(e => persons.Root(e.Index)).ToArray()).ToList();
        groups = [.. groups.Select(Renumber)];
        var edges = new List<PersonEdge>();
        for (var a = 0; a < tables.Count; a++)
            for (var b = a + 1; b < tables.Count; b++)
                edges.AddRange(Edges(LinkLists.Between(tables[a], tables[b], groups[a], groups[b]), _byList[a], _byList[b]));
        persons.Join(edges, sameList: false);
        for (var round = 0; round < MostLeftOverRounds; round++)
            if (!JoinLeftOver(persons, tables, groups)) break;
        persons.Join(Borne(persons), sameList: false);
        persons.Join(SameNumber.Edges(_entities, persons), sameList: false);
        var only = new OnlyPerson(_entities, persons, _certain).Find();
        persons.Join(only.Certain, sameList: false);
        _unsure.AddRange(only.Unsure);
        return new LinkedRows(_lists, _entities, persons, _unsure);
    }

    /// <summary>
    /// Pairs that were nearly certain and are borne out by another list: what is left over resembles one person only, and two lists say so.
    /// </summary>
    private List<PersonEdge> Borne(JoinPersons persons)
    {
        var candidates = _unsure.SelectMany(e => new[] { (One: e.A, Other: e.B, Edge: e), (One: e.B, Other: e.A, Edge: e) })
            .Where(c => IsLeftOver(_entities[c.One], persons) && persons.Root(c.One) != persons.Root(c.Other)).GroupBy(c => persons.Root(c.One));
        return [.. from one in candidates
                   where one.Select(c => persons.Root(c.Other)).Distinct().Count() == 1
                   let likely = one.Where(c => c.Edge.Probability >= NearlyCertain).ToList()
                   where likely.Select(c => _entities[c.Other].List).Distinct().Count() >= 2
                   select likely.MaxBy(c => c.Edge.Probability).Edge with { Kind = LinkKind.Probable }];
    }

    private LinkTable Table(IReadOnlyList<LinkEntity> own)
    {
        var table = _space.NewList();
        table.Reserve(own.Count);
        foreach (var entity in own) table.Add(entity.Values());
        return table;
    }

    /// <summary>Groups by the place of their first member in the list.</summary>
    private static int[] Renumber(int[] roots)
    {
        var first = new Dictionary<int, int>();
        for (var i = 0; i < roots.Length; i++) first.TryAdd(roots[i], i);
        return [.. roots.Select(r => first[r])];
    }

    private IEnumerable<PersonEdge> Edges(LinkResult result, List<LinkEntity> left, List<LinkEntity> right)
    {
        foreach (var link in result.Links)
        {
            var edge = new PersonEdge(left[link.Left].Index, right[link.Right].Index, link.Kind, link.Probability);
            if (link.Kind == LinkKind.Unsure) _unsure.Add(edge);
            else yield return edge;
        }
    }

    /// <summary>
    /// Offers what stayed alone to the larger lists again. A list has each person once as a rule, so the first round gave each at most one
    /// partner; slips, damaged second rows and rows with a relative's number are found here. False when nothing more was joined.
    /// </summary>
    private bool JoinLeftOver(JoinPersons persons, List<LinkTable> tables, List<int[]> groups)
    {
        MarkNumbersOfOthers(persons);
        var edges = new List<PersonEdge>();
        var left = _byList.Select(own => own.Where(e => IsLeftOver(e, persons)).ToList()).ToList();
        foreach (var anchor in Anchors())
            for (var list = 0; list < _byList.Count; list++)
                if (list != anchor && left[list].Count > 0)
                    edges.AddRange(Edges(LinkLists.Between(Table(left[list]), tables[anchor], null, groups[anchor]), left[list], _byList[anchor]));
        var before = left.Sum(l => l.Count);
        persons.Join(edges, sameList: false);
        return left.Sum(own => own.Count(e => IsLeftOver(e, persons))) < before;
    }

    private bool IsLeftOver(LinkEntity entity, JoinPersons persons) => persons.Members(entity.Index).All(m => _entities[m].List == entity.List);

    /// <summary>The lists that hold most people: what is left over is offered to these.</summary>
    private IEnumerable<int> Anchors()
    {
        int[] large = [.. Enumerable.Range(0, _lists.Count).Where(i => _lists[i].Kind is ListKind.Register or ListKind.Enrolment)];
        return large.Length > 0 ? large : Enumerable.Range(0, _lists.Count);
    }

    /// <summary>A left-over row whose number stands on somebody of another name elsewhere: the number is a relative's.</summary>
    private void MarkNumbersOfOthers(JoinPersons persons)
    {
        var holders = _entities.Where(e => e.Number is not null).ToLookup(e => e.Number!, StringComparer.Ordinal);
        foreach (var entity in _entities.Where(e => e.Number is not null && IsLeftOver(e, persons)).ToList())
            if (holders[entity.Number!].Any(h => h != entity && persons.Root(h.Index) != persons.Root(entity.Index) && !h.NameFits(entity))) entity.NumberIsAnothers = true;
    }
}
