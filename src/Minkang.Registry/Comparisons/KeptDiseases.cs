using System.Text.Json;
using Minkang.Domain.Diseases;
using Minkang.Platform.Catalog;
using Minkang.Platform.Files;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Comparisons;

/// <summary>The disease catalogue of a run (当时的病种目录), kept as it was so that the run gives the same when the catalogue has grown.</summary>
internal sealed class KeptDiseases(FileShelf files, ReadDiseases diseases)
{
    private const string Folder = "diseases", Name = "病种目录.json";

    /// <summary>Keeps the catalogue beside the program; the same catalogue is kept once.</summary>
    public Task<Guid> Keep(CountyDb db, Actor actor, CancellationToken ct) => files.Keep(db, actor, Name, JsonSerializer.SerializeToUtf8Bytes(CatalogFolder.Find().Texts(Folder)), ct);

    /// <summary>The catalogue that was kept; an empty one for a run whose rules looked at no disease.</summary>
    public async Task<DiseaseCatalogue> Read(CountyDb db, Guid? file, CancellationToken ct)
    {
        if (file is not { } id) return new DiseaseCatalogue([], [], [], DiseaseVocabulary.Empty);
        var (_, content) = await files.Fetch(db, id, ct);
        return diseases(CatalogFolder.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(content)!));
    }
}
