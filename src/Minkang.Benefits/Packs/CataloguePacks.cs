using System.Text;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>A pack of the catalogue (目录政策包), loaded, with its text.</summary>
internal sealed record CataloguePack(string Id, PackText Text, LoadedPack Loaded);

/// <summary>The packs that come with the program, read once.</summary>
internal sealed class CataloguePacks(PackVocabulary words)
{
    private readonly Lazy<IReadOnlyList<CataloguePack>> _all = new(() => Read(words));

    /// <summary>All packs in order of their file names; those that were refused among them.</summary>
    public IReadOnlyList<CataloguePack> All => _all.Value;

    public CataloguePack? Find(string id) => All.FirstOrDefault(p => p.Id == id);

    private static List<CataloguePack> Read(PackVocabulary words)
    {
        var catalog = CatalogFolder.Find();
        var files = new PackFiles(catalog);
        var packs = new List<CataloguePack>();
        foreach (var (path, name) in PackFiles.In(catalog))
        {
            var text = PackText.Of(name, File.ReadAllText(path, Encoding.UTF8), files);
            var loaded = text.Load(words);
            packs.Add(new(loaded.Pack?.Id ?? CatalogFile.Parse(text.Text, name).Root.OptionalText("id") ?? Path.GetFileNameWithoutExtension(path), text, loaded));
        }
        return packs;
    }
}
