using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;
using Minkang.Registry.Undo;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Merges;

/// <summary>A change of a merge with its record as it stands now, and which of its values can go back.</summary>
/// <param name="Back">Values that are still as the merge left them.</param>
/// <param name="Left">Values that somebody changed since; all when the record is gone.</param>
internal sealed record ChangeNow(MergeChange Change, object? Record, IReadOnlyList<RecordedValue> Back, IReadOnlyList<RecordedValue> Left)
{
    /// <summary>True for a record that the merge itself added; it goes.</summary>
    public bool IsMade => Back.Count == 0 && Left.Count == 0;
}

/// <summary>Works out what undoing a merge would do (撤销合并预览).</summary>
internal sealed class LookBackAtMerge(LaterRows later, IEnumerable<IMergeRule> rules, RecordedColumns recorded, Vault vault)
{
    private static readonly HashSet<string> Identity = new(StringComparer.Ordinal) { nameof(Person.IdState), nameof(Person.IdSealed), nameof(Person.IdHash), nameof(Person.IdTailHash), nameof(Person.IdStatedSealed) };

    public async Task<UndoMergeOutlook> Handle(CountyDb db, PersonMerge merge, CancellationToken ct)
    {
        var changes = await Changes(db, merge.Id, ct);
        var left = changes.SelectMany(c => c.Left.Select(v => new LeftValue(c.Change.RecordKind, v.Property.Name))).Concat(EndedSince(merge, changes)).Distinct().ToList();
        var (refused, first) = await Refusal(db, merge, changes, ct);
        return new UndoMergeOutlook(await later.Of(db, merge, changes, ct), left, refused, first);
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
                var now = undone.TryGetValue((change.RecordId, v.Property.Name), out var before) ? before : recorded.Now(db.Entry(of), v);
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

    /// <summary>Statements that came along and were ended since: they return as they are now, and what followed them may be the other's.</summary>
    private static IEnumerable<LeftValue> EndedSince(PersonMerge merge, IReadOnlyList<ChangeNow> changes)
    {
        var cut = changes.Where(c => c.Back.Concat(c.Left).Any(v => v.Property.Name == nameof(IEnds.UntilOn))).Select(c => c.Change.RecordId).ToHashSet();
        return changes.Where(c => c.Record is IEnds { UntilOn: not null, EndedAt: { } at } && at > merge.MergedAt && c.Back.Count > 0 && !cut.Contains(c.Change.RecordId))
            .Select(c => new LeftValue(c.Change.RecordKind, nameof(IEnds.UntilOn)));
    }

    /// <summary>What keeps it from being undone, and the later merge that has to be undone first where it is one.</summary>
    private async Task<(MergeNote? Note, Guid? First)> Refusal(CountyDb db, PersonMerge merge, IReadOnlyList<ChangeNow> changes, CancellationToken ct)
    {
        var standing = await db.Set<PersonMerge>().AsNoTracking().Where(m => m.State == MergeState.Merged && m.Id != merge.Id && (m.GoneId == merge.KeptId || m.KeptId == merge.KeptId)).ToListAsync(ct);
        if (standing.Find(m => m.GoneId == merge.KeptId) is { } on)
            return (new(MergeGravity.Refused, "registry.unmerge.merged-on", T($"保留的档案后来又并入了另一份（{Show.Moment(on.MergedAt!.Value)}，{on.MergedByName}）。请先撤销后来的那次合并。")), on.Id);
        // Each adds to what the one before left, in accounts, fields and periods: they come apart in the opposite order.
        if (standing.Where(m => (m.MergedAt, m.Id).CompareTo((merge.MergedAt, merge.Id)) > 0).MaxBy(m => (m.MergedAt, m.Id)) is { } since)
            return (new(MergeGravity.Refused, "registry.unmerge.merged-since", T($"后来又有一份档案并入了同一份保留的档案（{Show.Moment(since.MergedAt!.Value)}，{since.MergedByName}）。请先撤销后来的那次合并。")), since.Id);
        if ((await EndedHomes.Of(db, merge, changes, ct)).FirstOrDefault(h => !EndedHomes.CanReopen(h)) is { EndedOn: { } ended })
            return (new(MergeGravity.Refused, "registry.unmerge.household-ended", T($"要恢复的档案原来所在的户已在 {ended:yyyy-MM-dd} 并入他户，恢复以后没有户可归。这次合并不能撤销；确属两个人的，请报县级业务员核实此人现在属于哪一户。")), null);
        foreach (var rule in rules)
            if (await rule.LookBack(db, new MergePair(merge.KeptId, merge.GoneId), merge.MergedAt!.Value, ct) is { } note) return (note, null);
        return (null, null);
    }
}
