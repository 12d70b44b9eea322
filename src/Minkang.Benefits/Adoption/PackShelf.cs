using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Drafts;
using Minkang.Benefits.Packs;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Adoption;

/// <summary>A pack that a page can be about, wherever it stands: in the catalogue, as a draft, as adopted.</summary>
/// <param name="Reference">What addresses call it: <c>catalog:gaotai.2016</c>, <c>draft:…</c>, <c>adoption:…</c>.</param>
internal sealed record ShelvedPack(string Reference, string Title, PackText Text, IReadOnlyDictionary<string, string> Given, LoadedPack Loaded)
{
    public string Name => Loaded.Pack?.Name ?? Title;

    /// <summary>The page that shows it.</summary>
    public string Href => Reference.Split(':', 2) switch
    {
        ["draft", var id] => $"/benefits/packs/drafts/{id}",
        ["adoption", var id] => $"/benefits/packs/adoptions/{id}",
        [_, var id] => $"/benefits/packs/{Uri.EscapeDataString(id)}",
        _ => "/benefits/packs",
    };
}

/// <summary>Finds packs by what addresses call them (查找政策包).</summary>
internal sealed class PackShelf(CataloguePacks catalogue, PackVocabulary words)
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The pack of a reference; null when there is none. With <paramref name="given"/> its blanks are filled by these values.</summary>
    public async Task<ShelvedPack?> Find(CountyDb db, string? reference, IReadOnlyDictionary<string, string>? given, CancellationToken ct)
    {
        if (reference?.Split(':', 2) is not [var kind, var id]) return null;
        if (kind == "catalog") return catalogue.Find(id) is { } pack ? new(reference, pack.Loaded.Pack?.Name ?? id, pack.Text, given ?? Nothing, given is { Count: > 0 } ? pack.Text.Load(words, given) : pack.Loaded) : null;
        if (!Guid.TryParse(id, out var key)) return null;
        if (kind == "draft") return await db.Set<PackDraft>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == key, ct) is { } draft ? new(reference, draft.Name, draft.Texts, given ?? Nothing, draft.Texts.Load(words, given)) : null;
        if (kind != "adoption" || await db.Set<PackAdoption>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == key, ct) is not { } adoption) return null;
        var values = adoption.GivenValues.Concat(given ?? Nothing).GroupBy(v => v.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);
        return new(reference, adoption.Name, adoption.Texts, values, adoption.Texts.Load(words, values));
    }
}
