using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Conditions;

/// <summary>Which open conditions a work list shows (核实工作清单的条件); all parts are in the address.</summary>
internal sealed record WorkListFilter(RegionCode? Area, string? Source, WorkKind? Kind, int? WaitingDays);

/// <summary>What has to be done with an open condition (待办性质).</summary>
internal enum WorkKind
{
    /// <summary>写法明确，可直接核实</summary>
    Clear,
    /// <summary>按惯例认读，宜由医生确认</summary>
    Presumed,
    /// <summary>疑似，须查明</summary>
    Suspected,
    /// <summary>病种不明，先判定病种</summary>
    Undecided,
}

/// <summary>One open condition on the work list.</summary>
internal sealed record WorkRow(
    Guid ConditionId, Guid PersonId, string Name, string VillageCode, string GroupName, string? HouseholdNumber, string? Disease, string TextSealed, TextReading Reading,
    ConditionState State, string Source, DateOnly StatedOn, DateOnly? DiagnosedOn, string? DiagnosedPrecision, string? Institution)
{
    public WorkKind Kind => State == ConditionState.Suspected ? WorkKind.Suspected : WorkLists.KindOf(Reading, Disease);
}

/// <summary>Open conditions by what has to be done with them (待办条数).</summary>
internal sealed record WorkCounts(int Clear, int Suspected, int Undecided, int Late);

/// <summary>The work list of conditions that nobody has verified (核实工作清单).</summary>
internal static class WorkLists
{
    /// <summary>Open conditions of living persons that the actor may see and that fit the filter.</summary>
    public static IQueryable<PersonCondition> OpenConditions(this CountyDb db, Actor actor, WorkListFilter filter, DateOnly today, string action = VisibleConditions.See)
    {
        var open = db.Conditions(actor, action, today).InArea(filter.Area, c => c.Person.VillageCode).Where(c => c.Condition.State == ConditionState.Stated || c.Condition.State == ConditionState.Suspected);
        if (filter.Source is { Length: > 0 } source) open = open.Where(c => c.Condition.Source == source);
        if (filter.Kind is { } kind) open = open.Where(Fits(kind));
        if (filter.WaitingDays is not { } days) return open;
        var latest = today.AddDays(-days);
        return open.Where(c => c.Condition.StatedOn <= latest);
    }

    /// <summary>One page, longest waiting first.</summary>
    public static async Task<IReadOnlyList<WorkRow>> Page(CountyDb db, IQueryable<PersonCondition> open, int skip, int take, CancellationToken ct)
    {
        var conditions = await open.OrderBy(c => c.Condition.StatedOn).ThenBy(c => c.Person.VillageCode).ThenBy(c => c.Person.Pinyin).ThenBy(c => c.Condition.Id)
            .Skip(skip).Take(take).Select(c => c.Condition).ToListAsync(ct);
        var persons = await db.PersonsById(conditions.Select(c => c.PersonId), ct);
        return conditions.ConvertAll(c => (Condition: c, Person: persons[c.PersonId])).ConvertAll(x => new WorkRow(x.Condition.Id, x.Person.Id, x.Person.Name, x.Person.VillageCode,
            x.Person.GroupName, x.Person.HouseholdNumber, x.Condition.Disease, x.Condition.TextSealed, x.Condition.Reading, x.Condition.State, x.Condition.Source,
            x.Condition.StatedOn, x.Condition.DiagnosedOn, x.Condition.DiagnosedPrecision, x.Condition.Institution));
    }

    /// <summary>How many there are of each kind, and how many wait since the day or longer; one statement.</summary>
    public static async Task<WorkCounts> Count(IQueryable<PersonCondition> open, DateOnly latest, CancellationToken ct) =>
        await open.GroupBy(_ => 1).Select(g => new WorkCounts(
            g.AsQueryable().Count(Fits(WorkKind.Clear)), g.AsQueryable().Count(Fits(WorkKind.Suspected)), g.AsQueryable().Count(Fits(WorkKind.Undecided)),
            g.Count(c => c.Condition.StatedOn <= latest))).SingleOrDefaultAsync(ct) ?? new WorkCounts(0, 0, 0, 0);

    public static WorkKind KindOf(TextReading reading, string? disease) => reading switch
    {
        TextReading.Presumed => WorkKind.Presumed,
        TextReading.Certain or TextReading.Decided => WorkKind.Clear,
        _ => disease is null ? WorkKind.Undecided : WorkKind.Suspected,
    };

    private static Expression<Func<PersonCondition, bool>> Fits(WorkKind kind) => kind switch
    {
        WorkKind.Suspected => c => c.Condition.State == ConditionState.Suspected || (c.Condition.Reading == TextReading.NeedsPerson && c.Condition.Disease != null),
        WorkKind.Presumed => c => c.Condition.State == ConditionState.Stated && c.Condition.Reading == TextReading.Presumed,
        WorkKind.Clear => c => c.Condition.State == ConditionState.Stated && (c.Condition.Reading == TextReading.Certain || c.Condition.Reading == TextReading.Decided),
        _ => c => c.Condition.State == ConditionState.Stated && c.Condition.Disease == null
            && (c.Condition.Reading == TextReading.Unknown || c.Condition.Reading == TextReading.NearMiss || c.Condition.Reading == TextReading.NeedsPerson),
    };
}
