using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Adoption;

/// <summary>A pack that a county has adopted, ready to settle by (现行政策包).</summary>
internal sealed record AdoptedPack(Guid AdoptionId, PolicyPack Pack, DateOnly FromOn, DateOnly? UntilOn);

/// <summary>Finds the pack that a county settles by on a day. Packs are read from the texts kept with the adoption, once each.</summary>
internal sealed class AdoptedPacks(PackVocabulary words)
{
    private readonly ConcurrentDictionary<(string Hash, Guid Adoption), PolicyPack> _read = new();

    /// <summary>
    /// The pack adopted for the day. Refuses with <c>benefits.adoption.none</c> when the county has adopted none for it: nothing is then settled by a guess.
    /// </summary>
    public async Task<Outcome<AdoptedPack>> On(CountyDb db, DateOnly day, CancellationToken ct)
    {
        var found = await db.Set<PackAdoption>().AsNoTracking().Where(a => a.State == AdoptionState.Adopted && a.FromOn <= day && (a.UntilOn == null || a.UntilOn > day))
            .OrderByDescending(a => a.FromOn).FirstOrDefaultAsync(ct);
        if (found is null) return new Problem("benefits.adoption.none", "", $"本县没有采用 {day:yyyy-MM-dd} 适用的报销政策，不能结算。请县里先采用政策包。");
        return new AdoptedPack(found.Id, Read(found), found.FromOn, found.UntilOn);
    }

    /// <summary>The pack of an adoption as it was adopted.</summary>
    /// <exception cref="InvalidOperationException">The texts no longer make a pack, which adopting has ruled out: the store was changed from outside.</exception>
    public PolicyPack Read(PackAdoption adoption) => _read.GetOrAdd((adoption.Hash, adoption.Id), _ =>
    {
        var loaded = adoption.Texts.Load(words, adoption.GivenValues);
        if (loaded.Pack is not { } pack || pack.Hash != adoption.Hash) throw new InvalidOperationException($"The texts of adoption {adoption.Id} no longer make the pack that was adopted.");
        return pack;
    });
}
