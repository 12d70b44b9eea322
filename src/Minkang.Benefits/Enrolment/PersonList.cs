using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Enrolment;

/// <summary>A page of the persons behind a figure (数字后面的人), in the order of the register, with masked numbers.</summary>
public sealed record PersonList(Paging Paging, IReadOnlyList<RegistryPerson> Rows, IReadOnlyDictionary<Guid, string> Numbers)
{
    internal static readonly PersonList Empty = new(new(1, null, 0), [], new Dictionary<Guid, string>());

    internal static async Task<PersonList> Page(CountyDb db, PersonIdentity identity, IQueryable<RegistryPerson> persons, int? page, int? size, CancellationToken ct)
    {
        var paging = new Paging(page, size, await persons.LongCountAsync(ct));
        var rows = await Ordered(persons).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return new(paging, rows, await identity.Masked(db, rows.Select(p => p.Id), ct));
    }

    /// <summary>Village by village and household by household, as offices lay it beside the register.</summary>
    internal static IQueryable<RegistryPerson> Ordered(IQueryable<RegistryPerson> persons) => persons.OrderBy(p => p.VillageCode).ThenBy(p => p.HouseholdNumber).ThenBy(p => p.Line).ThenBy(p => p.Id);
}
