using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Contracts;

/// <summary>Gives a county what it settles by when a store is set up (建库时采用政策): the pack, the waivers, the designated institutions, by the persons and with the refusals of the pages.</summary>
public sealed class SetUpPolicy
{
    private readonly IServiceProvider _services;

    internal SetUpPolicy(IServiceProvider services) => _services = services;

    /// <summary>
    /// Proposes by one and adopts by the other, from the day on; <paramref name="values"/> fill in what the source leaves blank. Answers with the id of the adoption;
    /// where the county has adopted the same pack from that day before, with the id of that. Refuses with <c>benefits.adoption.*</c> as the page does.
    /// </summary>
    public async Task<Outcome<Guid>> Adopt(CountyDb db, Actor proposer, Actor decider, string packId, DateOnly from, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        var name = packId.Split(':')[^1];
        if (await db.Set<PackAdoption>().AsNoTracking().FirstOrDefaultAsync(a => a.State == AdoptionState.Adopted && a.PackId == name && a.FromOn == from, ct) is { } there) return there.Id;
        var proposed = await new ProposeAdoption(db, Get<PackShelf>(), Get<TimeProvider>()).Handle(proposer, new() { Reference = packId, FromOn = from, Values = values.ToDictionary(StringComparer.Ordinal) }, ct);
        return proposed.Ok ? await new DecideAdoption(db, Get<TimeProvider>()).Adopt(decider, proposed.Value, null, ct) : proposed;
    }

    /// <summary>
    /// Takes up a programme of waivers from the day on: one proposes, the other confirms; what the source leaves blank stays locked. Answers with the number of items; 0 where the county
    /// has items of the programme already. Refuses with <c>benefits.waiver-item.*</c>.
    /// </summary>
    public async Task<Outcome<int>> TakeUpWaivers(CountyDb db, Actor proposer, Actor decider, string programme, DateOnly from, string document, CancellationToken ct)
    {
        if (await db.Set<CountyItem>().AnyAsync(i => i.Programme == programme, ct)) return 0;
        var items = new AdoptItems(db, Get<CountyStores>(), Get<WaiverCatalogue>(), Get<TimeProvider>());
        var proposed = await items.Handle(proposer, new() { Programme = programme, FromOn = from, Document = document }, ct);
        return proposed.Ok ? await items.Close(decider, programme, true, null, ct) : proposed;
    }

    /// <summary>Enters an institution of the county as designated and settling on the spot (一站式) from the day on, and the county with it; does nothing where the book has it. Refuses with <c>benefits.institution.*</c>.</summary>
    public async Task<Outcome<bool>> Designate(CountyDb db, Actor actor, string name, string level, DateOnly from, CancellationToken ct)
    {
        if (await db.Set<Institution>().AnyAsync(i => i.Name == name, ct)) return false;
        var (edit, day) = (new EditInstitution(db, Get<PackVocabulary>(), Get<ReadDiagnosis>(), Get<TimeProvider>()), from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var added = await edit.Add(actor, new() { Name = name, Level = level, FromOn = day }, ct);
        if (!added.Ok) return added.Problems.ToArray();
        foreach (var place in new Guid?[] { null, added.Value })
            if (await edit.Say(actor, place, new() { Kind = nameof(InstitutionMatter.OneStop), FromOn = day }, ct) is { Ok: false } refused) return refused.Problems.ToArray();
        return true;
    }

    private T Get<T>() where T : notnull => (T)(_services.GetService(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not registered."));
}
