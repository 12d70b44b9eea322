using System.Globalization;
using System.Text;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Turns a pack file, with those it extends, into a checked pack and runs its worked cases.</summary>
internal sealed class ReadPack
{
    private static readonly Dictionary<string, DateBasis> Dates = new(StringComparer.Ordinal) { ["discharge"] = DateBasis.Discharge, ["admission"] = DateBasis.Admission, ["settlement"] = DateBasis.Settlement };
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly PackChain _chain;
    private readonly PackContext _context;
    private readonly ReadConditions _conditions;
    private readonly ReadTables _tables;
    private readonly IReadOnlyDictionary<string, string> _given;

    private ReadPack(PackChain chain, PackVocabulary words, IReadOnlyDictionary<string, string> given)
    {
        (_chain, _given) = (chain, given);
        _context = new(words, [.. chain.Layers.Select(l => l.Id)]);
        _conditions = new(_context);
        _tables = new(_context, _conditions);
    }

    /// <summary>Loads a file and runs its cases. <paramref name="given"/> are values entered besides the file, by name, as the file would write them.</summary>
    public static LoadedPack Load(string path, string name, PackFiles files, PackVocabulary words, IReadOnlyDictionary<string, string>? given = null) =>
        Parse(File.ReadAllText(path, Encoding.UTF8), name, files, words, given);

    public static LoadedPack Parse(string text, string name, PackFiles files, PackVocabulary words, IReadOnlyDictionary<string, string>? given = null)
    {
        var (pack, file, problems) = Make(text, name, files, words, given ?? Nothing);
        if (pack is null) return new(name, null, problems, 0);
        var run = new RunCases(pack, words, with => Make(text, name, files, words, with).Pack);
        var cases = run.Run(file);
        return cases.Malformed ? new(name, null, file.Problems, 0) : new(name, pack, file.Problems, cases.Count) { Ran = run.Ran };
    }

    private static (PolicyPack? Pack, CatalogFile File, IReadOnlyList<CatalogProblem> Problems) Make(string text, string name, PackFiles files, PackVocabulary words, IReadOnlyDictionary<string, string> given)
    {
        var file = CatalogFile.Parse(text, name);
        if (!file.Sound) return (null, file, file.Problems);
        var chain = PackChain.Of(file, text, files);
        var pack = new ReadPack(chain, words, given).Read();
        var problems = chain.Files.SelectMany(f => f.Problems).ToList();
        return problems.Count == 0 ? (pack, file, problems) : (null, file, problems);
    }

    private PolicyPack Read()
    {
        foreach (var file in _chain.Files) Head(file);
        foreach (var file in _chain.Files) Values(file.Root);
        Given();
        var own = _chain.Own.Root;
        var rounding = _chain.Files.Aggregate(Rounding.Usual, (r, f) => ReadTerms.Rounding(f.Root, r));
        var terms = new ReadTerms(_context, _conditions, _tables, rounding);
        var layers = _chain.Layers.Select((part, at) => Layer(part, at, terms)).ToList();
        var limits = _chain.Limits.Select(Limit).ToList();
        var waivers = _chain.Waivers.Select(p => Waiver(p, rounding)).ToList();
        CatalogFile.RefuseDuplicateIds(_chain.Layers.Concat(_chain.Limits).Concat(_chain.Waivers).Select(p => (p.Node.File, p.Id, p.Node.LineOf("id"))));
        if (layers.Count + limits.Count + waivers.Count == 0) own.Report("layers", "没有写任何支付层。", "请写“layers:”，按支付次序列出各层。");
        var deposits = Last("deposit") is { } from ? ReadTerms.Many(from, "deposit").Select(Deposit).ToList() : [];
        var (valid, by) = Valid();
        var (place, region) = Locality();
        var notes = _chain.Files.SelectMany(f => f.Root.List("notes")).Select(Note).ToList();
        foreach (var file in _chain.Files) file.Root.RefuseUnknownKeys("cases");
        return new(own.Text("id"), Last("name")?.Text("name") ?? "", _chain.Hash(_given), valid, by, Year(), rounding, StayKinds(), layers, limits, waivers, deposits, _context.Sources, notes, region, place);
    }

    /// <summary>The file nearest to the pack itself that writes a key.</summary>
    private YamlNodeReader? Last(string key) => _chain.Files.FindLast(f => f.Root.Mentions(key))?.Root;

    private void Head(CatalogFile file)
    {
        var root = file.Root;
        if (root.Text("schema") is { Length: > 0 } schema && schema != "policy-pack") root.Report("schema", $"“{schema}”不是政策包。", "政策包写“schema: policy-pack”。");
        _ = (root.Text("id"), root.OptionalText("name"), root.OptionalText("extends"), root.Texts("remove"), root.OptionalMap("locality"), root.OptionalMap("valid"), root.OptionalMap("year"), root.Texts("stays"));
        if (_chain.Files.Count == 1) _ = (root.Text("name"), root.Map("valid"));
        _context.Prefixes[file] = file == _chain.Own ? "" : $"{root.OptionalText("id")}/";
        var sources = root.OptionalMap("sources");
        foreach (var key in sources?.Keys ?? [])
        {
            var node = sources!.Map(key);
            _context.Sources[_context.Prefixes[file] + key] = new(node.OptionalText("document") ?? "", node.Text("title"), node.OptionalText("note"));
            node.RefuseUnknownKeys();
        }
    }

    private void Values(YamlNodeReader root)
    {
        var values = root.OptionalMap("values");
        foreach (var name in values?.Keys ?? [])
        {
            var periods = values!.List(name);
            if (periods.Count == 0) values.Report(name, $"“{name}”没有写任何一期。", "请写成“- { from: 2016-01-01, amount: 3000, source: plan#4 }”；来源空白的写 amount: null。");
            var unit = periods.Count > 0 && (periods[0].Mentions("rate") || periods[0].Mentions("share")) ? ValueUnit.Rate : ValueUnit.Amount;
            _context.Define(name, new($"values/{name}", _context.Periods(periods, unit)), unit);
        }
    }

    /// <summary>Values entered for a trial, or for a place that has filled in what the source leaves blank; they hold on every day.</summary>
    private void Given()
    {
        foreach (var (name, text) in _given)
        {
            var unit = text.EndsWith('%') ? ValueUnit.Rate : ValueUnit.Amount;
            void Report((string What, string Remedy) m) => _chain.Own.Add(0, $"另行填入的“{name}”的值“{text}”{m.What}", m.Remedy);
            if (!_context.IsDefined(name, unit)) Report(("不能用：政策包的“values”里没有这一项，或金额与比例弄混了。", "请核对名称和单位。"));
            else if (PackContext.Parse(text, unit, Report) is { } value) _context.Define(name, DatedValue.Always($"values/{name}", value), unit);
        }
    }

    private Layer Layer(PackPart part, int at, ReadTerms terms)
    {
        var node = part.Node;
        _ = (node.Text("id"), node.OptionalText("insert-before"));
        var source = _context.Source(node, required: true);
        var when = _conditions.Read(node, "when", at);
        var payer = _context.Payer(node, "payer");
        var name = $"layers/{part.Id}";
        var better = node.List("better-of");
        var alternatives = new List<LayerTerms>();
        if (better.Count > 0)
        {
            foreach (var key in ReadTerms.Keys.Where(node.Mentions)) node.Report(key, $"写了“better-of”就不能在同一层再写“{key}”。", "请写进“better-of”的每一项里。");
            if (better.Count == 1) node.Report("better-of", "“better-of”只有一项。", "至少写两种算法，取支付多的。");
            foreach (var option in better)
            {
                alternatives.Add(terms.Read(option, $"{name}/better-of[{alternatives.Count + 1}]", at, when, source, alternative: true));
                option.RefuseUnknownKeys();
            }
        }
        else
        {
            alternatives.Add(terms.Read(node, name, at, when, source, alternative: false));
        }
        var layer = new Layer(part.Id, payer ?? "", _context.PayerName(payer), node.Text("title"), when, alternatives, source);
        node.RefuseUnknownKeys();
        return layer;
    }

    private PersonLimit Limit(PackPart part)
    {
        var node = part.Node;
        _ = node.OptionalText("insert-before");
        var source = _context.Source(node, required: true);
        var when = _conditions.Read(node, "when", _context.Layers.Count);
        var payer = _context.Payer(node, "borne-by");
        var share = node.Mentions("share");
        var amount = _tables.Read(node, share ? "share" : "amount", $"limits/{part.Id}", share ? ValueUnit.Rate : ValueUnit.Amount, when, source);
        var counts = node.Choice("counts", ReadTerms.Bases);
        if (counts is not (AmountKind.InScopeLeft or AmountKind.AllLeft)) node.Report("counts", "个人负担上限只能数“in-scope-left”或“all-left”。", "政策范围内自付写 in-scope-left，全部自付写 all-left。");
        var per = share ? Scope.Stay : node.Choice("per", ReadTerms.LimitPer);
        var of = share ? node.Choice("of", ReadTerms.Bases) : AmountKind.InScope;
        var limit = new PersonLimit(part.Id, payer ?? "", _context.PayerName(payer), node.Text("title"), when, share, of, per, amount, counts, source);
        node.RefuseUnknownKeys("id");
        return limit;
    }

    private Waiver Waiver(PackPart part, Rounding usual)
    {
        var node = part.Node;
        _ = node.OptionalText("insert-before");
        var source = _context.Source(node, required: true);
        var when = _conditions.Read(node, "when", _context.Layers.Count);
        var payer = _context.Payer(node, "borne-by");
        var share = _tables.Read(node, "share", $"waivers/{part.Id}", ValueUnit.Rate, when, source);
        var item = node.OptionalText("item") is { } text ? _context.Code(node, "item", text, _context.Words.Items, "收费项目")?.Code : null;
        var of = node.OptionalChoice("of", ReadTerms.Bases) ?? AmountKind.AllLeft;
        if (item is null && !node.Has("of")) node.File.Add(node.Line, "没有写减免什么。", "请写“of: in-scope-left”，或“item: 收费项目”。");
        if (of is not (AmountKind.InScopeLeft or AmountKind.AllLeft)) node.Report("of", "减免只能按“in-scope-left”或“all-left”计算。", "政策范围内自付写 in-scope-left，全部自付写 all-left。");
        var waiver = new Waiver(part.Id, payer ?? "", _context.PayerName(payer), node.Text("title"), when, share, of, item, node.OptionalText("exclusive"), ReadTerms.Rounding(node, usual), source);
        node.RefuseUnknownKeys("id");
        return waiver;
    }

    private DepositRule Deposit(YamlNodeReader node)
    {
        var source = _context.Source(node, required: true);
        var when = _conditions.Read(node, "when", null);
        var rule = new DepositRule(when, _tables.Read(node, "share", "deposit", ValueUnit.Rate, when, source), source);
        node.RefuseUnknownKeys();
        return rule;
    }

    private (Period, DateBasis) Valid()
    {
        if (Last("valid")?.OptionalMap("valid") is not { } valid) return (default, default);
        if (!valid.Mentions("from")) valid.File.Add(valid.Line, "没有写生效日期。", "请写“from: 2016-01-01”；来源隐去年份的写 null，由县里采用时确定。");
        var (from, until) = valid.Period("from", "until");
        var by = valid.Choice("by", Dates);
        valid.RefuseUnknownKeys();
        return (new(from ?? DateOnly.MinValue, until), by);
    }

    private PolicyYear Year()
    {
        if (Last("year")?.OptionalMap("year") is not { } year) return new(1, 1, DateBasis.Discharge);
        var text = year.OptionalText("starts") ?? "01-01";
        if (!DateOnly.TryParseExact($"2015-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var starts)) year.Report("starts", $"“{text}”不是月日。", "请写成 01-01。");
        var by = year.Choice("by", Dates);
        year.RefuseUnknownKeys();
        return new(starts.Month, starts.Day, by);
    }

    private IReadOnlyCollection<string> StayKinds()
    {
        if (Last("stays") is not { } root) return ["inpatient"];
        return [.. root.Texts("stays").Select(k => _context.Code(root, "stays", k, _context.Words.Kinds, "就诊类别")?.Code).OfType<string>()];
    }

    private (string, RegionCode?) Locality()
    {
        if (Last("locality")?.OptionalMap("locality") is not { } locality) return ("", null);
        RegionCode? region = null;
        if (locality.OptionalText("code") is { } code && (region = RegionCode.TryParse(code)) is null) locality.Report("code", $"区划代码“{code}”不对。", "请写 2、4、6、9 或 12 位数字；来源没有写明的不写。");
        var name = locality.Text("name");
        locality.RefuseUnknownKeys();
        return (name, region);
    }

    private static PolicyNote Note(YamlNodeReader node)
    {
        var note = new PolicyNote(node.Text("at"), node.Text("text"));
        node.RefuseUnknownKeys();
        return note;
    }
}
