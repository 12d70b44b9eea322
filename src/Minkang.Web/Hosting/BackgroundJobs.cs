using Minkang.Platform.Jobs;
using Quartz;

namespace Minkang.Web.Hosting;

/// <summary>Looks for queued jobs every second and does them one after another, so that heavy work never crowds out the pages.</summary>
[DisallowConcurrentExecution]
internal sealed class RunQueuedJobs(JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && await runner.RunNext(cancellationToken)) { }
    }
}

internal static class BackgroundJobs
{
    public static void AddBackgroundJobs(this IServiceCollection services)
    {
        services.AddQuartz(q =>
        {
            var key = new JobKey("run-queued-jobs");
            q.AddJob<RunQueuedJobs>(j => j.WithIdentity(key));
            q.AddTrigger(t => t.ForJob(key).StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = false);
    }
}
