using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Checks;

/// <summary>A hit as lists show it, with the person's name as the reader may see it.</summary>
internal sealed record HitRow(Hit Hit, string Name);

/// <summary>What a list of hits is narrowed to (疑点筛选), as its address says.</summary>
internal sealed record HitFilter(string? Rule, HitState? State, DateOnly? Month, string? Hospital, string? Township)
{
    public static HitFilter Of(PageAddress address) => new(address["rule"], Choice.Of<HitState>(address["state"]), Months.Read(address["month"]), address["hospital"], address["township"]);

    public IQueryable<Hit> Apply(CountyDb db, Actor actor)
    {
        var hits = db.HitsFor(actor, CheckWords.Action).AsNoTracking().InMonth(Month, h => h.OnDate).InArea(Township, h => h.VillageCode);
        if (Rule is not null) hits = hits.Where(h => h.Rule == Rule);
        if (State is { } state) hits = hits.Where(h => h.State == state);
        return Hospital is not null ? hits.Where(h => h.Hospital == Hospital || h.OtherHospital == Hospital) : hits;
    }

    public static async Task<IReadOnlyList<HitRow>> Rows(CountyDb db, Actor actor, IQueryable<Hit> hits, CancellationToken ct)
    {
        var rows = await hits.ToListAsync(ct);
        var name = await db.NamesFor(actor, CheckWords.Action, rows.Select(r => r.PersonId), ct);
        return [.. rows.Select(r => new HitRow(r, name(r.PersonId)))];
    }
}
