using System.Text;
using Minkang.Benefits.Packs;
using Minkang.Benefits.WhatIf;
using Minkang.Domain.Policies;
using Minkang.Domain.Policies.Bulk;
using Minkang.Domain.Values;
using Minkang.Samples;
using Minkang.Tests.Lists;
using Minkang.Tests.Samples;

namespace Minkang.Tests.Benefits.WhatIf;

/// <summary>A year of bills replays under any pack: to the fen as bill by bill, whatever the order of the file, from memory and from a file of columns alike.</summary>
public sealed class ReplayTests
{
    /// <summary>Packs whose blanks are filled for the trial: shares with 60 %, amounts with 1,000 yuan.</summary>
    private static readonly string[] Three = ["gaotai.2016", "chuzhou.2016", "gansu.2016"];

    private static PolicyPack Filled(string id)
    {
        var blanks = PackSheet.Of(Packs.Load(id).Pack!).Blanks(DateOnly.MinValue).Where(b => b.Fills is not null).DistinctBy(b => b.Fills);
        var loaded = Packs.Load(id, blanks.ToDictionary(b => b.Fills!, b => b.Unit == ValueUnit.Rate ? "60%" : "1000", StringComparer.Ordinal));
        return loaded.Pack ?? throw new InvalidOperationException(loaded.Problems[0].ToString());
    }

    private static YearOfBills Read(string path)
    {
        using var file = File.OpenRead(path);
        var read = ReadYear.FromFile(Packs.Words, file, Path.GetFileName(path), 2018);
        Assert.True(read.Ok, read.Ok ? "" : read.Problems[0].Message);
        return read.Value;
    }

    private static (ReplayResult Result, IReadOnlyList<PersonOutcome> Persons) Run(PolicyPack before, PolicyPack after, IBillSource bills) => new Replay(before, after).Run(bills, c => c, keepPersons: true, null, default);

    [Fact]
    public void The_township_of_the_samples_replays_under_three_packs() => Holds(Read(ListSamples.PathOf(ListSamples.Township, "结算单")), 500);

    [Fact]
    public void A_generated_county_replays_under_three_packs()
    {
        using var county = new WrittenCounty(DirtLevel.Usual, persons: 3_000);

        Holds(Read(Path.Combine(county.Folder, county.File("结算"))), 500);
    }

    [Fact]
    public void The_county_of_the_samples_replays_under_three_packs()
    {
        Assert.SkipUnless(Directory.Exists(ListSamples.County), "The county sample does not lie beside the clone.");

        Holds(Read(ListSamples.PathOf(ListSamples.County, "结算")), 20_000);
    }

    /// <summary>Every pack against the one before it, and bill by bill with the walk.</summary>
    private static void Holds(YearOfBills year, int atLeast)
    {
        Assert.True(year.Bills.Count >= atLeast, $"{year.Bills.Count} bills");
        var packs = Three.Select(Filled).ToList();
        var source = new BillsInMemory(year.Bills);
        var shuffled = new BillsInMemory(Shuffled(year.Bills));
        for (var p = 0; p < packs.Count; p++)
        {
            var (before, after) = (packs[(p + 2) % 3], packs[p]);
            var (result, persons) = Run(before, after, source);
            Assert.Equal(year.Bills.Count, result.Bills);
            Assert.True(result.Settled > result.Bills * 9 / 10, $"{after.Id}: {result.Settled} of {result.Bills}; {string.Join('\n', result.Refusals.Select(r => r.Reason).Distinct().Take(3))}");
            Assert.Equal(result.Total, result.Payers.Sum(x => x.Before) + result.SelfBefore);
            Assert.Equal(result.Total, result.Payers.Sum(x => x.After) + result.SelfAfter);
            Assert.All(result.Payers, x => Assert.True(x.Before >= 0 && x.After >= 0));
            Assert.Equal(result.Persons, persons.Count);
            Assert.Equal((result.SelfBefore, result.SelfAfter), (persons.Sum(x => x.Before), persons.Sum(x => x.After)));
            Assert.All(persons, x => Assert.True(x.Before >= 0 && x.After >= 0 && x.Before <= x.Total && x.After <= x.Total));
            Assert.Equal((result.AboveBefore, result.AboveAfter), (persons.Count(x => x.IsAboveBefore), persons.Count(x => x.IsAboveAfter)));
            Assert.Equal((result.Better, result.Worse), (persons.Count(x => x.After < x.Before), persons.Count(x => x.After > x.Before)));
            Assert.Equal(result.Persons, result.Areas.Sum(a => a.Persons));
            Assert.Equal(result.Persons, result.Amounts.Sum(b => b.After));
            Assert.True(result.Households.Count <= 50 && result.Households.All(h => h.After > h.Before));
            Assert.Equal(Text(result), Text(Run(before, after, shuffled).Result));
            Walked(year.Bills, after, Run(after, after, source).Result);
        }
    }

    /// <summary>The same year bill by bill with the walk that explains itself.</summary>
    private static void Walked(IReadOnlyList<SourceBill> bills, PolicyPack pack, ReplayResult result)
    {
        var book = new AccumulatorBook(pack);
        var (settled, self, paid) = (0L, 0L, new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var bill in bills.Select(b => b.Bill).OrderBy(b => b.Person, StringComparer.Ordinal).ThenBy(b => b.On(pack.Year.By)).ThenBy(b => b.Id, StringComparer.Ordinal))
        {
            if (PolicyEngine.YearOf(pack, bill) is not { } year || PolicyEngine.Refusal(pack, bill) is not null) continue;
            var outcome = PolicyEngine.Settle(pack, bill, book.Before(bill, year));
            if (!outcome.Ok) continue;
            book.Add(outcome.Value);
            settled++;
            self += outcome.Value.Self.Total.Fen;
            foreach (var line in outcome.Value.Lines) paid[line.Payer] = paid.GetValueOrDefault(line.Payer) + line.Paid.Fen;
        }
        Assert.Equal((settled, self), (result.Settled, result.SelfAfter));
        Assert.Equal(result.Payers.Select(p => (p.Code, paid.GetValueOrDefault(p.Code))), result.Payers.Select(p => (p.Code, p.After)));
    }

    private static string Text(ReplayResult result) => System.Text.Json.JsonSerializer.Serialize(result with { Refusals = [] });

    private static List<SourceBill> Shuffled(IReadOnlyList<SourceBill> bills)
    {
        var shuffled = bills.ToArray();
        new Random(7).Shuffle(shuffled);
        return [.. shuffled];
    }

    private static SourceBill Bill(string id, string person, string household, decimal yuan, int month, string category = "registered_poor") => new(new Bill
    {
        Id = id, Person = person, Household = household, Categories = [category], Kind = "inpatient", Level = "county", Place = "county", Total = Money.FromYuan(yuan), InScope = Money.FromYuan(yuan),
        Admission = new(2018, month, 1), Discharge = new(2018, month, 5), Settlement = new(2018, month, 5),
    }, person, household, "009901100");

    [Fact]
    public void Who_moved_between_households_and_their_housemates_stay_in_one_table()
    {
        var bills = new List<SourceBill> { Bill("3", "c", "h2", 10, 3), Bill("1", "a", "h1", 10, 1), Bill("2", "b", "h1", 10, 2), Bill("4", "b", "h2", 10, 4), Bill("5", "d", "", 10, 1) };

        var tables = new OrderBills().Tables(new(), bills, 1).ToList();

        Assert.Equal([4, 1], tables.Select(t => t.Count).Order().Reverse());
        var large = tables.Single(t => t.Count == 4);
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(i => large.Row(i).Discharge!.Value.Month));
    }

    [Fact]
    public void Winners_losers_and_the_worst_households_are_those_that_the_bills_say()
    {
        var (before, after) = (Packs.Read(Simple("80%", "b")).Pack!, Packs.Read(Simple("70%", "a")).Pack!);
        var bills = new BillsInMemory([Bill("1", "p1", "h1", 1000, 1), Bill("2", "p1", "h1", 500, 2), Bill("3", "p2", "h1", 200, 3), Bill("4", "p3", "h2", 4000, 3), Bill("5", "p4", "h3", 100, 3, "resident")]);

        var (result, persons) = Run(before, after, bills);

        Assert.Equal((5L, 5L, 4, 0, 3), (result.Bills, result.Settled, result.Persons, result.Better, result.Worse));
        Assert.Equal(["h2", "h1"], result.Households.Select(h => h.Key));
        Assert.Equal((40_000L, 2), (result.Households[0].After - result.Households[0].Before, result.Households[1].Persons));
        Assert.Equal((30_000L, 45_000L), (persons.Single(p => p.Key == "p1").Before, persons.Single(p => p.Key == "p1").After));
        var poor = result.Categories.Single(c => c.Code == "registered_poor");
        Assert.Equal((3, 3, 0, 0), (poor.Persons, poor.Worse, poor.Better, poor.Same));
    }

    [Fact]
    public void What_a_pack_cannot_settle_is_counted_with_its_reason_on_neither_side()
    {
        var (before, after) = (Packs.Read(Simple("80%", "b")).Pack!, Packs.Read(Simple("null", "a")).Pack!);

        var (result, _) = Run(before, after, new BillsInMemory([Bill("1", "p1", "h1", 1000, 1), Bill("2", "p4", "h3", 100, 3, "resident")]));

        Assert.Equal((2L, 1L, 0L, 1L), (result.Bills, result.Settled, result.RefusedBefore, result.RefusedAfter));
        Assert.Equal(10_000, result.Total);
        var refusal = Assert.Single(result.Refusals);
        Assert.True(refusal.After);
        Assert.Contains("来源此处为空白", refusal.Reason);
        Assert.DoesNotContain("2018-", refusal.Reason);
    }

    [Fact]
    public void A_file_of_columns_gives_the_same_as_memory()
    {
        var year = Read(ListSamples.PathOf(ListSamples.Township, "结算单"));
        var path = Path.GetTempFileName();
        try
        {
            var (names, order) = (new BillNames(), new OrderBills());
            using (var writer = new BillFileWriter(path))
            {
                foreach (var table in order.Tables(names, year.Bills, 100)) writer.Add(table);
                writer.Finish(names, order.PersonKeys, order.UnitKeys);
            }
            using var file = new BillFileReader(path);
            var (before, after) = (Filled(Three[0]), Filled(Three[1]));

            var (stored, memory) = (Run(before, after, file), Run(before, after, new BillsInMemory(year.Bills)));

            Assert.True(file.Tables > 3);
            Assert.Equal(Text(memory.Result), Text(stored.Result));
            Assert.Equal(memory.Persons.Select(p => (p.Key, p.After)), stored.Persons.Select(p => (p.Key, p.After)));
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
            Assert.Throws<InvalidDataException>(() => new BillFileReader(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Simple(string rate, string id) => new StringBuilder($"""
        schema: policy-pack
        id: simple-{id}.2018
        name: 样例
        locality: {"{"} code: "000000", name: 样例县 {"}"}
        valid: {"{"} from: 2018-01-01, by: discharge {"}"}
        sources: {"{"} plan: {"{"} document: 样例, title: 方案 {"}"} {"}"}
        layers:
          - id: basic
            payer: basic-insurance
            title: 住院
            when: {"{"} kind: [inpatient], categories: [registered-poor] {"}"}
            base: in-scope
            rate: {rate}
            source: plan#1
        """).ToString();
}
