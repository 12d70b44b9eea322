using Minkang.Benefits.Admissions;
using Minkang.Benefits.Counter;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Figures;

/// <summary>A person of a list of care (名单行), with the name as the reader may see it.</summary>
internal sealed record CareRow(PersonCare Care, string Name, string Village)
{
    public static async Task<IReadOnlyList<CareRow>> Of(CountyDb db, Actor actor, RegionTree tree, IReadOnlyList<PersonCare> cares, CancellationToken ct)
    {
        var found = await db.PersonsById(cares.Select(c => c.PersonId), ct);
        return [.. cares.Select(c => found.TryGetValue(c.PersonId, out var person) ? new CareRow(c, actor.NameFor(SettlementFilter.Action, person.Name), tree.Path(person.VillageCode)) : new CareRow(c, "", ""))];
    }
}
