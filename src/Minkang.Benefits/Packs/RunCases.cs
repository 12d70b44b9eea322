using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Settles the worked cases of a pack (案例) and reports every amount that does not come out, by layer.</summary>
internal sealed class RunCases(PolicyPack pack, PackVocabulary words, Func<IReadOnlyDictionary<string, string>, PolicyPack?> withValues)
{
    private readonly ReadBillMap _bills = new(words);

    /// <summary>The cases with what they came to, after <see cref="Run"/>.</summary>
    public List<RanCase> Ran { get; } = [];

    public (int Count, bool Malformed) Run(CatalogFile file)
    {
        var nodes = file.Root.List("cases");
        var cases = nodes.Select(Read).ToList();
        if (!file.Sound) return (nodes.Count, true);
        foreach (var one in cases) Ran.Add(Settle(one));
        return (nodes.Count, false);
    }

    private sealed record WorkedBill(Bill Bill, YamlNodeReader Expect, IReadOnlyDictionary<string, Money> Amounts);

    private sealed record WorkedCase(string Note, PolicyPack Pack, IReadOnlyDictionary<string, string> With, YamlNodeReader? Before, IReadOnlyDictionary<string, long> Opening, IReadOnlyList<WorkedBill> Bills);

    private WorkedCase Read(YamlNodeReader node)
    {
        var note = node.Text("note");
        var with = node.OptionalMap("with");
        var under = pack;
        Dictionary<string, string> assumed = with?.Keys.ToDictionary(k => k, with.Text, StringComparer.Ordinal) ?? [];
        if (with is not null)
        {
            var made = withValues(assumed);
            if (made is null) node.Report("with", "另行填入的数值用不上：名称不在“values”里，或金额与比例弄混了。", YamlNodeReader.Suggest(with.Keys is [var first, ..] ? first : "", pack.Slots.All.Select(s => s.Name)));
            under = made ?? pack;
        }
        var before = node.OptionalMap("before");
        var opening = before?.Keys.ToDictionary(k => k, k => k == "stays" ? before.Number(k) : ReadBillMap.Amount(before, k).Fen, StringComparer.Ordinal) ?? [];
        foreach (var slot in opening.Keys.Where(s => under.Slots.Find(s) is null)) before!.Report(slot, $"政策包没有累计项“{slot}”。", YamlNodeReader.Suggest(slot, under.Slots.All.Select(s => s.Name)));
        var bills = new List<WorkedBill>();
        if (node.OptionalMap("bill") is { } bill) bills.Add(new(_bills.Read(bill, "1"), node.Map("expect"), Expected(node.Map("expect"), under)));
        else foreach (var one in node.List("bills")) bills.Add(new(_bills.Read(one, $"{bills.Count + 1}"), one.Map("expect"), Expected(one.Map("expect"), under)));
        if (bills.Count == 0) node.File.Add(node.Line, "案例没有单据。", "请写“bill: {…}”和“expect: {…}”，或“bills: […]”。");
        node.RefuseUnknownKeys("expect", "bills");
        return new(note, under, assumed, before, opening, bills);
    }

    private static Dictionary<string, Money> Expected(YamlNodeReader expect, PolicyPack pack)
    {
        var known = Ids(pack);
        foreach (var key in expect.Keys.Where(k => !known.Contains(k))) expect.Report(key, $"政策包里没有“{key}”这一项。", YamlNodeReader.Suggest(key, known));
        if (expect.Keys.Count == 0) expect.File.Add(expect.Line, "“expect”里什么也没有写。", "请写每一层应支付多少，以及“self”个人负担。");
        return expect.Keys.ToDictionary(k => k, k => ReadBillMap.Amount(expect, k), StringComparer.Ordinal);
    }

    private static HashSet<string> Ids(PolicyPack pack) =>
        [.. pack.Layers.Select(l => l.Id), .. pack.Layers.Where(l => l.Alternatives.Any(a => a.Price?.ExcessPayer is not null)).Select(l => $"{l.Id}.excess"), .. pack.Limits.Select(l => l.Id), .. pack.Waivers.Select(w => w.Id), "self"];

    private static RanCase Settle(WorkedCase one)
    {
        var ran = new List<RanBill>();
        var book = new AccumulatorBook(one.Pack);
        var first = one.Bills[0].Bill;
        if (PolicyEngine.YearOf(one.Pack, first) is { } year)
            foreach (var (slot, amount) in one.Opening) book.Open(first, year, slot, amount);
        foreach (var worked in one.Bills)
        {
            var before = PolicyEngine.YearOf(one.Pack, worked.Bill) is { } at ? book.Before(worked.Bill, at) : new long[one.Pack.Slots.Count];
            var outcome = PolicyEngine.Settle(one.Pack, worked.Bill, before);
            ran.Add(new(worked.Bill, worked.Amounts, outcome));
            if (!outcome.Ok)
            {
                worked.Expect.File.Add(worked.Expect.Line, $"案例“{one.Note}”算不出来：{outcome.Problems[0].Message}", "请补上缺少的数值，或在案例的“with”里填入假定的数值。");
                continue;
            }
            book.Add(outcome.Value);
            foreach (var (id, wanted) in worked.Amounts)
                if (Paid(outcome.Value, id) is var paid && paid != wanted)
                    worked.Expect.Report(id, $"案例“{one.Note}”的“{id}”应为 {wanted} 元，算得 {paid} 元。", $"{Told(outcome.Value, id)}请核对条款或案例，二者必有一误。");
        }
        return new(one.Note, one.With, ran);
    }

    public static Money Paid(Settlement settlement, string id) =>
        id == "self" ? settlement.Self.Total : settlement.Lines.Where(l => l.Id == id).Aggregate(Money.Zero, (sum, l) => sum + l.Paid);

    private static string Told(Settlement settlement, string id) => settlement.Lines.FirstOrDefault(l => l.Id == id)?.Sentence ?? "";
}
