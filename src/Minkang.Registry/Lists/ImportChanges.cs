using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Lists;

/// <summary>
/// What one unit of an import (a household of the register, a row of another list) would do. A trial run counts it, a run writes it: the same
/// decision serves both.
/// </summary>
internal sealed class ImportChanges
{
    public List<ImportRow> Rows { get; } = [];
    public List<Household> NewHouseholds { get; } = [];
    public List<Person> NewPersons { get; } = [];
    public List<Membership> NewMemberships { get; } = [];
    public List<HouseholdFact> NewHouseholdFacts { get; } = [];
    public List<PersonFact> NewPersonFacts { get; } = [];
    public List<RegistryEvent> NewEvents { get; } = [];
    public List<ListEntry> NewEntries { get; } = [];
    public List<Question> NewQuestions { get; } = [];
    /// <summary>Records of other modules, added to the unit of work one by one.</summary>
    public List<object> NewOthers { get; } = [];
    /// <summary>Changes to records that exist: attach first, then change, so that the audit trail sees both values.</summary>
    public List<(object Record, Action Change)> Changes { get; } = [];
    /// <summary>Entries for the audit trail: subject and what became of it.</summary>
    public List<(string Kind, Guid Id, string Deed)> Deeds { get; } = [];

    public bool WritesNothing => NewHouseholds.Count + NewPersons.Count + NewMemberships.Count + NewHouseholdFacts.Count + NewPersonFacts.Count
        + NewEvents.Count + NewEntries.Count + NewQuestions.Count + NewOthers.Count + Changes.Count == 0;

    /// <summary>Writes several units in the open transaction.</summary>
    public static async Task Write(CountyDb db, Actor actor, Guid importId, IReadOnlyCollection<ImportChanges> units, Vault vault, CancellationToken ct)
    {
        await db.InsertAsync([.. units.SelectMany(u => u.NewHouseholds)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewPersons)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewMemberships)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewHouseholdFacts)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewPersonFacts)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewEvents)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewEntries)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.NewQuestions)], ct);
        await db.InsertAsync([.. units.SelectMany(u => u.Rows)], ct);
        foreach (var (record, change) in units.SelectMany(u => u.Changes))
        {
            if (db.Entry(record).State == EntityState.Detached) db.Attach(record);
            change();
        }
        db.AddRange(units.SelectMany(u => u.NewOthers));
        await db.InsertAsync(ImportChange.Of(db, importId, vault), ct);
        foreach (var (kind, id, deed) in units.SelectMany(u => u.Deeds))
            db.Trail.Record(actor, "registry.import", kind, id, detail: new { import = importId, deed });
    }
}
