using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Web.Jobs;

internal sealed record JobPageOf(IReadOnlyList<Job> Jobs, Paging Paging);

/// <summary>Whose jobs somebody sees (作业范围): the own ones; who runs the system sees all, titles and counts only.</summary>
internal sealed class FindJobs(PlatformStore store)
{
    public async Task<JobPageOf> Handle(Actor actor, int? page, int? size, CancellationToken ct)
    {
        await using var db = store.Open();
        var mine = Within(db.Set<Job>().AsNoTracking(), actor);
        var paging = new Paging(page, size, await mine.LongCountAsync(ct));
        return new JobPageOf(await mine.OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct), paging);
    }

    /// <summary>One of the actor's own jobs, or null.</summary>
    public async Task<Job?> Own(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = store.Open();
        return await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == id && j.CreatedBy == actor.UserId, ct);
    }

    public static IQueryable<Job> Within(IQueryable<Job> jobs, Actor actor) => actor.May("jobs.all") ? jobs : jobs.Where(j => j.CreatedBy == actor.UserId);
}

/// <summary>Stops a job that the actor sees (停止作业).</summary>
internal sealed class StopJob(PlatformStore store, JobRunner runner)
{
    public async Task Handle(Actor actor, Guid id, CancellationToken ct)
    {
        await using var db = store.Open();
        if (!await FindJobs.Within(db.Set<Job>(), actor).AnyAsync(j => j.Id == id, ct)) return;
        await runner.Cancel(id, ct);
        db.Trail.Record(actor, "jobs.stop", "job", id);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The sum of an import that a job left as its result.</summary>
internal sealed record JobResult(long Read, long New, long Changed, long Same, long Rejected, long NeedsPerson, long Skipped)
{
    public static JobResult? Of(Job job) => job is { Kind: "import", State: JobState.Done, Result: { } result } ? JsonSerializer.Deserialize<JobResult>(result) : null;

    /// <summary>The comparison that a job works on; null for other jobs.</summary>
    public static Guid? ComparisonOf(Job job) => job.Kind == "compare" ? JsonDocument.Parse(job.Argument).RootElement.GetProperty("Run").GetGuid() : null;

    /// <summary>The import that a job works on; null for other jobs.</summary>
    public static Guid? ImportOf(Job job) => job.Kind == "import" ? JsonDocument.Parse(job.Argument).RootElement.GetProperty("Import").GetGuid() : null;
}

/// <summary>How far a job is, for those who ask by machine.</summary>
internal static class JobProgressRoute
{
    internal sealed record Answer(string State, long Done, long Total, bool Ended, string Message);

    public static void MapJobs(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/jobs/{id:guid}/progress", async (Guid id, Accounts.CurrentActor current, FindJobs find, Wording words, CancellationToken ct) =>
            await find.Own(current.Actor!, id, ct) is { } job
                ? Results.Json(new Answer(Columns.Snake(job.State.ToString()), job.Done, job.Total, job.Ended, words.Of(job.Message)))
                : Results.NotFound()).WithMetadata(new NeedsActionAttribute("jobs.own")).ExcludeFromDescription();
}
