using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Lists;

namespace Minkang.Registry.Undo;

/// <summary>
/// The records that an import brought (导入产生的记录), of whatever module: every table whose rows name the import that made them. A module takes part by
/// having an <c>ImportId</c> on its record.
/// </summary>
internal static class MadeRecords
{
    private static readonly HashSet<Type> OfTheImportItself = [typeof(ImportRow), typeof(TrialRow), typeof(ImportChange), typeof(UndoneRecord), typeof(CompareInput)];

    /// <summary>The tables, those that refer to others before these.</summary>
    public static IReadOnlyList<IEntityType> Kinds(CountyDb db)
    {
        var left = Tables(db).Where(t => t.FindProperty("ImportId") is not null && !OfTheImportItself.Contains(t.ClrType)).OrderBy(t => t.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<IEntityType>(left.Count);
        while (left.Count > 0)
        {
            var next = left.Find(t => !left.Exists(other => other != t && other.GetForeignKeys().Any(k => k.PrincipalEntityType == t)))
                ?? throw new InvalidOperationException("The tables of an import refer to each other in a ring.");
            left.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }

    /// <summary>Every table of the county's store with a key of its own, results of imports left out.</summary>
    public static IEnumerable<IEntityType> Tables(CountyDb db) => db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null && t.GetViewName() is null);

    /// <summary>How many records of a kind the import brought.</summary>
    public static async Task<long> Count(CountyDb db, IEntityType kind, Guid importId, CancellationToken ct)
    {
        var sql = $"select count(*) as \"Value\" from {kind.GetTableName()} where import_id = {{0}}";
        return await db.Database.SqlQueryRaw<long>(sql, importId).SingleAsync(ct);
    }

    /// <summary>Copies the records to where they count no more, then takes them off. Returns how many.</summary>
    public static async Task<int> TakeOff(CountyDb db, IEntityType kind, Guid importId, CancellationToken ct)
    {
        var columns = kind.GetProperties().Select(p => p.GetColumnName()).Where(c => !c.EndsWith("_sealed", StringComparison.Ordinal) && !c.EndsWith("_hash", StringComparison.Ordinal));
        var pairs = string.Join(", ", columns.Select(c => $"'{c}', {c}"));
        var json = db.Engine == StoreEngine.Sqlite ? $"json_object({pairs})" : $"cast(json_build_object({pairs}) as text)";
        var keep = $"insert into registry_undone_record (import_id, record_kind, record_id, content) select import_id, '{kind.GetTableName()}', id, {json} from {kind.GetTableName()} where import_id = {{0}}";
        var remove = $"delete from {kind.GetTableName()} where import_id = {{0}}";
        await db.Database.ExecuteSqlRawAsync(keep, [importId], ct);
        return await db.Database.ExecuteSqlRawAsync(remove, [importId], ct);
    }
}
