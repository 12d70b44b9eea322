using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Undo;

/// <summary>Why a record keeps an import from being undone (不能撤销的原因).</summary>
internal enum ObstacleWhy
{
    /// <summary>导入以后改过</summary>
    Changed,
    /// <summary>别的记录建立在它上面</summary>
    BuiltOn,
    /// <summary>后来的名单也说到它</summary>
    Listed,
}

/// <summary>A record that was worked on after the import (后来动过的记录), with the person or household that it belongs to.</summary>
/// <param name="Kind">Table of the record.</param>
internal sealed record Obstacle(string Kind, ObstacleWhy Why, Guid? PersonId, Guid? HouseholdId);

/// <summary>
/// Finds what was done after an import with what it brought or changed (导入以后的改动). An import is undone as a whole or not at all: while there is one
/// such record, taking the rest away would leave a register that no list and no person ever stated.
/// </summary>
internal sealed class FindObstacles(Vault vault, RecordedColumns columns)
{
    /// <summary>So many of a kind are looked for; a page cannot show more.</summary>
    public const int Most = 100;

    /// <summary>Tables that tell how things stood; nothing is built upon them.</summary>
    private static readonly HashSet<Type> Snapshots = [typeof(TrialRow), typeof(ImportChange), typeof(UndoneRecord), typeof(RunRow), typeof(Finding)];

    private sealed record Found(Guid? PersonId, Guid? HouseholdId);

    public async Task<List<Obstacle>> Handle(CountyDb db, Guid importId, CancellationToken ct)
    {
        var found = new List<Obstacle>();
        var made = MadeRecords.Kinds(db);
        foreach (var kind in made)
        {
            found.AddRange(await Query(db, kind, ObstacleWhy.Changed, Touched(kind), importId, ct));
            found.AddRange(await Query(db, kind, ObstacleWhy.Changed, ChangedByAnother, importId, ct));
            foreach (var (other, column) in Referring(db, kind))
                found.AddRange(await Query(db, other, other.ClrType == typeof(ImportRow) ? ObstacleWhy.Listed : ObstacleWhy.BuiltOn, BuiltOn(kind, other, column), importId, ct));
        }
        found.AddRange(await ChangedSince(db, importId, ct));
        return [.. found.Distinct()];
    }

    /// <summary>
    /// Records of the import that were saved again. A version counts saves: each change by this import is one, and a later import that was undone meanwhile
    /// left two, its change and the way back.
    /// </summary>
    private static string? Touched(IEntityType kind)
    {
        const string notes = "select count(*) from registry_import_change c where c.record_id = t.id";
        if (typeof(Record).IsAssignableFrom(kind.ClrType))
            return $"t.import_id = {{0}} and t.version > 1 and t.version <> 1 + ({notes} and c.import_id = {{0}}) + 2 * ({notes} and c.import_id <> {{0}} and c.undone)";
        return typeof(IEnds).IsAssignableFrom(kind.ClrType) ? $"t.import_id = {{0}} and t.ended_at is not null and not exists (select 1 from registry_import_change c where c.record_id = t.id and c.import_id = {{0}})" : null;
    }

    private const string ChangedByAnother = "t.import_id = {0} and exists (select 1 from registry_import_change c where c.record_id = t.id and c.import_id <> {0} and not c.undone)";

    /// <summary>Tables whose rows name a record of the kind: by a column called after it, as everywhere in the store.</summary>
    private static IEnumerable<(IEntityType Table, string Column)> Referring(CountyDb db, IEntityType kind) =>
        from table in MadeRecords.Tables(db)
        where !Snapshots.Contains(table.ClrType)
        let property = table.FindProperty(kind.ClrType.Name + "Id")
        where property is not null
        select (table, property.GetColumnName());

    private static string BuiltOn(IEntityType kind, IEntityType other, string column)
    {
        var names = $"t.{column} in (select m.id from {kind.GetTableName()} m where m.import_id = {{0}})";
        if (other.ClrType == typeof(ImportRow)) return $"{names} and t.import_id <> {{0}} and exists (select 1 from registry_import i where i.id = t.import_id and i.state <> 'undone')";
        var notMine = other.FindProperty("ImportId") is null ? "" : " and (t.import_id is null or t.import_id <> {0})";
        return $"{names}{notMine} and not exists (select 1 from registry_import_change c where c.record_id = t.id and c.import_id = {{0}})";
    }

    private static async Task<IEnumerable<Obstacle>> Query(CountyDb db, IEntityType kind, ObstacleWhy why, string? where, Guid importId, CancellationToken ct)
    {
        if (where is null) return [];
        var sql = $"select {Owner(kind, typeof(Person), "PersonId")} as \"PersonId\", {Owner(kind, typeof(Household), "HouseholdId")} as \"HouseholdId\" from {kind.GetTableName()} t where {where} limit {Most}";
        return (await db.Database.SqlQueryRaw<Found>(sql, importId).ToListAsync(ct)).Select(f => new Obstacle(kind.GetTableName()!, why, f.PersonId, f.HouseholdId));
    }

    private static string Owner(IEntityType kind, Type itself, string property) =>
        kind.ClrType == itself ? "t.id" : kind.FindProperty(property) is { } named ? "t." + named.GetColumnName() : "cast(null as uuid)";

    /// <summary>Records that were there before, whose fields no longer hold what the import wrote.</summary>
    private async Task<List<Obstacle>> ChangedSince(CountyDb db, Guid importId, CancellationToken ct)
    {
        var found = new List<Obstacle>();
        foreach (var kind in MadeRecords.Tables(db))
        {
            var table = kind.GetTableName()!;
            var notes = await db.Set<ImportChange>().AsNoTracking().Where(c => c.ImportId == importId && c.RecordKind == table).OrderByDescending(c => c.Id).ToListAsync(ct);
            foreach (var note in notes.DistinctBy(n => n.RecordId))
            {
                if (found.Count >= Most) return found;
                if (await db.FindAsync(kind.ClrType, [note.RecordId], ct) is not { } record) { found.Add(new Obstacle(table, ObstacleWhy.Changed, null, null)); continue; }
                var entry = db.Entry(record);
                if (note.Read(kind, vault).Any(f => !columns.IsStill(kind, f.Property, entry.Property(f.Property.Name).CurrentValue, f.After)))
                    found.Add(new Obstacle(table, ObstacleWhy.Changed, Id(kind, record, typeof(Person), "PersonId"), Id(kind, record, typeof(Household), "HouseholdId")));
                entry.State = EntityState.Detached;
            }
        }
        return found;
    }

    private static Guid? Id(IEntityType kind, object record, Type itself, string property) =>
        kind.ClrType == itself ? (Guid?)kind.FindProperty("Id")!.PropertyInfo!.GetValue(record) : kind.FindProperty(property)?.PropertyInfo!.GetValue(record) as Guid?;
}
