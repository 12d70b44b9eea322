using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Jobs;

/// <summary>Does the jobs of one kind. Must be able to begin again at any point: what is done already is recognised and not done twice.</summary>
public interface IJobWorker
{
    /// <summary>The <see cref="Job.Kind"/> it answers to.</summary>
    string Kind { get; }

    /// <summary>Does the work. Returns the result as JSON. Throws <see cref="OperationCanceledException"/> when asked to stop.</summary>
    Task<string> Work(Job job, JobProgress progress, CancellationToken ct);
}

/// <summary>Tells the job's watchers how far it is and learns whether it shall stop. Writes at most a few times a second.</summary>
public sealed class JobProgress(PlatformStore store, Guid jobId, TimeProvider clock)
{
    private DateTimeOffset _lastWrite;

    /// <summary>Raised at each report, for a progress bar in the same process.</summary>
    public event Action<long, long, string>? Reported;

    /// <summary>Reports progress. Throws <see cref="OperationCanceledException"/> when somebody asked the job to stop.</summary>
    public async Task Report(long done, long total, string message, CancellationToken ct, bool force = false)
    {
        Reported?.Invoke(done, total, message);
        var now = clock.GetUtcNow();
        if (!force && now - _lastWrite < TimeSpan.FromMilliseconds(400)) return;
        _lastWrite = now;
        await using var db = store.Open();
        await db.Set<Job>().Where(j => j.Id == jobId).ExecuteUpdateAsync(s => s
            .SetProperty(j => j.Done, done).SetProperty(j => j.Total, total).SetProperty(j => j.Message, message).SetProperty(j => j.AliveAt, now), ct);
        if (await db.Set<Job>().AnyAsync(j => j.Id == jobId && j.CancelRequested, ct)) throw new OperationCanceledException("Somebody asked the job to stop.");
    }
}

/// <summary>Queues, claims and runs jobs. Any number of processes may look for work; a job is claimed by one at a time.</summary>
public sealed class JobRunner(PlatformStore store, IEnumerable<IJobWorker> workers, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <summary>A running job that shows no sign of life for this long was left by a dead process. <c>MINKANG_JOB_SILENCE</c> sets another number of seconds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(double.TryParse(Environment.GetEnvironmentVariable("MINKANG_JOB_SILENCE"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 60);
    private readonly Dictionary<string, IJobWorker> _workers = workers.ToDictionary(w => w.Kind, StringComparer.Ordinal);

    /// <summary>Adds a job to the queue; returns its id.</summary>
    public async Task<Guid> Enqueue(Actor actor, string kind, string title, string countyCode, string argument, CancellationToken ct)
    {
        var job = new Job { Id = Guid.CreateVersion7(clock.GetUtcNow()), Kind = kind, Title = title, CountyCode = countyCode, Argument = argument, CreatedBy = actor.UserId, UpdatedBy = actor.UserId };
        await using var db = store.Open();
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return job.Id;
    }

    /// <summary>Asks a job to stop; a queued one ends at once.</summary>
    public async Task Cancel(Guid id, CancellationToken ct)
    {
        await using var db = store.Open();
        await db.Set<Job>().Where(j => j.Id == id && j.State == JobState.Queued).ExecuteUpdateAsync(s => s
            .SetProperty(j => j.State, JobState.Cancelled).SetProperty(j => j.EndedAt, clock.GetUtcNow()).SetProperty(j => j.Message, T("已取消")), ct);
        await db.Set<Job>().Where(j => j.Id == id && j.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(j => j.CancelRequested, true), ct);
    }

    /// <summary>Claims and runs the next job that waits or was left by a dead process. False when there is none.</summary>
    public async Task<bool> RunNext(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var dead = now - Silence;
        await using var db = store.Open();
        var next = await db.Set<Job>().AsNoTracking()
            .Where(j => j.State == JobState.Queued || (j.State == JobState.Running && j.AliveAt < dead))
            .OrderBy(j => j.CreatedAt).FirstOrDefaultAsync(ct);
        return next is not null && await Run(next.Id, ct);
    }

    /// <summary>Claims and runs one job here and now. False when another process has it.</summary>
    public async Task<bool> Run(Guid id, CancellationToken ct, Action<long, long, string>? watch = null)
    {
        if (await Claim(id, ct) is not { } job) return false;
        var progress = new JobProgress(store, id, clock);
        if (watch is not null) progress.Reported += watch;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var alive = ShowLife(id, ended.Token);
        try
        {
            if (!_workers.TryGetValue(job.Kind, out var worker)) throw new InvalidOperationException($"No worker for jobs of kind '{job.Kind}'.");
            var result = await worker.Work(job, progress, ct);
            await End(id, JobState.Done, T("已完成"), result);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await End(id, JobState.Cancelled, T("已按要求停止，已完成的部分保留"), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Job {JobId} of kind {Kind} failed", id, job.Kind);
            await End(id, JobState.Failed, T($"出错停止，编号 {id.ToString("N")[^8..]}，已完成的部分保留，可以重试"), null);
        }
        finally
        {
            await ended.CancelAsync();
            await alive;
        }
        return true;
    }

    /// <summary>Renews the sign of life while the work goes on, however long one step of it takes.</summary>
    private async Task ShowLife(Guid id, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Silence / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                await using var db = store.Open();
                await db.Set<Job>().Where(j => j.Id == id && j.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(j => j.AliveAt, clock.GetUtcNow()), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return; // the work ended
        }
    }

    /// <summary>True while some process works on the job or it waits for one.</summary>
    public async Task<bool> IsAlive(Guid id, CancellationToken ct)
    {
        var dead = clock.GetUtcNow() - Silence;
        await using var db = store.Open();
        return await db.Set<Job>().AnyAsync(j => j.Id == id && (j.State == JobState.Queued || (j.State == JobState.Running && j.AliveAt >= dead)), ct);
    }

    /// <summary>Puts a job that ended early back into the queue, to go on where it stopped.</summary>
    public async Task Requeue(Guid id, CancellationToken ct)
    {
        await using var db = store.Open();
        await db.Set<Job>().Where(j => j.Id == id && (j.State == JobState.Cancelled || j.State == JobState.Failed)).ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Queued), ct);
    }

    private async Task<Job?> Claim(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var dead = now - Silence;
        await using var db = store.Open();
        var claimed = await db.Set<Job>()
            .Where(j => j.Id == id && (j.State == JobState.Queued || (j.State == JobState.Running && j.AliveAt < dead)))
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.StartedAt, now).SetProperty(j => j.AliveAt, now)
                .SetProperty(j => j.Attempts, j => j.Attempts + 1).SetProperty(j => j.CancelRequested, false), ct);
        return claimed == 1 ? await db.Set<Job>().AsNoTracking().SingleAsync(j => j.Id == id, ct) : null;
    }

    private async Task End(Guid id, JobState state, string message, string? result)
    {
        await using var db = store.Open();
        await db.Set<Job>().Where(j => j.Id == id).ExecuteUpdateAsync(s => s
            .SetProperty(j => j.State, state).SetProperty(j => j.Message, message).SetProperty(j => j.Result, result).SetProperty(j => j.EndedAt, clock.GetUtcNow()), CancellationToken.None);
    }
}
