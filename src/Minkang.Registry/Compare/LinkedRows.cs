namespace Minkang.Registry.Compare;

/// <summary>All rows of a comparison with their persons (归人结果). Each row belongs to exactly one person.</summary>
internal sealed class LinkedRows
{
    private readonly Dictionary<ComparedRow, LinkEntity> _entityOf = new(ReferenceEqualityComparer.Instance);

    public LinkedRows(IReadOnlyList<ComparedList> lists, IReadOnlyList<LinkEntity> entities, JoinPersons persons, IReadOnlyList<PersonEdge> unsure)
    {
        Lists = lists;
        foreach (var entity in entities)
            foreach (var row in entity.Rows) _entityOf[row] = entity;
        Persons = [.. Make(lists, persons)];
        Unsure = [.. NoteUnsure(entities, persons, unsure)];
    }

    /// <summary>For each row that stands alone the likeliest row of another person, when somebody has to look whether both are one.</summary>
    public IReadOnlyList<(ComparedRow One, ComparedRow Other, double Probability)> Unsure { get; }

    public IReadOnlyList<ComparedList> Lists { get; }

    /// <summary>Everybody, in the order in which the lists name them; also who is named once only.</summary>
    public IReadOnlyList<ComparedPerson> Persons { get; }

    public IEnumerable<ComparedRow> Of(ListKind kind) => Lists.Where(l => l.Kind == kind).SelectMany(l => l.Rows);

    public bool Has(ListKind kind) => Lists.Any(l => l.Kind == kind);

    /// <summary>How a row came to its person, with a score from 0 to 1. Rows that repeat each other word for word are exact.</summary>
    public (RowDecision Decision, double Score) DecisionOf(ComparedRow row)
    {
        var entity = _entityOf[row];
        if (entity.Decision <= RowDecision.Unsure && row.Person.Rows.Count > 1) return (row.ValidId is null ? RowDecision.Probable : RowDecision.Exact, 1);
        return (entity.Decision, entity.Score);
    }

    private IEnumerable<ComparedPerson> Make(IReadOnlyList<ComparedList> lists, JoinPersons persons)
    {
        var byRoot = new Dictionary<int, List<ComparedRow>>();
        var order = new List<List<ComparedRow>>();
        foreach (var row in lists.SelectMany(l => l.Rows))
        {
            var root = persons.Root(_entityOf[row].Index);
            if (!byRoot.TryGetValue(root, out var rows)) order.Add(byRoot[root] = rows = []);
            rows.Add(row);
        }
        var key = 0;
        foreach (var rows in order)
        {
            var person = new ComparedPerson(rows) { Key = rows.Count > 1 ? ++key : 0 };
            foreach (var row in rows) row.Person = person;
            yield return person;
        }
    }

    private static IEnumerable<(ComparedRow, ComparedRow, double)> NoteUnsure(IReadOnlyList<LinkEntity> entities, JoinPersons persons, IReadOnlyList<PersonEdge> unsure)
    {
        var told = new HashSet<(int, int)>();
        var open = unsure.Where(e => persons.Root(e.A) != persons.Root(e.B)).OrderByDescending(e => Math.Round(e.Probability, 9)).ThenBy(e => e.A).ThenBy(e => e.B).ToList();
        foreach (var (a, b, _, probability, _) in open)
        {
            var news = false;
            foreach (var entity in new[] { entities[a], entities[b] })
                if (entity.Decision == RowDecision.Alone && entity.First.Person.Key == 0) (entity.Decision, entity.Score, news) = (RowDecision.Unsure, probability, true);
            if (news && told.Add((Math.Min(a, b), Math.Max(a, b)))) yield return (entities[Math.Min(a, b)].First, entities[Math.Max(a, b)].First, probability);
        }
    }
}
