using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Contracts;

/// <summary>Where every query for persons begins: what the actor may see with an action, and nothing else (数据范围).</summary>
public static class VisiblePersons
{
    /// <summary>
    /// Persons in reach of the actor for the action: by area, narrowed to an office's own list or a hospital's own patients where the matrix says so.
    /// Nothing in reach gives an empty query, not an error, so that a record outside the area does not exist for the actor.
    /// </summary>
    public static IQueryable<RegistryPerson> Persons(this CountyDb db, Actor actor, string action) =>
        db.Set<RegistryPerson>().AsNoTracking().Where(InScope<RegistryPerson>(db, actor.ScopeOf(action), p => p.VillageCode, p => p.Id));

    /// <summary>The same persons with no more than figures need; reads faster over a whole county.</summary>
    public static IQueryable<PersonPlace> Places(this CountyDb db, Actor actor, string action) =>
        db.Set<PersonPlace>().AsNoTracking().Where(InScope<PersonPlace>(db, actor.ScopeOf(action), p => p.VillageCode, p => p.Id));

    /// <summary>The same limit for any record that lies in a village and speaks of a person.</summary>
    /// <param name="db">The county's store.</param>
    /// <param name="scope">How far the actor's action reaches.</param>
    /// <param name="village">The record's twelve-digit village code.</param>
    /// <param name="person">The record's person.</param>
    public static Expression<Func<T, bool>> InScope<T>(CountyDb db, Scope scope, Expression<Func<T, string>> village, Expression<Func<T, Guid>> person)
    {
        var record = village.Parameters[0];
        var personId = new Swap(person.Parameters[0], record).Visit(person.Body);
        Expression any = Expression.Constant(false);
        foreach (var part in scope.Parts)
        {
            if (Part(db, part, village.Body, personId) is { } one) any = any is ConstantExpression ? one : Expression.OrElse(any, one);
        }
        return Expression.Lambda<Func<T, bool>>(any, record);
    }

    /// <summary>True for a village inside some part of the scope, whatever list people are on; for figures and files of an area.</summary>
    public static Expression<Func<T, bool>> InArea<T>(Scope scope, Expression<Func<T, string>> village)
    {
        Expression any = Expression.Constant(false);
        foreach (var part in scope.Parts.Where(p => p.OwnListOf is null && p.Organisation is null))
        {
            var one = AreaRange.Within(village.Body, part.Prefix);
            any = any is ConstantExpression ? one : Expression.OrElse(any, one);
        }
        return Expression.Lambda<Func<T, bool>>(any, village.Parameters[0]);
    }

    private static Expression? Part(CountyDb db, ScopePart part, Expression village, Expression personId)
    {
        if (!db.CountyCode.StartsWith(part.Prefix, StringComparison.Ordinal) && !part.Prefix.StartsWith(db.CountyCode, StringComparison.Ordinal)) return null;
        var within = AreaRange.Within(village, part.Prefix);
        if (part.Organisation is { } hospital)
            return Expression.AndAlso(within, Expression.OrElse(
                Contains(db.Set<ListEntry>().Where(e => e.Party == hospital && e.PersonId != null).Select(e => e.PersonId!.Value), personId),
                Contains(db.Set<HospitalPatient>().Where(p => p.Hospital == hospital && p.UntilOn == null).Select(p => p.PersonId), personId)));
        return part.OwnListOf switch
        {
            null => within,
            Role.PovertyOffice => within,
            Role.InsuranceBureau => Expression.AndAlso(within, WithFact(db, FactKind.BasicInsurance, personId)),
            Role.CivilAffairs => Expression.AndAlso(within, Contains(db.Set<PersonFact>()
                .Where(f => f.Kind == FactKind.Category && (f.Value == PersonCategory.MinimumLivingAllowance || f.Value == PersonCategory.ExtremePovertySupport)).Select(f => f.PersonId), personId)),
            Role.DisabledFederation => Expression.AndAlso(within, WithFact(db, FactKind.Disability, personId)),
            _ => null,
        };
    }

    private static MethodCallExpression WithFact(CountyDb db, string kind, Expression personId) =>
        Contains(db.Set<PersonFact>().Where(f => f.Kind == kind).Select(f => f.PersonId), personId);

    private static MethodCallExpression Contains(IQueryable<Guid> ids, Expression personId) =>
        Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(Guid)], ids.Expression, personId);

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
