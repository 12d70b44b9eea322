using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Drafts;

/// <summary>
/// One number in the text of a pack that a form can change in its place (草稿里的数值栏). <paramref name="Path"/> names it within the text; <paramref name="Text"/> is what is
/// written, empty for a blank.
/// </summary>
internal sealed record DraftField(string Path, string Section, string Owner, string Label, string Text, int Start, int End, int Line)
{
    /// <summary>True where the number is a share.</summary>
    public bool IsRate => Text.EndsWith('%') || Path.EndsWith("/rate", StringComparison.Ordinal) || Path.EndsWith("/share", StringComparison.Ordinal) || Path.Contains("/rate/", StringComparison.Ordinal) || Path.Contains("/share/", StringComparison.Ordinal);
}

/// <summary>Finds the numbers of a pack's own text, and writes others in their places; everything else of the text, remarks too, stays as it is.</summary>
internal static class DraftFields
{
    private static readonly string[] Sections = ["values", "layers", "limits", "waivers", "deposit"];
    private static readonly HashSet<string> NoNumbers = new(StringComparer.Ordinal) { "id", "when", "title", "payer", "source", "base", "from", "until", "per", "points", "times", "with", "of-base", "waived-after-stays", "excess-borne-by", "borne-by", "counts", "item", "exclusive", "insert-before", "group", "read", "shared-with", "categories", "rounding", "age" };

    /// <summary>The fields in the order of the text; none when the text is no YAML.</summary>
    public static IReadOnlyList<DraftField> Of(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException)
        {
            return []; // the loader says what is wrong with the text
        }
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }]) return [];
        var fields = new List<DraftField>();
        foreach (var section in Sections)
            if (root.Children.TryGetValue(new YamlScalarNode(section), out var node)) Walk(node, section, section, "", "", fields);
        return [.. fields.OrderBy(f => f.Start)];
    }

    /// <summary>The text with the changed numbers in their places. Fields that are not named, or named as they are, stay.</summary>
    public static string Write(string text, IReadOnlyDictionary<string, string> changed)
    {
        foreach (var field in Of(text).OrderByDescending(f => f.Start))
        {
            if (!changed.TryGetValue(field.Path, out var wanted) || wanted.Trim() == field.Text) continue;
            var value = wanted.Trim().Length == 0 ? "null" : OnOneLine(wanted);
            text = $"{text[..field.Start]}{(field.Start == field.End && field.Start > 0 && text[field.Start - 1] == ':' ? " " : "")}{value}{text[field.End..]}";
        }
        return text;
    }

    /// <summary>A key of the text as people call it; codes of levels, places and categories stay as they are. Empty for what says nothing.</summary>
    public static string Word(string key) => key switch
    {
        "amount" or "rate" or "by" or "of" or "table" or "by-level" or "by-category" or "by-place" or "by-kind" => "",
        "share" => T("比例"),
        "deductible" => T("起付线"),
        "limit" => T("费用限额"),
        "price" => T("定额"),
        "cap" => T("封顶线"),
        "guarantee" => T("保底比例"),
        "bands" => T("分段"),
        "upto" => T("上限"),
        "reduce" => T("减免起付线"),
        "to" => T("减到"),
        "by-share" => T("减少的比例"),
        "at-most-per-year" => T("全年最多"),
        "by-stay" => T("按住院次数"),
        "better-of" => T("择优的算法"),
        "otherwise" => T("其余情况"),
        _ => key,
    };

    /// <summary>What is typed stands as one plain value, so that it cannot change the shape of the text around it.</summary>
    private static string OnOneLine(string typed)
    {
        var text = string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '%' or '-') ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static void Walk(YamlNode node, string section, string path, string owner, string label, List<DraftField> fields)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                {
                    if (key is not YamlScalarNode { Value: { } name } || NoNumbers.Contains(name)) continue;
                    if (section == "values" && path == "values") Walk(value, section, $"{path}/{name}", name, "", fields);
                    else Walk(value, section, $"{path}/{name}", owner, label.Length == 0 ? name : $"{label} · {name}", fields);
                }
                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    var id = list.Children[i] is YamlMappingNode item ? Scalar(item, "id") ?? Number(list, i) : Number(list, i);
                    var title = list.Children[i] is YamlMappingNode part ? Scalar(part, "title") : null;
                    Walk(list.Children[i], section, $"{path}/{id}", owner.Length == 0 ? title ?? id : owner, Among(list, i, label), fields);
                }
                break;
            case YamlScalarNode scalar when IsNumber(scalar):
                fields.Add(new(path, section, owner, label, IsBlank(scalar) ? "" : scalar.Value!, (int)scalar.Start.Index, (int)scalar.End.Index, (int)scalar.Start.Line));
                break;
        }
    }

    /// <summary>Which of several: the period or the condition that it is for.</summary>
    private static string Among(YamlSequenceNode list, int at, string label)
    {
        if (list.Children[at] is not YamlMappingNode item || Scalar(item, "id") is not null) return label;
        var from = Scalar(item, "from") is { } since ? T($"自 {since} 起") : Scalar(item, "until") is { } until ? T($"到 {until} 以前") : list.Children.Count > 1 ? T($"第 {at + 1} 个") : "";
        return string.Join(" · ", new[] { label, from }.Where(t => t.Length > 0));
    }

    private static string Number(YamlSequenceNode list, int at) => (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Scalar(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;

    private static bool IsBlank(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "null" or "~";

    /// <summary>A blank, an amount or a share; names of values are changed where they are defined.</summary>
    private static bool IsNumber(YamlScalarNode scalar) => IsBlank(scalar) || scalar.Value is { } text && text.Length > 0 && char.IsAsciiDigit(text[0]) && text.TrimEnd('%').All(c => char.IsAsciiDigit(c) || c == '.');
}
