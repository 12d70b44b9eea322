using Minkang.Illness.Diseases;
using Minkang.Platform.Catalog;

namespace Minkang.Tests.Illness.Diseases;

/// <summary>The catalogue as it travels with the program, loaded once for all tests.</summary>
internal static class DiseaseCatalog
{
    public static readonly CatalogFolder Folder = new(Path.Combine(AppContext.BaseDirectory, "catalog"));
    public static readonly LoadedDiseases Loaded = LoadDiseases.From(Folder);

    public static string Classes(string? text, int? age = null) => string.Join('|', Loaded.Reader.Read(text, age).Classes);

    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Illness", "Diseases", name);
}
