using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;

namespace Minkang.Registry.Contracts;

/// <summary>Result of a comparison in the store (比对结果).</summary>
/// <param name="RunId">The run; its page is <c>/compare/{RunId}</c>.</param>
/// <param name="Title">Name of the run.</param>
/// <param name="Lists">The lists, one line a sheet.</param>
/// <param name="Persons">Persons with rows in several places.</param>
/// <param name="Alone">Persons who stand in one row only.</param>
/// <param name="Unsure">Rows that a person has to look at.</param>
/// <param name="Discrepancies">Kinds that were found.</param>
/// <param name="ResultHash">SHA-256 of both result tables, lower-case hex.</param>
public sealed record StoredComparison(Guid RunId, string Title, IReadOnlyList<ComparedListCount> Lists, long Persons, long Alone, long Unsure, IReadOnlyList<DiscrepancyCount> Discrepancies, string ResultHash);

/// <summary>Compares lists and keeps the run in the county's store (比对并留存), for the command line and the demonstration. Pages do the same in steps.</summary>
public sealed class CompareLists
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private readonly CountyStores _counties;
    private readonly StartComparison _start;
    private readonly CheckComparison _check;
    private readonly JobRunner _jobs;
    private readonly Vault _vault;

    internal CompareLists(CountyStores counties, StartComparison start, CheckComparison check, JobRunner jobs, Vault vault) => (_counties, _start, _check, _jobs, _vault) = (counties, start, check, jobs, vault);

    /// <summary>Compares files, and the register as of a day when one is given, as a job in this process. A comparison of the same lists that was broken off is gone on with. Refuses with <c>lists.*</c> what cannot be read, with <c>compare.*</c> and <c>registry.compare.*</c> what cannot be compared, <c>registry.compare.stopped</c> when somebody stopped it.</summary>
    /// <param name="countyCode">Six digits.</param>
    /// <param name="actor">Who compares; the run belongs to this area.</param>
    /// <param name="files">Name and content of each file.</param>
    /// <param name="imports">Imports whose kept originals take part.</param>
    /// <param name="registerOn">The day as of which the register takes part; null when it does not.</param>
    /// <param name="progress">Called with what is done, how much there is (0 while unknown), and what is being done in words.</param>
    /// <param name="ct">Stops the work; it is taken up again by whoever looks for jobs.</param>
    public async Task<Outcome<StoredComparison>> Run(string countyCode, Actor actor, IReadOnlyList<(string Name, byte[] Content)> files, IReadOnlyList<Guid> imports, DateOnly? registerOn, Action<long, long, string>? progress, CancellationToken ct)
    {
        await using var db = _counties.Open(countyCode);
        db.Trail.Actor = actor;
        var (id, job) = await Unfinished(db, actor, files, imports, registerOn, ct);
        if (job is null)
        {
            var started = await _start.Handle(db, actor, new ComparisonWish { Files = files, Imports = imports, RegisterOn = registerOn }, ct);
            if (!started.Ok) return started.Problems.ToArray();
            (id, job) = (started.Value.Id, started.Value.JobId);
        }
        await Work(job!.Value, progress, ct);
        var run = await db.Set<CompareRun>().AsNoTracking().SingleAsync(r => r.Id == id, ct);
        if (run.State == CompareState.Cancelled) return new Problem("registry.compare.stopped", "", "这次比对被停止了，没有结果。");
        if (run.State != CompareState.Done) throw new InvalidOperationException($"Comparison {run.Id} ended as {run.State}; see the log.");
        return await ResultOf(db, run, ct);
    }

    /// <summary>A run of the same lists that was broken off, and its job; nothing when there is none. One that was broken off before its work was queued is left to whoever looks at the list of runs.</summary>
    private static async Task<(Guid Run, Guid? Job)> Unfinished(CountyDb db, Actor actor, IReadOnlyList<(string Name, byte[] Content)> files, IReadOnlyList<Guid> imports, DateOnly? registerOn, CancellationToken ct)
    {
        var wanted = files.Select(f => Convert.ToHexStringLower(SHA256.HashData(f.Content))).Concat(imports.Select(i => i.ToString())).Order(StringComparer.Ordinal).ToList();
        var open = await db.Set<CompareRun>().AsNoTracking().Where(r => (r.State == CompareState.Running || r.State == CompareState.Queued) && r.JobId != null && r.CreatedBy == actor.UserId && r.RegisterOn == registerOn && !r.IsFinal)
            .OrderBy(r => r.CreatedAt).Select(r => new { r.Id, r.JobId }).ToListAsync(ct);
        foreach (var run in open)
        {
            var inputs = await db.Set<CompareInput>().AsNoTracking().Where(i => i.RunId == run.Id && i.Source != InputSource.Register).Select(i => new { i.ImportId, i.FileSha256 }).ToListAsync(ct);
            if (inputs.Select(i => i.ImportId?.ToString() ?? i.FileSha256).Order(StringComparer.Ordinal).SequenceEqual(wanted)) return (run.Id, run.JobId);
        }
        return default;
    }

    /// <summary>True when the county has a comparison.</summary>
    public async Task<bool> Any(string countyCode, CancellationToken ct)
    {
        await using var db = _counties.Open(countyCode);
        return await db.Set<CompareRun>().AnyAsync(ct);
    }

    /// <summary>Works a finished run out again from what was kept. True when the result is the same and the store still holds it. Refuses with <c>registry.compare.not-found</c> or <c>registry.compare.not-done</c>.</summary>
    public async Task<Outcome<bool>> Check(string countyCode, Actor actor, Guid runId, Action<long, long, string>? progress, CancellationToken ct)
    {
        await using var db = _counties.Open(countyCode);
        db.Trail.Actor = actor;
        var job = await _check.Handle(db, actor, runId, ct);
        if (!job.Ok) return job.Problems.ToArray();
        await Work(job.Value, progress, ct);
        return await db.Set<CompareRun>().Where(r => r.Id == runId).Select(r => r.CheckPassed).SingleAsync(ct) ?? throw new InvalidOperationException($"The check of {runId} did not end; see the log.");
    }

    /// <summary>Writes both tables of a finished run from the store, in the formats of <see cref="CompareFiles"/>.</summary>
    public async Task Write(string countyCode, Guid runId, TextWriter? matches, TextWriter? discrepancies, CancellationToken ct)
    {
        await using var db = _counties.Open(countyCode);
        var tables = await StoredTables.Load(db, runId, _vault, ct);
        if (matches is not null) tables.Matches(matches);
        if (discrepancies is not null) tables.Discrepancies(discrepancies);
    }

    /// <summary>Does the job here, or waits for the process that took it first.</summary>
    private async Task Work(Guid job, Action<long, long, string>? progress, CancellationToken ct)
    {
        if (await _jobs.Run(job, ct, progress)) return;
        while (await _jobs.IsAlive(job, ct)) await Task.Delay(Look, ct);
    }

    private static async Task<StoredComparison> ResultOf(CountyDb db, CompareRun run, CancellationToken ct)
    {
        var lists = await db.Set<RunList>().AsNoTracking().Where(l => l.RunId == run.Id).OrderBy(l => l.ListNo).ToListAsync(ct);
        var counts = await db.Set<Finding>().AsNoTracking().Where(f => f.RunId == run.Id).GroupBy(f => f.Code).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new StoredComparison(run.Id, run.Title, lists.ConvertAll(l => new ComparedListCount(l.FileName, l.Sheet, l.Title, l.RowCount, l.MatchedCount)), run.PersonCount, run.AloneCount, run.UnsureCount,
            [.. RulesUsed.Read(run.RulesUsed!).Rules.Where(r => counts.ContainsKey(r.Code)).Select(r => new DiscrepancyCount(r.Code, r.Title, r.Owner, counts[r.Code]))], run.ResultHash!);
    }
}
