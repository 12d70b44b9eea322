using CsCheck;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;
using Minkang.Domain.Values;

namespace Minkang.Domain.Tests.Policies;

/// <summary>What holds for every pack and every bill.</summary>
public sealed class SettlementPropertyTests
{
    private const int Bills = 40;

    [Fact]
    public void Payers_and_person_together_pay_the_bill_and_nobody_pays_less_than_nothing() => Gen.Int.Sample(seed =>
    {
        foreach (var settlement in Settled(seed))
        {
            Assert.Equal(settlement.Bill.Total, settlement.PaidInAll + settlement.Self.Total);
            Assert.All(settlement.Lines, l => Assert.True(l.Paid >= Money.Zero && l.Paid <= settlement.Bill.Total));
            Assert.True(Parts(settlement.Self).All(p => p >= Money.Zero));
        }
    }, iter: 400);

    [Fact]
    public void The_compiled_loop_settles_as_the_walk_does() => Gen.Int.Sample(seed =>
    {
        var given = new GivenPacks(seed);
        var (pack, bills) = (given.Pack(), given.Bills(Bills));
        var compiled = CompiledPack.Of(pack, trace: true);
        var result = compiled.Settle(compiled.Columns(bills));
        var book = new AccumulatorBook(pack);
        for (var i = 0; i < bills.Count; i++)
        {
            var walked = PolicyEngine.Settle(pack, bills[i], Before(book, pack, bills[i]));
            Assert.Equal(!walked.Ok, result.Refused[i]);
            if (!walked.Ok) continue;
            book.Add(walked.Value);
            Assert.Equal(pack.Payers.Select(p => walked.Value.PaidBy(p).Fen), result.Paid.Select(p => p[i]));
            Assert.Equal(walked.Value.Self.Total.Fen, result.Self[i]);
            var steps = walked.Value.Lines.Where(l => l.Kind == LineKind.Layer).SelectMany(l => new[] { l.Base.Fen, l.Deductible.Fen, l.Covered.Fen, l.Paid.Fen });
            Assert.Equal(steps, result.Trace.Select(t => t[i]));
        }
    }, iter: 500);

    [Fact]
    public void The_order_of_a_bills_lines_does_not_matter()
    {
        var line = Gen.Select(Gen.Enum<BillPart>(), Gen.Long[0, 500_000], Gen.Bool, Gen.Bool, (part, fen, tcm, item) => new BillLine(part, new(fen), tcm, item ? "ecg" : null));
        Gen.Select(Gen.Int, line.List[0, 12], Gen.Int).Sample((seed, lines, order) =>
        {
            var given = new GivenPacks(seed);
            var (pack, bill) = (given.Pack(), given.Bills(1)[0]);
            var shuffled = lines.ToArray();
            new Random(order).Shuffle(shuffled);
            var (one, other) = (PolicyEngine.Settle(pack, bill.WithLines(lines)), PolicyEngine.Settle(pack, bill.WithLines(shuffled)));
            Assert.Equal(one.Ok, other.Ok);
            if (one.Ok) Assert.Equal(one.Value.Lines.Select(l => (l.Id, l.Paid, l.Sentence)), other.Value.Lines.Select(l => (l.Id, l.Paid, l.Sentence)));
        }, iter: 400);
    }

    [Fact]
    public void However_a_years_cost_is_split_into_bills_a_yearly_cap_holds() => Gen.Select(Gen.Int, Gen.Long[1, 5_000_000].List[1, 12], Gen.Long[1, 2_000_000]).Sample((seed, amounts, cap) =>
    {
        var pack = new GivenPacks(seed).Pack();
        var capped = WithCap(pack, cap);
        var book = new AccumulatorBook(capped);
        var paid = 0L;
        foreach (var (amount, at) in amounts.Select((a, i) => (a, i)))
        {
            var bill = new Bill { Id = $"{at}", Person = "p", Household = "h", Kind = "inpatient", Level = "county", Place = "county", Discharge = new DateOnly(2018, 1, 1).AddDays(at * 20), InScope = new(amount), Total = new(amount) };
            var outcome = PolicyEngine.Settle(capped, bill, Before(book, capped, bill));
            if (!outcome.Ok) continue;
            book.Add(outcome.Value);
            paid += outcome.Value.Lines.Where(l => l.Kind == LineKind.Layer).Sum(l => l.Paid.Fen);
        }
        Assert.True(paid <= cap, $"{paid} > {cap}");
    }, iter: 400);

    [Fact]
    public void More_cost_never_means_less_for_the_person_where_no_floor_or_limit_says_so() => Gen.Select(Gen.Int, Gen.Long[0, 4_000_000], Gen.Long[0, 200_000]).Sample((seed, amount, more) =>
    {
        var given = new GivenPacks(seed, plain: true);
        var (pack, bill) = (given.Pack(), given.Bills(1)[0] with { Tcm = Money.Zero });
        var (less, most) = (Settle(pack, bill, amount), Settle(pack, bill, amount + more));
        if (less is null || most is null) return;
        Assert.True(most.Self.Total >= less.Self.Total, $"{less.Bill.Total} leaves {less.Self.Total}, {most.Bill.Total} leaves {most.Self.Total}");

        static Settlement? Settle(PolicyPack pack, Bill bill, long inScope)
        {
            var outcome = PolicyEngine.Settle(pack, bill with { InScope = new(inScope), Total = bill.Total - bill.InScope + new Money(inScope) });
            return outcome.Ok ? outcome.Value : null;
        }
    }, iter: 2_000);

    [Fact]
    public void Taking_a_settlement_back_restores_every_accumulator() => Gen.Int.Sample(seed =>
    {
        var given = new GivenPacks(seed);
        var (pack, bills) = (given.Pack(), given.Bills(Bills));
        var (book, without) = (new AccumulatorBook(pack), new AccumulatorBook(pack));
        var settled = new List<Settlement>();
        foreach (var bill in bills)
            if (PolicyEngine.Settle(pack, bill, Before(book, pack, bill)) is { Ok: true } outcome) { book.Add(outcome.Value); settled.Add(outcome.Value); }
        for (var i = 0; i < settled.Count; i++)
            if (i % 3 == 0) book.Add(settled[i].Reversed());
            else without.Add(settled[i]);
        foreach (var bill in bills) Assert.Equal(Before(without, pack, bill), Before(book, pack, bill));
        Assert.All(settled, s => Assert.Equal(-s.Self.Total.Fen, s.Reversed().Self.Total.Fen));
    }, iter: 200);

    [Fact]
    public void A_settlement_can_be_recomputed_alone_from_what_stood_before_it() => Gen.Int.Sample(seed =>
    {
        foreach (var settlement in Settled(seed))
        {
            var again = PolicyEngine.Settle(new GivenPacks(seed).Pack(), settlement.Bill, settlement.Before).Value;
            Assert.Equal(settlement.Lines.Select(l => (l.Id, l.Paid, l.Sentence)), again.Lines.Select(l => (l.Id, l.Paid, l.Sentence)));
            Assert.Equal(settlement.After, again.After);
        }
    }, iter: 100);

    private static List<Settlement> Settled(int seed)
    {
        var given = new GivenPacks(seed);
        var (pack, found) = (given.Pack(), new List<Settlement>());
        var book = new AccumulatorBook(pack);
        foreach (var bill in given.Bills(Bills))
            if (PolicyEngine.Settle(pack, bill, Before(book, pack, bill)) is { Ok: true } outcome) { book.Add(outcome.Value); found.Add(outcome.Value); }
        return found;
    }

    private static long[] Before(AccumulatorBook book, PolicyPack pack, Bill bill) => book.Before(bill, PolicyEngine.YearOf(pack, bill)!.Value);

    private static PolicyPack WithCap(PolicyPack pack, long cap)
    {
        var all = Enumerable.Range(0, pack.Layers.Count).ToArray();
        var common = new Cap(Scope.Year, ValueTable.Of(DatedValue.Always("cap", cap)), [], "all", all, null);
        var layers = pack.Layers.Select(l => l with { Alternatives = [.. l.Alternatives.Select(t => t with { Caps = [.. t.Caps, common] })] }).ToList();
        return new("capped", "", "", pack.Valid, pack.ValidBy, pack.Year, pack.Rounding, pack.StayKinds, layers, pack.Limits, pack.Waivers, [], pack.Sources, []);
    }

    private static Money[] Parts(SelfPayment self) => [self.OutOfCatalogue, self.OverLimit, self.PreSelfPaid, self.Deductible, self.AboveCap, self.Share];
}
