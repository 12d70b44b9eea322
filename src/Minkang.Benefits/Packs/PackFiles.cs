using System.Text;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>Where packs are found by id: texts kept with an adoption, or the folder of a file first and then the catalogue's <c>policies</c>.</summary>
internal sealed class PackFiles
{
    private readonly Dictionary<string, (string Path, string Name)> _byId = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _texts = new Dictionary<string, string>(StringComparer.Ordinal);

    public PackFiles(CatalogFolder catalog, string? beside = null)
    {
        if (beside is not null) Add(beside, "");
        Add(System.IO.Path.Combine(catalog.Path, "policies"), "policies/");
    }

    private PackFiles(IReadOnlyDictionary<string, string> texts) => _texts = texts;

    /// <summary>Packs kept as texts by id, as an adoption keeps them.</summary>
    public static PackFiles Of(IReadOnlyDictionary<string, string> texts) => new(texts);

    public IReadOnlyCollection<string> Ids => [.. _byId.Keys, .. _texts.Keys];

    public CatalogFile? Open(string id, out string text)
    {
        if (_texts.TryGetValue(id, out text!)) return CatalogFile.Parse(text, id);
        text = "";
        if (!_byId.TryGetValue(id, out var found)) return null;
        text = File.ReadAllText(found.Path, Encoding.UTF8);
        return CatalogFile.Parse(text, found.Name);
    }

    /// <summary>The packs of the catalogue in order of their names.</summary>
    public static IEnumerable<(string Path, string Name)> In(CatalogFolder catalog)
    {
        var folder = System.IO.Path.Combine(catalog.Path, "policies");
        if (!Directory.Exists(folder)) return [];
        return Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Where(IsPack).Select(p => (p, $"policies/{System.IO.Path.GetFileName(p)}"));
    }

    private void Add(string folder, string prefix)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Where(IsPack))
            if (CatalogFile.Load(path).Root.OptionalText("id") is { } id) _byId.TryAdd(id, (path, prefix + System.IO.Path.GetFileName(path)));
    }

    private static bool IsPack(string path) => System.IO.Path.GetFileName(path) != "payers.yaml";
}
