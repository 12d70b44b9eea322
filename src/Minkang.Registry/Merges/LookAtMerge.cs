using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Merges;

/// <summary>How many rows of a kind each record has (两份档案各有多少).</summary>
internal sealed record KeptRows(string Table, int Kept, int Gone);

/// <summary>A field with both values in the open; what is shown of them is the page's matter.</summary>
/// <param name="TakesGone">What is proposed: the other's value where the kept record has none.</param>
internal sealed record FieldOfBoth(MergeField Field, string? Kept, string? Gone, bool TakesGone)
{
    public bool Differs => Kept is not null && Gone is not null && Kept != Gone;
}

/// <summary>What merging two records would do, and what stands against it (合并前的说明).</summary>
internal sealed record MergeOutlook(Person Kept, Person Gone, IReadOnlyList<FieldOfBoth> Fields, IReadOnlyList<MergeTwin> Twins, IReadOnlyList<KeptRows> Rows, IReadOnlyList<MergeNote> Notes)
{
    public bool IsRefused => Notes.Any(n => n.Gravity == MergeGravity.Refused);
    public bool NeedsSecond => Notes.Any(n => n.Gravity == MergeGravity.SecondPerson);
    public bool NeedsConfirming => Notes.Any(n => n.Gravity == MergeGravity.Confirm);
    public bool CountyOnly => Notes.Any(n => n.Gravity == MergeGravity.CountyOnly);
}

/// <summary>Works out what a merge would do (合并预览), from every module's columns and rules. The same findings decide when it is carried out.</summary>
internal sealed class LookAtMerge(IEnumerable<PersonColumn> columns, IEnumerable<IMergeRule> rules, Vault vault)
{
    public const string Action = "registry.merge";

    /// <summary>Two records that stand and that the actor reaches, in the unit of work.</summary>
    public async Task<Outcome<(Person Kept, Person Gone)>> Pair(CountyDb db, Actor actor, MergePair pair, CancellationToken ct)
    {
        if (pair.Kept == pair.Gone) return new Problem("registry.merge.same", "", "这是同一份档案，请另选一份。");
        var found = await db.PersonsFor(actor, Action).IgnoreQueryFilters().Where(p => p.Id == pair.Kept || p.Id == pair.Gone).ToListAsync(ct);
        if (found.Find(p => p.MergedInto is not null) is { } merged) return await Already(db, merged, ct);
        var (kept, gone) = (found.Find(p => p.Id == pair.Kept), found.Find(p => p.Id == pair.Gone));
        return kept is null || gone is null ? new Problem("registry.merge.not-found", "", "没有这份档案，或不在您的范围内；两份都在范围内才能合并。") : (kept, gone);
    }

    private static async Task<Problem> Already(CountyDb db, Person merged, CancellationToken ct)
    {
        var by = await db.Set<PersonMerge>().AsNoTracking().Where(m => m.GoneId == merged.Id && m.State == MergeState.Merged).SingleOrDefaultAsync(ct);
        return by is null
            ? new Problem("registry.merge.already", "", "其中一份档案已经并入另一份，请打开现在的档案再看。")
            : new Problem("registry.merge.meanwhile", "", $"{by.MergedByName} 已在 {Platform.Ui.Show.Moment(by.MergedAt!.Value)} 合并了其中一份档案，请打开现在的档案再看。");
    }

    public async Task<MergeOutlook> Handle(CountyDb db, Person kept, Person gone, CancellationToken ct)
    {
        var (notes, twins) = (new List<MergeNote>(), new List<MergeTwin>());
        foreach (var rule in rules)
        {
            var found = await rule.Look(db, new MergePair(kept.Id, gone.Id), ct);
            notes.AddRange(found.Notes);
            twins.AddRange(found.Twins);
        }
        return new MergeOutlook(kept, gone, [.. MergeFields.All.Select(f => Field(f, kept, gone))], twins, await Rows(db, kept.Id, gone.Id, ct), [.. notes.OrderBy(n => n.Gravity)]);
    }

    private FieldOfBoth Field(MergeField field, Person kept, Person gone)
    {
        var (a, b) = (field.Value(kept, vault), field.Value(gone, vault));
        return new FieldOfBoth(field, a, b, a is null && b is not null);
    }

    private async Task<IReadOnlyList<KeptRows>> Rows(CountyDb db, Guid kept, Guid gone, CancellationToken ct)
    {
        var rows = new List<KeptRows>();
        foreach (var column in columns.Where(c => c.Entity != typeof(Person) && c.Entity != typeof(PersonAlias)))
        {
            var table = db.Model.FindEntityType(column.Entity)!.GetTableName()!;
            var (a, b) = (await column.Count(db, kept, ct), await column.Count(db, gone, ct));
            if (a + b > 0) rows.Add(new KeptRows(table, a, b));
        }
        return rows;
    }
}
