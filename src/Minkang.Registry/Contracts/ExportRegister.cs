using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Contracts;

/// <summary>
/// Writes the register in the poverty office's own layout (按扶贫办样式导出登记册), with full numbers: imported again unchanged, every row is the same. For
/// whoever may export; the export is on record.
/// </summary>
public sealed class ExportRegister
{
    private readonly ListCatalog _catalog;
    private readonly RegionCache _regions;
    private readonly Vault _vault;

    /// <summary>Made by the registration of the module.</summary>
    public ExportRegister(ListCatalog catalog, RegionCache regions, Vault vault) => (_catalog, _regions, _vault) = (catalog, regions, vault);

    /// <summary>Writes the workbook as of a day. Returns the number of persons written; 0 when the actor may not export.</summary>
    public async Task<int> Write(CountyDb db, Actor actor, DateOnly day, Stream output, CancellationToken ct)
    {
        var scope = actor.ScopeOf("registry.export");
        var persons = await db.Set<Person>().AsNoTracking().Where(VisiblePersons.InScope<Person>(db, scope, p => p.VillageCode, p => p.Id)).Where(p => p.HouseholdId != null)
            .OrderBy(p => p.VillageCode).ThenBy(p => p.HouseholdId).ThenBy(p => p.Line).ToListAsync(ct);
        var households = await db.Set<Household>().AsNoTracking().Where(h => h.Number != null).ToDictionaryAsync(h => h.Id, ct);
        var ofHousehold = (await db.Set<HouseholdFact>().AsNoTracking().Where(f => f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day)).ToListAsync(ct)).ToLookup(f => (f.HouseholdId, f.Kind));
        var exits = (await db.Set<HouseholdFact>().AsNoTracking().Where(f => f.Kind == FactKind.Status && f.Value == "exited" && f.FromOn <= day).ToListAsync(ct)).ToLookup(f => f.HouseholdId);
        var ofPerson = (await db.Set<PersonFact>().AsNoTracking().Where(f => f.Source == "register" && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day)).ToListAsync(ct)).ToLookup(f => (f.PersonId, f.Kind));
        var heads = persons.ToDictionary(p => p.Id, p => p.Name);
        var tree = await _regions.Tree(ct);
        var profile = _catalog.Profiles.Single(p => p.Id == "register").Sheets[0];
        var columns = profile.Columns.Where(c => c.Field != "remark").ToList();
        var layout = new ExportLayout(profile.Title, [.. columns.Select(c => new ExportColumn(c.Label, c.Type is FieldType.IdNumber ? 22 : 12))])
        {
            Title = $"{tree.NameOf(db.CountyCode)}{_catalog.Profiles.Single(p => p.Id == "register").Title}", FillInLine = $"导出时间：{day:yyyy-MM-dd}　　单位：人、元",
        };
        var rows = persons.Where(p => households.ContainsKey(p.HouseholdId!.Value)).Select(p =>
        {
            var h = households[p.HouseholdId!.Value];
            string? Of(string kind) => ofHousehold[(h.Id, kind)].FirstOrDefault()?.Value;
            string? Is(string kind) => ofPerson[(p.Id, kind)].FirstOrDefault()?.Value;
            return (IReadOnlyList<object?>)[.. columns.Select(c => (object?)(c.Field switch
            {
                "prefecture" => tree.Find(db.CountyCode[..4])?.Name,
                "county" => tree.NameOf(db.CountyCode),
                "township" => h.VillageCode.Length >= 9 ? tree.NameOf(h.VillageCode[..9]) : null,
                "village" => h.VillageCode.Length == 12 ? tree.NameOf(h.VillageCode) : null,
                "village-group" => h.GroupName,
                "household-number" => h.Number,
                "head-name" => h.HeadPersonId is { } head ? heads.GetValueOrDefault(head) : null,
                "name" => p.Name,
                "id-number" => _vault.Open(Purposes.IdNumber, p.IdSealed) ?? _vault.Open(Purposes.IdStated, p.IdStatedSealed),
                "household-size" => Of(FactKind.StatedSize),
                "relation" => Name(c, p.Relation),
                "sex" => Name(c, p.Sex.ToString(CultureInfo.InvariantCulture)),
                "birth-date" => Day(p.BirthOn, p.BirthPrecision),
                "ethnic-group" => Name(c, p.EthnicGroup),
                "education" => Name(c, Is(FactKind.Education)),
                "school-state" => Is(FactKind.Schooling),
                "health-state" => string.Join(',', ofPerson[(p.Id, FactKind.HealthState)].Select(f => Name(c, f.Value))),
                "labour-skill" => Name(c, Is(FactKind.LabourSkill)),
                "months-away" => Is(FactKind.MonthsAtWork),
                "basic-insurance" => YesNo(Is(FactKind.StatedBasicInsurance)),
                "critical-insurance" => YesNo(Is(FactKind.CriticalIllnessInsurance)),
                "poverty-attribute" => Name(c, Of(FactKind.HouseholdClass)),
                "main-cause" => Name(c, Of(FactKind.PrimaryCause)),
                "other-causes" => string.Join(',', ofHousehold[(h.Id, FactKind.SecondaryCause)].Select(f => Name(c, f.Value))),
                "poverty-status" => Name(c, Of(FactKind.Status)),
                "exit-year" => exits[h.Id].Select(f => (int?)f.FromOn.Year).Max()?.ToString(CultureInfo.InvariantCulture),
                "identified-on" => Day(h.EnteredOn, h.EnteredPrecision),
                "income-per-head" => Of(FactKind.IncomePerHead),
                "phone" => _vault.Open(Purposes.Phone, p.PhoneSealed),
                _ => null,
            }))];
        }).ToList();
        if (rows.Count > 0)
        {
            db.Trail.Record(actor, "registry.export", "persons", null, null, new { layout = "register", rows = rows.Count, day });
            await db.SaveChangesAsync(ct);
        }
        ListExport.WriteXlsx(output, layout, rows, ct);
        return rows.Count;
    }

    private static string? Name(ColumnProfile column, string? code) => code is null ? null : column.Codes?.Find(code)?.Name ?? code;

    private static string? YesNo(string? value) => value switch { "yes" => "是", "no" => "否", _ => null };

    private static string? Day(DateOnly? on, string? precision) => on is not { } day ? null : precision switch
    {
        "year" => day.ToString("yyyy年", CultureInfo.InvariantCulture),
        "month" => day.ToString("yyyy年M月", CultureInfo.InvariantCulture),
        _ => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
