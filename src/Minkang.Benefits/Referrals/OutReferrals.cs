using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Packs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Referrals;

/// <summary>Referrals out of the county for a disease (县外转诊病种), over three years, the latest last.</summary>
/// <param name="Code">Disease or ICD-10 code; empty for diagnoses that were not recognised, <c>protected</c> for those closed to the reader.</param>
internal sealed record OutLine(string Code, string Name, IReadOnlyList<int> Years, int WithinAbility)
{
    public int All => Years.Sum();
}

/// <summary>Referrals of an institution for what it could treat itself (能力清单内转出).</summary>
internal sealed record WithinLine(string Institution, string Code, string Name, int Number);

/// <summary>
/// Ranks what people are sent out of the county for, for the plan of key specialities. Diagnoses are sealed, so they are opened here and counted in memory;
/// the first diagnosis counts. Refused referrals count too: the need was there.
/// </summary>
internal sealed class OutReferrals(OpenReferral open, PackVocabulary words)
{
    private const string Closed = "protected";

    public async Task<IReadOnlyList<OutLine>> Ranking(CountyDb db, Actor actor, int lastYear, CancellationToken ct)
    {
        var (first, next) = (new DateOnly(lastYear - 2, 1, 1), new DateOnly(lastYear + 1, 1, 1));
        var named = await Named(db, actor, db.ReferralsFor(actor, ReferralReach.See).Where(r => r.ToPlace != ReferralLevels.County).Between(first, next, r => r.MadeOn), ct);
        return [.. named.GroupBy(n => n.Code, StringComparer.Ordinal)
            .Select(g => new OutLine(g.Key, Name(g.Key), [.. Enumerable.Range(lastYear - 2, 3).Select(y => g.Count(n => n.Referral.MadeOn.Year == y))], g.Count(n => n.Referral.WithinAbility)))
            .OrderByDescending(l => l.All).ThenBy(l => l.Code, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<WithinLine>> Within(CountyDb db, Actor actor, int lastYear, CancellationToken ct)
    {
        var (first, next) = (new DateOnly(lastYear - 2, 1, 1), new DateOnly(lastYear + 1, 1, 1));
        var named = await Named(db, actor, db.ReferralsFor(actor, ReferralReach.See).Where(r => r.WithinAbility).Between(first, next, r => r.MadeOn), ct);
        return [.. named.GroupBy(n => (n.Referral.FromInstitution, n.Code)).Select(g => new WithinLine(g.Key.FromInstitution, g.Key.Code, Name(g.Key.Code), g.Count()))
            .OrderByDescending(l => l.Number).ThenBy(l => l.Institution, StringComparer.Ordinal).ThenBy(l => l.Code, StringComparer.Ordinal)];
    }

    /// <summary>Those whose first diagnosis is the disease; a protected one is never looked up by its name.</summary>
    public async Task<IQueryable<Referral>> OfDisease(CountyDb db, Actor actor, IQueryable<Referral> referrals, string code, CancellationToken ct)
    {
        var ids = (await Named(db, actor, referrals, ct)).Where(n => n.Code == code || (code == "-" && n.Code.Length == 0)).Select(n => n.Referral.Id).ToList();
        return referrals.Where(r => ids.Contains(r.Id));
    }

    private async Task<List<(Referral Referral, string Code)>> Named(CountyDb db, Actor actor, IQueryable<Referral> referrals, CancellationToken ct)
    {
        var all = await referrals.AsNoTracking().ToListAsync(ct);
        var read = all.ConvertAll(r => (Referral: r, Diagnosis: open.Diagnosis(r)));
        var trusted = await OpenReferral.Trusted(db, actor, [.. read.Where(r => open.IsProtected(r.Diagnosis)).Select(r => r.Referral)], ct);
        return read.ConvertAll(r => (r.Referral, open.IsProtected(r.Diagnosis) && !trusted.Contains(r.Referral.Id) ? Closed : r.Diagnosis.Codes.Count > 0 ? r.Diagnosis.Codes[0] : ""));
    }

    private string Name(string code) => code switch { "" => T("诊断没有认出病种"), Closed => T("受保护的诊断"), _ => words.NameOf(code) };
}
