using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Merges;

/// <summary>
/// Saves a merge step by step and notes what each step changes (合并改动留底), so that it can be taken back exactly, the last step first. Of a record that a step adds, only that is noted.
/// </summary>
internal sealed class MergeJournal(CountyDb db, Guid mergeId, DateTimeOffset now, RecordedColumns recorded)
{
    private readonly RisingIds _ids = new(now);
    private int _step;

    /// <summary>Records changed so far, by table.</summary>
    public Dictionary<string, int> Changed { get; } = new(StringComparer.Ordinal);

    public async Task Save(CancellationToken ct)
    {
        _step++;
        db.ChangeTracker.DetectChanges();
        foreach (var entry in db.ChangeTracker.Entries().Where(IsNoted).ToList())
        {
            var table = entry.Metadata.GetTableName()!;
            Changed[table] = Changed.GetValueOrDefault(table) + 1;
            db.Add(new MergeChange { Id = _ids.Next(), MergeId = mergeId, Step = _step, RecordKind = table, RecordId = (Guid)entry.Property(nameof(Record.Id)).CurrentValue!, ValuesSealed = recorded.Seal(entry) });
        }
        await db.SaveChangesAsync(ct);
    }

    private static bool IsNoted(EntityEntry entry) => entry.Entity is not PersonMerge && (entry.State == EntityState.Added || (entry.State == EntityState.Modified && RecordedValues.Changed(entry).Any()));
}
