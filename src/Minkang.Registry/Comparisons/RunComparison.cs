using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Compare;
using Minkang.Registry.Lists;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Comparisons;

/// <summary>How a finished run adds up (结果合计), as its job reports it.</summary>
internal sealed record CompareCounts(long Rows, long Persons, long Alone, long Unsure, long Findings);

/// <summary>
/// Works a comparison out and writes it down (执行比对). What is written before the end belongs to nobody: a run that was broken off is wiped and written anew, so that
/// it is never half there nor twice. Rows are written in portions, so that others get to write in between.
/// </summary>
internal sealed class RunComparison(CountyStores counties, KeptInputs kept, KeptDiseases diseases, RegionCache regions, Vault vault, TimeProvider clock)
{
    /// <summary>So many rows are written in one transaction. <c>MINKANG_COMPARE_BATCH</c> sets another number: more is faster, less lets other writers in sooner.</summary>
    private static readonly int RowsPerTransaction = int.TryParse(Environment.GetEnvironmentVariable("MINKANG_COMPARE_BATCH"), CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows : 4000;

    /// <summary>Told how much of how much is done, and in words what is being done.</summary>
    internal delegate Task Telling(long done, long total, string words);

    public async Task<CompareCounts> Run(string countyCode, Guid runId, Actor actor, Telling tell, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        db.Trail.Actor = actor;
        var run = await db.Set<CompareRun>().SingleAsync(r => r.Id == runId, ct);
        if (run.State == CompareState.Done) return Counts(run);
        await Begin(db, actor, run, ct);
        await Wipe(db, runId, ct);
        var inputs = await Inputs(db, runId, ct);
        var done = await WorkOut(db, run, inputs, tell, ct);
        await tell(0, 0, T("正在计算结果指纹"));
        var hash = ResultHash.Of(w => WriteComparison.Matches(done, w), w => WriteComparison.Discrepancies(done, w));
        var villages = new VillageFinder(await regions.Tree(ct), countyCode, DateOnly.FromDateTime(BusinessCalendar.Local(run.StartedAt!.Value)));
        var rows = new RunRows(runId, done, await RowOwners.Load(db, run, inputs, villages, vault, ct), await EarlierFindings.Load(db, run, ct), vault, clock.GetUtcNow());
        await Write(db, done, rows, tell, ct);
        await Finish(db, actor, run, done, hash, ct);
        return Counts(run);
    }

    /// <summary>Works it out again from what was kept. True when the result is the same and the store still holds it as it was.</summary>
    public async Task<bool> Check(string countyCode, Guid runId, Actor actor, Telling tell, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        db.Trail.Actor = actor;
        var run = await db.Set<CompareRun>().SingleAsync(r => r.Id == runId, ct);
        if (run.State != CompareState.Done) throw new InvalidOperationException("Only a finished run is checked.");
        var done = await WorkOut(db, run, await Inputs(db, runId, ct), tell, ct);
        var again = ResultHash.Of(w => WriteComparison.Matches(done, w), w => WriteComparison.Discrepancies(done, w));
        await tell(0, 0, T("正在核对留存的结果"));
        var stored = await StoredTables.Load(db, runId, vault, ct);
        (run.CheckedAt, run.CheckPassed) = (clock.GetUtcNow(), again == run.ResultHash && ResultHash.Of(stored.Matches, stored.Discrepancies) == run.ResultHash);
        db.Trail.Record(actor, CompareReach.Action, "compare", runId, detail: new { @checked = run.CheckPassed });
        await db.SaveChangesAsync(ct);
        return run.CheckPassed.Value;
    }

    /// <summary>Notes how a run ended that did not come to its end, and takes off what it had written.</summary>
    public async Task Broken(string countyCode, Guid runId, CompareState state, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        if (await db.Set<CompareRun>().Where(r => r.Id == runId && r.State == CompareState.Running).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, state).SetProperty(r => r.EndedAt, clock.GetUtcNow()), ct) > 0)
            await Wipe(db, runId, ct);
    }

    /// <summary>The rules and the run before are fixed at the first beginning, so that a run that is taken up again ends alike.</summary>
    private async Task Begin(CountyDb db, Actor actor, CompareRun run, CancellationToken ct)
    {
        run.StartedAt ??= clock.GetUtcNow();
        run.PreviousId ??= await EarlierFindings.Before(db, run).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        run.RulesUsed ??= (RulesUsed.Now() with { Diseases = await diseases.Keep(db, actor, ct) }).ToJson();
        run.RulesHash = RulesUsed.HashOf(run.RulesUsed);
        (run.State, run.EndedAt) = (CompareState.Running, null);
        await db.SaveChangesAsync(ct);
        await kept.KeepRegister(db, actor, run, ct);
    }

    private static Task<List<CompareInput>> Inputs(CountyDb db, Guid runId, CancellationToken ct) => db.Set<CompareInput>().AsNoTracking().Where(i => i.RunId == runId).OrderBy(i => i.Seq).ToListAsync(ct);

    private async Task<Comparison> WorkOut(CountyDb db, CompareRun run, List<CompareInput> inputs, Telling tell, CancellationToken ct)
    {
        var lists = await kept.Read(db, inputs, (done, total) => tell(done, total, T("正在读取名单")), ct);
        await tell(0, 0, T("正在归人"));
        var rules = RulesUsed.Read(run.RulesUsed!);
        var linked = LinkPersons.In(lists, rules.Linkage);
        ct.ThrowIfCancellationRequested();
        await tell(0, 0, T("正在核对差异"));
        var done = new Comparison(linked, CompareRules.Of(rules.Rules), await diseases.Read(db, rules.Diseases, ct));
        ct.ThrowIfCancellationRequested();
        return done;
    }

    private async Task Write(CountyDb db, Comparison done, RunRows rows, Telling tell, CancellationToken ct)
    {
        long written = 0, total = done.Rows.Lists.Sum(l => (long)l.Rows.Count) + done.Discrepancies.Count;
        await Insert(db, [.. rows.Lists], ct);
        foreach (var portion in rows.Rows.Chunk(RowsPerTransaction))
        {
            await Insert(db, portion, ct);
            await tell(written += portion.Length, total, T("正在写入结果"));
        }
        foreach (var portion in rows.Findings.Chunk(RowsPerTransaction))
        {
            await Insert(db, portion, ct);
            await tell(written += portion.Length, total, T("正在写入结果"));
        }
    }

    private static async Task Insert<T>(CountyDb db, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.InsertAsync(rows, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task Finish(CountyDb db, Actor actor, CompareRun run, Comparison done, string hash, CancellationToken ct)
    {
        run.RowCount = done.Rows.Lists.Sum(l => (long)l.Rows.Count);
        run.PersonCount = done.Rows.Persons.Count(p => p.Key != 0);
        run.AloneCount = done.Rows.Persons.Count(p => p.Key == 0);
        run.UnsureCount = done.Rows.Lists.SelectMany(l => l.Rows).Count(r => done.Rows.DecisionOf(r).Decision == RowDecision.Unsure);
        run.FindingCount = done.Discrepancies.Count;
        (run.ResultHash, run.State, run.EndedAt) = (hash, CompareState.Done, clock.GetUtcNow());
        db.Trail.Record(actor, CompareReach.Action, "compare", run.Id, detail: new { done = Counts(run), run.ResultHash, run.RulesHash });
        await db.SaveChangesAsync(ct);
    }

    private static CompareCounts Counts(CompareRun run) => new(run.RowCount, run.PersonCount, run.AloneCount, run.UnsureCount, run.FindingCount);

    private static async Task Wipe(CountyDb db, Guid runId, CancellationToken ct)
    {
        await db.Set<Finding>().Where(f => f.RunId == runId).ExecuteDeleteAsync(ct);
        await db.Set<RunRow>().Where(r => r.RunId == runId).ExecuteDeleteAsync(ct);
        await db.Set<RunList>().Where(l => l.RunId == runId).ExecuteDeleteAsync(ct);
    }
}
