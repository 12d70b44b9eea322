using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.Checks;

/// <summary>A run as pages show it (核查记录).</summary>
internal sealed record CheckRun(Job Job, DateOnly From, DateOnly Until, CheckResult? Result)
{
    public bool Ended => Job.Ended;
    /// <summary>Last month of the period.</summary>
    public DateOnly Last => Until.AddMonths(-1);
}

/// <summary>Queues a run over whole months (提交核查). One runs at a time in a county.</summary>
internal sealed class StartChecks(CountyDb db, PlatformStore platform, JobRunner runner, BusinessCalendar calendar)
{
    /// <summary>More months than that are asked for by mistake.</summary>
    public const int Most = 60;

    public async Task<Outcome<Guid>> Handle(Actor actor, string? first, string? last, CancellationToken ct)
    {
        if (!actor.ScopeOf(CheckWords.Action).Touches(RegionCode.Parse(db.CountyCode))) return new Problem("benefits.checks.not-allowed", "", "您的岗位不能在本县做费用核查。");
        var problems = new List<Problem>();
        if (Months.Read(first) is not { } from) { problems.Add(new("benefits.checks.first", "From", "请填写从哪个月开始，写成 2019-01。")); from = default; }
        if (Months.Read(string.IsNullOrWhiteSpace(last) ? first : last) is not { } to) { problems.Add(new("benefits.checks.last", "To", "请填写到哪个月为止，写成 2019-01。")); to = default; }
        if (problems.Count > 0) return problems;
        if (to < from) return new Problem("benefits.checks.order", "To", "结束月份早于开始月份，请核对。");
        if (from > calendar.Today) return new Problem("benefits.checks.future", "From", $"开始月份在今天（{calendar.Today:yyyy-MM-dd}）之后，还没有结算单。");
        if (from.AddMonths(Most) <= to) return new Problem("benefits.checks.too-long", "To", $"一次最多核查 {Most} 个月，请分几次。");
        if ((await Runs(platform, db.CountyCode, 1, ct)) is [{ Ended: false }]) return new Problem("benefits.checks.running", "", "本县正在核查，请等它完成后再开始。");
        db.Trail.Record(actor, CheckWords.RunAction, "checks", null, detail: new { asked = new { from, to } });
        await db.SaveChangesAsync(ct);
        return await runner.Enqueue(actor, ChecksWorker.JobKind, T("费用核查"), db.CountyCode, JsonSerializer.Serialize(new ChecksWorker.Argument(from, to.AddMonths(1))), ct);
    }

    /// <summary>The county's latest runs, newest first.</summary>
    public static async Task<IReadOnlyList<CheckRun>> Runs(PlatformStore platform, string county, int most, CancellationToken ct)
    {
        await using var store = platform.Open();
        var jobs = await store.Set<Job>().AsNoTracking().Where(j => j.Kind == ChecksWorker.JobKind && j.CountyCode == county).OrderByDescending(j => j.CreatedAt).Take(most).ToListAsync(ct);
        return [.. jobs.Select(j => (Job: j, Argument: JsonSerializer.Deserialize<ChecksWorker.Argument>(j.Argument)!)).Select(j => new CheckRun(j.Job, j.Argument.From, j.Argument.Until, j.Job.Result is { } text ? JsonSerializer.Deserialize<CheckResult>(text) : null))];
    }
}

/// <summary>Runs the checks as a job (核查作业). Begun again it starts from the first person; what it found before is not found twice.</summary>
internal sealed class ChecksWorker(RunChecks run, Actors actors) : IJobWorker
{
    public const string JobKind = "benefit-checks";
    public string Kind => JobKind;

    internal sealed record Argument(DateOnly From, DateOnly Until);

    public async Task<string> Work(Job job, JobProgress progress, CancellationToken ct)
    {
        var argument = JsonSerializer.Deserialize<Argument>(job.Argument)!;
        var actor = await actors.Behind(job, ct);
        await progress.Report(0, 0, T("正在核查"), ct, force: true);
        var result = await run.Handle(job.CountyCode, actor, argument.From, argument.Until, (done, total) => progress.Report(done, total, T("正在核查"), ct), ct);
        return JsonSerializer.Serialize(result);
    }
}
