using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Illness.Ledger;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Illness.Contracts;

/// <summary>Figures of the illness ledger (患病台账数字): persons, each once a figure. Shaped to be written as JSON.</summary>
/// <param name="Day">The day whose lists and ages count.</param>
/// <param name="Patients">Living persons with an illness that is claimed or verified.</param>
/// <param name="ByState">Persons by state: <c>suspected</c>, <c>stated</c>, <c>verified</c>, <c>rejected</c>, <c>ended</c>.</param>
/// <param name="ByRoute">Persons with a verified illness by route code (<c>cure_once</c> …), <c>none</c> where no route is decided.</param>
/// <param name="ByList">Per list in force in the county on the day, by its id: persons it covers, and persons by disease of its entries.</param>
/// <param name="Conditions">Conditions, not persons, by state.</param>
public sealed record IllnessFigures(
    DateOnly Day, int Patients, IReadOnlyDictionary<string, int> ByState, IReadOnlyDictionary<string, int> ByRoute, IReadOnlyDictionary<string, ListFigures> ByList,
    IReadOnlyDictionary<string, int> Conditions);

/// <summary>Figures of one disease list (病种目录数字).</summary>
/// <param name="Title">Title of the list.</param>
/// <param name="Persons">Persons that it covers.</param>
/// <param name="ByDisease">Persons by disease id of its entries; entries without anybody are left out.</param>
public sealed record ListFigures(string Title, int Persons, IReadOnlyDictionary<string, int> ByDisease);

/// <summary>Works out the figures of the illness ledger for other rooms and the command line (患病数字).</summary>
public sealed class IllnessStatistics
{
    private readonly DiseaseCatalogue _catalogue;
    private readonly RegionCache _regions;

    /// <summary>Made by the registration of the module.</summary>
    public IllnessStatistics(DiseaseCatalogue catalogue, RegionCache regions) => (_catalogue, _regions) = (catalogue, regions);

    /// <summary>The figures of everything in the actor's reach on a day.</summary>
    public async Task<IllnessFigures> For(CountyDb db, Actor actor, DateOnly day, CancellationToken ct)
    {
        var ledger = new IllnessLedger(db, _catalogue, _regions);
        var states = await ledger.Table(actor, new(null, LedgerBy.State, null, null, LedgerStates.Living, day), ct);
        var routes = await ledger.Table(actor, new(null, LedgerBy.Route, null, null, LedgerStates.Verified, day), ct);
        var byList = new SortedDictionary<string, ListFigures>(StringComparer.Ordinal);
        var patients = 0;
        foreach (var list in _catalogue.ListsIn(Domain.Values.RegionCode.Parse(db.CountyCode), day))
        {
            var table = await ledger.Table(actor, new(null, LedgerBy.List, list, null, LedgerStates.Living, day), ct);
            byList[list.Id] = new(list.Title, table.Whole.Listed, ByDisease(list, table));
            patients = table.Whole.Persons;
        }
        if (byList.Count == 0) patients = (await ledger.Table(actor, new(null, LedgerBy.List, null, null, LedgerStates.Living, day), ct)).Whole.Persons;
        return new(day, patients, Named(states), Named(routes), byList, await ConditionCounts(db, actor, day, ct));
    }

    private static SortedDictionary<string, int> ByDisease(DiseaseList list, LedgerTable table)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (entry, column) in list.Entries.Zip(table.Columns))
            if (entry.Disease is { } disease && table.Whole.Of(column.Key) is > 0 and var persons) counts[disease] = counts.GetValueOrDefault(disease) + persons;
        return counts;
    }

    private static SortedDictionary<string, int> Named(LedgerTable table) =>
        new(table.Columns.ToDictionary(c => Columns.Snake(c.Key), c => table.Whole.Of(c.Key)), StringComparer.Ordinal);

    private static async Task<IReadOnlyDictionary<string, int>> ConditionCounts(CountyDb db, Actor actor, DateOnly day, CancellationToken ct)
    {
        var counts = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            db.Conditions(actor, VisibleConditions.See, day).GroupBy(c => c.Condition.State).Select(g => new { g.Key, Count = g.Count() }), ct);
        return new SortedDictionary<string, int>(counts.ToDictionary(c => Columns.Snake(c.Key.ToString()), c => c.Count), StringComparer.Ordinal);
    }
}
