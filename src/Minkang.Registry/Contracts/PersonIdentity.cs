using Microsoft.EntityFrameworkCore;
using Minkang.Domain.People;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Contracts;

/// <summary>Masked identity numbers for lists (脱敏证件号码). Opening one in full is another matter: it asks a purpose and is recorded.</summary>
public sealed class PersonIdentity(Vault vault)
{
    /// <summary>Masked numbers (6 + … + 4) of the persons that have one, by person. Persons without a usable number are missing from the result.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Masked(CountyDb db, IReadOnlyCollection<Guid> persons, CancellationToken ct)
    {
        var sealedNumbers = await db.Set<Person>().AsNoTracking().Where(p => persons.Contains(p.Id) && p.IdSealed != null).Select(p => new { p.Id, p.IdSealed }).ToListAsync(ct);
        return sealedNumbers.ToDictionary(p => p.Id, p => IdNumber.Mask(vault.Open(Purposes.IdNumber, p.IdSealed)!));
    }
}
