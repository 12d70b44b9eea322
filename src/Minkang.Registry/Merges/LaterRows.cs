using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Merges;

/// <summary>A row made since a merge for the person who is kept (合并以后的新记录).</summary>
/// <param name="Parent">Key of the row of a person on which it hangs; it goes where that one goes, and nobody is asked. Null for a row that stands by itself.</param>
/// <param name="Returns">True when that row came with the merge and returns with its undoing.</param>
internal sealed record LaterRow(string Table, Guid Id, DateTimeOffset MadeAt, Guid? Parent, bool Returns);

/// <summary>Finds what was made since a merge, and what of it goes with the record that comes back.</summary>
internal sealed class LaterRows(IEnumerable<PersonColumn> columns)
{
    private readonly List<PersonColumn> _asked = [.. columns.Where(c => c.IsAsked)];

    /// <summary>Rows that name the kept person and are younger than the merge, the oldest first. Their keys say when they were made.</summary>
    public async Task<IReadOnlyList<LaterRow>> Of(CountyDb db, PersonMerge merge, IReadOnlyList<ChangeNow> changes, CancellationToken ct)
    {
        var noted = changes.Select(c => c.Change.RecordId).ToHashSet();
        var returning = changes.Where(c => c.Back.Any(v => v.Before is Guid before && before == merge.GoneId)).Select(c => c.Change.RecordId).ToHashSet();
        var later = new List<LaterRow>();
        foreach (var column in _asked)
            foreach (var entry in (await column.Rows(db, merge.KeptId, ct)).Select(db.Entry))
            {
                var id = IdOf(entry);
                if (noted.Contains(id) || MadeAt(id) is not { } at || at <= merge.MergedAt) continue;
                var parent = ParentOf(entry);
                later.Add(new LaterRow(entry.Metadata.GetTableName()!, id, at, parent, parent is { } on && returning.Contains(on)));
            }
        return [.. later.OrderBy(l => l.MadeAt)];
    }

    /// <summary>Keys of the rows that go: those chosen, and whatever hangs on one that goes.</summary>
    public static IReadOnlySet<Guid> Going(IReadOnlyList<LaterRow> later, IEnumerable<LaterRecord> chosen)
    {
        var wanted = chosen.Select(c => (c.Table, c.Id)).ToHashSet();
        var going = later.Where(l => l.Returns || (l.Parent is null && wanted.Contains((l.Table, l.Id)))).Select(l => l.Id).ToHashSet();
        int before;
        do
        {
            before = going.Count;
            going.UnionWith(later.Where(l => l.Parent is { } parent && going.Contains(parent)).Select(l => l.Id).ToList());
        }
        while (going.Count > before);
        return going;
    }

    /// <summary>Gives the rows to the record that comes back, in the unit of work.</summary>
    public async Task Give(CountyDb db, MergePair pair, IReadOnlySet<Guid> rows, CancellationToken ct)
    {
        foreach (var column in _asked)
            foreach (var entry in (await column.Rows(db, pair.Kept, ct)).Select(db.Entry))
                if (rows.Contains(IdOf(entry))) entry.Property(column.Property).CurrentValue = pair.Gone;
    }

    /// <summary>The row of a person on which the row hangs: by a reference that it must have before one that it may have.</summary>
    private Guid? ParentOf(EntityEntry entry) => entry.Metadata.GetForeignKeys().Where(k => k.Properties.Count == 1 && _asked.Exists(c => c.Entity == k.PrincipalEntityType.ClrType))
        .OrderByDescending(k => k.IsRequired).ThenBy(k => k.Properties[0].Name, StringComparer.Ordinal).Select(k => entry.Property(k.Properties[0].Name).CurrentValue as Guid?).FirstOrDefault(on => on is not null);

    private static Guid IdOf(EntityEntry entry) => (Guid)entry.Property(nameof(Record.Id)).CurrentValue!;

    /// <summary>The moment in a key of version 7, to the millisecond.</summary>
    internal static DateTimeOffset? MadeAt(Guid id)
    {
        if (id.Version != 7) return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = 0;
        for (var i = 0; i < 6; i++) milliseconds = (milliseconds << 8) | bytes[i];
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
