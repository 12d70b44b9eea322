using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Reads the terms of one layer, or of one alternative of it.</summary>
internal sealed class ReadTerms(PackContext context, ReadConditions conditions, ReadTables tables, Rounding usual)
{
    public static readonly Dictionary<string, AmountKind> Bases = new(StringComparer.Ordinal)
    {
        ["total"] = AmountKind.Total, ["in-scope"] = AmountKind.InScope, ["in-scope-left"] = AmountKind.InScopeLeft, ["all-left"] = AmountKind.AllLeft,
        ["out-of-catalogue"] = AmountKind.OutOfCatalogue, ["pre-self-paid"] = AmountKind.PreSelfPaid, ["over-limit"] = AmountKind.OverLimit,
        ["tcm"] = AmountKind.Tcm, ["in-scope-not-tcm"] = AmountKind.InScopeNotTcm, ["self-year"] = AmountKind.SelfYear,
    };
    private static readonly Dictionary<string, RoundingUnit> Units = new(StringComparer.Ordinal) { ["fen"] = RoundingUnit.Fen, ["jiao"] = RoundingUnit.Jiao, ["yuan"] = RoundingUnit.Yuan };
    private static readonly Dictionary<string, RoundingMode> Modes = new(StringComparer.Ordinal) { ["half-up"] = RoundingMode.HalfUp, ["down"] = RoundingMode.Down, ["up"] = RoundingMode.Up, ["half-even"] = RoundingMode.HalfEven };
    private static readonly Dictionary<string, bool> Readings = new(StringComparer.Ordinal) { ["excess"] = false, ["cumulative"] = true };
    private static readonly Dictionary<string, Scope> LimitScopes = Scopes(Scope.Stay, Scope.Day, Scope.Session, Scope.Year, Scope.DiseaseYear);
    private static readonly Dictionary<string, Scope> StayOrYear = Scopes(Scope.Stay, Scope.Year);
    private static readonly Dictionary<string, Scope> PriceScopes = Scopes(Scope.Session, Scope.Day, Scope.Case, Scope.Head);
    private static readonly Dictionary<string, Scope> CapScopes = Scopes(Scope.Stay, Scope.Day, Scope.Session, Scope.Year, Scope.DiseaseYear, Scope.HouseholdYear);

    public static readonly string[] Keys = ["base", "limit", "deductible", "rate", "bands", "price", "adjust", "guarantee", "cap"];

    private static Dictionary<string, Scope> Scopes(params Scope[] scopes) => scopes.ToDictionary(
        s => s switch { Scope.DiseaseYear => "disease-year", Scope.HouseholdYear => "household-year", _ => s.ToString().ToLowerInvariant() }, s => s, StringComparer.Ordinal);

    public static Dictionary<string, Scope> LimitPer => StayOrYear;

    /// <summary>Rounding as <c>{ to: fen, mode: half-up }</c>; what is not written is taken from <paramref name="otherwise"/>.</summary>
    public static Rounding Rounding(YamlNodeReader node, Rounding otherwise)
    {
        if (node.OptionalMap("rounding") is not { } map) return otherwise;
        var rounding = new Rounding(map.OptionalChoice("to", Units) ?? otherwise.To, map.OptionalChoice("mode", Modes) ?? otherwise.Mode);
        map.RefuseUnknownKeys();
        return rounding;
    }

    public LayerTerms Read(YamlNodeReader node, string name, int layer, Condition within, string? layerSource, bool alternative)
    {
        var source = context.Source(node) ?? layerSource;
        var when = alternative ? conditions.Read(node, "when", null) : Condition.Always;
        var inside = new Condition([.. within.Tests, .. when.Tests]);
        var terms = new LayerTerms
        {
            When = when,
            Title = alternative ? node.Text("title") : "",
            Base = Base(node),
            Limit = node.OptionalMap("limit") is { } limit ? Closed(limit, m => new BaseLimit(m.Choice("per", LimitScopes), tables.Read(m, "amount", $"{name}/limit", ValueUnit.Amount, inside, context.Source(m) ?? source))) : null,
            Deductible = node.OptionalMap("deductible") is { } deductible ? Closed(deductible, m => Deductible(m, $"{name}/deductible", layer, inside, source)) : null,
            Rate = node.Mentions("rate") ? tables.ReadAt(node, "rate", "rate", $"{name}/rate", ValueUnit.Rate, inside, source) : null,
            Bands = node.OptionalMap("bands") is { } bands ? Closed(bands, m => Bands(m, $"{name}/bands", inside, source)) : null,
            Price = node.OptionalMap("price") is { } price ? Closed(price, m => Price(m, $"{name}/price", inside, source)) : null,
            Adjustments = [.. node.List("adjust").Select(a => Closed(a, Adjustment))],
            Guarantee = node.OptionalMap("guarantee") is { } floor ? Closed(floor, m => Guarantee(m, $"{name}/guarantee", layer, inside, source)) : null,
            Caps = [.. Many(node, "cap").Select(c => Closed(c, m => Cap(m, $"{name}/cap", layer, inside, source)))],
            Rounding = Rounding(node, usual),
            Source = source,
        };
        Check(node, terms);
        return terms;
    }

    private static T Closed<T>(YamlNodeReader node, Func<YamlNodeReader, T> read)
    {
        var found = read(node);
        node.RefuseUnknownKeys();
        return found;
    }

    public static IReadOnlyList<YamlNodeReader> Many(YamlNodeReader node, string key) => node.IsMap(key) ? [node.Map(key)] : node.List(key);

    private static IReadOnlyList<AmountKind> Base(YamlNodeReader node)
    {
        if (!node.IsList("base")) return [node.Choice("base", Bases)];
        var kinds = new List<AmountKind>();
        foreach (var text in node.Texts("base"))
            if (Bases.TryGetValue(text, out var kind)) kinds.Add(kind);
            else node.Report("base", $"没有计算基数“{text}”。", YamlNodeReader.Suggest(text, Bases.Keys));
        if (kinds.Count == 0) node.Report("base", "“base”里什么也没有写。", $"可以写：{string.Join("、", Bases.Keys)}。");
        return kinds;
    }

    private Deductible Deductible(YamlNodeReader node, string name, int layer, Condition within, string? layerSource)
    {
        var source = context.Source(node) ?? layerSource;
        if (node.OptionalText("shared-with") is { } shared)
            return new() { Per = node.OptionalChoice("per", StayOrYear) ?? Scope.Stay, SharedWith = conditions.Earlier(node, "shared-with", shared, layer) ?? 0, Source = source };
        if (node.OptionalText("per") == "none") return new() { Per = Scope.Stay, ByStay = [ValueTable.Of(DatedValue.Always(name, 0, source))], Source = source };
        return new()
        {
            Per = node.Choice("per", StayOrYear),
            ByStay = ByStay(node, name, within, source),
            Reductions = [.. node.List("reduce").Select(r => Closed(r, m => Reduction(m, name, within, source)))],
            WaivedAfterStays = node.OptionalNumber("waived-after-stays") is { } n ? Positive(node, "waived-after-stays", n) : null,
            AtMostPerYear = node.Mentions("at-most-per-year") ? tables.ReadAt(node, "at-most-per-year", "amount", $"{name}/at-most-per-year", ValueUnit.Amount, within, source) : null,
            Source = source,
        };
    }

    private static int Positive(YamlNodeReader node, string key, int number)
    {
        if (number < 1) node.Report(key, $"“{key}”应为 1 或更多。", "写几，就从第几次以后不计起付线。");
        return number;
    }

    private IReadOnlyList<ValueTable> ByStay(YamlNodeReader node, string name, Condition within, string? source)
    {
        if (node.OptionalMap("by-stay") is not { } stays) return [tables.Read(node, "amount", name, ValueUnit.Amount, within, source)];
        string[] order = ["first", "second", "third", "fourth"];
        var found = new List<ValueTable>();
        foreach (var key in stays.Keys)
        {
            var last = key.StartsWith("from-", StringComparison.Ordinal);
            var expected = (last ? "from-" : "") + order[Math.Min(found.Count, 3)];
            if (key != expected) stays.Report(key, $"住院次数应写“{expected}”，写的是“{key}”。", "依次写 first、second …，最后一档写 from-third 这样的“从第几次起”。");
            found.Add(tables.ReadAt(stays, key, "amount", $"{name}[{key}]", ValueUnit.Amount, within, source));
        }
        if (stays.Keys is not [.., var end] || !end.StartsWith("from-", StringComparison.Ordinal)) stays.File.Add(stays.Line, "没有写最后一档。", "最后一档写 from-second 或 from-third，表示从那一次起都一样。");
        return found;
    }

    private Reduction Reduction(YamlNodeReader node, string name, Condition within, string? source)
    {
        var when = new Condition([.. new[] { conditions.Read(node, "when", null) }.SelectMany(c => c.Tests), .. Categories(node)]);
        if (when.Tests.Count == 0) node.File.Add(node.Line, "没有写谁减起付线。", "请写“categories: [类别]”或“when: {…}”。");
        var (to, by) = (node.Mentions("to"), node.Mentions("by-share"));
        if (to == by) node.File.Add(node.Line, "“to”和“by-share”要写其中一个。", "减到多少元写“to: 100”，减少几成写“by-share: 50%”。");
        return new(when, to ? tables.ReadAt(node, "to", "amount", $"{name}/reduce", ValueUnit.Amount, within, source) : null,
            by || !to ? tables.ReadAt(node, "by-share", "share", $"{name}/reduce", ValueUnit.Rate, within, source) : null);
    }

    private IReadOnlyList<ConditionTest> Categories(YamlNodeReader node)
    {
        var entries = node.Texts("categories").Select(c => context.Code(node, "categories", c, context.Words.Categories, "人员类别")).OfType<Domain.Lists.CodeEntry>().ToList();
        return entries.Count == 0 ? [] : [new SetTest(SetFact.Categories, [.. entries.Select(e => e.Code)], string.Join("或", entries.Select(e => e.Name)))];
    }

    private Bands Bands(YamlNodeReader node, string name, Condition within, string? layerSource)
    {
        var source = context.Source(node) ?? layerSource;
        var (cumulative, per) = (node.Choice("read", Readings), node.Choice("per", StayOrYear));
        var nodes = node.List("of");
        if (nodes.Count == 0) node.File.Add(node.Line, "没有写各段。", "请写“of: [ { upto: 50000, rate: 60% }, { rate: 70% } ]”。");
        var bands = nodes.Select((b, i) => Closed(b, m => new Band(
            m.Mentions("upto") || i < nodes.Count - 1 ? tables.ReadAt(m, "upto", "amount", $"{name}[{i + 1}]/upto", ValueUnit.Amount, within, source) : null,
            tables.ReadAt(m, "rate", "rate", $"{name}[{i + 1}]/rate", ValueUnit.Rate, within, context.Source(m) ?? source)))).ToList();
        if (bands is [.., { UpTo: not null }]) nodes[^1].Report("upto", "最后一段写了上限，超出的部分没有比例。", "最后一段不写“upto”；要封顶写“cap”。");
        for (var i = 1; i < bands.Count; i++)
            if (!Rises(bands[i - 1].UpTo, bands[i].UpTo)) nodes[i].Report("upto", "各段上限没有逐段升高。", "请按金额从低到高排列。");
        return new(cumulative, per, bands, source);
    }

    private static bool Rises(ValueTable? lower, ValueTable? upper)
    {
        if (lower is null || upper is null) return true;
        var days = lower.Rows.Concat(upper.Rows).SelectMany(r => r.Value.Periods).Select(p => p.Period.From).Distinct().ToList();
        if (lower.Rows.Count != 1 || upper.Rows.Count != 1) return true;
        return days.TrueForAll(d => lower.Rows[0].Value.On(d)?.Value is not { } l || upper.Rows[0].Value.On(d)?.Value is not { } u || l < u);
    }

    private FixedPrice Price(YamlNodeReader node, string name, Condition within, string? layerSource)
    {
        var source = context.Source(node) ?? layerSource;
        var excess = node.Has("excess-borne-by") ? context.Payer(node, "excess-borne-by") : null;
        return new(node.Choice("per", PriceScopes), tables.Read(node, "amount", name, ValueUnit.Amount, within, source), excess, excess is null ? null : context.PayerName(excess), source);
    }

    private Adjustment Adjustment(YamlNodeReader node)
    {
        var points = node.OptionalDecimal("points");
        if (points is null) node.File.Add(node.Line, "没有写增减几个百分点。", "请写“points: -10”或“points: 5”。");
        else if (Math.Abs(points.Value) > 100 || decimal.Truncate(points.Value * 100) != points.Value * 100) node.Report("points", $"“{points}”不是合理的百分点。", "百分点在 -100 到 100 之间，最多两位小数。");
        else return new(conditions.Read(node, "when", null), (int)(points.Value * 100));
        return new(conditions.Read(node, "when", null), 0);
    }

    private Guarantee Guarantee(YamlNodeReader node, string name, int layer, Condition within, string? layerSource)
    {
        var source = context.Source(node) ?? layerSource;
        var with = node.Texts("with").Where(id => id != context.Layers[layer]).Select(id => conditions.Earlier(node, "with", id, layer)).OfType<int>().ToList();
        if (with.Count == 0 && !node.Texts("with").Any()) node.File.Add(node.Line, "没有写与哪几层合计。", "请写“with: [basic, critical]”。");
        return new(tables.Read(node, "share", name, ValueUnit.Rate, within, source), node.Choice("of", Bases), with, source);
    }

    private Cap Cap(YamlNodeReader node, string name, int layer, Condition within, string? layerSource)
    {
        var source = context.Source(node) ?? layerSource;
        var own = context.Layers[layer];
        var group = node.OptionalText("group") ?? own;
        var members = group.Split('+');
        foreach (var member in members.Where(m => !context.Layers.Contains(m))) node.Report("group", $"没有支付层“{member}”。", YamlNodeReader.Suggest(member, context.Layers));
        if (!members.Contains(own)) node.Report("group", $"合计封顶里没有这一层“{own}”。", $"请写成“{own}+…”。");
        var at = members.Select(m => context.Layers.ToList().IndexOf(m)).Where(i => i >= 0).ToList();
        var factors = node.List("factor").Select(f => Closed(f, Factor)).ToList();
        return new(node.Choice("per", CapScopes), tables.Read(node, "amount", name, ValueUnit.Amount, within, source), factors, string.Join('+', members.Order(StringComparer.Ordinal)), at, source);
    }

    private CapFactor Factor(YamlNodeReader node)
    {
        var when = new Condition([.. conditions.Read(node, "when", null).Tests, .. Categories(node)]);
        var times = node.OptionalDecimal("times");
        if (times is null or <= 0 or > 100 || decimal.Truncate(times.Value * 10_000) != times.Value * 10_000) node.Report("times", "封顶线的倍数不对。", "请写“times: 1.2”，大于 0，最多四位小数。");
        else return new(when, (int)(times.Value * 10_000));
        return new(when, Rate.Scale);
    }

    private static void Check(YamlNodeReader node, LayerTerms terms)
    {
        void Refuse(bool wrong, string key, string message, string remedy)
        {
            if (wrong) node.Report(key, message, remedy);
        }
        var parts = terms.Base.SelectMany(Parts).ToList();
        var yearly = terms.Base.Contains(AmountKind.SelfYear);
        Refuse(parts.Count != parts.Distinct().Count(), "base", "“base”里的几项互相重叠。", "一笔费用只能算一次，请删去重叠的一项。");
        Refuse(yearly && terms.Base.Count > 1, "base", "“self-year”不能与别的基数相加。", "请单独写“base: self-year”。");
        Refuse(yearly && terms.Deductible is { } d && (d.Per != Scope.Year || d.AtMostPerYear is not null || d.SharedWith is not null), "deductible", "按年累计的基数要配按年的起付线。", "请写“deductible: { per: year, … }”，不写 at-most-per-year 和 shared-with。");
        Refuse(yearly && terms.Bands is { Per: Scope.Stay }, "bands", "按年累计的基数要配按年的分段。", "请写“bands: { per: year, … }”。");
        Refuse(yearly && (terms.Price is not null || terms.Limit is not null), "base", "按年累计的基数不能配定额或费用限额。", "请改用“in-scope-left”，或删去“price”“limit”。");
        var pays = new[] { terms.Rate is not null, terms.Bands is not null, terms.Price is { ExcessPayer: null } }.Count(x => x);
        Refuse(pays == 0 && terms.Guarantee is null, "rate", "没有写支付多少。", "请写“rate”、“bands”、“price”或“guarantee”；来源没有写明比例的写“rate: null”。");
        Refuse(pays > 1, "rate", "“rate”“bands”和付定额的“price”只能写一个。", "单病种价要按比例支付的，请在“price”里写“excess-borne-by”。");
        Refuse(terms.Adjustments.Count > 0 && terms.Rate is null && terms.Bands is null, "adjust", "没有比例，不能增减百分点。", "请写“rate”或“bands”，或删去“adjust”。");
    }

    private static IEnumerable<BillPart> Parts(AmountKind kind) => kind switch
    {
        AmountKind.Total or AmountKind.AllLeft => [BillPart.InScope, BillPart.PreSelfPaid, BillPart.OverLimit, BillPart.OutOfCatalogue],
        AmountKind.OutOfCatalogue => [BillPart.OutOfCatalogue],
        AmountKind.PreSelfPaid => [BillPart.PreSelfPaid],
        AmountKind.OverLimit => [BillPart.OverLimit],
        _ => [BillPart.InScope],
    };
}
