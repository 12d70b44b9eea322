using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Contracts;

/// <summary>Adopts a pack of the catalogue for a county when a store is set up (建库时采用政策包), by two persons as on the page.</summary>
public sealed class SetUpPolicy
{
    private readonly PackShelf _shelf;
    private readonly TimeProvider _clock;

    internal SetUpPolicy(PackShelf shelf, TimeProvider clock) => (_shelf, _clock) = (shelf, clock);

    /// <summary>
    /// Proposes by one and adopts by the other, from the day on; <paramref name="values"/> fill in what the source leaves blank. Answers with the id of the adoption;
    /// where the county has adopted the same pack from that day before, with the id of that. Refuses with <c>benefits.adoption.*</c> as the page does.
    /// </summary>
    public async Task<Outcome<Guid>> Adopt(CountyDb db, Actor proposer, Actor decider, string packId, DateOnly from, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        var name = packId.Split(':')[^1];
        if (await db.Set<PackAdoption>().AsNoTracking().FirstOrDefaultAsync(a => a.State == AdoptionState.Adopted && a.PackId == name && a.FromOn == from, ct) is { } there) return there.Id;
        var proposed = await new ProposeAdoption(db, _shelf, _clock).Handle(proposer, new() { Reference = packId, FromOn = from, Values = values.ToDictionary(StringComparer.Ordinal) }, ct);
        return proposed.Ok ? await new DecideAdoption(db, _clock).Adopt(decider, proposed.Value, null, ct) : proposed;
    }
}
