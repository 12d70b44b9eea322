using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Packs;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Benefits.WhatIf;

/// <summary>What is to be tried (测算条件): two packs by reference, values for their blanks as lines of name=value, a year, a file of bills.</summary>
internal sealed record StartWhatIfInput
{
    public int? Year { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    public string? BeforeValues { get; set; }
    public string? AfterValues { get; set; }
}

/// <summary>Takes bills and two packs in and queues the replay (提交测算). The bills are kept sealed; nothing that was settled changes.</summary>
internal sealed class StartWhatIf(CountyDb db, PackShelf shelf, FileShelf files, PackVocabulary words, JobRunner runner, TimeProvider clock)
{
    public const string Action = "benefits.what-if";
    public const int FirstYear = 2000, LastYear = 2100;

    public async Task<Outcome<Guid>> Handle(Actor actor, StartWhatIfInput input, string fileName, byte[]? content, CancellationToken ct)
    {
        if (!actor.ScopeOf(Action).Touches(RegionCode.Parse(db.CountyCode))) return new Problem("benefits.what-if.not-allowed", "", "您的岗位不能在本县做政策测算。");
        var (before, beforeProblems) = await Pack(input.Before, input.BeforeValues, "Before", ct);
        var (after, afterProblems) = await Pack(input.After, input.AfterValues, "After", ct);
        var problems = beforeProblems.Concat(afterProblems).ToList();
        if (input.Year is not (>= FirstYear and <= LastYear)) problems.Add(new("benefits.what-if.year", "Year", "请填写测算哪一年的单据，例如 2018。"));
        if (problems.Count > 0) return problems;
        if (await NoBills(input.Year!.Value, fileName, content, ct) is { } none) return none;
        var run = new WhatIfRun
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Year = input.Year.Value, SourceName = content is null ? "" : fileName, BillsFileId = content is null ? null : await files.Keep(db, actor, fileName, content, ct), AskedByName = actor.Name,
            BeforeTitle = before!.Title, BeforeText = before.Text.Text, BeforeExtended = JsonSerializer.Serialize(before.Text.Extended), BeforeGiven = JsonSerializer.Serialize(before.Given),
            AfterTitle = after!.Title, AfterText = after.Text.Text, AfterExtended = JsonSerializer.Serialize(after.Text.Extended), AfterGiven = JsonSerializer.Serialize(after.Given),
        };
        db.Trail.Actor = actor;
        db.Add(run);
        await db.SaveChangesAsync(ct);
        var job = await runner.Enqueue(actor, WhatIfWorker.JobKind, T("政策测算"), db.CountyCode, JsonSerializer.Serialize(new WhatIfWorker.Argument(run.Id)), ct);
        // The worker may hold the run already: its version stays as it is, so that neither is refused.
        await db.Set<WhatIfRun>().Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.JobId, job), ct);
        return run.Id;
    }

    /// <summary>Why there is nothing to try; null when there is. Without a file the bills that the county has settled are taken.</summary>
    private async Task<Problem?> NoBills(int year, string fileName, byte[]? content, CancellationToken ct)
    {
        if (content is null) return await ReadYear.CountStored(db, year, ct) > 0 ? null : new("benefits.what-if.nothing-settled", "File", $"本县没有 {year} 年出院、已经结算的单据。请选择单据文件，或换一年。");
        var bills = ReadYear.FromFile(words, new MemoryStream(content), fileName, year);
        if (!bills.Ok) return bills.Problems[0] with { Field = "File" };
        return bills.Value.Bills.Count > 0 ? null : new("benefits.what-if.no-bills", "File", $"文件里没有 {year} 年可以测算的单据：{bills.Value.OtherYears} 张是别的年份，{bills.Value.Refused.Count} 行读不出来。");
    }

    /// <summary>The pack with its values; drafts may be tried before they have cases, but not while they are refused.</summary>
    private async Task<(ShelvedPack? Pack, IEnumerable<Problem> Problems)> Pack(string? reference, string? lines, string field, CancellationToken ct)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (lines ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value]) return (null, [new("benefits.what-if.value-line", field + "Values", $"“{line}”应写成 名称=数值，一行一个，例如 critical-rate=60%。")]);
            values[name] = value;
        }
        if (await shelf.Find(db, reference, values, ct) is not { } pack) return (null, [new("benefits.what-if.no-pack", field, "请选择政策包。")]);
        if (pack.Loaded.Pack is not null) return (pack, []);
        var first = pack.Loaded.Problems[0];
        return (null, [values.Count > 0 && first.Line == 0 ? new("benefits.what-if.value", field + "Values", $"填入的数值不能用：{first.Message}{first.Remedy}") : new("benefits.what-if.refused", field, $"政策包有 {pack.Loaded.Problems.Count} 处错误，改好以后才能测算。")]);
    }
}
