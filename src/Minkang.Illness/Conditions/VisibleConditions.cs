using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Conditions;

/// <summary>A condition with the person it belongs to, as queries begin.</summary>
internal sealed class PersonCondition
{
    public required Condition Condition { get; init; }
    public required PersonPlace Person { get; init; }
}

/// <summary>Where every query for conditions begins: persons in reach, without the protected diagnoses that the actor may not see (可见病情).</summary>
internal static class VisibleConditions
{
    public const string See = "illness.see";
    public const string SeeProtected = "illness.see-protected";

    /// <summary>Conditions of the actor's persons. Persons who died or left before <paramref name="day"/> are left out where a day is given.</summary>
    public static IQueryable<PersonCondition> Conditions(this CountyDb db, Actor actor, string action = See, DateOnly? day = null)
    {
        var persons = db.Places(actor, action);
        if (day is { } on) persons = persons.Where(p => p.EndedOn == null || p.EndedOn > on);
        var conditions = db.Set<Condition>().AsNoTracking().Where(c => c.State != ConditionState.Merged);
        conditions = Unprotected(db, actor, conditions, action);
        return conditions.Join(persons, c => c.PersonId, p => p.Id, (c, p) => new PersonCondition { Condition = c, Person = p });
    }

    /// <summary>Leaves out the protected diagnoses of persons for whom the actor may not see them.</summary>
    private static IQueryable<Condition> Unprotected(CountyDb db, Actor actor, IQueryable<Condition> conditions, string action)
    {
        var (seen, wide) = (actor.ScopeOf(action), actor.ScopeOf(SeeProtected));
        if (!wide.Allowed) return conditions.Where(c => !c.IsProtected);
        if (seen.Parts.All(wide.Parts.Contains)) return conditions;
        var open = db.Places(actor, SeeProtected).Select(p => p.Id);
        return conditions.Where(c => !c.IsProtected || open.Contains(c.PersonId));
    }

    /// <summary>The condition for changing, or null when it does not exist for the actor.</summary>
    public static async Task<Condition?> Reach(this CountyDb db, Actor actor, string action, Guid id, CancellationToken ct)
    {
        var condition = await db.Set<Condition>().SingleOrDefaultAsync(c => c.Id == id && c.State != ConditionState.Merged, ct);
        if (condition is null || !await db.Places(actor, action).AnyAsync(p => p.Id == condition.PersonId, ct)) return null;
        return condition.IsProtected && !await db.Places(actor, SeeProtected).AnyAsync(p => p.Id == condition.PersonId, ct) ? null : condition;
    }
}

/// <summary>Refusals that several use cases share.</summary>
internal static class Refusals
{
    public static readonly Problem NotFound = new("illness.condition.not-found", "", "没有找到这条病情，或者它不在您的管辖范围内。");
    /// <summary>Somebody else changed the same record, or stated the same disease, at the same moment.</summary>
    public static readonly Problem Meanwhile = new("illness.condition.changed-meanwhile", "", "这条病情刚刚被别人改过，没有保存。请刷新页面，看过最新情况后再办。");
    public static readonly Problem PersonNotFound = new("illness.person.not-found", "", "没有找到这个人，或者这个人不在您的管辖范围内。");
    public static Problem NoReason(string field = "Reason") => new("illness.reason-missing", field, "请写明理由，例如依据哪份病历、谁说的。");
}
