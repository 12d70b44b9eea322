using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Packs;

/// <summary>A pack as text (政策包全文) with the texts of those it extends, by id, so that it reads the same whatever the catalogue says later.</summary>
internal sealed record PackText(string Name, string Text, IReadOnlyDictionary<string, string> Extended)
{
    /// <summary>Gathers what the text extends from where packs are found. What cannot be found is left out; loading says so.</summary>
    public static PackText Of(string name, string text, PackFiles files)
    {
        var extended = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var file = CatalogFile.Parse(text, name); file.Root.OptionalText("extends") is { Length: > 0 } parent;)
        {
            if (extended.ContainsKey(parent) || files.Open(parent, out var parentText) is not { } next) break;
            extended.Add(parent, parentText);
            file = next;
        }
        return new(name, text, extended);
    }

    /// <summary>Loads it and runs its cases; <paramref name="given"/> are values entered besides.</summary>
    public LoadedPack Load(PackVocabulary words, IReadOnlyDictionary<string, string>? given = null) => ReadPack.Parse(Text, Name, PackFiles.Of(Extended), words, given);
}
