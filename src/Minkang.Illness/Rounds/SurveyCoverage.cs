using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Rounds;

/// <summary>Who of an area has no result in any round of the last twelve months (尚未调查的人).</summary>
internal sealed class SurveyCoverage : ISurveyCoverage
{
    public async Task<IReadOnlyDictionary<string, int>> Missing(CountyDb db, Actor actor, string area, DateOnly day, CancellationToken ct) =>
        await Persons(db, actor, area, day).GroupBy(p => p.VillageCode).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    public async Task<IReadOnlyList<UnsurveyedPerson>> Unsurveyed(CountyDb db, Actor actor, string area, DateOnly day, CancellationToken ct) =>
        await Persons(db, actor, area, day).OrderBy(p => p.VillageCode).ThenBy(p => p.Pinyin).ThenBy(p => p.Id).Select(p => new UnsurveyedPerson(p.Id, p.Name, p.VillageCode)).ToListAsync(ct);

    private static IQueryable<RegistryPerson> Persons(CountyDb db, Actor actor, string area, DateOnly day)
    {
        var since = day.AddYears(-1);
        var rounds = db.Set<Round>().Where(r => r.FromOn > since && r.FromOn <= day).Select(r => r.Id);
        var reached = db.Set<RoundPerson>().Where(p => p.State != VisitState.Pending && rounds.Contains(p.RoundId)).Select(p => p.PersonId);
        return db.OnRegister(actor, "registry.compare", area, day).Where(p => !reached.Contains(p.Id));
    }
}
