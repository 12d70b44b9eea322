using System.Text.RegularExpressions;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;

namespace Minkang.Benefits.WhatIf;

/// <summary>
/// Settles a year of bills by two packs and compares (政策测算): a table at a time, several at once, so that memory does not grow with the year. The same bills give the same result
/// to the fen on any number of processors.
/// </summary>
internal sealed partial class Replay
{
    /// <summary>So many refused bills of a table are walked to learn why; the rest is counted.</summary>
    private const int MostWalked = 100;
    public const string NotLookedInto = "同一批里的其余单据，没有逐张查明原因";

    private readonly CompiledPack _before, _after;
    private readonly List<string> _payers;
    private readonly int[] _payerBefore, _payerAfter;

    public Replay(PolicyPack before, PolicyPack after)
    {
        (_before, _after) = (CompiledPack.Of(before), CompiledPack.Of(after));
        _payers = [.. before.Payers.Concat(after.Payers).Distinct(StringComparer.Ordinal)];
        (_payerBefore, _payerAfter) = ([.. before.Payers.Select(p => _payers.IndexOf(p))], [.. after.Payers.Select(p => _payers.IndexOf(p))]);
    }

    /// <summary>A person bears more than a tenth of what was billed.</summary>
    public static bool IsAbove(long self, long total) => self * 10 > total;

    /// <summary>Runs over all tables. <paramref name="progress"/> hears of bills done. Persons are answered one by one only when asked for.</summary>
    public (ReplayResult Result, IReadOnlyList<PersonOutcome> Persons) Run(IBillSource bills, Func<string, string> payerName, bool keepPersons, Action<long>? progress, CancellationToken ct)
    {
        var sum = new Tally(_payers.Count, keepPersons);
        var done = 0L;
        Parallel.For(0, bills.Tables, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, () => new Tally(_payers.Count, keepPersons), (at, _, tally) =>
        {
            var table = bills.Read(at);
            Count(table, tally);
            progress?.Invoke(Interlocked.Add(ref done, table.Count));
            return tally;
        },
        tally =>
        {
            lock (sum) sum.Add(tally);
        });
        var persons = sum.Persons.OrderBy(p => p.Number).Select(p => new PersonOutcome(bills.Person(p.Number), bills.Names.Areas[p.Area], bills.Names.Sets(SetFact.Categories)[p.Categories], p.Total, p.Before, p.After)).ToList();
        return (Result(sum, bills, payerName), persons);
    }

    private void Count(BillTable table, Tally tally)
    {
        var (before, after) = (Settle(_before, table, out var tableBefore), Settle(_after, table, out var tableAfter));
        // Packs may go by different dates and then see the rows in different order; everything below is added up by row of the one order that both are brought into.
        var (rowBefore, rowAfter) = (Places(table, tableBefore), Places(table, tableAfter));
        var years = new Years(table);
        for (var i = 0; i < table.Count; i++)
        {
            var (b, a) = (rowBefore is null ? i : rowBefore[i], rowAfter is null ? i : rowAfter[i]);
            tally.Bills++;
            if (before.Refused[b]) tally.RefusedBefore++;
            if (after.Refused[a]) tally.RefusedAfter++;
            if (before.Refused[b] || after.Refused[a]) continue;
            tally.Settled++;
            var total = table.TotalOf(i);
            tally.Total += total;
            for (var p = 0; p < _payerBefore.Length; p++) tally.PaidBefore[_payerBefore[p]] += before.Paid[p][b];
            for (var p = 0; p < _payerAfter.Length; p++) tally.PaidAfter[_payerAfter[p]] += after.Paid[p][a];
            years.Add(i, total, before.Self[b], after.Self[a]);
        }
        years.Into(tally);
        Why(_before, tableBefore, before, tally, isAfter: false);
        Why(_after, tableAfter, after, tally, isAfter: true);
    }

    private static BulkResult Settle(CompiledPack pack, BillTable table, out BillTable ordered)
    {
        ordered = table.InOrderOf(pack.Pack.Year.By);
        return pack.Settle(pack.Columns(ordered));
    }

    /// <summary>Where each row of the table stands in its other order; null when it is the same.</summary>
    private static int[]? Places(BillTable table, BillTable ordered) => ReferenceEquals(table, ordered) ? null : ordered.PlacesOf;

    private static void Why(CompiledPack pack, BillTable table, BulkResult result, Tally tally, bool isAfter)
    {
        var walked = 0;
        for (var i = 0; i < table.Count; i++)
        {
            if (!result.Refused[i]) continue;
            tally.Refuse(isAfter, walked++ < MostWalked ? Reason(pack.Pack, table.Row(i)) : NotLookedInto, 1);
        }
    }

    private static string Reason(PolicyPack pack, Bill bill)
    {
        var outcome = PolicyEngine.Settle(pack, bill);
        return outcome.Ok ? "本年前面的单据累计以后，用到了来源空白的数值" : Day().Replace(outcome.Problems[0].Message, "该日");
    }

    private ReplayResult Result(Tally sum, IBillSource bills, Func<string, string> payerName)
    {
        sum.CutWorst();
        var categories = new Dictionary<string, GroupTally>(StringComparer.Ordinal);
        foreach (var (set, group) in sum.ByCategories)
            foreach (var code in bills.Names.Sets(SetFact.Categories)[set])
            {
                if (!categories.TryGetValue(code, out var all)) categories.Add(code, all = new());
                all.Add(group);
            }
        return new()
        {
            Bills = sum.Bills, Settled = sum.Settled, RefusedBefore = sum.RefusedBefore, RefusedAfter = sum.RefusedAfter, Total = sum.Total,
            Refusals = [.. sum.Refusals.OrderBy(r => r.Key.After).ThenByDescending(r => r.Value).ThenBy(r => r.Key.Reason, StringComparer.Ordinal).Select(r => new RefusalCount(r.Key.After, r.Key.Reason, r.Value))],
            Payers = [.. _payers.Select((p, i) => new PayerTotal(p, payerName(p), sum.PaidBefore[i], sum.PaidAfter[i]))],
            SelfBefore = sum.All.Before, SelfAfter = sum.All.After, Persons = sum.All.Persons, AboveBefore = sum.All.AboveBefore, AboveAfter = sum.All.AboveAfter, Better = sum.All.Better, Worse = sum.All.Worse,
            Categories = [.. categories.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value.Of(c.Key))],
            Areas = [.. sum.ByArea.Select(a => a.Value.Of(bills.Names.Areas[a.Key])).OrderBy(a => a.Code, StringComparer.Ordinal)],
            Amounts = Brackets(Tally.AmountBounds, sum.Amounts), Shares = Brackets(Tally.ShareBounds, sum.Shares),
            Households = [.. sum.Worst.Select(u => new HouseholdTotal(bills.Unit(u.Number), u.Persons, u.Total, u.Before, u.After))],
        };
    }

    private static List<Bracket> Brackets(long[] bounds, int[][] counts) =>
        [.. bounds.Select((from, i) => new Bracket(from, i + 1 < bounds.Length ? bounds[i + 1] : null, counts[0][i], counts[1][i]))];

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")] private static partial Regex Day();

    /// <summary>The year's amounts of the persons and units of one table, whose numbers are neighbours.</summary>
    private sealed class Years
    {
        private readonly BillTable _table;
        private readonly int _firstPerson;
        private readonly int[] _rowOf, _unitOf;
        private readonly long[] _total, _before, _after;

        public Years(BillTable table)
        {
            _table = table;
            var (least, most) = (int.MaxValue, -1);
            for (var i = 0; i < table.Count; i++) (least, most) = (Math.Min(least, table.PersonOf(i)), Math.Max(most, table.PersonOf(i)));
            var count = Math.Max(0, most - least + 1);
            _firstPerson = least;
            (_rowOf, _unitOf, _total, _before, _after) = (new int[count], new int[count], new long[count], new long[count], new long[count]);
            Array.Fill(_rowOf, -1);
        }

        public void Add(int row, long total, long before, long after)
        {
            var at = _table.PersonOf(row) - _firstPerson;
            (_rowOf[at], _unitOf[at]) = (row, _table.UnitOf(row));
            _total[at] += total;
            _before[at] += before;
            _after[at] += after;
        }

        public void Into(Tally tally)
        {
            YearOf? unit = null;
            for (var at = 0; at < _rowOf.Length; at++)
            {
                if (_rowOf[at] < 0) continue;
                var person = new YearOf(_firstPerson + at, 1, _table.AreaOf(_rowOf[at]), _table.CategoriesOf(_rowOf[at]), _total[at], _before[at], _after[at]);
                tally.AddPerson(person);
                // Persons of a unit have neighbouring numbers, since numbers are given out unit by unit.
                if (unit is { } known && known.Number == _unitOf[at]) unit = known with { Persons = known.Persons + 1, Total = known.Total + person.Total, Before = known.Before + person.Before, After = known.After + person.After };
                else
                {
                    if (unit is { } full) tally.AddUnit(full);
                    unit = person with { Number = _unitOf[at] };
                }
            }
            if (unit is { } last) tally.AddUnit(last);
        }
    }
}
