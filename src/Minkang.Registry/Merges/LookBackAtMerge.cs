using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;
using Minkang.Registry.Undo;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Merges;

/// <summary>A change of a merge with its record as it stands now, and which of its values can go back.</summary>
/// <param name="Back">Values that are still as the merge left them.</param>
/// <param name="Left">Values that somebody changed since; all when the record is gone.</param>
internal sealed record ChangeNow(MergeChange Change, object? Record, IReadOnlyList<RecordedValue> Back, IReadOnlyList<RecordedValue> Left);

/// <summary>Works out what undoing a merge would do (撤销合并预览).</summary>
internal sealed class LookBackAtMerge(IEnumerable<PersonColumn> columns, IEnumerable<IMergeRule> rules, RecordedColumns recorded, Vault vault)
{
    private static readonly HashSet<string> Identity = new(StringComparer.Ordinal) { nameof(Person.IdState), nameof(Person.IdSealed), nameof(Person.IdHash), nameof(Person.IdTailHash), nameof(Person.IdStatedSealed) };

    public async Task<UndoMergeOutlook> Handle(CountyDb db, PersonMerge merge, CancellationToken ct)
    {
        var changes = await Changes(db, merge.Id, ct);
        var left = changes.SelectMany(c => c.Left.Select(v => new LeftValue(c.Change.RecordKind, v.Property.Name))).Distinct().ToList();
        return new UndoMergeOutlook(await Later(db, merge, changes, ct), left, await Refusal(db, merge, ct));
    }

    /// <summary>What the merge changed, the last step first, beside what stands now.</summary>
    public async Task<IReadOnlyList<ChangeNow>> Changes(CountyDb db, Guid merge, CancellationToken ct)
    {
        var kinds = MadeRecords.Tables(db).GroupBy(t => t.GetTableName()!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var all = new List<ChangeNow>();
        var undone = new Dictionary<(Guid, string), object?>();
        foreach (var change in await db.Set<MergeChange>().AsNoTracking().Where(c => c.MergeId == merge).OrderByDescending(c => c.Step).ThenByDescending(c => c.Id).ToListAsync(ct))
        {
            var (kind, values) = (kinds[change.RecordKind], RecordedValues.Open(change.ValuesSealed, kinds[change.RecordKind], vault));
            var record = await Load(db, kind, change.RecordId, ct);
            var still = record is null ? [] : values.Where(v => Stands(record, v)).ToList();
            // A number goes back whole or not at all.
            if (values.Any(v => Identity.Contains(v.Property.Name) && !still.Contains(v)) && kind.ClrType == typeof(Person)) still.RemoveAll(v => Identity.Contains(v.Property.Name));
            foreach (var value in still) undone[(change.RecordId, value.Property.Name)] = value.Before;
            all.Add(new ChangeNow(change, record, still, [.. values.Except(still)]));

            bool Stands(object of, RecordedValue v)
            {
                var now = undone.TryGetValue((change.RecordId, v.Property.Name), out var later) ? later : recorded.Now(db.Entry(of), v);
                return v.InTheOpen ? Equals(now, v.After) : recorded.IsStill(kind, v.Property, now, v.After);
            }
        }
        return all;
    }

    private static readonly MethodInfo One = typeof(LookBackAtMerge).GetMethod(nameof(LoadOne), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The record, also where a merge has put it out of sight.</summary>
    private static Task<object?> Load(CountyDb db, IEntityType kind, Guid id, CancellationToken ct) => (Task<object?>)One.MakeGenericMethod(kind.ClrType).Invoke(null, [db, id, ct])!;

    private static async Task<object?> LoadOne<T>(CountyDb db, Guid id, CancellationToken ct) where T : class =>
        await db.Set<T>().IgnoreQueryFilters().SingleOrDefaultAsync(r => EF.Property<Guid>(r, nameof(Record.Id)) == id, ct);

    /// <summary>Rows that name the kept person and are younger than the merge. Their keys say when they were made.</summary>
    private async Task<IReadOnlyList<LaterLine>> Later(CountyDb db, PersonMerge merge, IReadOnlyList<ChangeNow> changes, CancellationToken ct)
    {
        var moved = changes.Select(c => c.Change.RecordId).ToHashSet();
        var later = new List<LaterLine>();
        foreach (var column in columns.Where(c => !c.IsDerived))
        {
            var table = db.Model.FindEntityType(column.Entity)!.GetTableName()!;
            foreach (var row in await column.Rows(db, merge.KeptId, ct))
            {
                var id = (Guid)db.Entry(row).Property(nameof(Record.Id)).CurrentValue!;
                if (!moved.Contains(id) && MadeAt(id) is { } at && at > merge.MergedAt) later.Add(new LaterLine(table, id, at));
            }
        }
        return [.. later.OrderBy(l => l.MadeAt)];
    }

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

    private async Task<MergeNote?> Refusal(CountyDb db, PersonMerge merge, CancellationToken ct)
    {
        if (await db.Set<Person>().IgnoreQueryFilters().AnyAsync(p => p.Id == merge.KeptId && p.MergedInto != null, ct))
            return new(MergeGravity.Refused, "registry.unmerge.merged-on", T("保留的档案后来又并入了另一份。请先撤销后来的那次合并。"));
        foreach (var rule in rules)
            if (await rule.LookBack(db, new MergePair(merge.KeptId, merge.GoneId), merge.MergedAt!.Value, ct) is { } note) return note;
        return null;
    }
}
