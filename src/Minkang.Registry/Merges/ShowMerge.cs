using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Undo;
using Minkang.Registry.Workbench;

namespace Minkang.Registry.Merges;

/// <summary>A field of both records as the page shows it: masked as the reader may see it, differing characters marked before they are masked.</summary>
/// <param name="Choice">False where there is nothing to choose: both say the same, or only the kept record says anything.</param>
internal sealed record ShownField(string Key, string Label, IReadOnlyList<DiffPart>? Kept, IReadOnlyList<DiffPart>? Gone, bool Differs, bool Choice, bool TakesGone);

/// <summary>How many records of a kind both persons have, in the words that the reader may know.</summary>
internal sealed record CountedRows(string Word, int Kept, int Gone);

/// <summary>Puts the fields of two records side by side (两份档案对照).</summary>
internal static class ShowMerge
{
    /// <param name="fields">Fields and twins with both values in the open, and which is taken or proposed.</param>
    public static IReadOnlyList<ShownField> Fields(IEnumerable<FieldChoice> fields, Actor actor, Labels labels)
    {
        var seen = Disclosure.For(actor);
        return [.. fields.Select(f => Field(f, seen, labels))];
    }

    /// <summary>What the page proposes before anybody chose.</summary>
    public static IEnumerable<FieldChoice> Proposed(MergeOutlook outlook) =>
        outlook.Fields.Select(f => new FieldChoice(f.Field.Key, f.Kept, f.Gone, f.TakesGone)).Concat(outlook.Twins.Select(t => new FieldChoice(t.Key, t.Kept, t.Gone, false)));

    public static IReadOnlyList<CountedRows> Rows(MergeOutlook outlook, Actor actor, RecordWords words, IStringLocalizer<Texts> L) =>
        [.. outlook.Rows.GroupBy(r => words.MayName(actor, r.Table) ? words.Word(r.Table) : L["另有记录"].Value, StringComparer.Ordinal)
            .Select(g => new CountedRows(g.Key, g.Sum(r => r.Kept), g.Sum(r => r.Gone))).OrderBy(r => r.Gone == 0)];

    /// <summary>Village and household of a record.</summary>
    public static async Task<string> Where(CountyDb db, RegionTree tree, Person person, IStringLocalizer<Texts> L)
    {
        var number = person.HouseholdId is { } home ? await db.Set<Household>().Where(h => h.Id == home).Select(h => h.Number).SingleOrDefaultAsync() : null;
        return $"{tree.Path(person.VillageCode)} {(person.HouseholdId is null ? L["不在户内"].Value : L["户编号 {0}", number ?? L["无编号"].Value].Value)}";
    }

    private static ShownField Field(FieldChoice field, Disclosure seen, Labels labels)
    {
        var (kept, gone) = (Shown(field.Key, field.Kept, seen, labels), Shown(field.Key, field.Gone, seen, labels));
        var differs = field.Kept is not null && field.Gone is not null && field.Kept != field.Gone;
        var (left, right) = differs && kept is not null && gone is not null ? Marked(field, kept, gone) : (Plain(kept), Plain(gone));
        return new ShownField(field.Key, LabelOf(field.Key, labels), left, right, differs, field.Gone is not null && field.Kept != field.Gone, field.TookGone);
    }

    private static (IReadOnlyList<DiffPart>, IReadOnlyList<DiffPart>) Marked(FieldChoice field, string kept, string gone)
    {
        if (field.Key == MergeFields.IdNumber) return CharDiff.Of(field.Kept!, field.Gone!, (c, i, length) => i >= 6 && i < length - 4 ? "*" : c);
        return kept == field.Kept && gone == field.Gone ? CharDiff.Of(kept, gone) : ([new(kept, true)], [new(gone, true)]);
    }

    private static IReadOnlyList<DiffPart>? Plain(string? value) => value is null ? null : [new(value, false)];

    private static string? Shown(string key, string? value, Disclosure seen, Labels labels) => value is not null && KindOf(key) is { } kind ? labels.Label(kind, value) : MergeFields.Shown(key, value, seen, labels);

    private static string LabelOf(string key, Labels labels) => KindOf(key) is { } kind ? labels.Label(Labels.Kind, kind)! : MergeFields.All.Single(f => f.Key == key).Label;

    /// <summary>The kind of statement that a twin's key names; null for a field.</summary>
    private static string? KindOf(string key) => key.StartsWith(RegistryMergeRule.KeyOf(""), StringComparison.Ordinal) ? key[RegistryMergeRule.KeyOf("").Length..] : null;
}
