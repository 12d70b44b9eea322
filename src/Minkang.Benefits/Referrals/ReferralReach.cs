using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Illness.Contracts;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Referrals;

/// <summary>Where every query for referrals begins (数据范围): a hospital reaches what it sent or was sent, every other reach is that of the person.</summary>
internal static class ReferralReach
{
    public const string See = "illness.see";
    public const string SeeProtected = "illness.see-protected";
    /// <summary>Who treats refers: village doctors by their records, townships, hospitals and the county by treatment.</summary>
    public const string MakeInVillage = "care.record", Treat = "illness.treatment";

    public static IQueryable<Referral> ReferralsFor(this CountyDb db, Actor actor, string action)
    {
        var scope = actor.ScopeOf(action);
        var others = VisiblePersons.InScope<Referral>(db, scope with { Parts = [.. scope.Parts.Where(p => p.Organisation is null)] }, r => r.VillageCode, r => r.PersonId);
        var here = scope.Parts.Any(p => p.Organisation is not null && db.CountyCode.StartsWith(p.Prefix, StringComparison.Ordinal));
        if (!here) return db.Set<Referral>().Where(others);
        var own = actor.HospitalsFor(action);
        Expression<Func<Referral, bool>> inOwn = r => own.Contains(r.FromInstitution) || own.Contains(r.ToInstitution);
        var record = others.Parameters[0];
        var body = new Swap(inOwn.Parameters[0], record).Visit(inOwn.Body);
        return db.Set<Referral>().Where(Expression.Lambda<Func<Referral, bool>>(Expression.OrElse(others.Body, body), record));
    }

    /// <summary>The action by which the actor may refer the person; null for none.</summary>
    public static async Task<string?> MayRefer(this CountyDb db, Actor actor, Guid person, CancellationToken ct)
    {
        foreach (var action in new[] { Treat, MakeInVillage })
            if (await db.Places(actor, action).AnyAsync(p => p.Id == person, ct)) return action;
        return null;
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}

/// <summary>Opens what a referral keeps sealed (转诊的诊断): a protected diagnosis only for who may see protected ones of that person.</summary>
internal sealed class OpenReferral(Vault vault, ProtectedDiagnoses guarded)
{
    /// <summary>The referrals of a query that hold protected diagnoses only those may read who are listed here.</summary>
    public static async Task<HashSet<Guid>> Trusted(CountyDb db, Actor actor, IReadOnlyCollection<Referral> shown, CancellationToken ct)
    {
        if (!actor.May(ReferralReach.SeeProtected)) return [];
        var found = new HashSet<Guid>();
        foreach (var ids in shown.Select(r => r.Id).Chunk(400)) found.UnionWith(await db.ReferralsFor(actor, ReferralReach.SeeProtected).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct));
        return found;
    }

    public Diagnosis Diagnosis(Referral referral) => BillJson.Read<Diagnosis>(vault.Open(Purposes.Diagnosis, referral.DiagnosisSealed)!);

    public bool IsProtected(Diagnosis diagnosis) => guarded.Covers(diagnosis.Codes);

    /// <summary>The diagnosis as it may be shown; null where it is protected from the reader.</summary>
    public string? Shown(Referral referral, IReadOnlySet<Guid> trusted) =>
        Diagnosis(referral) is var diagnosis && IsProtected(diagnosis) && !trusted.Contains(referral.Id) ? null : diagnosis.Text;

    public string? Text(string? sealedText) => vault.Open(Purposes.Diagnosis, sealedText);

    public ReferralOutcome? Outcome(Referral referral) => vault.Open(Purposes.Diagnosis, referral.OutcomeSealed) is { Length: > 0 } text ? BillJson.Read<ReferralOutcome>(text) : null;
}
