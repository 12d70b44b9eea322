using System.Text.Json;
using Minkang.Platform.Catalog;
using YamlDotNet.RepresentationModel;

namespace Minkang.Tests.Platform.Catalog;

/// <summary>Editors check catalogue files by JSON schemas; each file names its schema and writes no key that the schema does not know.</summary>
public sealed class CatalogSchemaTests
{
    private static readonly CatalogFolder Folder = new(Path.Combine(AppContext.BaseDirectory, "catalog"));

    public static TheoryData<string> Files() => [.. Folder.Load("").Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_catalogue_file_names_its_schema_and_follows_it(string name)
    {
        var path = Path.Combine(Folder.Path, name);
        const string marker = "# yaml-language-server: $schema=";
        var first = File.ReadLines(path).First();
        Assert.StartsWith(marker, first);
        var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, first[marker.Length..]))).RootElement;

        var yaml = new YamlStream();
        using var text = File.OpenText(path);
        yaml.Load(text);
        List<string> faults = [];
        Check(yaml.Documents[0].RootNode, schema, schema, name, faults);
        Assert.Empty(faults);
    }

    private static void Check(YamlNode node, JsonElement written, JsonElement root, string at, List<string> faults)
    {
        var schema = written.TryGetProperty("$ref", out var named) ? root.GetProperty("$defs").GetProperty(named.GetString()!["#/$defs/".Length..]) : written;
        if (node is YamlSequenceNode sequence && schema.TryGetProperty("items", out var items))
            foreach (var item in sequence) Check(item, items, root, $"{at}[]", faults);
        else if (node is YamlMappingNode mapping) CheckMapping(mapping, schema, root, at, faults);
        else if (node is YamlScalarNode scalar && schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => a.GetString() == scalar.Value))
            faults.Add($"{at}: {scalar.Value} (line {node.Start.Line})");
    }

    private static void CheckMapping(YamlMappingNode mapping, JsonElement schema, JsonElement root, string at, List<string> faults)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];
        var open = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object;
        foreach (var (key, value) in mapping.Children)
            if (known.TryGetValue(key.ToString(), out var property)) Check(value, property, root, $"{at}.{key}", faults);
            else if (open) Check(value, additional, root, $"{at}.{key}", faults);
            else faults.Add($"{at}: unknown key {key} (line {key.Start.Line})");
        if (schema.TryGetProperty("required", out var required))
            foreach (var key in required.EnumerateArray())
                if (!mapping.Children.ContainsKey(new YamlScalarNode(key.GetString()))) faults.Add($"{at}: missing key {key} (line {mapping.Start.Line})");
    }
}
