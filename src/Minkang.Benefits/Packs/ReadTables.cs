using Minkang.Domain.Policies;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>
/// Reads a value that may depend on the bill: <c>amount: 350</c>, <c>by: {county: 350, …}</c>, <c>by-category:</c>, <c>by-place:</c>, <c>by-kind:</c>, or
/// <c>table: [{when, amount}]</c>; with <c>otherwise:</c> for whatever is left.
/// </summary>
internal sealed class ReadTables(PackContext context, ReadConditions conditions)
{
    private static readonly string[] Forms = ["by", "by-level", "by-category", "by-place", "by-kind", "table"];

    /// <summary>The table written in a mapping, whose plain form has the key <paramref name="plain"/>. Gaps and rows never reached are reported within <paramref name="within"/>.</summary>
    public ValueTable Read(YamlNodeReader node, string plain, string name, ValueUnit unit, Condition within, string? source)
    {
        var forms = Forms.Where(node.Mentions).ToList();
        if (node.Mentions(plain)) forms.Add(plain);
        if (forms.Count > 1) node.Report(forms[1], $"“{forms[0]}”和“{forms[1]}”只能写一个。", "各档不同的写在一个表里，其余情况写“otherwise”。");
        if (forms.Count == 0 || forms[0] == plain)
        {
            if (node.Mentions("otherwise")) node.Report("otherwise", "没有分档，不能写“otherwise”。", $"请改写成“{plain}: …”。");
            return ValueTable.Of(context.Value(node, plain, name, unit, source));
        }
        var rows = forms[0] == "table" ? Listed(node, plain, name, unit, source) : Mapped(node, forms[0], name, unit, source);
        if (node.Mentions("otherwise")) rows.Add(new(Condition.Always, context.Value(node, "otherwise", $"{name}[其他]", unit, source), "其他"));
        var table = new ValueTable(name, rows);
        if (rows.Count == 0) node.Report(forms[0], "表里一行也没有。", "请至少写一档。");
        else if (node.File.Sound) CheckTable.Of(table, within, context.Words, (message, remedy) => node.Report(forms[0], message, remedy));
        return table;
    }

    /// <summary>A scalar or list under a key, or a mapping with the forms above.</summary>
    public ValueTable ReadAt(YamlNodeReader node, string key, string plain, string name, ValueUnit unit, Condition within, string? source)
    {
        if (!node.IsMap(key)) return ValueTable.Of(context.Value(node, key, name, unit, source));
        var map = node.Map(key);
        var table = Read(map, plain, name, unit, within, context.Source(map) ?? source);
        map.RefuseUnknownKeys();
        return table;
    }

    private List<TableRow> Mapped(YamlNodeReader node, string form, string name, ValueUnit unit, string? source)
    {
        var rows = new List<TableRow>();
        if (node.OptionalMap(form) is not { } map) return rows;
        foreach (var code in map.Keys)
        {
            var value = context.Value(map, code, $"{name}[{code}]", unit, source);
            if (conditions.One(map, form, code) is { } when) rows.Add(new(when, value, when.Text));
        }
        return rows;
    }

    private List<TableRow> Listed(YamlNodeReader node, string plain, string name, ValueUnit unit, string? source)
    {
        var rows = new List<TableRow>();
        foreach (var row in node.List("table"))
        {
            var when = conditions.Read(row, "when", null);
            rows.Add(new(when, context.Value(row, plain, $"{name}[{rows.Count + 1}]", unit, context.Source(row) ?? source), when.Text));
            row.RefuseUnknownKeys();
        }
        return rows;
    }
}
