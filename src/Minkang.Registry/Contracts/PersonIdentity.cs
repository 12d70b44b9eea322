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
    public async Task<IReadOnlyDictionary<Guid, string>> Masked(CountyDb db, IEnumerable<Guid> persons, CancellationToken ct)
    {
        var sealedNumbers = await PersonsByIds.InPortions(persons, some => db.Set<Person>().AsNoTracking().Where(p => some.Contains(p.Id) && p.IdSealed != null).Select(p => new { p.Id, p.IdSealed }).ToDictionaryAsync(p => p.Id, p => p.IdSealed, ct));
        return sealedNumbers.ToDictionary(p => p.Key, p => IdNumber.Mask(vault.Open(Purposes.IdNumber, p.Value)!));
    }
}
