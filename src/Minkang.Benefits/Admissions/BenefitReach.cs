using System.Linq.Expressions;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Settlements;
using Minkang.Benefits.Waivers;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Admissions;

/// <summary>
/// Where every query of this room begins (数据范围): a hospital reaches what was admitted or settled in it, every other reach is that of the person.
/// </summary>
internal static class BenefitReach
{
    /// <summary>Bills of institutions that are not connected (手工补录): they belong to no hospital here, so a hospital's office reaches those of its own patients.</summary>
    private const string ByHand = "benefits.by-hand";

    public static IQueryable<Admission> AdmissionsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<Admission>().Where(action == ByHand ? VisiblePersons.InScope<Admission>(db, actor.ScopeOf(action), a => a.VillageCode, a => a.PersonId) : Within<Admission>(db, actor.ScopeOf(action), a => a.VillageCode, a => a.PersonId, a => a.Hospital));

    public static IQueryable<StoredSettlement> SettlementsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<StoredSettlement>().Where(action == ByHand ? VisiblePersons.InScope<StoredSettlement>(db, actor.ScopeOf(action), s => s.VillageCode, s => s.PersonId) : Within<StoredSettlement>(db, actor.ScopeOf(action), s => s.VillageCode, s => s.PersonId, s => s.Hospital));

    public static IQueryable<Reversal> ReversalsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<Reversal>().Where(Within<Reversal>(db, actor.ScopeOf(action), r => r.VillageCode, r => r.PersonId, r => r.Hospital));

    public static IQueryable<Agreement> AgreementsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<Agreement>().Where(Within<Agreement>(db, actor.ScopeOf(action), a => a.VillageCode, a => a.PersonId, a => a.Hospital));

    public static IQueryable<Hit> HitsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<Hit>().Where(Within<Hit>(db, actor.ScopeOf(action), h => h.VillageCode, h => h.PersonId, h => h.Hospital));

    public static IQueryable<Deduction> DeductionsFor(this CountyDb db, Actor actor, string action) =>
        db.Set<Deduction>().Where(Within<Deduction>(db, actor.ScopeOf(action), d => d.VillageCode, d => d.PersonId, d => d.Hospital));

    public static IQueryable<CardUse> CardUsesFor(this CountyDb db, Actor actor, string action) =>
        db.Set<CardUse>().Where(Within<CardUse>(db, actor.ScopeOf(action), u => u.VillageCode, u => u.PersonId, u => u.Hospital));

    public static IQueryable<WaiverUse> UsesFor(this CountyDb db, Actor actor, string action) =>
        db.Set<WaiverUse>().Where(Within<WaiverUse>(db, actor.ScopeOf(action), u => u.VillageCode, u => u.PersonId ?? Guid.Empty, u => u.Hospital));

    /// <summary>The hospitals at which the actor may do the deed; empty for who is at none.</summary>
    public static IReadOnlyList<string> HospitalsFor(this Actor actor, string action) =>
        [.. actor.ScopeOf(action).Parts.Select(p => p.Organisation).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>A name as the actor may read it with the action: 张* where only masked data are open.</summary>
    public static string NameFor(this Actor actor, string action, string name)
    {
        var scope = actor.ScopeOf(action);
        if (scope is { MaskedOnly: false, NeedsReason: false } || name.Length == 0) return name;
        var first = char.IsHighSurrogate(name[0]) && name.Length > 1 ? name[..2] : name[..1];
        return first + "*";
    }

    /// <summary>Names by person as the actor may read them with the action; a person who is gone has an empty one.</summary>
    public static async Task<Func<Guid, string>> NamesFor(this CountyDb db, Actor actor, string action, IEnumerable<Guid> persons, CancellationToken ct)
    {
        var names = await db.NamesById(persons, ct);
        return person => actor.NameFor(action, names.GetValueOrDefault(person, ""));
    }

    private static Expression<Func<T, bool>> Within<T>(CountyDb db, Scope scope, Expression<Func<T, string>> village, Expression<Func<T, Guid>> person, Expression<Func<T, string>> hospital)
    {
        var others = VisiblePersons.InScope(db, scope with { Parts = [.. scope.Parts.Where(p => p.Organisation is null)] }, village, person);
        var own = scope.Parts.Where(p => p.Organisation is not null && db.CountyCode.StartsWith(p.Prefix, StringComparison.Ordinal)).Select(p => p.Organisation!).Distinct(StringComparer.Ordinal).ToList();
        if (own.Count == 0) return others;
        var record = village.Parameters[0];
        var inOwn = Expression.Call(Expression.Constant(own), nameof(List<string>.Contains), null, new Swap(hospital.Parameters[0], record).Visit(hospital.Body));
        return Expression.Lambda<Func<T, bool>>(Expression.OrElse(others.Body, inOwn), record);
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
