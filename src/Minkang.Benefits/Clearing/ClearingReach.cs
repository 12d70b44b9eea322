using Minkang.Benefits.Settlements;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Clearing;

/// <summary>
/// How far an actor may go with what payers owe hospitals (清算数据范围): everything of the county, one hospital's claims, or the claims on one's own payer.
/// </summary>
internal sealed record ClearingReach(bool All, IReadOnlyList<string> Hospitals, IReadOnlyList<string> Payers)
{
    public const string See = "funds.see", Make = "funds.batch", Confirm = "funds.confirm", Pay = "funds.pay";

    /// <summary>Amounts that the hospital bears itself are owed by nobody.</summary>
    public static readonly IReadOnlyList<string> BorneByHospital = ["hospital", "hospital-waiver"];

    /// <summary>Nobody can be asked for an amount whose bearer is not decided.</summary>
    public const string Undecided = "undecided";

    private static readonly Dictionary<Role, string[]> PayersOf = new() { [Role.CivilAffairs] = ["medical-assistance", "civil-affairs-charity"] };

    public static ClearingReach Of(CountyDb db, Actor actor, params IReadOnlyList<string> actions)
    {
        var parts = actions.SelectMany(a => actor.ScopeOf(a).Parts).Where(p => db.CountyCode.StartsWith(p.Prefix, StringComparison.Ordinal)).ToList();
        return new(parts.Exists(p => p.Organisation is null && p.OwnListOf is null), [.. parts.Select(p => p.Organisation).OfType<string>().Distinct(StringComparer.Ordinal)],
            [.. parts.Where(p => p.OwnListOf is not null).SelectMany(p => PayersOf.GetValueOrDefault(p.OwnListOf!.Value) ?? []).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Everything that the actor may look at.</summary>
    public static ClearingReach ToSee(CountyDb db, Actor actor) => Of(db, actor, See, Make, Confirm, Pay);

    public bool Covers(string hospital, string payer) => All || Hospitals.Contains(hospital, StringComparer.Ordinal) || Payers.Contains(payer, StringComparer.Ordinal);

    public IQueryable<Batch> Batches(CountyDb db) => db.Set<Batch>().Where(b => All || Hospitals.Contains(b.Hospital) || Payers.Contains(b.Payer));

    /// <summary>Shares that somebody owes a hospital, in reach.</summary>
    public IQueryable<Claim> Claims(CountyDb db) =>
        from share in db.Set<Share>()
        join entry in db.Set<StoredSettlement>() on share.SettlementId equals entry.Id
        where !BorneByHospital.Contains(share.Payer) && (All || Hospitals.Contains(entry.Hospital) || Payers.Contains(share.Payer))
        select new Claim { Share = share, Entry = entry };
}

/// <summary>A share with its settlement entry (应付款).</summary>
internal sealed class Claim
{
    public Share Share { get; init; } = null!;
    public StoredSettlement Entry { get; init; } = null!;
}
