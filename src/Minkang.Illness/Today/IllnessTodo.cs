using Microsoft.Extensions.Localization;
using Minkang.Domain.Diseases;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Gaps;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Users;

namespace Minkang.Illness.Today;

/// <summary>What the illness room has for today (今日待办): conditions to verify, texts to decide, gaps, and lists that are not complete.</summary>
internal sealed class IllnessTodo(DiseaseCatalogue catalogue, BusinessCalendar calendar, IStringLocalizer<Texts> L) : ITodoSource
{
    /// <summary>Days after which an unverified condition is overdue.</summary>
    public const int OverdueDays = 30;

    public async Task<IReadOnlyList<TodoLine>> For(Actor actor, CountyDb db, CancellationToken ct)
    {
        if (!actor.May(VisibleConditions.See)) return [];
        var (today, lines) = (calendar.Today, new List<TodoLine>());
        if (actor.May("illness.verify"))
        {
            var open = await WorkLists.Count(db.OpenConditions(actor, new WorkListFilter(null, null, null, null), today), today.AddDays(-OverdueDays), ct);
            lines.Add(new(TodoKind.Overdue, L["患病情况等待核实超过 {0} 天", OverdueDays], open.Late, L["条"], $"/illness/verify?waiting={OverdueDays}", 10));
            lines.Add(new(TodoKind.Open, L["患病情况待核实，写法明确"], open.Clear, L["条"], "/illness/verify?kind=Clear", 20));
            lines.Add(new(TodoKind.Open, L["疑似病情待查明"], open.Suspected, L["条"], "/illness/verify?kind=Suspected", 21));
            lines.Add(new(TodoKind.Open, L["病种不明，待判定病种"], open.Undecided, L["条"], "/illness/verify?kind=Undecided", 22));
        }
        var gaps = (await FiveClarities.Patients(db, actor, null, today, ct)).Count(p => !p.IsComplete);
        lines.Add(new(TodoKind.Open, L["患者五清有缺项"], gaps, L["人"], "/illness/gaps", 30));
        if (actor.May("illness.list-adopt"))
        {
            var unfinished = catalogue.ListsIn(RegionCode.Parse(db.CountyCode), today).Count(l => l.IsOpen);
            lines.Add(new(TodoKind.Open, L["病种目录没有列全"], unfinished, L["种目录"], "/illness/lists?open=true", 40));
        }
        return lines;
    }
}
