using System.Text.Json;
using Minkang.Platform.Jobs;
using Minkang.Platform.Users;

namespace Minkang.Registry.Comparisons;

/// <summary>Runs comparisons as jobs, and works finished ones out again: <c>{"Run": id, "Check": true|false}</c>.</summary>
internal sealed class CompareWorker(RunComparison run, Actors actors) : IJobWorker
{
    public const string JobKind = "compare";
    public string Kind => JobKind;

    internal sealed record Argument(Guid Run, bool Check);

    public async Task<string> Work(Job job, JobProgress progress, CancellationToken ct)
    {
        var argument = JsonSerializer.Deserialize<Argument>(job.Argument)!;
        var actor = await actors.Behind(job, ct);
        var last = "";
        Task Tell(long done, long total, string words)
        {
            var turned = words != last;
            last = words;
            return progress.Report(done, total, words, ct, force: turned);
        }
        if (argument.Check) return JsonSerializer.Serialize(new { same = await run.Check(job.CountyCode, argument.Run, actor, Tell, ct) });
        try
        {
            return JsonSerializer.Serialize(await run.Run(job.CountyCode, argument.Run, actor, Tell, ct));
        }
        catch (Exception ended) when (!ct.IsCancellationRequested)
        {
            await run.Broken(job.CountyCode, argument.Run, ended is OperationCanceledException ? CompareState.Cancelled : CompareState.Failed, ct);
            throw;
        }
    }
}
