using System.Globalization;
using System.Text.RegularExpressions;
using Minkang.Domain.Lists;
using Minkang.Domain.Policies;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Whether a value is an amount of money or a share.</summary>
internal enum ValueUnit { Amount, Rate }

/// <summary>What is known while a pack and those it extends are read: named values, layers, sources, words.</summary>
internal sealed partial class PackContext(PackVocabulary words, IReadOnlyList<string> layers)
{
    private readonly Dictionary<string, (DatedValue Value, ValueUnit Unit)> _values = new(StringComparer.Ordinal);

    public PackVocabulary Words => words;
    public IReadOnlyList<string> Layers => layers;
    public Dictionary<string, PolicySource> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>What a file of a chain puts before its source keys, so that two documents named alike stay apart.</summary>
    public Dictionary<CatalogFile, string> Prefixes { get; } = [];

    public void Define(string name, DatedValue value, ValueUnit unit) => _values[name] = (value, unit);

    public bool IsDefined(string name, ValueUnit unit) => _values.TryGetValue(name, out var known) && known.Unit == unit;

    /// <summary>A source reference, checked against the documents of its file.</summary>
    public string? Source(YamlNodeReader node, bool required = false)
    {
        if (node.OptionalText("source") is not { Length: > 0 } reference)
        {
            if (required) node.File.Add(node.Line, "缺少“source”。", "请写明依据，例如“source: plan#3”，plan 是“sources”里的文件，3 是条款。");
            return null;
        }
        var key = Prefixes[node.File] + reference.Split('#')[0];
        if (!Sources.ContainsKey(key)) node.Report("source", $"“sources”里没有文件“{reference.Split('#')[0]}”。", YamlNodeReader.Suggest(key, Sources.Keys));
        return Prefixes[node.File] + reference;
    }

    public string? Payer(YamlNodeReader node, string key) => Code(node, key, node.Text(key), words.Payers, "支付方")?.Code;

    public string PayerName(string? payer) => payer is null ? "" : words.Payers.Find(payer)!.Name;

    public CodeEntry? Code(YamlNodeReader node, string key, string text, CodeList list, string what)
    {
        if (text.Length == 0) return null;
        if ((list.Find(text) ?? list.Match(text)) is { } entry) return entry;
        node.Report(key, $"没有{what}“{text}”。", YamlNodeReader.Suggest(text, list.Entries.Select(e => e.Code)));
        return null;
    }

    /// <summary>A value written in place, named, blank, or as a list of periods.</summary>
    public DatedValue Value(YamlNodeReader node, string key, string name, ValueUnit unit, string? source = null)
    {
        if (node.IsList(key)) return new(name, Periods(node.List(key), unit));
        if (node.OptionalText(key) is not { } text)
        {
            if (!node.Mentions(key)) node.File.Add(node.Line, $"缺少“{key}”。", $"请补上“{key}: …”；来源没有写明的写 null。");
            return DatedValue.Always(name, null, source);
        }
        if (Name().IsMatch(text))
        {
            if (!_values.TryGetValue(text, out var known)) node.Report(key, $"“values”里没有“{text}”。", YamlNodeReader.Suggest(text, _values.Keys));
            else if (known.Unit != unit) node.Report(key, $"“{text}”是{(known.Unit == ValueUnit.Rate ? "比例，这里要金额" : "金额，这里要比例")}。", "请改用同类的数值。");
            else return known.Value;
            return DatedValue.Always(name, null, source);
        }
        return DatedValue.Always(name, Parse(text, unit, m => node.Report(key, $"“{key}”的值“{text}”{m.What}", m.Remedy)), source);
    }

    /// <summary>Periods in order of time, without overlaps.</summary>
    public IReadOnlyList<DatedPeriod> Periods(IReadOnlyList<YamlNodeReader> nodes, ValueUnit unit)
    {
        var found = new List<(DatedPeriod Period, YamlNodeReader Node)>();
        foreach (var node in nodes)
        {
            var (from, until) = node.Period("from", "until");
            var key = node.Mentions("rate") ? "rate" : node.Mentions("share") ? "share" : "amount";
            if (!node.Mentions(key)) node.File.Add(node.Line, "这一期没有数值。", "请写“amount: …”（金额）或“rate: …”（比例）；来源空白的写 null。");
            else if ((key == "amount") != (unit == ValueUnit.Amount)) node.Report(key, $"“{key}”与其他各期不是同一种数值。", "同一个数值的各期都写 amount，或都写 rate。");
            var value = node.OptionalText(key) is { } text ? Parse(text, unit, m => node.Report(key, $"“{key}”的值“{text}”{m.What}", m.Remedy)) : null;
            found.Add((new(new(from ?? DateOnly.MinValue, until), value, Source(node)), node));
            node.RefuseUnknownKeys();
        }
        found = [.. found.OrderBy(f => f.Period.Period.From)];
        for (var i = 1; i < found.Count; i++)
            if (found[i - 1].Period.Period.Overlaps(found[i].Period.Period))
                found[i].Node.Report("from", $"与另一期（自 {found[i - 1].Period.Period.From:yyyy-MM-dd}）的日期重叠。", "前一期的“until”写后一期的“from”，“until”当天不再计入。");
        return [.. found.Select(f => f.Period)];
    }

    /// <summary>Reads 3000, 1234.50 or 85%, 62.5% exactly; reports and answers null for everything else.</summary>
    public static long? Parse(string text, ValueUnit unit, Action<(string What, string Remedy)> report)
    {
        var (digits, isRate) = text.EndsWith('%') ? (text[..^1].TrimEnd(), true) : (text, false);
        if (isRate != (unit == ValueUnit.Rate))
            report(isRate ? ("是比例，这里要金额。", "请写元，例如 350 或 1234.50。") : ("不是比例。", "比例写成百分数，例如 85%，62.5%；用“values”里的数值写它的名字。"));
        else if (!decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) report(("读不出来。", isRate ? "请写成 85% 这样的百分数。" : "请写成 1234.50 这样的数，不用千分位和单位。"));
        else if (number < 0) report(("是负数。", "请写不小于零的数。"));
        else if (decimal.Truncate(number * 100) != number * 100) report(("小数超过两位。", isRate ? "百分数最多写两位小数。" : "金额最多写到分。"));
        else if (isRate && number > 100) report(("超过 100%。", "支付比例不能超过 100%；倍数请写在 cap 的 factor 里。"));
        else if (number * 100 > Bill.Most) report(("太大。", "请核对单位，这里是元。"));
        else return (long)(number * 100);
        return null;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")] private static partial Regex Name();
}
