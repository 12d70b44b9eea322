using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Referrals;

/// <summary>A referral as lists show it: the name as the reader may see it, the diagnosis where it is open to the reader.</summary>
internal sealed record ReferralRow(Referral Referral, string Name, string? Diagnosis);

/// <summary>How many of a list are what (转诊计数).</summary>
internal sealed record ReferralCounts(int All, int Refused, int Skipped);

/// <summary>What a list of referrals is narrowed to (转诊单筛选), as its address says.</summary>
internal sealed record ReferralFilter(ReferralState? State, DateOnly? Month, string? From, string? To, string? Kind, string? Disease, int? Year)
{
    public static ReferralFilter Of(PageAddress address) => new(
        Choice.Of<ReferralState>(address["state"]),
        Months.Read(address["month"]),
        address["from"]?.Trim(), address["to"]?.Trim(), address["kind"], address["disease"],
        int.TryParse(address["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 ? year : null);

    /// <summary>All but the disease, which the store keeps sealed.</summary>
    public IQueryable<Referral> Apply(CountyDb db, Actor actor)
    {
        var referrals = db.ReferralsFor(actor, ReferralReach.See).AsNoTracking().InMonth(Month, r => r.MadeOn).InYear(Year, r => r.MadeOn);
        if (State is { } state) referrals = referrals.Where(r => r.State == state);
        if (From is { Length: > 0 }) referrals = referrals.Where(r => r.FromInstitution == From);
        if (To is { Length: > 0 }) referrals = referrals.Where(r => r.ToInstitution == To);
        return Kind switch
        {
            "out" => referrals.Where(r => r.ToPlace != ReferralLevels.County),
            "skipped" => referrals.Where(r => r.Skipped),
            "within" => referrals.Where(r => r.WithinAbility),
            _ => referrals,
        };
    }

    /// <summary>The referrals of a list in its order; with a disease asked for, those whose first diagnosis it is, as far as it is open to the reader.</summary>
    public async Task<(ReferralCounts Counts, IQueryable<Referral> Rows)> Read(CountyDb db, Actor actor, OutReferrals diseases, CancellationToken ct)
    {
        var referrals = Apply(db, actor);
        if (Disease is not null) referrals = await diseases.OfDisease(db, actor, referrals, Disease, ct);
        var counts = await referrals.GroupBy(r => 1).Select(g => new { All = g.Count(), Refused = g.Count(r => r.State == ReferralState.Refused), Skipped = g.Count(r => r.Skipped) }).SingleOrDefaultAsync(ct);
        return (counts is null ? new(0, 0, 0) : new(counts.All, counts.Refused, counts.Skipped), referrals.OrderByDescending(r => r.MadeOn).ThenByDescending(r => r.Id));
    }

    public static async Task<IReadOnlyList<ReferralRow>> Rows(CountyDb db, Actor actor, OpenReferral open, IQueryable<Referral> referrals, CancellationToken ct)
    {
        var rows = await referrals.ToListAsync(ct);
        var name = await db.NamesFor(actor, ReferralReach.See, rows.Select(r => r.PersonId), ct);
        var trusted = await OpenReferral.Trusted(db, actor, rows, ct);
        return [.. rows.Select(r => new ReferralRow(r, name(r.PersonId), open.Shown(r, trusted)))];
    }
}
