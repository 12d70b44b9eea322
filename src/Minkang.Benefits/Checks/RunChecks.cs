using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Checks;

/// <summary>What a run looked at and found (核查结果): persons, entries of the period, findings, and how many of them are new.</summary>
internal sealed record CheckResult(int Persons, int Entries, int Found, int Added);

/// <summary>
/// Looks through all that was settled in a period, and through deposits taken in it, person by person (按期核查). What was found before is not added again, so a run that was cut off
/// is simply repeated.
/// </summary>
internal sealed class RunChecks(CountyStores stores, CheckRules rules, ReadPersonFiles read, TimeProvider clock)
{
    private const int AtOnce = 300;

    /// <param name="from">First day of the period.</param>
    /// <param name="until">First day after it.</param>
    /// <param name="progress">Told after each step: persons done, persons in all.</param>
    public async Task<CheckResult> Handle(string county, Actor actor, DateOnly from, DateOnly until, Func<long, long, Task> progress, CancellationToken ct)
    {
        var persons = await Persons(county, actor, from, until, ct);
        var (done, entries, found, added) = (0, 0, 0, 0);
        foreach (var some in persons.Chunk(AtOnce))
        {
            var (seen, findings) = await Look(county, actor, from, until, some, ct);
            added += await StoreRetry.Run(() => Keep(county, actor, findings, ct), 10, ct);
            (done, entries, found) = (done + some.Length, entries + seen, found + findings.Count);
            await progress(done, persons.Count);
        }
        var result = new CheckResult(persons.Count, entries, found, added);
        await using var db = stores.Open(county);
        db.Trail.Record(actor, CheckWords.RunAction, "checks", null, detail: new { from, until, result });
        await db.SaveChangesAsync(ct);
        return result;
    }

    private async Task<List<Guid>> Persons(string county, Actor actor, DateOnly from, DateOnly until, CancellationToken ct)
    {
        await using var db = stores.Open(county);
        return await Entries(db, actor, from, until).Select(s => s.PersonId).Union(Deposits(db, actor, from, until).Select(a => a.PersonId)).Order().ToListAsync(ct);
    }

    /// <summary>Findings in which something of the period takes part; the other of two may lie before or after it.</summary>
    private async Task<(int Seen, List<Finding> Findings)> Look(string county, Actor actor, DateOnly from, DateOnly until, Guid[] persons, CancellationToken ct)
    {
        await using var db = stores.Open(county);
        var entries = (await Entries(db, actor, from, until).Where(s => persons.Contains(s.PersonId)).Select(s => s.Id).ToListAsync(ct)).ToHashSet();
        var deposits = (await Deposits(db, actor, from, until).Where(a => persons.Contains(a.PersonId)).Select(a => a.Id).ToListAsync(ct)).ToHashSet();
        var files = await read.Of(db, persons, ct);
        var findings = files.SelectMany(f => CheckPerson.By(rules.All, f))
            .Where(f => f.Deposit is { } deposit ? deposits.Contains(deposit.Id) : entries.Contains(f.Entry!.Id) || (f.Other is { } other && entries.Contains(other.Id)));
        return (entries.Count, [.. findings.DistinctBy(f => f.Key)]);
    }

    private async Task<int> Keep(string county, Actor actor, IReadOnlyList<Finding> findings, CancellationToken ct)
    {
        if (findings.Count == 0) return 0;
        await using var db = stores.Open(county);
        db.Trail.Actor = actor;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var keys in findings.Select(f => f.Key).Chunk(400)) known.UnionWith(await db.Set<Hit>().Where(h => keys.Contains(h.Key)).Select(h => h.Key).ToListAsync(ct));
        var hits = findings.Where(f => !known.Contains(f.Key)).Select(Of).ToList();
        db.AddRange(hits);
        await db.SaveChangesAsync(ct);
        return hits.Count;
    }

    private Hit Of(Finding f) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), Key = f.Key, Rule = f.Rule.Id, PersonId = f.Entry?.PersonId ?? f.Deposit!.PersonId, VillageCode = f.Entry?.VillageCode ?? f.Deposit!.VillageCode,
        Hospital = f.Entry?.Hospital ?? f.Deposit!.Hospital, OtherHospital = f.Other?.Hospital, OnDate = f.Entry?.SettledOn ?? f.Deposit!.AdmittedOn, AdmissionId = f.Entry?.AdmissionId ?? f.Deposit!.Id,
        SettlementId = f.Entry?.Id, OtherId = f.Other?.Id, AmountFen = f.Amount?.Fen, Evidence = f.Evidence,
    };

    private static IQueryable<StoredSettlement> Entries(CountyDb db, Actor actor, DateOnly from, DateOnly until) =>
        db.SettlementsFor(actor, CheckWords.Action).AsNoTracking().Between(from, until, s => s.SettledOn);

    private static IQueryable<Admission> Deposits(CountyDb db, Actor actor, DateOnly from, DateOnly until) =>
        db.AdmissionsFor(actor, CheckWords.Action).AsNoTracking().Between(from, until, a => a.AdmittedOn).Where(a => a.DepositChargedFen > 0 && a.State != AdmissionState.Cancelled);
}
