using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;

namespace Minkang.Registry.Contracts;

/// <summary>
/// Writes the register in the poverty office's own layout (按扶贫办样式导出登记册), with full numbers: imported again unchanged, every row is the same. For
/// whoever may export; the export is on record.
/// </summary>
public sealed class ExportRegister
{
    private readonly RegisterSheet _sheet;

    /// <summary>Made by the registration of the module.</summary>
    public ExportRegister(ListCatalog catalog, RegionCache regions, Vault vault) => _sheet = new RegisterSheet(catalog, regions, vault);

    /// <summary>Writes the workbook as of a day. Returns the number of persons written; 0 when the actor may not export.</summary>
    public async Task<int> Write(CountyDb db, Actor actor, DateOnly day, Stream output, CancellationToken ct)
    {
        var scope = actor.ScopeOf("registry.export");
        var persons = await db.Set<Person>().AsNoTracking().Where(VisiblePersons.InScope<Person>(db, scope, p => p.VillageCode, p => p.Id)).Where(p => p.HouseholdId != null)
            .OrderBy(p => p.VillageCode).ThenBy(p => p.HouseholdId).ThenBy(p => p.Line).ToListAsync(ct);
        var (layout, rows) = await _sheet.Make(db, persons.ConvertAll(p => new RegisterMember(p, p.HouseholdId!.Value)), day, withKeys: false, ct);
        if (rows.Count > 0)
        {
            db.Trail.Record(actor, "registry.export", "persons", null, null, new { layout = "register", rows = rows.Count, day });
            await db.SaveChangesAsync(ct);
        }
        ListExport.WriteXlsx(output, layout, rows, ct);
        return rows.Count;
    }
}
