using System.Diagnostics;
using System.Globalization;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;

namespace Minkang.Benchmarks;

/// <summary>
/// A compiled pack against a loop written by hand for the same four layers, on a million bills in memory in order of person and date: basic insurance by
/// level, critical illness over the year in bands, assistance with a yearly cap, a floor of ninety percent for the poor. Both must agree to the fen.
/// </summary>
internal static class SettleBench
{
    private const int Rounds = 15;
    private static readonly string[] Levels = ["township", "county", "city", "province"];

    public static int Run(int count)
    {
        var pack = Pack();
        var bills = Bills(count);
        Console.WriteLine($"{count:N0} bills of {bills[^1].Person} persons, best of {Rounds} rounds, million bills a second");
        var watch = Stopwatch.StartNew();
        var plain = CompiledPack.Of(pack);
        var compiling = watch.Elapsed;
        var traced = CompiledPack.Of(pack, trace: true);
        var columns = plain.Columns(bills);
        var hand = new HandLoop(columns);
        var one = Split(bills, 1);
        var two = Split(bills, 2);
        hand.Settle(0, count, trace: true);
        var check = plain.Settle(columns);
        var steps = traced.Settle(columns);
        for (var i = 0; i < count; i++)
            if (check.Refused[i] || check.Self[i] != hand.Self[i] || !check.Paid.Select(p => p[i]).SequenceEqual(hand.Paid.Select(p => p[i])) || !steps.Trace.Select(t => t[i]).SequenceEqual(hand.Trace.Select(t => t[i])))
            {
                Console.Error.WriteLine($"The loops differ at bill {i}.");
                return 1;
            }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compiled in {compiling.TotalMilliseconds:0} ms; hand-written and compiled agree on every bill, with and without trace"));
        Console.WriteLine("| | one core | two cores |");
        Console.WriteLine("|---|---|---|");
        foreach (var trace in new[] { false, true })
        {
            var compiled = trace ? traced : plain;
            var (accumulators, result) = (compiled.Accumulators(columns), compiled.Result(columns));
            double[] speeds = [
                Speed(one, hand.Clear, (from, until) => hand.Settle(from, until, trace)), Speed(one, accumulators.Clear, (from, until) => compiled.Settle(columns, accumulators, result, from, until)),
                Speed(two, hand.Clear, (from, until) => hand.Settle(from, until, trace)), Speed(two, accumulators.Clear, (from, until) => compiled.Settle(columns, accumulators, result, from, until))];
            var with = trace ? "with sixteen explained values" : "without explanation";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| hand-written, {with} | {speeds[0]:0.0} | {speeds[2]:0.0} |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| compiled pack, {with} | {speeds[1]:0.0} ({speeds[1] / speeds[0]:P0}) | {speeds[3]:0.0} ({speeds[3] / speeds[2]:P0}) |"));
        }
        var walked = Math.Min(count, 100_000);
        var book = new AccumulatorBook(pack);
        watch.Restart();
        for (var i = 0; i < walked; i++) book.Add(PolicyEngine.Settle(pack, bills[i], book.Before(bills[i], 2018)).Value);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| walk, told in Chinese | {walked / watch.Elapsed.TotalSeconds / 1e6:0.000} | |"));
        return 0;
    }

    private static double Speed((int From, int Until)[] ranges, Action clear, Action<int, int> settle)
    {
        var best = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            clear();
            var watch = Stopwatch.StartNew();
            if (ranges.Length == 1) settle(ranges[0].From, ranges[0].Until);
            else Parallel.ForEach(ranges, new ParallelOptions { MaxDegreeOfParallelism = ranges.Length }, r => settle(r.From, r.Until));
            best = Math.Max(best, ranges[^1].Until / watch.Elapsed.TotalSeconds / 1e6);
        }
        return best;
    }

    /// <summary>Ranges of about one size that never part a person's bills.</summary>
    private static (int From, int Until)[] Split(IReadOnlyList<Bill> bills, int parts)
    {
        var ends = Enumerable.Range(1, parts).Select(p => (int)((long)bills.Count * p / parts)).ToArray();
        for (var p = 0; p < parts - 1; p++)
            while (bills[ends[p]].Person == bills[ends[p] - 1].Person) ends[p]++;
        return [.. ends.Select((end, p) => (p == 0 ? 0 : ends[p - 1], end))];
    }

    private static List<Bill> Bills(int count)
    {
        var random = new Random(20180101);
        var bills = new List<Bill>(count);
        for (var person = 0; bills.Count < count; person++)
        {
            string[] categories = random.Next(4) == 0 ? ["registered_poor"] : ["resident"];
            var (visits, day) = (random.Next(1, 6), random.Next(0, 60));
            for (var v = 0; v < visits && bills.Count < count; v++)
            {
                var inScope = (long)Math.Exp(random.NextDouble() * 6 + 9);
                var outside = inScope / random.Next(5, 30);
                bills.Add(new Bill
                {
                    Id = "", Person = person.ToString(CultureInfo.InvariantCulture), Categories = categories, Kind = "inpatient", Level = Levels[random.Next(4)], Discharge = new DateOnly(2018, 1, 1).AddDays(day += random.Next(1, 60)),
                    InScope = new(inScope), OutOfCatalogue = new(outside), Total = new(inScope + outside),
                });
            }
        }
        return bills;
    }

    private static PolicyPack Pack()
    {
        static ValueTable Always(long value) => ValueTable.Of(DatedValue.Always("value", value));
        static ValueTable ByLevel(params long[] values) => new("by level", [.. values.Select((v, i) => new TableRow(new([new CodeTest(CodeFact.Level, [Levels[i]], "")]), DatedValue.Always(Levels[i], v), ""))]);
        Condition poor = new([new SetTest(SetFact.Categories, ["registered_poor"], "建档立卡")]);
        LayerTerms[] terms =
        [
            new() { Base = [AmountKind.InScope], Deductible = new() { Per = Scope.Stay, ByStay = [ByLevel(10_000, 35_000, 150_000, 200_000)] }, Rate = ByLevel(9000, 8500, 7000, 6500), Rounding = Rounding.Usual, Caps = [new(Scope.Year, Always(10_000_000), [], "basic", [0], null)] },
            new() { Base = [AmountKind.InScopeLeft], Deductible = new() { Per = Scope.Year, ByStay = [Always(500_000)] }, Bands = new(false, Scope.Year, [new(Always(5_000_000), Always(6000)), new(Always(10_000_000), Always(6500)), new(null, Always(7000))], null), Rounding = Rounding.Usual },
            new() { Base = [AmountKind.InScopeLeft], Rate = Always(7000), Rounding = Rounding.Usual, Caps = [new(Scope.Year, Always(2_000_000), [], "assistance", [2], null)] },
            new() { Base = [AmountKind.InScopeLeft], Guarantee = new(Always(9000), AmountKind.InScope, [0, 1, 2], null), Rounding = Rounding.Usual },
        ];
        string[] names = ["basic", "critical", "assistance", "floor"];
        Condition[] whens = [Condition.Always, Condition.Always, poor, poor];
        return new("bench", "", "", new(new(2018, 1, 1), null), DateBasis.Discharge, new(1, 1, DateBasis.Discharge), Rounding.Usual, ["inpatient"],
            [.. names.Select((n, i) => new Layer(n, n, n, n, whens[i], [terms[i]], null))], [], [], [], new Dictionary<string, PolicySource>(StringComparer.Ordinal), []);
    }
}
