using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Fact = Minkang.Registry.Facts.Fact;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Timeline;

/// <summary>What the register knows of a person's past (登记册里的经过): events, statements that begin and end, lists that named the person, questions.</summary>
internal sealed class RegistryTimeline(IStringLocalizer<Texts> L, Labels labels) : IPersonTimeline
{
    public async Task<IReadOnlyList<TimelineItem>> Of(CountyDb db, Actor actor, Guid personId, CancellationToken ct)
    {
        var memberships = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == personId).ToListAsync(ct);
        var homes = memberships.Select(m => m.HouseholdId).Distinct().ToList();
        var cause = Disclosure.For(actor).Cause;
        var facts = (await db.Set<PersonFact>().AsNoTracking().Where(f => f.PersonId == personId).ToListAsync(ct)).Cast<Fact>()
            .Concat((await db.Set<HouseholdFact>().AsNoTracking().Where(f => homes.Contains(f.HouseholdId)).ToListAsync(ct)).Where(f => WhileMember(f, memberships)))
            .Where(f => cause || f.Kind is not (FactKind.PrimaryCause or FactKind.SecondaryCause)).ToList();
        var events = (await db.Set<RegistryEvent>().AsNoTracking().Where(e => e.PersonId == personId || (e.PersonId == null && e.HouseholdId != null && homes.Contains(e.HouseholdId.Value))).ToListAsync(ct))
            .Where(e => e.PersonId == personId || memberships.Exists(m => m.HouseholdId == e.HouseholdId && e.HappenedOn >= m.FromOn && (m.UntilOn is null || e.HappenedOn <= m.UntilOn)));
        return [.. events.Select(OfEvent), .. Beginnings(facts), .. Endings(facts), .. await OfLists(db, personId, ct), .. await OfQuestions(db, personId, ct)];
    }

    private static bool WhileMember(HouseholdFact fact, List<Membership> memberships) =>
        memberships.Exists(m => m.HouseholdId == fact.HouseholdId && new Domain.Values.Period(m.FromOn, m.UntilOn).Overlaps(new(fact.FromOn, fact.UntilOn)));

    private TimelineItem OfEvent(RegistryEvent e)
    {
        var word = labels.Label(Labels.Event, e.Kind.ToString())!;
        return new(e.HappenedOn, "event", L["变动"], word, e.Detail, e.PersonId is null && e.HouseholdId is { } home ? $"/households/{home}" : null,
            L["{0} 登记", Show.Moment(e.RecordedAt)], e.Kind is EventKind.Died or EventKind.Relapsed ? StatusKind.Overdue : null);
    }

    /// <summary>What a source said on one day stands in one line; what was on several days in several.</summary>
    private IEnumerable<TimelineItem> Beginnings(List<Fact> facts) => facts.GroupBy(f => (f.FromOn, f.Source, f.Precision)).Select(g => new TimelineItem(
        g.Key.FromOn, "fact", L["信息"], string.Join('、', g.OrderBy(f => f.Kind, StringComparer.Ordinal).Select(Statement)),
        g.Key.Precision switch { "stated" => L["按名单日期记，起始日不详"].Value, "year" => L["只知年份"].Value, "month" => L["只知月份"].Value, _ => null }, null, labels.Label(Labels.Source, g.Key.Source)));

    private IEnumerable<TimelineItem> Endings(List<Fact> facts) => facts.Where(f => f.UntilOn is not null).GroupBy(f => f.UntilOn!.Value).Select(g => new TimelineItem(
        g.Key, "fact", L["信息"], L["不再是:{0}", string.Join('、', g.OrderBy(f => f.Kind, StringComparer.Ordinal).Select(Statement))]));

    private string Statement(Fact f) => $"{labels.Label(Labels.Kind, f.Kind)} {labels.Label(f.Kind, f.Value)}";

    private async Task<IEnumerable<TimelineItem>> OfLists(CountyDb db, Guid personId, CancellationToken ct)
    {
        var records = (await db.MergedInto(personId, ct)).Append(personId).ToList();
        var rows = await (from r in db.Set<ImportRow>().AsNoTracking().Where(r => r.PersonId != null && records.Contains(r.PersonId.Value))
                          join i in db.Set<ListImport>() on r.ImportId equals i.Id
                          select new { i.Id, i.Department, i.ListOn, i.CreatedAt, r.Sheet, r.RowNo, r.Outcome, i.State }).ToListAsync(ct);
        var entries = await (from e in db.Set<ListEntry>().AsNoTracking().Where(e => e.PersonId == personId)
                             join i in db.Set<ListImport>() on e.ImportId equals i.Id
                             select new { i.Department, e.FromOn, e.UntilOn, e.RowNo, e.ImportId }).ToListAsync(ct);
        return rows.Select(r => new TimelineItem(r.ListOn ?? DateOnly.FromDateTime(BusinessCalendar.Local(r.CreatedAt)), "list", L["名单"],
                L["{0}名单第 {1} 行:{2}", r.Department, r.RowNo, Outcome(r.Outcome)], r.Sheet, null, r.State == ImportState.Undone ? L["{0} 导入，后来撤销", Show.Moment(r.CreatedAt)] : L["{0} 导入", Show.Moment(r.CreatedAt)]))
            .Concat(entries.Where(e => !rows.Exists(r => r.Id == e.ImportId && r.RowNo == e.RowNo)).Select(e => new TimelineItem(e.FromOn, "list", L["名单"], L["{0}名单第 {1} 行", e.Department, e.RowNo])))
            .Concat(entries.Where(e => e.UntilOn is not null).Select(e => new TimelineItem(e.UntilOn!.Value, "list", L["名单"], L["不再在{0}名单上", e.Department])));
    }

    private string Outcome(RowOutcome outcome) => L[outcome switch
    {
        RowOutcome.New => Text.T("新增"),
        RowOutcome.Changed => Text.T("变更"),
        RowOutcome.Same => Text.T("相同"),
        RowOutcome.Rejected => Text.T("退回"),
        RowOutcome.NeedsPerson => Text.T("待人工"),
        _ => Text.T("跳过"),
    }];

    private async Task<IEnumerable<TimelineItem>> OfQuestions(CountyDb db, Guid personId, CancellationToken ct)
    {
        var questions = await db.Set<Question>().AsNoTracking().Where(q => q.PersonId == personId).ToListAsync(ct);
        return questions.Select(q => new TimelineItem(DateOnly.FromDateTime(BusinessCalendar.Local(q.CreatedAt)), "question", L["核实"], labels.Label(Labels.Question, q.Kind)!,
                q.State == QuestionState.Open ? L["尚未核实"].Value : null, $"/questions/{q.Id}", null, q.State == QuestionState.Open ? StatusKind.Urgent : null))
            .Concat(questions.Where(q => q.AnsweredAt is not null).Select(q => new TimelineItem(DateOnly.FromDateTime(BusinessCalendar.Local(q.AnsweredAt!.Value)), "question", L["核实"],
                L["已核实:{0}", labels.Label(Labels.Question, q.Kind)!], labels.Label(Labels.Answer, q.Answer), $"/questions/{q.Id}", null, StatusKind.Done)));
    }
}
