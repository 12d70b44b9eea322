using System.Text.Json;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Events;
using Minkang.Registry.Persons;
using Minkang.Registry.Undo;

namespace Minkang.Registry.Merges;

/// <summary>Carries a merge out in the open transaction (办理合并): the record steps back, values are taken, what cannot be there twice is settled, the rest follows.</summary>
internal sealed class CarryOutMerge(IEnumerable<PersonColumn> columns, IEnumerable<IMergeRule> rules, RecordedColumns recorded, Vault vault)
{
    public async Task Handle(CountyDb db, PersonMerge merge, Person kept, Person gone, EventFrame frame, CancellationToken ct)
    {
        var choice = JsonSerializer.Deserialize<MergeChoice>(vault.Open(Purposes.ListEntry, merge.ChoiceSealed)!)!;
        var taken = choice.Fields.Where(f => f.TookGone).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        var journal = new MergeJournal(db, merge.Id, frame.Now, recorded);
        // First, since the number of a record that stands is its alone. The kept one is touched, so that whoever looked at it before looks again, and no import that brought it is undone.
        gone.MergedInto = kept.Id;
        db.Touch(kept);
        await journal.Save(ct);

        var aliases = new List<PersonAlias> { Alias(gone, kept.Id, merge.Id, frame) };
        if (taken.Contains(MergeFields.Name) || taken.Contains(MergeFields.IdNumber)) aliases.Add(Alias(kept, kept.Id, merge.Id, frame));
        foreach (var field in MergeFields.All.Where(f => taken.Contains(f.Key))) field.Take(kept, gone);
        var aside = new HashSet<Guid> { gone.Id };
        foreach (var rule in rules) aside.UnionWith(await rule.Settle(db, new MergePair(kept.Id, gone.Id), taken, ct));
        await journal.Save(ct);

        await Move(db, kept.Id, gone.Id, aside, ct);
        (merge.State, merge.MergedBy, merge.MergedByName, merge.MergedAt) = (MergeState.Merged, frame.Actor.UserId, frame.Actor.Name, frame.Now);
        await journal.Save(ct);
        await MergedFinding.Settle(db, merge, frame, ct);
        db.AddRange(aliases);
        foreach (var (subject, other) in new[] { (kept.Id, gone.Id), (gone.Id, kept.Id) })
            db.Trail.Record(frame.Actor, LookAtMerge.Action, "person", subject, vault.Open(Purposes.Proposal, merge.ReasonSealed),
                new { merge = merge.Id, other, kept = kept.Id, took = taken, records = journal.Changed });
        await db.SaveChangesAsync(ct);
    }

    private async Task Move(CountyDb db, Guid kept, Guid gone, HashSet<Guid> aside, CancellationToken ct)
    {
        foreach (var column in columns)
            foreach (var row in await column.Rows(db, gone, ct))
            {
                var entry = db.Entry(row);
                if (!aside.Contains((Guid)entry.Property(nameof(Record.Id)).CurrentValue!)) entry.Property(column.Property).CurrentValue = kept;
            }
    }

    private static PersonAlias Alias(Person of, Guid person, Guid merge, EventFrame frame) => new()
    {
        Id = frame.NewId(), PersonId = person, MergeId = merge, Name = of.Name, NameKey = of.NameKey, Pinyin = of.Pinyin, IdSealed = of.IdSealed, IdHash = of.IdHash, IdTailHash = of.IdTailHash,
    };
}
