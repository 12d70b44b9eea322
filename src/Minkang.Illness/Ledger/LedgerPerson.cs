using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Ledger;

/// <summary>A condition that counts in a figure, as the list behind it shows it.</summary>
internal sealed record LedgerCondition(string? Disease, string TextSealed, ConditionState State, TreatmentRoute? Route);

/// <summary>A person behind a figure with the conditions that count in it (数字后面的人).</summary>
internal sealed record LedgerPerson(Guid PersonId, string Name, string VillageCode, string GroupName, string? HouseholdNumber, string? HeadName, IReadOnlyList<LedgerCondition> Conditions)
{
    /// <summary>Fills in names and texts of persons that the ledger has found; their order stays.</summary>
    public static async Task<IReadOnlyList<LedgerPerson>> Load(CountyDb db, IReadOnlyList<IGrouping<Guid, LedgerEntry>> found, CancellationToken ct)
    {
        var ids = found.Select(g => g.Key).ToList();
        var conditionIds = found.SelectMany(g => g).Select(e => e.ConditionId).ToList();
        var persons = await db.PersonsById(ids, ct);
        var texts = await db.Set<Condition>().AsNoTracking().Where(c => conditionIds.Contains(c.Id)).Select(c => new { c.Id, c.TextSealed }).ToDictionaryAsync(c => c.Id, c => c.TextSealed, ct);
        return [.. found.Select(g => (Person: persons[g.Key], Entries: g)).Select(x => new LedgerPerson(x.Person.Id, x.Person.Name, x.Person.VillageCode, x.Person.GroupName,
            x.Person.HouseholdNumber, x.Person.HeadName, [.. x.Entries.Select(e => new LedgerCondition(e.Disease, texts[e.ConditionId], e.State, e.Route))]))];
    }
}
