using Minkang.Benefits.Packs;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Benefits;

/// <summary>Packs of the catalogue, and packs written in a test.</summary>
internal static class Packs
{
    public static readonly CatalogFolder Catalog = new(Path.Combine(AppContext.BaseDirectory, "catalog"));
    public static readonly PackVocabulary Words = PackVocabulary.From(Catalog);

    public static LoadedPack Load(string id, IReadOnlyDictionary<string, string>? given = null) =>
        ReadPack.Load(Path.Combine(Catalog.Path, "policies", $"{id}.yaml"), $"policies/{id}.yaml", new PackFiles(Catalog), Words, given);

    public static LoadedPack Read(string yaml, string? beside = null) => ReadPack.Parse(yaml, "pack.yaml", new PackFiles(Catalog, beside), Words);
}
