using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Minkang.Platform.Catalog;

/// <summary>
/// Typed access to one mapping of a catalogue file. What is wrong is reported to the file with its line, and a harmless value is returned so that
/// reading can go on: nobody may use a value of a file that is not sound.
/// </summary>
public sealed class YamlNodeReader(CatalogFile file, YamlMappingNode node)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public CatalogFile File => file;

    /// <summary>Line on which the mapping begins.</summary>
    public int Line => (int)node.Start.Line;

    /// <summary>Line of the value of a key; the line of the mapping when the key is missing.</summary>
    public int LineOf(string key) => Find(key) is { } value ? (int)value.Start.Line : Line;

    public bool Has(string key) => Find(key) is { } value && !IsNull(value);

    /// <summary>True when the key is written at all, also with nothing behind it: a blank that is meant.</summary>
    public bool Mentions(string key) => Find(key) is not null;

    /// <summary>True when the value of the key is a list.</summary>
    public bool IsList(string key) => Find(key) is YamlSequenceNode;

    /// <summary>True when the value of the key is a mapping.</summary>
    public bool IsMap(string key) => Find(key) is YamlMappingNode;

    /// <summary>The keys of the mapping, in the order of the file. For mappings whose keys are data.</summary>
    public IReadOnlyList<string> Keys => [.. node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "")];

    public string Text(string key) => Required(key, OptionalText(key)) ?? "";

    public string? OptionalText(string key) => Scalar(key);

    public int Number(string key) => Required(key, OptionalNumber(key)) ?? 0;

    public int? OptionalNumber(string key) =>
        Parsed<int>(key, "整数，例如 19", t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null);

    public decimal? OptionalDecimal(string key) =>
        Parsed<decimal>(key, "数，例如 12.50", t => decimal.TryParse(t, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : null);

    public DateOnly Date(string key) => Required(key, OptionalDate(key)) ?? default;

    public DateOnly? OptionalDate(string key) =>
        Parsed<DateOnly>(key, "日期，写成 2018-01-31", t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : null);

    public bool Flag(string key, bool otherwise = false) =>
        Parsed<bool>(key, "true 或 false", t => t switch { "true" => true, "false" => false, _ => null }) ?? otherwise;

    /// <summary>One of the named codes. A missing key is null; an unknown code is a problem that names the nearest known one.</summary>
    public T? OptionalChoice<T>(string key, IReadOnlyDictionary<string, T> codes) where T : struct
    {
        if (OptionalText(key) is not { } text) return null;
        if (codes.TryGetValue(text, out var value)) return value;
        Report(key, $"“{key}”的值“{text}”不认识。", Suggest(text, codes.Keys));
        return null;
    }

    public T Choice<T>(string key, IReadOnlyDictionary<string, T> codes) where T : struct => Required(key, OptionalChoice(key, codes)) ?? default;

    /// <summary>A list of texts; a missing key is an empty list.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. TextsWithLines(key).Select(t => t.Text)];

    public IReadOnlyList<(string Text, int Line)> TextsWithLines(string key)
    {
        var found = new List<(string, int)>();
        foreach (var item in Sequence(key))
            if (item is YamlScalarNode { Value.Length: > 0 } scalar) found.Add((scalar.Value, (int)scalar.Start.Line));
            else file.Add((int)item.Start.Line, $"“{key}”的每一项应当是文字。", "请写成 [甲, 乙] 或每行一个“- 甲”。");
        return found;
    }

    /// <summary>A list of mappings; a missing key is an empty list.</summary>
    public IReadOnlyList<YamlNodeReader> List(string key)
    {
        var found = new List<YamlNodeReader>();
        foreach (var item in Sequence(key))
            if (item is YamlMappingNode mapping) found.Add(new YamlNodeReader(file, mapping));
            else file.Add((int)item.Start.Line, $"“{key}”的每一项应当是一组“键: 值”。", "请写成“- 键: 值”，同一项的其余键与第一个键对齐。");
        return found;
    }

    public YamlNodeReader? OptionalMap(string key)
    {
        _read.Add(key);
        if (!Has(key)) return null;
        if (Find(key) is YamlMappingNode mapping) return new YamlNodeReader(file, mapping);
        Report(key, $"“{key}”应当是一组“键: 值”。", $"请写成“{key}: {{ 键: 值 }}”，或换行缩进书写。");
        return null;
    }

    public YamlNodeReader Map(string key) => Required(key, OptionalMap(key)) ?? new YamlNodeReader(file, []);

    /// <summary>Two dates of which the first, if both are there, lies before the second. Null is an open end.</summary>
    public (DateOnly? From, DateOnly? Until) Period(string fromKey, string untilKey)
    {
        var (from, until) = (OptionalDate(fromKey), OptionalDate(untilKey));
        if (from is { } f && until is { } u && f >= u)
            Report(untilKey, $"“{untilKey}”({u:yyyy-MM-dd}) 不晚于“{fromKey}”({f:yyyy-MM-dd})。", $"“{untilKey}”是失效的第一天，应晚于“{fromKey}”；没有期限的不写。");
        return (from, until);
    }

    /// <summary>Reports every key that was neither read so far nor named here. Call it last.</summary>
    public void RefuseUnknownKeys(params ReadOnlySpan<string> alsoKnown)
    {
        foreach (var key in alsoKnown) _read.Add(key);
        foreach (var key in node.Children.Keys)
            if (key is not YamlScalarNode { Value: { } name }) file.Add((int)key.Start.Line, "键名应当是文字。", "请去掉“?”或括号写法。");
            else if (!_read.Contains(name)) file.Add((int)key.Start.Line, $"不认识的键“{name}”。", Suggest(name, _read));
    }

    /// <summary>Reports a problem of the caller's own at the line of a key.</summary>
    public void Report(string key, string message, string remedy) => file.Add(LineOf(key), message, remedy);

    /// <summary>Names the nearest known word, or all of them when none is near.</summary>
    public static string Suggest(string unknown, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return "此处不写任何键。";
        var nearest = names.MinBy(n => Distance(unknown, n))!;
        if (Distance(unknown, nearest) <= Math.Max(1, unknown.Length / 3)) return $"是否应为“{nearest}”？";
        return $"可以写：{string.Join("、", names.Take(20))}{(names.Length > 20 ? " 等" : "")}。";
    }

    private YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static bool IsNull(YamlNode value) =>
        value is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private string? Scalar(string key)
    {
        _read.Add(key);
        if (!Has(key)) return null;
        if (Find(key) is YamlScalarNode scalar) return scalar.Value;
        Report(key, $"“{key}”应当是一个值。", "请写成一行“键: 值”，不用列表或嵌套。");
        return null;
    }

    private T? Parsed<T>(string key, string wanted, Func<string, T?> parse) where T : struct
    {
        if (Scalar(key) is not { } text) return null;
        if (parse(text) is { } value) return value;
        Report(key, $"“{key}”的值“{text}”写法不对。", $"应当是{wanted}。");
        return null;
    }

    private IList<YamlNode> Sequence(string key)
    {
        _read.Add(key);
        if (!Has(key)) return [];
        if (Find(key) is YamlSequenceNode sequence) return sequence.Children;
        Report(key, $"“{key}”应当是列表。", "请写成 [甲, 乙] 或每行一个“- ”。");
        return [];
    }

    private T? Required<T>(string key, T? value)
    {
        _read.Add(key);
        if (value is null && !Has(key)) file.Add(Line, $"缺少“{key}”。", $"请补上“{key}: …”。");
        return value;
    }

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var keep = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(keep, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
