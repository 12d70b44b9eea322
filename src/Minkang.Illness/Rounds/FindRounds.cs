using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Rounds;

/// <summary>How far a round, or a village of it, is (进度); the four parts add up to the whole.</summary>
internal sealed record RoundProgress(int Pending, int Ill, int Well, int Unreached)
{
    public int Persons => Pending + Ill + Well + Unreached;
    public int Done => Persons - Pending;
    /// <summary>Of a hundred, rounded down, so that 100 means all.</summary>
    public int Percent => Persons == 0 ? 0 : (int)(100L * Done / Persons);

    public static RoundProgress Of(IEnumerable<(VisitState State, int Count)> counts)
    {
        var by = counts.GroupBy(c => c.State).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        return new(by.GetValueOrDefault(VisitState.Pending), by.GetValueOrDefault(VisitState.Ill), by.GetValueOrDefault(VisitState.Well), by.GetValueOrDefault(VisitState.Unreached));
    }
}

/// <summary>Rounds and their persons within reach (可见轮次).</summary>
internal static class FindRounds
{
    /// <summary>Digits of a county's, a township's and a village's code (区划代码位数).</summary>
    private static readonly int[] AreaLengths = [6, 9, 12];

    /// <summary>Rounds of an area that the actor's action touches: a village doctor sees the round of the township, with the people of the own village.</summary>
    public static IQueryable<Round> RoundsFor(this CountyDb db, Actor actor, string action)
    {
        var prefixes = actor.ScopeOf(action).Parts.Where(p => p is { OwnListOf: null, Organisation: null }).Select(p => p.Prefix).ToList();
        if (action == OpenRound.Action)
            return prefixes.Exists(p => db.CountyCode.StartsWith(p, StringComparison.Ordinal)) ? db.Set<Round>() : db.Set<Round>().Where(r => prefixes.Contains(r.AreaCode));
        var above = prefixes.SelectMany(p => AreaLengths.Where(n => n <= p.Length).Select(n => p[..n])).Distinct().ToList();
        return prefixes.Exists(p => db.CountyCode.StartsWith(p, StringComparison.Ordinal)) ? db.Set<Round>() : db.Set<Round>().Where(r => above.Contains(r.AreaCode));
    }

    /// <summary>The places of all rounds but those of records that were merged away while the list was drawn up: the kept record has its own.</summary>
    public static IQueryable<RoundPerson> Places(this CountyDb db)
    {
        var merged = db.MergedAway();
        return db.Set<RoundPerson>().Where(p => !merged.Contains(p.PersonId));
    }

    /// <summary>The persons of a round who are in reach of the action.</summary>
    public static IQueryable<RoundPerson> RoundPersons(this CountyDb db, Actor actor, string action, Guid round) =>
        db.Places().Where(p => p.RoundId == round).Where(VisiblePersons.InScope<RoundPerson>(db, actor.ScopeOf(action), p => p.VillageCode, p => p.PersonId));

    /// <summary>Progress by round, of the persons in reach; one statement.</summary>
    public static async Task<Dictionary<Guid, RoundProgress>> Progress(CountyDb db, Actor actor, CancellationToken ct)
    {
        var counts = await db.Places().Where(VisiblePersons.InScope<RoundPerson>(db, actor.ScopeOf("illness.see"), p => p.VillageCode, p => p.PersonId))
            .GroupBy(p => new { p.RoundId, p.State }).Select(g => new { g.Key.RoundId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        return counts.GroupBy(c => c.RoundId).ToDictionary(g => g.Key, g => RoundProgress.Of(g.Select(c => (c.State, c.Count))));
    }

    /// <summary>Progress by village of one round.</summary>
    public static async Task<List<(string Village, RoundProgress Progress)>> ByVillage(CountyDb db, Actor actor, Guid round, CancellationToken ct)
    {
        var counts = await db.RoundPersons(actor, "illness.see", round).GroupBy(p => new { p.VillageCode, p.State }).Select(g => new { g.Key.VillageCode, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        return [.. counts.GroupBy(c => c.VillageCode).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, RoundProgress.Of(g.Select(c => (c.State, c.Count)))))];
    }
}
