using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Domain.Tests.Policies;

/// <summary>
/// Packs and bills put together by chance from a seed, so that a seed that fails can be tried again. In a plain pack each payer looks only at what those before
/// left, and there is no floor, limit, price, waiver or condition on an earlier layer.
/// </summary>
internal sealed class GivenPacks(int seed, bool plain = false)
{
    private static readonly string[] Kinds = ["inpatient", "outpatient", "dialysis"];
    private static readonly string[] Levels = ["township", "county", "city", "province"];
    private static readonly string[] Places = ["county", "prefecture", "elsewhere"];
    private static readonly string[] Categories = ["registered_poor", "minimum_living_allowance", "severe_disability"];
    private static readonly DateOnly First = new(2018, 1, 1);

    private readonly Random _random = new(seed);

    public PolicyPack Pack()
    {
        var layers = new List<Layer>();
        var count = Next(1, 5);
        for (var at = 0; at < count; at++) layers.Add(Layer(at, count));
        List<PersonLimit> limits = plain || !Chance(50) ? [] : [Limit()];
        List<Waiver> waivers = plain || !Chance(40) ? [] : [.. Enumerable.Range(0, Next(1, 3)).Select(Waiver)];
        return new("generated", "样例", "", new(First, First.AddYears(2)), DateBasis.Discharge, new(1, 1, DateBasis.Discharge), Rounding(), ["inpatient"], layers, limits, waivers, [],
            new Dictionary<string, PolicySource> { ["plan"] = new("", "方案", null) }, []);
    }

    public List<Bill> Bills(int count)
    {
        var bills = new List<Bill>();
        for (var i = 0; i < count; i++)
        {
            var (inScope, first, over, outside) = (Amount(), Chance(40) ? Amount() / 5 : 0, Chance(20) ? Amount() / 9 : 0, Chance(50) ? Amount() / 4 : 0);
            bills.Add(new Bill
            {
                Id = $"{i}", Person = $"p{Next(0, 4)}", Household = $"h{Next(0, 2)}", Kind = Pick(Kinds), Level = Pick(Levels), Place = Pick(Places), Referral = Chance(50) ? "none" : "proper",
                Categories = Some(Categories), Age = Chance(80) ? Next(0, 90) : null, Lists = Chance(30) ? ["list"] : [], Diseases = [Chance(50) ? "I10" : "C16.2"], Designated = Chance(80), Enrolled = Chance(90),
                Discharge = First.AddDays(Next(0, Chance(90) ? 730 : 800)), Days = Next(0, 20), Sessions = Next(0, 5),
                InScope = new(inScope), PreSelfPaid = new(first), OverLimit = new(over), OutOfCatalogue = new(outside), Total = new(inScope + first + over + outside), Tcm = new(Chance(30) ? inScope / 3 : 0),
                Items = Chance(40) ? new Dictionary<string, Money> { ["ecg"] = new(outside / 2) } : [],
            });
        }
        return [.. bills.OrderBy(b => b.Person, StringComparer.Ordinal).ThenBy(b => b.Discharge).ThenBy(b => b.Id, StringComparer.Ordinal)];
    }

    private Layer Layer(int at, int layers)
    {
        var alternatives = !plain && Chance(20) ? 2 : 1;
        return new($"layer{at}", $"payer{Next(0, 3)}", "支付方", $"第{at}层", Condition(plain ? null : at), [.. Enumerable.Range(0, alternatives).Select(a => Terms(at, layers, alternatives > 1))], "plan#1");
    }

    private LayerTerms Terms(int at, int layers, bool conditional)
    {
        var yearly = Chance(20);
        var @base = yearly ? [AmountKind.SelfYear] : Base();
        var kind = Next(0, 10);
        var price = !plain && !yearly && kind == 0 ? new FixedPrice(Pick([Scope.Session, Scope.Day, Scope.Case, Scope.Head]), Table("price", 0, 50_000), null, null, null) : null;
        var standard = !plain && !yearly && kind == 1 ? new FixedPrice(Scope.Case, Table("price", 10_000, 2_000_000), "payer9", "医院", null) : null;
        var bands = price is null && Chance(40) ? Bands(yearly) : null;
        return new()
        {
            When = conditional && Chance(50) ? Condition(null) : Domain.Policies.Condition.Always,
            Title = "算法",
            Base = @base,
            Limit = !yearly && Chance(25) ? new(Pick([Scope.Stay, Scope.Day, Scope.Session, Scope.Year, Scope.DiseaseYear]), Table("limit", 10_000, 3_000_000)) : null,
            Deductible = Chance(70) ? Deductible(at, yearly) : null,
            Rate = price is null && bands is null ? Rates("rate") : null,
            Bands = bands,
            Price = price ?? standard,
            Adjustments = price is null && Chance(30) ? [new(Condition(null), Next(-2000, 1500)), new(Condition(null), Next(-500, 500))] : [],
            Guarantee = !plain && Chance(15) ? new(Rates("share"), AmountKind.InScope, [.. Enumerable.Range(0, at)], null) : null,
            Caps = Chance(50) ? [.. Enumerable.Range(0, Next(1, 3)).Select(_ => Cap(at, layers))] : [],
            Rounding = Rounding(),
        };
    }

    private IReadOnlyList<AmountKind> Base() => plain ? Pick<AmountKind[]>([[AmountKind.InScopeLeft], [AmountKind.AllLeft], [AmountKind.InScopeLeft, AmountKind.PreSelfPaid]]) : Pick<AmountKind[]>(
        [[AmountKind.InScope], [AmountKind.InScopeLeft], [AmountKind.InScopeLeft], [AmountKind.AllLeft], [AmountKind.Total], [AmountKind.OutOfCatalogue], [AmountKind.InScopeLeft, AmountKind.PreSelfPaid], [AmountKind.Tcm], [AmountKind.InScopeNotTcm], [AmountKind.OverLimit]]);

    private Deductible Deductible(int at, bool yearly)
    {
        if (!plain && !yearly && at > 0 && Chance(15)) return new() { Per = Scope.Stay, SharedWith = Next(0, at) };
        var reductions = Chance(40) ? new[] { new Reduction(Condition(null), Chance(50) ? Table("to", 0, 20_000) : null, null) } : [];
        return new()
        {
            Per = yearly || Chance(40) ? Scope.Year : Scope.Stay,
            ByStay = Chance(20) ? [Table("first", 10_000, 100_000), Table("second", 5_000, 50_000)] : [Table("deductible", 0, 500_000)],
            Reductions = [.. reductions.Select(r => r.To is null ? r with { ByShare = Rates("by-share") } : r)],
            WaivedAfterStays = !plain && Chance(20) ? Next(1, 3) : null,
            AtMostPerYear = !yearly && Chance(20) ? Table("at-most", 0, 300_000) : null,
        };
    }

    private Bands Bands(bool yearly)
    {
        var lower = Next(10_000, 500_000);
        return new(Chance(50), yearly || Chance(50) ? Scope.Year : Scope.Stay, [new(Fixed("upto", lower), Rates("band1")), new(Fixed("upto", lower + Next(1, 900_000)), Rates("band2")), new(null, Rates("band3"))], null);
    }

    private Cap Cap(int at, int layers)
    {
        var members = Chance(30) ? Enumerable.Range(0, layers).Where(l => l == at || Chance(50)).ToArray() : [at];
        return new(Pick([Scope.Stay, Scope.Day, Scope.Year, Scope.Year, Scope.DiseaseYear, Scope.HouseholdYear]), Table("cap", 50_000, 2_000_000), Chance(30) ? [new(Condition(null), Next(5_000, 20_000))] : [],
            string.Join('+', members.Select(m => $"layer{m}")), members, null);
    }

    private PersonLimit Limit()
    {
        var share = Chance(50);
        return new("limit", "payer3", "兜底", "个人上限", Condition(null), share, AmountKind.Total, share || Chance(50) ? Scope.Stay : Scope.Year,
            share ? Rates("limit") : Table("limit", 0, 800_000), Chance(50) ? AmountKind.AllLeft : AmountKind.InScopeLeft, null);
    }

    private Waiver Waiver(int at) => new($"waiver{at}", "payer4", "减免", "减免", Condition(null), Rates("share"), Chance(50) ? AmountKind.AllLeft : AmountKind.InScopeLeft, Chance(40) ? "ecg" : null, Chance(50) ? "one" : null, Rounding(), null);

    private Rounding Rounding() => plain ? Domain.Policies.Rounding.Usual : new(Pick([RoundingUnit.Fen, RoundingUnit.Fen, RoundingUnit.Jiao, RoundingUnit.Yuan]), Pick([RoundingMode.HalfUp, RoundingMode.Down, RoundingMode.Up, RoundingMode.HalfEven]));

    private Condition Condition(int? layer)
    {
        var tests = new List<ConditionTest>();
        if (Chance(30)) tests.Add(new CodeTest(CodeFact.Kind, [Pick(Kinds), "inpatient"], "就诊类别"));
        if (Chance(15)) tests.Add(new CodeTest(CodeFact.Level, [Pick(Levels), Pick(Levels)], "级别"));
        if (Chance(20)) tests.Add(new SetTest(SetFact.Categories, [Pick(Categories)], "类别"));
        if (Chance(10)) tests.Add(new SetTest(SetFact.Diseases, ["C16"], "病种"));
        if (Chance(10)) tests.Add(new AgeTest(Next(0, 40), Chance(50) ? Next(41, 80) : null, "年龄"));
        if (Chance(10)) tests.Add(new FlagTest(FlagFact.Enrolled, Chance(80), "参保"));
        if (Chance(10)) tests.Add(new NotTest(new([new CodeTest(CodeFact.Place, [Pick(Places)], "就医地"), new FlagTest(FlagFact.Designated, true, "定点")]), "不是"));
        if (layer is > 0 && Chance(25)) tests.Add(new AfterTest(Next(0, layer.Value), Chance(50), Chance(80), "前一层"));
        return new(tests);
    }

    private ValueTable Rates(string name) => Rows(name, () => Next(0, 101) * 100 + (Chance(20) ? 25 : 0) is var rate && rate > Rate.Scale ? Rate.Scale : rate);

    private ValueTable Table(string name, int least, int most) => Rows(name, () => Next(least, most));

    private static ValueTable Fixed(string name, long value) => ValueTable.Of(DatedValue.Always(name, value));

    private ValueTable Rows(string name, Func<long> value)
    {
        if (plain || Chance(50)) return ValueTable.Of(Dated(name, value));
        if (Chance(60)) return new(name, [.. Levels.Take(Chance(90) ? 4 : 3).Select(l => new TableRow(new([new CodeTest(CodeFact.Level, [l], l)]), Dated($"{name}[{l}]", value), l))]);
        return new(name, [new(Condition(null), Dated(name, value), "甲"), new(Domain.Policies.Condition.Always, Dated(name, value), "其他")]);
    }

    private DatedValue Dated(string name, Func<long> value)
    {
        if (plain || Chance(75)) return DatedValue.Always(name, !plain && Chance(3) ? null : value(), "plan#2");
        var change = First.AddDays(Next(1, 700));
        var from = Chance(90) ? First : First.AddDays(30);
        return new(name, from < change ? [new(new(from, change), value(), "plan#2"), new(new(change, null), Chance(5) ? null : value(), "plan#3")] : [new(new(change, null), value(), "plan#3")]);
    }

    private long Amount() => Chance(10) ? 0 : Chance(80) ? Next(1, 3_000_000) : Next(1, 2_000_000_000);
    private int Next(int from, int until) => _random.Next(from, until);
    private bool Chance(int percent) => _random.Next(100) < percent;
    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
    private List<string> Some(string[] from) => [.. from.Where(_ => Chance(35))];
}
