using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Lists;

/// <summary>
/// One field that an import would change (差异): what is on file and what the list says. Numbers and telephones are masked already.
/// </summary>
/// <param name="Field">A kind of <see cref="FactKind"/> or a field of <see cref="Differences"/>; a heading of the list after <see cref="Differences.HeadingMark"/>.</param>
/// <param name="Old">Code or text; null when nothing is on file.</param>
/// <param name="New">Code or text; null when it ends.</param>
internal sealed record Difference(string Field, string? Old, string? New);

/// <summary>Works out field by field what the changes of a trial run would do (差异清单). Applies them to the untracked copies of the trial, so it comes last.</summary>
internal static class Differences
{
    public const char HeadingMark = '~';
    public const string Name = "name", Sex = "sex", Birth = "birth_on", EthnicGroup = "ethnic_group", Relation = "relation", Phone = "phone", IdNumber = "id_number", Household = "household",
        Village = "village", Group = "group", Head = "head";

    private const int Chunk = 400;

    /// <summary>Differences by sheet and row, for the changed rows of the units.</summary>
    public static async Task<Dictionary<(int Sheet, int Row), List<Difference>>> Of(CountyDb db, IReadOnlyCollection<ImportChanges> units, ListRecognition list, Vault vault, CancellationToken ct)
    {
        var payloads = await Payloads(db, [.. units.SelectMany(u => u.Changes).Select(c => c.Record).OfType<ListEntry>().Select(e => e.Id)], ct);
        var found = new Dictionary<(int, int), List<Difference>>();
        foreach (var unit in units)
        {
            var changed = unit.Rows.Where(r => r.Outcome == RowOutcome.Changed).ToList();
            var byOwner = OfRegister(unit, vault).Concat(OfEntry(unit, payloads, list, vault).Select(d => (Owner: Guid.Empty, Field: d))).ToLookup(d => d.Owner, d => d.Field);
            foreach (var row in changed)
            {
                var mine = byOwner[row.PersonId ?? Guid.Empty].Concat(row == changed[0] && row.PersonId is not null ? byOwner[Guid.Empty] : []).ToList();
                if (mine.Count > 0) found[(row.SheetNo, row.RowNo)] = mine;
            }
        }
        return found;
    }

    private static async Task<Dictionary<Guid, string>> Payloads(CountyDb db, List<Guid> entries, CancellationToken ct)
    {
        var payloads = new Dictionary<Guid, string>();
        foreach (var chunk in entries.Chunk(Chunk))
            foreach (var entry in await db.Set<ListEntry>().AsNoTracking().Where(e => chunk.Contains(e.Id)).Select(e => new { e.Id, e.PayloadSealed }).ToListAsync(ct))
                payloads[entry.Id] = entry.PayloadSealed;
        return payloads;
    }

    /// <summary>What belongs to a person under the person's id, what belongs to the household under the empty one.</summary>
    private static List<(Guid Owner, Difference Field)> OfRegister(ImportChanges unit, Vault vault)
    {
        var found = new List<(Guid, Difference)>();
        var facts = new List<(Guid Owner, string Kind, string? Old, string? New)>();
        foreach (var (record, change) in unit.Changes)
            switch (record)
            {
                case Person person: found.AddRange(Compare(() => Look(person, vault), change).Select(d => (person.Id, d))); break;
                case Household household: found.AddRange(Compare(() => Look(household), change).Select(d => (Guid.Empty, d))); break;
                case PersonFact fact: facts.Add((fact.PersonId, fact.Kind, fact.Value, null)); break;
                case HouseholdFact fact: facts.Add((Guid.Empty, fact.Kind, fact.Value, null)); break;
            }
        facts.AddRange(unit.NewPersonFacts.Select(f => (f.PersonId, f.Kind, (string?)null, (string?)f.Value)));
        facts.AddRange(unit.NewHouseholdFacts.Where(f => f.UntilOn is null).Select(f => (Guid.Empty, f.Kind, (string?)null, (string?)f.Value)));
        found.AddRange(facts.GroupBy(f => (f.Owner, f.Kind)).Select(g => (g.Key.Owner, new Difference(g.Key.Kind, Join(g.Select(f => f.Old)), Join(g.Select(f => f.New))))));
        return found;
    }

    private static string? Join(IEnumerable<string?> values) => string.Join('、', values.Where(v => v is not null)) is { Length: > 0 } text ? text : null;

    private static IEnumerable<Difference> Compare(Func<(string Field, string? Value)[]> look, Action change)
    {
        var before = look();
        change();
        return before.Zip(look()).Where(p => p.First.Value != p.Second.Value).Select(p => new Difference(p.First.Field, p.First.Value, p.Second.Value));
    }

    private static (string, string?)[] Look(Person p, Vault vault) =>
    [
        (Name, p.Name), (Sex, p.Sex.ToString(CultureInfo.InvariantCulture)), (Birth, p.BirthOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), (EthnicGroup, p.EthnicGroup), (Relation, p.Relation),
        (Phone, vault.Open(Purposes.Phone, p.PhoneSealed) is { Length: > 0 } phone ? Disclosure.MaskPhone(phone) : null),
        (IdNumber, vault.Open(Purposes.IdNumber, p.IdSealed) is { } number ? Domain.People.IdNumber.Mask(number) : null), (Village, p.VillageCode),
    ];

    private static (string, string?)[] Look(Household h) => [(Village, h.VillageCode), (Group, h.GroupName), (Head, h.HeadPersonId?.ToString())];

    /// <summary>The row's cells beside those of the entry that it ends.</summary>
    private static IEnumerable<Difference> OfEntry(ImportChanges unit, Dictionary<Guid, string> payloads, ListRecognition list, Vault vault)
    {
        if (unit.NewEntries.Count != 1 || unit.Changes.Select(c => c.Record).OfType<ListEntry>().FirstOrDefault() is not { } ended || !payloads.TryGetValue(ended.Id, out var old)) return [];
        var (before, after) = (Cells(old, vault), Cells(unit.NewEntries[0].PayloadSealed, vault));
        var kind = list.Sheets.First(s => s.Kind.Id == unit.NewEntries[0].SheetId).Kind;
        return kind.Columns.Where(c => before.GetValueOrDefault(c.Field) != after.GetValueOrDefault(c.Field))
            .Select(c => new Difference(HeadingMark + c.Label, Masked(c.Type, before.GetValueOrDefault(c.Field)), Masked(c.Type, after.GetValueOrDefault(c.Field))));
    }

    private static Dictionary<string, string> Cells(string payload, Vault vault) => JsonSerializer.Deserialize<Dictionary<string, string>>(vault.Open(Purposes.ListEntry, payload)!) ?? [];

    /// <summary>A cell as pages show it.</summary>
    internal static string? Masked(FieldType type, string? text) => text is null ? null : type switch
    {
        FieldType.IdNumber => Domain.People.IdNumber.Mask(text),
        FieldType.Phone => Disclosure.MaskPhone(text),
        _ => text,
    };
}
