using Minkang.Domain.Diseases;
using Minkang.Illness.Diseases;
using Minkang.Platform.Catalog;

namespace Minkang.Illness.Contracts;

/// <summary>The disease catalogue for others (病种目录), as the registry asks for it with <see cref="Minkang.Registry.Contracts.ReadDiseases"/>.</summary>
public static class DiseaseFiles
{
    /// <summary>Classes, diseases, lists and words of a catalogue folder.</summary>
    /// <exception cref="InvalidOperationException">A file is broken; the message names file, line, and what would be right.</exception>
    public static DiseaseCatalogue Read(CatalogFolder folder)
    {
        var loaded = LoadDiseases.From(folder);
        return loaded.Problems.Count == 0 ? loaded.Catalogue : throw new InvalidOperationException(loaded.Problems[0].ToString());
    }
}
