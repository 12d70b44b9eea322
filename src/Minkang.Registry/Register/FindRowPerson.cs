using Minkang.Platform.Security;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Register;

/// <summary>Whom of the register a row speaks of (名册行对应的人).</summary>
/// <param name="Merged">True when the row speaks of him only by a record that was merged into his: by its number, its place in the household or a former name.</param>
internal readonly record struct RowPerson(Person Person, bool Merged);

/// <summary>Finds the person of a row: by number wherever in the county, else by name and birth date in the household.</summary>
/// <param name="stated">Numbers that the list states for anybody.</param>
internal sealed class FindRowPerson(RegisterSnapshot store, IReadOnlySet<string> stated, Vault vault)
{
    /// <param name="taken">Members for whom another row stands already.</param>
    public RowPerson? Find(RegisterRow row, Household? household, IReadOnlySet<Guid> taken)
    {
        if (row.OwnNumber is { } number && vault.Hash(Purposes.IdNumber, number.Text) is var hash && store.ByIdHash(hash) is { } byNumber)
            return new(byNumber, byNumber.IdHash != hash || StoodElsewhere(byNumber, hash, household));
        if (household is null) return null;
        var members = store.Members(household.Id);
        var byName = members.Where(m => !taken.Contains(m.Id) && m.NameKey == row.NameKey && BirthAllows(m, row)).ToList();
        if (byName.Count > 0) return byName.Count == 1 ? new(byName[0], false) : byName.Find(m => m.Relation == row.Relation) is { } related ? new(related, false) : null;
        if (store.MergedAway(household.Id).FirstOrDefault(g => g.NameKey == row.NameKey && BirthAllows(g, row)) is { } gone) return new(store.Person(gone.MergedInto!.Value), true);
        return members.FirstOrDefault(m => store.FormerNames[m].Any(a => a.NameKey == row.NameKey) && BirthAllows(m, row)) is { } renamed ? new(renamed, true) : null;
    }

    /// <summary>True when the list states the person's own number, so that a row of a merged record is one row too many.</summary>
    public bool StatesOwnNumber(Person person) => RegisterSnapshot.NumberOf(person, vault) is { } number && stated.Contains(number);

    /// <summary>The number that the kept record took over, where the record that it came from was a member.</summary>
    private bool StoodElsewhere(Person person, string? hash, Household? household) =>
        household is not null && household.Id != person.HouseholdId && store.MergedAway(household.Id).Any(g => g.MergedInto == person.Id && g.IdHash == hash);

    private static bool BirthAllows(Person person, RegisterRow row) => person.BirthOn == row.Birth?.On || person.BirthOn is null || row.Birth is null;
}
