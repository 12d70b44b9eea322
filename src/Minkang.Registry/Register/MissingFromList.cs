using Minkang.Platform.Security;
using Minkang.Registry.Lists;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Register;

/// <summary>
/// People of the register whom a newer list no longer names (名单上不见的人): nobody is removed by it, each becomes a question. A list speaks only of
/// the villages that it names, so that the list of one village, or one that was rejected as a whole, asks nothing of the others.
/// </summary>
internal static class MissingFromList
{
    /// <summary>The questions, or null when nobody is missing.</summary>
    /// <param name="named">Villages that the list's rows name.</param>
    public static ImportChanges? Ask(RegisterSnapshot store, IReadOnlySet<Guid> seen, IEnumerable<string> named, ImportFrame frame, Vault vault)
    {
        var villages = store.Persons.Where(p => seen.Contains(p.Id)).Select(p => p.VillageCode).Concat(named).ToHashSet(StringComparer.Ordinal);
        var changes = new ImportChanges();
        foreach (var person in store.Persons.Where(p => p.EndedOn is null && villages.Contains(p.VillageCode) && frame.Area.Holds(p.VillageCode) && !seen.Contains(p.Id) && store.MembershipOf(p.Id)?.Source == frame.ProfileId))
            changes.NewQuestions.Add(new Question
            {
                Id = frame.NewId(), Kind = "missing_in_list", PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode, ImportId = frame.ImportId,
                KeyHash = vault.Chained(Purposes.ListKey, $"missing_in_list|{person.Id}|{frame.ListOn:yyyyMMdd}"), CreatedAt = frame.Now, UpdatedAt = frame.Now, CreatedBy = frame.By, UpdatedBy = frame.By,
            });
        return changes.NewQuestions.Count > 0 ? changes : null;
    }
}
