using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Ledger;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.DiseaseLists;

/// <summary>
/// When a list grows (病种目录扩大): finds every known patient whom the new list covers and the former does not, and opens a task for each on the list of the
/// village. Done again it opens tasks only for patients who came to be known meanwhile.
/// </summary>
internal sealed class OpenGrowthTasks(CountyDb db, IllnessLedger ledger, DiseaseCatalogue catalogue, OpenTasks tasks, BusinessCalendar calendar)
{
    public const string Kind = "list_grown", Adopt = "illness.list-adopt";

    /// <summary>Returns how many tasks are new.</summary>
    public async Task<Outcome<int>> Handle(Actor actor, string listId, string formerId, CancellationToken ct)
    {
        if (!actor.May(Adopt)) return new Problem("illness.list.not-yours", "", "您的岗位不能办理目录变化。");
        if (catalogue.FindList(listId) is not { } list || catalogue.FindList(formerId) is not { } former || listId == formerId) return new Problem("illness.list.unknown", "", "没有这种病种目录，请重新选择。");
        var query = new LedgerQuery(null, LedgerBy.List, list, null, LedgerStates.Living, calendar.Today) { Against = former };
        var found = await ledger.Persons(actor, query, null, ct);
        return await tasks.Open(db, actor, Kind, list.Id, $"新纳入《{list.Title}》", [.. found.Select(g => new TaskPerson(g.Key, g.First().HouseholdId, g.First().VillageCode))], ct);
    }
}
