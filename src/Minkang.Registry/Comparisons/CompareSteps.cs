using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Registry.Comparisons;

/// <summary>Job of a run, as far as pages ask.</summary>
internal sealed class CompareJobs(PlatformStore platform)
{
    public async Task<Job?> Of(CompareRun run, CancellationToken ct)
    {
        if (run.JobId is not { } id) return null;
        await using var db = platform.Open();
        return await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, ct);
    }

    /// <summary>The run when it is in reach and nothing works on it; else why nothing can be begun now.</summary>
    public async Task<Outcome<CompareRun>> AtRest(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var run = await db.RunsFor(actor).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null) return new Problem("registry.compare.not-found", "", "没有这次比对，或不在您的范围内。");
        return await Of(run, ct) is { Ended: false } ? new Problem("registry.compare.busy", "", "正在比对或复核，请等它结束，或先停止。") : run;
    }
}

/// <summary>Stops the running job of a comparison (停止); what it had written is taken off.</summary>
internal sealed class StopComparison(CompareJobs jobs, JobRunner runner)
{
    public async Task Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var run = await db.RunsFor(actor).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null || await jobs.Of(run, ct) is not { Ended: false } job) return;
        await runner.Cancel(job.Id, ct);
        // A queued job ends without its worker, which would have noted it.
        if (job.State == JobState.Queued) await db.Set<CompareRun>().Where(r => r.Id == id && r.State == CompareState.Queued).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, CompareState.Cancelled), ct);
        db.Trail.Record(actor, CompareReach.Action, "compare", id, detail: new { stopped = job.Id });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Begins a run anew that did not come to its end (重新比对), with the same lists and rules.</summary>
internal sealed class RestartComparison(CompareJobs jobs, JobRunner runner)
{
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var atRest = await jobs.AtRest(db, actor, id, ct);
        if (!atRest.Ok) return atRest.Problems.ToArray();
        if (atRest.Value.State == CompareState.Done) return new Problem("registry.compare.done", "", "这次比对已经完成。名单有变化时请新建一次比对。");
        await db.Set<CompareRun>().Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, CompareState.Queued), ct);
        db.Trail.Record(actor, CompareReach.Action, "compare", id, detail: new { restarted = true });
        await db.SaveChangesAsync(ct);
        return await StartComparison.Enqueue(runner, db, actor, atRest.Value, check: false, ct);
    }
}

/// <summary>Works a finished run out again from the lists and rules that were kept (复核), as a job.</summary>
internal sealed class CheckComparison(CompareJobs jobs, JobRunner runner)
{
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var atRest = await jobs.AtRest(db, actor, id, ct);
        if (!atRest.Ok) return atRest.Problems.ToArray();
        if (atRest.Value.State != CompareState.Done) return new Problem("registry.compare.not-done", "", "这次比对没有完成，没有可以复核的结果。");
        db.Trail.Record(actor, CompareReach.Action, "compare", id, detail: new { checking = true });
        await db.SaveChangesAsync(ct);
        return await StartComparison.Enqueue(runner, db, actor, atRest.Value, check: true, ct);
    }
}
