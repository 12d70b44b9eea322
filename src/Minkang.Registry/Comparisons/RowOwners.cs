using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Names;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Compare;
using Minkang.Registry.Lists;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;

namespace Minkang.Registry.Comparisons;

/// <summary>A person of the register as far as a comparison points to it.</summary>
internal sealed record PlacedPerson(Guid Id, Guid? HouseholdId, string VillageCode, string? IdHash, string Name)
{
    /// <summary>Names of records that were merged into this one.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];
}

/// <summary>
/// Says which person of the register a compared row is put to (对到登记册的谁), and which village it lies in. The register's own rows carry the person's key, rows of an imported
/// register were settled by the import; where neither takes part, a valid number with a name that fits it decides. Only people of the run's area are known.
/// </summary>
internal sealed class RowOwners
{
    private readonly Dictionary<Guid, PlacedPerson> _byId;
    private readonly Dictionary<string, PlacedPerson> _byNumber;
    private readonly Dictionary<(string File, string Sheet, int Row), Guid> _imported;
    private readonly Dictionary<ComparedPerson, PlacedPerson?> _known = new(ReferenceEqualityComparer.Instance);
    private readonly string? _register;
    private readonly VillageFinder _villages;
    private readonly Vault _vault;

    private RowOwners(List<PlacedPerson> persons, IReadOnlyList<PersonAlias> former, IReadOnlyList<(Guid Gone, Guid Kept)> merged, string? register, Dictionary<(string, string, int), Guid> imported, VillageFinder villages, Vault vault)
    {
        (_register, _imported, _villages, _vault) = (register, imported, villages, vault);
        _byId = persons.ToDictionary(p => p.Id);
        foreach (var names in former.ToLookup(a => a.PersonId))
            if (_byId.TryGetValue(names.Key, out var person)) _byId[names.Key] = person with { FormerNames = [.. names.Select(a => a.Name)] };
        foreach (var (gone, kept) in merged) if (_byId.TryGetValue(kept, out var person)) _byId[gone] = person;
        _byNumber = persons.Where(p => p.IdHash is not null).GroupBy(p => p.IdHash!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => _byId[g.First().Id], StringComparer.Ordinal);
        foreach (var alias in former) if (alias.IdHash is { } hash && _byId.TryGetValue(alias.PersonId, out var person)) _byNumber.TryAdd(hash, person);
    }

    public static async Task<RowOwners> Load(CountyDb db, CompareRun run, IReadOnlyList<CompareInput> inputs, VillageFinder villages, Vault vault, CancellationToken ct)
    {
        var persons = await db.Set<Person>().AsNoTracking().InArea(run.AreaCode, p => p.VillageCode).OrderBy(p => p.Id)
            .Select(p => new PlacedPerson(p.Id, p.HouseholdId, p.VillageCode, p.IdHash, p.Name)).ToListAsync(ct);
        var former = await db.Set<PersonAlias>().AsNoTracking().OrderByDescending(a => a.Id).ToListAsync(ct);
        var merged = await db.Set<Person>().IgnoreQueryFilters().AsNoTracking().Where(p => p.MergedInto != null).Select(p => new { p.Id, Kept = p.MergedInto!.Value }).ToListAsync(ct);
        var imported = new Dictionary<(string, string, int), Guid>();
        foreach (var input in inputs.Where(i => i.ImportId is not null))
        {
            var rows = await (from r in db.Set<ImportRow>().AsNoTracking()
                              join i in db.Set<ListImport>() on r.ImportId equals i.Id
                              where r.ImportId == input.ImportId && i.ProfileId == "register" && r.PersonId != null
                              select new { r.Sheet, r.RowNo, r.PersonId }).ToListAsync(ct);
            foreach (var row in rows) imported[(input.FileName, row.Sheet, row.RowNo)] = row.PersonId!.Value;
        }
        return new RowOwners(persons, former, merged.ConvertAll(m => (m.Id, m.Kept)), inputs.FirstOrDefault(i => i.Source == InputSource.Register)?.FileName, imported, villages, vault);
    }

    public PlacedPerson? PersonOf(ComparedRow row)
    {
        if (Stated(row) is { } own) return own;
        if (_known.TryGetValue(row.Person, out var known)) return known;
        var found = row.Person.Rows.Select(Stated).FirstOrDefault(p => p is not null);
        if (found is null && _register is null) found = row.Person.Rows.Select(ByNumber).FirstOrDefault(p => p is not null);
        return _known[row.Person] = found;
    }

    /// <summary>The village that the row names, else the person's; empty when neither is known.</summary>
    public string VillageOf(ComparedRow row)
    {
        var named = row.Place is { Village: { Length: > 0 } village } place ? _villages.Find(place.Township ?? "", village).Code : null;
        return named ?? PersonOf(row)?.VillageCode ?? "";
    }

    private PlacedPerson? Stated(ComparedRow row)
    {
        if (row.Kind != ListKind.Register) return null;
        if (row.List.File == _register)
            return row.List.Match.Headings.FirstOrDefault(h => h.Text == RegisterSheet.KeyHeading) is { } key && Guid.TryParse(row.CellAt(key.Column).Text, out var id) ? _byId.GetValueOrDefault(id) : null;
        return _imported.TryGetValue((row.List.File, row.List.Sheet, row.Number), out var person) ? _byId.GetValueOrDefault(person) : null;
    }

    private PlacedPerson? ByNumber(ComparedRow row) =>
        row.ValidId is { } id && _byNumber.TryGetValue(_vault.Hash(Purposes.IdNumber, id.Text)!, out var person) && person.FormerNames.Prepend(person.Name).Any(name => LinkEntity.Fits(row.Name, NameForm.Read(name))) ? person : null;
}
