namespace Minkang.Domain.Policies;

/// <summary>A fact of the bill that is one code: 就诊类别, 机构级别, 就医地, 转诊情况.</summary>
public enum CodeFact { Kind, Level, Place, Referral }

/// <summary>A fact of the bill with any number of codes: 人员类别, 病种目录, 疾病.</summary>
public enum SetFact { Categories, Lists, Diseases }

/// <summary>A fact of the bill that is yes or no: 定点机构, 参保.</summary>
public enum FlagFact { Designated, Enrolled }

/// <summary>When a layer, a row or an adjustment applies (适用条件): all tests hold. No test means always.</summary>
public sealed record Condition(IReadOnlyList<ConditionTest> Tests)
{
    /// <summary>Holds for every bill.</summary>
    public static readonly Condition Always = new([]);

    /// <summary>True when every test holds. <paramref name="progress"/> is what earlier layers did; null where conditions cannot ask for it.</summary>
    public bool Holds(Bill bill, LayerProgress? progress) => FirstFailing(bill, progress) is null;

    /// <summary>The first test that does not hold; null when all do.</summary>
    public ConditionTest? FirstFailing(Bill bill, LayerProgress? progress)
    {
        foreach (var test in Tests)
            if (!test.Holds(bill, progress)) return test;
        return null;
    }

    /// <summary>The condition in Chinese, as a table for people shows it.</summary>
    public string Text => Tests.Count == 0 ? "全部" : string.Join("，", Tests.Select(t => t.Text));
}

/// <summary>What earlier layers did to the bill, by position in the pack.</summary>
public sealed class LayerProgress(int layers)
{
    /// <summary>What a layer paid on this bill, in fen.</summary>
    public long[] Paid { get; } = new long[layers];

    /// <summary>Whether the amounts passed the layer's deductible.</summary>
    public bool[] Reached { get; } = new bool[layers];

    /// <summary>What is left of a layer's deductible after this bill, in fen, for layers that share it.</summary>
    public long[] DeductibleLeft { get; } = new long[layers];
}

/// <summary>One test of a condition. <paramref name="Text"/> says it in Chinese.</summary>
public abstract record ConditionTest(string Text)
{
    /// <summary>True when the test holds for the bill.</summary>
    public abstract bool Holds(Bill bill, LayerProgress? progress);
}

/// <summary>The fact is one of the codes.</summary>
public sealed record CodeTest(CodeFact Fact, IReadOnlyList<string> Codes, string Text) : ConditionTest(Text)
{
    public override bool Holds(Bill bill, LayerProgress? progress) => Codes.Contains(bill.Code(Fact));
}

/// <summary>At least one of the codes is among the facts. A disease also counts when its ICD-10 code begins with the code asked for.</summary>
public sealed record SetTest(SetFact Fact, IReadOnlyList<string> Codes, string Text) : ConditionTest(Text)
{
    public override bool Holds(Bill bill, LayerProgress? progress)
    {
        foreach (var code in Codes)
            if (Has(bill, Fact, code)) return true;
        return false;
    }

    internal static bool Has(Bill bill, SetFact fact, string code)
    {
        foreach (var held in bill.Codes(fact))
            if (held == code || (fact == SetFact.Diseases && char.IsAsciiLetterUpper(code[0]) && held.StartsWith(code, StringComparison.Ordinal))) return true;
        return false;
    }
}

/// <summary>Age in full years, <paramref name="From"/> inclusive and <paramref name="Until"/> exclusive. An unknown age is in no range.</summary>
public sealed record AgeTest(int From, int? Until, string Text) : ConditionTest(Text)
{
    public override bool Holds(Bill bill, LayerProgress? progress) => bill.Age is { } age && age >= From && (Until is not { } until || age < until);
}

/// <summary>The fact is as wanted.</summary>
public sealed record FlagTest(FlagFact Fact, bool Wanted, string Text) : ConditionTest(Text)
{
    public override bool Holds(Bill bill, LayerProgress? progress) => (Fact == FlagFact.Designated ? bill.Designated : bill.Enrolled) == Wanted;
}

/// <summary>An earlier layer paid something on this bill, or its deductible was passed (<paramref name="Reached"/>).</summary>
public sealed record AfterTest(int Layer, bool Reached, bool Wanted, string Text) : ConditionTest(Text)
{
    public override bool Holds(Bill bill, LayerProgress? progress)
    {
        if (progress is null) throw new InvalidOperationException("A condition on an earlier layer stands where no layers are known.");
        return (Reached ? progress.Reached[Layer] : progress.Paid[Layer] > 0) == Wanted;
    }
}

/// <summary>The other condition does not hold.</summary>
public sealed record NotTest(Condition Other, string Text) : ConditionTest(Text)
{
    public override bool Holds(Bill bill, LayerProgress? progress) => !Other.Holds(bill, progress);
}
