using Minkang.Domain.Policies;

namespace Minkang.Benefits.Packs;

/// <summary>
/// Tries a table on every combination of the facts it asks for: a combination without a row is a gap, a row that no combination reaches is one too many.
/// Conditions of the layer on other facts do not matter to the table and are left aside.
/// </summary>
internal static class CheckTable
{
    private const int MostCombinations = 200_000;

    public static void Of(ValueTable table, Condition within, PackVocabulary words, Action<string, string> report)
    {
        var asked = table.Rows.SelectMany(r => Tests(r.When)).ToList();
        var facts = asked.Select(FactOf).ToHashSet();
        var filter = new Condition([.. within.Tests.Where(t => Tests(new([t])).All(inner => inner is not AfterTest && facts.Contains(FactOf(inner))))]);
        var dimensions = Dimensions([.. asked, .. Tests(filter)], words);
        if (dimensions.Aggregate(1L, (n, d) => Math.Min(n * d.Count, MostCombinations + 1)) > MostCombinations)
        {
            report("条件的组合太多，无法核对有没有遗漏。", "请把表拆成几层，或减少同一张表里的条件。");
            return;
        }
        var reached = new bool[table.Rows.Count];
        string? gap = null;
        foreach (var (bill, text) in Combine(dimensions, 0, new Bill { Id = "" }, ""))
        {
            if (!filter.Holds(bill, null)) continue;
            var row = table.For(bill);
            if (row is null) gap ??= text;
            else reached[table.Rows.ToList().IndexOf(row)] = true;
        }
        if (gap is not null) report($"表里没有这种情况：{gap}。", "请补上这一档，或写“otherwise”；来源没有写明的填 null，不适用的在“when”里排除。");
        for (var i = 0; i < reached.Length; i++)
            if (!reached[i]) report($"第 {i + 1} 行“{table.Rows[i].Label}”与前面的行重叠，永远轮不到。", "请调整次序或删去这一行。");
    }

    private static IEnumerable<ConditionTest> Tests(Condition condition) => condition.Tests.SelectMany(t => t is NotTest not ? Tests(not.Other) : [t]);

    private static string FactOf(ConditionTest test) => test switch { CodeTest c => c.Fact.ToString(), SetTest s => s.Fact.ToString(), FlagTest f => f.Fact.ToString(), AgeTest => "Age", _ => "After" };

    private static List<List<(Func<Bill, Bill> With, string Text)>> Dimensions(List<ConditionTest> tests, PackVocabulary words)
    {
        var dimensions = new List<List<(Func<Bill, Bill>, string)>>();
        foreach (var fact in tests.OfType<CodeTest>().Select(t => t.Fact).Distinct()) dimensions.Add(Codes(fact, words));
        foreach (var fact in tests.OfType<FlagTest>().Select(t => t.Fact).Distinct())
            dimensions.Add([(b => fact == FlagFact.Designated ? b with { Designated = true } : b with { Enrolled = true }, ""), (b => fact == FlagFact.Designated ? b with { Designated = false } : b with { Enrolled = false }, fact == FlagFact.Designated ? "非定点" : "未参保")]);
        foreach (var group in tests.OfType<SetTest>().GroupBy(t => t.Fact))
            foreach (var code in group.SelectMany(t => t.Codes).Distinct(StringComparer.Ordinal))
                dimensions.Add([(b => b, ""), (b => Held(b, group.Key, code), words.Categories.Find(code)?.Name ?? code)]);
        var ages = tests.OfType<AgeTest>().SelectMany(t => new[] { t.From, t.Until }).OfType<int>().Append(0).Distinct().Order().ToList();
        if (tests.Exists(t => t is AgeTest)) dimensions.Add([(b => b, "年龄不详"), .. ages.Select(a => ((Func<Bill, Bill>)(b => b with { Age = a }), $"{a} 岁"))]);
        return dimensions;
    }

    private static List<(Func<Bill, Bill>, string)> Codes(CodeFact fact, PackVocabulary words)
    {
        var entries = fact switch { CodeFact.Kind => words.Kinds.Entries, CodeFact.Place => words.Places.Entries, CodeFact.Referral => words.Referrals.Entries, _ => [.. words.FacilityLevels.Entries.Where(e => PackVocabulary.Levels.Contains(e.Code))] };
        return [.. entries.Select(e => ((Func<Bill, Bill>)(b => fact switch
        {
            CodeFact.Kind => b with { Kind = e.Code },
            CodeFact.Place => b with { Place = e.Code },
            CodeFact.Referral => b with { Referral = e.Code },
            _ => b with { Level = e.Code },
        }), e.Name))];
    }

    private static Bill Held(Bill bill, SetFact fact, string code) => fact switch
    {
        SetFact.Categories => bill with { Categories = [.. bill.Categories, code] },
        SetFact.Lists => bill with { Lists = [.. bill.Lists, code] },
        _ => bill with { Diseases = [.. bill.Diseases, code] },
    };

    private static IEnumerable<(Bill Bill, string Text)> Combine(List<List<(Func<Bill, Bill> With, string Text)>> dimensions, int at, Bill bill, string text)
    {
        if (at == dimensions.Count)
        {
            if (!(bill.Categories.Contains("resident") && bill.Categories.Count > 1)) yield return (bill, text.Length == 0 ? "其他情况" : text);
            yield break;
        }
        foreach (var (with, name) in dimensions[at])
            foreach (var combined in Combine(dimensions, at + 1, with(bill), name.Length == 0 ? text : text.Length == 0 ? name : $"{text}、{name}"))
                yield return combined;
    }
}
