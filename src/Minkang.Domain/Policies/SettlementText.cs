using Minkang.Domain.Values;

namespace Minkang.Domain.Policies;

/// <summary>Tells the steps of a settlement so that a resident can follow them with a pencil.</summary>
internal static class SettlementText
{
    public const string NoAlternative = "不适用：没有一种算法适用于这次就诊" + Stop;

    private const string Stop = "。";

    public static string NotApplied(ConditionTest failing) => $"不适用：须为{failing.Text}" + Stop;

    /// <summary>The document behind the rate, else behind the terms, else behind the layer.</summary>
    public static string Clause(PolicyPack pack, Layer layer, TermsStep step)
    {
        string?[] sources = [step.RateSource ?? step.Price?.Source ?? step.Guarantee?.Source ?? step.Terms.Source ?? layer.Source, step.DeductibleRule?.Source, step.CapRule?.Source];
        return string.Join("；", sources.Where(s => !string.IsNullOrEmpty(s)).Distinct(StringComparer.Ordinal).Select(pack.Clause));
    }

    public static string Layer(TermsStep step, long paid, List<TermsStep> steps)
    {
        if (step.Base == 0 && paid == 0) return $"没有{Bases(step.Terms.Base)}，支付 0.00 元" + Stop;
        var text = new List<string>(8);
        if (steps.Count > 1) text.Add($"有 {steps.Count} 种算法，取支付多的“{step.Terms.Title}”" + Stop);
        text.Add($"{Bases(step.Terms.Base)} {Yuan(step.Base)} 元");
        if (step.PriceExcess > 0) text.Add($"，按定额 {Yuan(step.Base - step.PriceExcess)} 元计");
        if (step.AboveLimit > 0) text.Add($"，超出费用限额的 {Yuan(step.AboveLimit)} 元不计");
        text.Add(Deductible(step));
        text.Add(Rates(step));
        if (step.Terms.IsYearly && step.PaidBefore > 0) text.Add($"，减去本年已支付 {Yuan(step.PaidBefore)} 元");
        if (step.ToppedUp > 0) text.Add($"，不足保底比例 {new Rate((int)step.Guarantee!.Value.Value)}，补足 {Yuan(step.ToppedUp)} 元");
        if (step.AboveCap > 0) text.Add($"，超过封顶线的 {Yuan(step.AboveCap)} 元不付");
        if (paid < step.Pay) text.Add("，以剩余费用为限");
        text.Add($"，支付 {Yuan(paid)} 元" + Stop);
        foreach (var other in steps.Where(s => s != step)) text.Add($"“{other.Terms.Title}”算得 {Yuan(other.Pay)} 元，不采用" + Stop);
        return string.Concat(text);
    }

    private static string Deductible(TermsStep step)
    {
        if (step.Terms.Deductible is not { } rule) return "";
        if (step.DeductibleWaived) return $"，本年第 {rule.WaivedAfterStays + 1} 次起不计起付线";
        var name = rule.Per == Scope.Year ? "年度起付线" : "起付线";
        var left = rule.Per == Scope.Year && !step.Terms.IsYearly && step.DeductibleRule?.Value > step.Deductible + step.DeductibleLeft ? "（本年以前已抵一部分）" : "";
        var reduced = step.DeductibleRule is { Label.Length: > 0 } cited ? $"（{cited.Label}）" : "";
        if (step.Deductible == 0) return step.DeductibleLeft == 0 ? $"，{name} 0 元{reduced}" : "";
        return step.Covered > 0 ? $"，减{name} {Yuan(step.Deductible)} 元{reduced}{left}，其余 {Yuan(step.Covered)} 元" : $"，未超过{name}{reduced}{left}，还差 {Yuan(step.DeductibleLeft)} 元";
    }

    private static string Rates(TermsStep step)
    {
        if (step.Terms.Price is { ExcessPayer: null }) return $"，按定额 {Yuan(step.Price!.Value.Value)} 元{(step.Units == 1 ? "" : $" × {step.Units}")}";
        if (step.Covered == 0) return "";
        var points = step.Points == 0 ? "" : $"（已{(step.Points > 0 ? "提高" : "降低")} {new Rate(Math.Abs(step.Points)).ToString().TrimEnd('%')} 个百分点）";
        var label = step.RateLabel.Length == 0 ? "" : $"{step.RateLabel} ";
        if (step.Parts is [var only]) return $"，按{label}{only.Rate}{points}";
        return step.Parts.Count == 0 ? "" : $"，分段计算：{string.Join(" + ", step.Parts.Select(p => $"{p.Amount} × {p.Rate}"))}{points}";
    }

    public static string PriceExcess(TermsStep step, long borne) =>
        $"费用 {Yuan(step.Base)} 元，定额 {Yuan(step.Base - step.PriceExcess)} 元，超出部分 {Yuan(borne)} 元不向病人收取" + Stop;

    public static string Limit(PersonLimit limit, long counted, long most, long spent, long paid, string label)
    {
        var where = label.Length == 0 ? "" : $"（{label}）";
        var rule = limit.IsShare ? $"个人负担不超过{Base(limit.Of)}的规定比例，即 {Yuan(most)} 元"
            : limit.Per == Scope.Year ? $"个人负担全年不超过 {Yuan(most)} 元{where}，本年以前已负担 {Yuan(spent)} 元" : $"个人负担不超过 {Yuan(most)} 元{where}";
        return $"{rule}{Stop}本次{Base(limit.Counts)} {Yuan(counted)} 元，{(paid > 0 ? $"超出的 {Yuan(paid)} 元由{limit.PayerName}承担" : "没有超出")}" + Stop;
    }

    public static string Waiver(Waiver waiver, long amount, long share, long paid) =>
        $"{(waiver.Item is null ? Base(waiver.Of) : waiver.Title)} {Yuan(amount)} 元，减免 {new Rate((int)share)}，即 {Yuan(paid)} 元" + Stop;

    public static string SmallerWaiver(long amount, string better) => $"可减免 {Yuan(amount)} 元，少于“{better}”，两项不重复享受，不计" + Stop;

    public static string Bases(IReadOnlyList<AmountKind> bases) => string.Join("与", bases.Select(Base));

    public static string Base(AmountKind kind) => kind switch
    {
        AmountKind.Total => "医疗总费用",
        AmountKind.InScope => "政策范围内费用",
        AmountKind.InScopeLeft => "政策范围内剩余费用",
        AmountKind.AllLeft => "全部剩余费用",
        AmountKind.OutOfCatalogue => "目录外自费",
        AmountKind.PreSelfPaid => "先行自付",
        AmountKind.OverLimit => "超限价自费",
        AmountKind.Tcm => "中医药费用",
        AmountKind.InScopeNotTcm => "政策范围内非中医药费用",
        _ => "本年政策范围内个人负担累计",
    };

    private static string Yuan(long fen) => new Money(fen).ToString();
}
