namespace Minkang.Domain.Linkage;

/// <summary>A row of one of several lists: place of the list, place of the row, both from 0.</summary>
public readonly record struct ListRow(int List, int Row);

/// <summary>
/// Persons over several lists (跨名单的人员): rows that certain links hold together. Links are taken from the most probable down, and a link
/// that would put two rows of one list into one person is left out, unless that list's own duplicates had them together: so a wrong link cannot
/// melt two persons into one.
/// </summary>
public sealed class PersonGroups
{
    private readonly int[] _first;
    private readonly int[] _root;
    private readonly Dictionary<int, Dictionary<int, int>> _inList = [];

    private PersonGroups(int[] first, int[] root) => (_first, _root) = (first, root);

    /// <summary>Links left out because they contradict better ones; a person should see them.</summary>
    public IReadOnlyList<(ListRow One, ListRow Other, Link Link)> Contradictions { get; private set; } = [];

    /// <summary>Number of a row's person: equal for rows held to be one person, otherwise without meaning.</summary>
    public int Of(int list, int row) => Root(_first[list] + row);

    /// <param name="groups">For each list the group of every row, see <see cref="LinkLists.GroupsOf"/>.</param>
    /// <param name="compared">The comparisons of the lists, two by two, each with the places of its left and right list.</param>
    public static PersonGroups Of(IReadOnlyList<int[]> groups, IEnumerable<(int Left, int Right, LinkResult Result)> compared)
    {
        var first = new int[groups.Count + 1];
        for (var i = 0; i < groups.Count; i++) first[i + 1] = first[i] + groups[i].Length;
        var persons = new PersonGroups(first, [.. Enumerable.Range(0, first[^1])]);
        for (var i = 0; i < groups.Count; i++)
            for (var row = 0; row < groups[i].Length; row++) persons._root[first[i] + row] = first[i] + groups[i][row];
        var links = compared.SelectMany(c => c.Result.Links.Where(l => l.Kind is not (LinkKind.Unsure or LinkKind.None)).Select(l => (c.Left, c.Right, Link: l)));
        var contradictions = new List<(ListRow, ListRow, Link)>();
        foreach (var (left, right, link) in links.OrderByDescending(l => l.Link.Probability).ThenBy(l => l.Link.Kind).ThenBy(l => l.Left).ThenBy(l => l.Right).ThenBy(l => l.Link.Left))
            if (!persons.Join(left, link.Left, right, link.Right)) contradictions.Add((new(left, link.Left), new(right, link.Right), link));
        persons.Contradictions = contradictions;
        return persons;
    }

    private bool Join(int left, int leftRow, int right, int rightRow)
    {
        var (a, b) = (Root(_first[left] + leftRow), Root(_first[right] + rightRow));
        if (a == b) return true;
        var (ofA, ofB) = (Lists(a, left), Lists(b, right));
        foreach (var (list, root) in ofA) if (ofB.TryGetValue(list, out var other) && other != root) return false;
        var (keep, drop) = a < b ? (a, b) : (b, a);
        _root[drop] = keep;
        var merged = ofA;
        foreach (var (list, root) in ofB) merged[list] = root;
        _inList.Remove(drop);
        _inList[keep] = merged;
        return true;
    }

    /// <summary>Which group of which list belongs to the person so far.</summary>
    private Dictionary<int, int> Lists(int root, int list) => _inList.TryGetValue(root, out var lists) ? lists : _inList[root] = new() { [list] = root };

    private int Root(int node)
    {
        while (_root[node] != node) node = _root[node] = _root[_root[node]];
        return node;
    }
}
