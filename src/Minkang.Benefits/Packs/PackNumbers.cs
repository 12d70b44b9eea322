using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Packs;

/// <summary>
/// One number of a pack where a part of it uses it (政策包里的一个数值): what it is, for whom, in which period. <paramref name="Value"/> is null where the
/// source is blank. <paramref name="Fixed"/> stands for what is no number: a base, who bears the rest.
/// </summary>
internal sealed record PackNumber(string Key, string Item, string Case, string Name, Period Period, long? Value, ValueUnit Unit, string? Source, string? Fixed = null)
{
    public bool IsBlank => Value is null && Fixed is null;

    /// <summary>The number as the paper has it: 3,000.00 or 85%; empty for a blank.</summary>
    public string Text => Fixed ?? (Value is not { } value ? "" : Unit == ValueUnit.Rate ? new Rate((int)value).ToString() : new Money(value).ToString());
}

/// <summary>Lists the numbers of a pack's parts in the order in which they are worked (逐项列出数值).</summary>
internal sealed class PackNumbers
{
    private readonly List<PackNumber> _rows = [];
    private string _prefix = "";

    public static IReadOnlyList<PackNumber> Of(Layer layer)
    {
        var numbers = new PackNumbers();
        for (var a = 0; a < layer.Alternatives.Count; a++)
        {
            numbers._prefix = layer.Alternatives.Count == 1 ? "" : $"{a + 1}/";
            var terms = layer.Alternatives[a];
            if (layer.Alternatives.Count > 1) numbers.Fact("title", T("择优的一种算法"), "", $"{terms.Title}（{terms.When.Text}）");
            numbers.Terms(terms, layer.Source);
        }
        return numbers._rows;
    }

    public static IReadOnlyList<PackNumber> Of(PersonLimit limit)
    {
        var numbers = new PackNumbers();
        numbers.Table("amount", limit.IsShare ? T("个人负担不超过的比例") : limit.Per == Scope.Year ? T("个人负担全年不超过") : T("个人负担每次不超过"), limit.Amount, limit.IsShare ? ValueUnit.Rate : ValueUnit.Amount, limit.Source);
        if (limit.IsShare) numbers.Fact("of", T("比例以什么为分母"), "", PackWords.Base(limit.Of));
        numbers.Fact("counts", T("个人负担数哪一部分"), "", PackWords.Base(limit.Counts));
        return numbers._rows;
    }

    public static IReadOnlyList<PackNumber> Of(Waiver waiver)
    {
        var numbers = new PackNumbers();
        numbers.Table("share", T("减免比例"), waiver.Share, ValueUnit.Rate, waiver.Source);
        numbers.Fact("of", T("减免什么"), "", waiver.Item ?? PackWords.Base(waiver.Of));
        if (waiver.Exclusive is { } name) numbers.Fact("exclusive", T("同组只取最高一项"), "", name);
        return numbers._rows;
    }

    public static IReadOnlyList<PackNumber> Of(DepositRule deposit)
    {
        var numbers = new PackNumbers();
        numbers.Table("share", T("住院押金交通常的几成"), deposit.Share, ValueUnit.Rate, deposit.Source);
        return numbers._rows;
    }

    private void Terms(LayerTerms terms, string? layerSource)
    {
        var source = terms.Source ?? layerSource;
        Fact("base", T("计算基数"), "", PackWords.Bases(terms.Base));
        if (terms.Limit is { } limit) Table("limit", T($"费用限额（{PackWords.Per(limit.Per)}）"), limit.Amount, ValueUnit.Amount, source);
        if (terms.Price is { } price)
        {
            Table("price", T($"定额（{PackWords.Per(price.Per)}）"), price.Amount, ValueUnit.Amount, price.Source ?? source);
            if (price.ExcessPayerName is { } excess) Fact("price/excess", T("超出定额由谁负担"), "", excess);
        }
        if (terms.Deductible is { } deductible) Deductible(deductible, deductible.Source ?? source);
        if (terms.Rate is { } rate) Table("rate", T("支付比例"), rate, ValueUnit.Rate, source);
        if (terms.Bands is { } bands) Bands(bands, bands.Source ?? source);
        foreach (var (at, adjustment) in terms.Adjustments.Index()) Fact($"adjust/{at}", T("比例增减"), adjustment.When.Text, PackWords.Points(adjustment.Points));
        if (terms.Guarantee is { } floor) Table("guarantee", T($"保底比例（以{PackWords.Base(floor.Of)}计）"), floor.Share, ValueUnit.Rate, floor.Source ?? source);
        foreach (var (at, cap) in terms.Caps.Index()) Cap(cap, at, cap.Source ?? source);
    }

    private void Deductible(Deductible rule, string? source)
    {
        if (rule.SharedWith is not null) Fact("deductible/shared", T("起付线"), "", T("与前一层合用"));
        for (var i = 0; i < rule.ByStay.Count; i++)
            Table($"deductible/{i}", rule.ByStay.Count == 1 ? rule.Per == Scope.Year ? T("起付线（按年累计）") : T("起付线（按次）") : i == rule.ByStay.Count - 1 ? T($"起付线（第 {i + 1} 次起）") : T($"起付线（第 {i + 1} 次）"),
                rule.ByStay[i], ValueUnit.Amount, source);
        foreach (var (at, reduction) in rule.Reductions.Index())
            if (reduction.To is { } to) Table($"deductible/reduce/{at}", T("起付线减到"), to, ValueUnit.Amount, source, reduction.When.Text);
            else Table($"deductible/reduce/{at}", T("起付线减少的比例"), reduction.ByShare!, ValueUnit.Rate, source, reduction.When.Text);
        if (rule.WaivedAfterStays is { } stays) Fact("deductible/waived", T("起付线"), "", T($"第 {stays + 1} 次起不计起付线"));
        if (rule.AtMostPerYear is { } most) Table("deductible/year", T("起付线全年最多"), most, ValueUnit.Amount, source);
    }

    private void Bands(Bands bands, string? source)
    {
        Fact("bands", T("分段怎样读"), "", bands.Cumulative ? T("按费用累计额分段，起付线在第一段内") : T("按超过起付线的部分分段"));
        for (var i = 0; i < bands.Of.Count; i++)
        {
            if (bands.Of[i].UpTo is { } upTo) Table($"bands/{i}/upto", T($"第 {i + 1} 段到"), upTo, ValueUnit.Amount, source);
            Table($"bands/{i}/rate", T($"第 {i + 1} 段支付比例"), bands.Of[i].Rate, ValueUnit.Rate, source);
        }
    }

    private void Cap(Cap cap, int at, string? source)
    {
        Table($"cap/{at}", cap.Members.Count > 1 ? T($"几层合计封顶线（{PackWords.Per(cap.Per)}）") : T($"封顶线（{PackWords.Per(cap.Per)}）"), cap.Amount, ValueUnit.Amount, source);
        foreach (var (i, factor) in cap.Factors.Index()) Fact($"cap/{at}/factor/{i}", T("封顶线倍数"), factor.When.Text, PackWords.Times(factor.TenThousandths));
    }

    private void Fact(string key, string item, string when, string text) => _rows.Add(new(_prefix + key, item, when, "", new(DateOnly.MinValue, null), null, ValueUnit.Amount, null, text));

    private void Table(string key, string item, ValueTable table, ValueUnit unit, string? source, string when = "")
    {
        foreach (var row in table.Rows)
            foreach (var period in row.Value.Periods)
            {
                var label = string.Join("，", new[] { when, row.Label }.Where(t => t.Length > 0));
                _rows.Add(new(_prefix + key, item, label, row.Value.Name, period.Period, period.Value, unit, period.Source ?? source));
            }
    }
}
