using Microsoft.EntityFrameworkCore;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Conditions;

/// <summary>Why a condition is left to be looked at by itself (不能批量核实的原因).</summary>
internal enum LeftBecause
{
    /// <summary>疑似</summary>
    Suspected,
    /// <summary>按惯例认读，宜由医生确认</summary>
    Presumed,
    /// <summary>写法不明，须人工判断</summary>
    Unclear,
    /// <summary>相近但不属于目录病种</summary>
    NearMiss,
    /// <summary>人员已死亡或迁出</summary>
    PersonEnded,
    /// <summary>本人录入，须由他人核实</summary>
    EnteredHere,
}

/// <summary>What a verification of many would do: what it takes, how many persons these are, what it leaves and why.</summary>
internal sealed record VerifyManyPlan(IReadOnlyList<Guid> Conditions, int Persons, IReadOnlyDictionary<LeftBecause, int> Left);

/// <summary>Verifies many conditions in one go (批量核实). The plan says beforehand exactly what it takes; only what is clear is taken.</summary>
internal sealed class VerifyMany(DefaultRoutes routes, TimeProvider clock)
{
    private const int Portion = 500;

    /// <summary>Sorts the open conditions of a query into those that can be verified together and those that cannot.</summary>
    /// <param name="takePresumed">True when a person stands behind it who has seen the list.</param>
    public static async Task<VerifyManyPlan> Plan(CountyDb db, Actor actor, IQueryable<PersonCondition> open, bool takePresumed, DateOnly today, CancellationToken ct)
    {
        var statements = db.Set<Statement>();
        var surveys = db.Set<Survey>();
        var rows = await open.Where(c => c.Condition.State == ConditionState.Stated || c.Condition.State == ConditionState.Suspected).Select(c => new
        {
            c.Condition.Id, c.Condition.PersonId, c.Condition.State, c.Condition.Reading, c.Condition.Disease, c.Person.EndedOn,
            Own = c.Condition.EnteredBy == actor.UserId || statements.Any(s => s.ConditionId == c.Condition.Id && s.EnteredBy == actor.UserId)
                || surveys.Any(s => s.PersonId == c.Condition.PersonId && s.EnteredBy == actor.UserId),
        }).ToListAsync(ct);

        var sorted = rows.ConvertAll(r => (r.Id, r.PersonId, Left: Left(r.State, r.Reading, r.Disease, r.EndedOn <= today, r.Own, takePresumed)));
        var taken = sorted.FindAll(r => r.Left is null);
        return new(taken.ConvertAll(r => r.Id), taken.Select(r => r.PersonId).Distinct().Count(),
            sorted.Where(r => r.Left is not null).GroupBy(r => r.Left!.Value).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Count()));
    }

    /// <summary>Verifies what the plan takes, with what is on record of each; done in portions, so that a stop in between loses nothing.</summary>
    public async Task Carry(CountyDb db, Actor actor, VerifyManyPlan plan, FindingMethod method, DateOnly on, string note, CancellationToken ct)
    {
        foreach (var portion in plan.Conditions.Chunk(Portion))
        {
            var conditions = await db.Set<Condition>().Where(c => portion.Contains(c.Id)).ToListAsync(ct);
            var persons = conditions.Select(c => c.PersonId).Distinct().ToList();
            var byId = await db.Set<RegistryPerson>().AsNoTracking().Where(p => persons.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
            var routed = (await db.Set<ConditionRoute>().Where(r => portion.Contains(r.ConditionId) && r.UntilOn == null).Select(r => r.ConditionId).ToListAsync(ct)).ToHashSet();
            foreach (var condition in conditions.Where(c => c.IsOpen))
            {
                condition.Confirm(actor, method, on, note);
                if (!routed.Contains(condition.Id) && VerifyCondition.FirstRoute(routes, condition, byId[condition.PersonId], clock.GetUtcNow()) is { } route) db.Add(route);
            }
            db.Trail.Actor = actor;
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    private static LeftBecause? Left(ConditionState state, TextReading reading, string? disease, bool ended, bool own, bool takePresumed)
    {
        if (own) return LeftBecause.EnteredHere;
        if (ended) return LeftBecause.PersonEnded;
        if (state == ConditionState.Suspected) return LeftBecause.Suspected;
        return reading switch
        {
            TextReading.Certain => null,
            TextReading.Decided => disease is null ? LeftBecause.NearMiss : null,
            TextReading.Presumed => takePresumed ? null : LeftBecause.Presumed,
            TextReading.NearMiss => LeftBecause.NearMiss,
            _ => LeftBecause.Unclear,
        };
    }
}
