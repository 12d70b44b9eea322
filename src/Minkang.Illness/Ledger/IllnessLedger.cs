using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Illness.Routes;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Ledger;

/// <summary>One line of the ledger: an area with its persons by column, each person once a cell, and the persons of the whole line, each once.</summary>
/// <param name="Persons">Persons with any condition that counts.</param>
/// <param name="Listed">Those of them with one that stands on the list; the same number where no list is asked for.</param>
internal sealed record LedgerLine(string Area, string Name, IReadOnlyDictionary<string, int> Cells, int Persons, int Listed)
{
    public int Of(string key) => Cells.GetValueOrDefault(key);
}

/// <summary>The ledger of an area (患病台账): a line for each area below and one for the whole.</summary>
internal sealed record LedgerTable(LedgerQuery Query, IReadOnlyList<LedgerColumn> Columns, IReadOnlyList<LedgerLine> Lines, LedgerLine Whole);

/// <summary>
/// Who is ill, counted by area (患病台账). One statement loads the conditions in reach; figures and the persons behind them are worked out from the same rows by
/// the same rule.
/// </summary>
internal sealed class IllnessLedger(CountyDb db, DiseaseCatalogue catalogue, RegionCache regions)
{
    /// <summary>The figures of an area and of the areas directly below it.</summary>
    public async Task<LedgerTable> Table(Actor actor, LedgerQuery query, CancellationToken ct)
    {
        var tree = await regions.Tree(ct);
        var columns = new LedgerColumns(query, catalogue);
        var counted = Counted(await Load(actor, query, ct), columns);
        var whole = query.Area?.Short ?? Common(actor, db.CountyCode);
        var below = Below(whole);
        var lines = counted.GroupBy(c => c.Entry.VillageCode[..Math.Min(below, c.Entry.VillageCode.Length)], StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Line(g.Key, tree.NameOf(g.Key), g)).ToList();
        return new(query, columns.All, lines, Line(whole, tree.NameOf(whole), counted));
    }

    /// <summary>The persons behind a figure, in order of village and name, with their conditions that count in it. A null key is the whole line, <see cref="LedgerColumns.Listed"/> everything on the list.</summary>
    public async Task<IReadOnlyList<IGrouping<Guid, LedgerEntry>>> Persons(Actor actor, LedgerQuery query, string? key, CancellationToken ct)
    {
        var counted = Counted(await Load(actor, query, ct), new LedgerColumns(query, catalogue));
        return [.. counted.Where(c => key is null || c.Key == key || (key == LedgerColumns.Listed && c.Key != LedgerColumns.Other)).OrderBy(c => c.Entry.VillageCode, StringComparer.Ordinal)
            .ThenBy(c => c.Entry.Pinyin, StringComparer.Ordinal).ThenBy(c => c.Entry.PersonId).Select(c => c.Entry).GroupBy(e => e.PersonId)];
    }

    /// <summary>How many persons each of the lists covers: illnesses that are claimed or verified, ages of the day.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Coverage(Actor actor, IReadOnlyList<DiseaseList> lists, DateOnly day, CancellationToken ct)
    {
        var query = new LedgerQuery(null, LedgerBy.List, null, null, LedgerStates.Living, day);
        var entries = await Load(actor, query, ct);
        return lists.ToDictionary(l => l.Id, l => Line("", "", Counted(entries, new LedgerColumns(query with { List = l }, catalogue))).Listed, StringComparer.Ordinal);
    }

    /// <summary>The area that the actor answers for with these rights, or the county where it is more than one.</summary>
    internal static string Common(Actor actor, string county)
    {
        var prefixes = actor.ScopeOf(VisibleConditions.See).Parts.Select(p => p.Prefix).Distinct(StringComparer.Ordinal).ToList();
        return prefixes.Count == 1 && prefixes[0].Length > county.Length ? prefixes[0] : county;
    }

    /// <summary>Lines lie one level below the whole; a village is its own line.</summary>
    private static int Below(string whole) => whole.Length switch { < 6 => 6, 6 => 9, _ => 12 };

    private async Task<List<LedgerEntry>> Load(Actor actor, LedgerQuery query, CancellationToken ct)
    {
        var conditions = db.Conditions(actor, VisibleConditions.See, query.Day).InArea(query.Area, c => c.Person.VillageCode);
        if (query.IllnessPoorOnly)
        {
            var poor = db.IllnessPoor().Select(c => c.HouseholdId);
            conditions = conditions.Where(c => c.Person.HouseholdId != null && poor.Contains(c.Person.HouseholdId!.Value));
        }
        var current = db.Set<ConditionRoute>().Where(r => r.UntilOn == null);
        return await conditions.GroupJoin(current, c => c.Condition.Id, r => r.ConditionId, (c, routes) => new { c, routes })
            .SelectMany(x => x.routes.DefaultIfEmpty(), (x, r) => new LedgerEntry(x.c.Condition.Id, x.c.Person.Id, x.c.Person.HouseholdId, x.c.Person.VillageCode, x.c.Person.Pinyin,
                x.c.Condition.Disease, x.c.Person.BirthOn, x.c.Condition.State, r == null ? null : r.Route)).ToListAsync(ct);
    }

    private static List<(LedgerEntry Entry, string Key)> Counted(List<LedgerEntry> entries, LedgerColumns columns) =>
        [.. entries.Select(e => (Entry: e, Key: columns.KeyOf(e))).Where(c => c.Key is not null).Select(c => (c.Entry, c.Key!))];

    private static LedgerLine Line(string area, string name, IEnumerable<(LedgerEntry Entry, string Key)> counted)
    {
        var all = counted.ToList();
        var cells = all.GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(c => c.Entry.PersonId).Distinct().Count(), StringComparer.Ordinal);
        return new(area, name, cells, all.Select(c => c.Entry.PersonId).Distinct().Count(),
            all.Where(c => c.Key != LedgerColumns.Other).Select(c => c.Entry.PersonId).Distinct().Count());
    }
}
