using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;

namespace Minkang.Benefits.WhatIf;

/// <summary>A bill with what figures are told by: the keys of person and household, which stay with whoever has them, and the area.</summary>
internal sealed record SourceBill(Bill Bill, string Person, string Household, string Area);

/// <summary>Bills of a year in tables that never part a household (测算用单据): in memory, or in a file.</summary>
internal interface IBillSource
{
    /// <summary>What the numbers in all tables mean.</summary>
    BillNames Names { get; }
    int Tables { get; }
    long Bills { get; }
    BillTable Read(int table);
    /// <summary>Key of a person by number.</summary>
    string Person(int number);
    /// <summary>Key of a unit by number: the household's, or the person's who has none.</summary>
    string Unit(int number);
}

/// <summary>
/// Orders bills for replaying (单据排序编号): people who share a household over the year are one unit, its bills stand in order of discharge and bill id, and persons get their
/// numbers in that order.
/// </summary>
internal sealed class OrderBills
{
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);
    private readonly List<int> _parents = [];
    private readonly Dictionary<string, int> _units = new(StringComparer.Ordinal), _persons = new(StringComparer.Ordinal), _households = new(StringComparer.Ordinal);

    public List<string> UnitKeys { get; } = [];
    public List<string> PersonKeys { get; } = [];

    /// <summary>Tables of at most about <paramref name="size"/> rows; numbers go on from one call to the next, so that a large year can be brought in parts that share nobody.</summary>
    public IEnumerable<BillTable> Tables(BillNames names, IReadOnlyList<SourceBill> bills, int size)
    {
        _nodes.Clear();
        _parents.Clear();
        foreach (var bill in bills)
            if (bill.Household.Length > 0) Join(Node($"p{bill.Person}"), Node($"h{bill.Household}"));
        var ordered = bills.Select(b => (Bill: b, Root: Root(Node($"p{b.Person}")))).GroupBy(b => b.Root)
            .Select(g => (Key: g.Select(b => b.Bill.Household).Where(h => h.Length > 0).DefaultIfEmpty(g.First().Bill.Person).Min(StringComparer.Ordinal)!, Bills: g.Select(b => b.Bill)))
            .OrderBy(u => u.Key, StringComparer.Ordinal).ToList();
        for (var at = 0; at < ordered.Count;)
        {
            var rows = new List<(SourceBill Bill, string Unit)>();
            for (; at < ordered.Count && rows.Count < size; at++)
                rows.AddRange(ordered[at].Bills.OrderBy(b => b.Bill.Discharge).ThenBy(b => b.Bill.Id, StringComparer.Ordinal).Select(b => (b, ordered[at].Key)));
            var table = new BillTable(names, rows.Count);
            foreach (var (row, (bill, unit)) in rows.Index())
                table.Set(row, bill.Bill, Number(_persons, PersonKeys, bill.Person), bill.Household.Length == 0 ? -1 : Number(_households, null, bill.Household), Number(_units, UnitKeys, unit), bill.Area);
            yield return table;
        }
    }

    private static int Number(Dictionary<string, int> numbers, List<string>? keys, string key)
    {
        if (numbers.TryGetValue(key, out var known)) return known;
        keys?.Add(key);
        return numbers[key] = numbers.Count;
    }

    private int Node(string key)
    {
        if (_nodes.TryGetValue(key, out var known)) return known;
        _parents.Add(_parents.Count);
        return _nodes[key] = _parents.Count - 1;
    }

    private int Root(int node)
    {
        while (_parents[node] != node) node = _parents[node] = _parents[_parents[node]];
        return node;
    }

    private void Join(int a, int b) => _parents[Root(a)] = Root(b);
}

/// <summary>Bills in memory, as many as a county has.</summary>
internal sealed class BillsInMemory : IBillSource
{
    private const int RowsPerTable = 65_536;
    private readonly List<BillTable> _tables;
    private readonly OrderBills _order = new();

    public BillsInMemory(IReadOnlyList<SourceBill> bills) => (_tables, Bills) = ([.. _order.Tables(Names, bills, RowsPerTable)], bills.Count);

    public BillNames Names { get; } = new();
    public int Tables => _tables.Count;
    public long Bills { get; }
    public BillTable Read(int table) => _tables[table];
    public string Person(int number) => _order.PersonKeys[number];
    public string Unit(int number) => _order.UnitKeys[number];
}
