using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>Job of an import, as far as pages ask.</summary>
internal sealed class ImportJobs(PlatformStore platform)
{
    public async Task<Job?> Of(ListImport import, CancellationToken ct)
    {
        if (import.JobId is not { } id) return null;
        await using var db = platform.Open();
        return await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, ct);
    }

    /// <summary>The import when it is in reach and nothing runs on it; else why it cannot be changed now.</summary>
    public async Task<Outcome<ListImport>> AtRest(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var import = await db.ImportsFor(actor).SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null) return new Problem("registry.import.not-found", "", "没有这次导入，或不在您的范围内。");
        if (import.State is ImportState.Done or ImportState.Dropped or ImportState.Undone) return new Problem("registry.import.ended", "", "这次导入已经结束，不能再改。要更正请导入一份新的名单。");
        return await Of(import, ct) is { Ended: false } ? new Problem("registry.import.busy", "", "正在试运行或导入，请等它结束，或先停止。") : import;
    }
}

/// <summary>Starts a trial run or the run of an import as a job (试运行、导入).</summary>
internal sealed class StartImport(ImportJobs jobs, JobRunner runner, ListCatalog catalog, Vault vault)
{
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, bool tryOnly, CancellationToken ct)
    {
        var atRest = await jobs.AtRest(db, actor, id, ct);
        if (!atRest.Ok) return atRest.Problems.ToArray();
        var import = atRest.Value;
        if (!tryOnly && import.State == ImportState.Received) return new Problem("registry.import.not-tried", "", "请先试运行，看过结果再导入。");
        if (tryOnly && import.State is not (ImportState.Received or ImportState.Tried)) return new Problem("registry.import.begun", "", "已经开始导入，不能再试运行。");
        if (ListSketch.Open(import.SketchSealed, vault)?.Problems is { Count: > 0 } unusable) return unusable.Select(p => p with { Field = "" }).ToArray();
        if (await ListDates.Refusal(db, import, ct) is { } refusal) return refusal;

        var list = catalog.Profiles.FirstOrDefault(p => p.Id == import.ProfileId)?.Title ?? import.ProfileId;
        var title = tryOnly ? T($"试运行 {list}") : T($"导入 {list}");
        var job = await runner.Enqueue(actor, ImportWorker.JobKind, title, db.CountyCode, JsonSerializer.Serialize(new ImportWorker.Argument(id, tryOnly)), ct);
        // Set past the version: the job may have begun meanwhile and holds the import by its version.
        await db.Set<ListImport>().Where(i => i.Id == id).ExecuteUpdateAsync(s => s.SetProperty(i => i.JobId, job), ct);
        db.Trail.Record(actor, "registry.import", "import", id, detail: new { started = tryOnly ? "try" : "run" });
        await db.SaveChangesAsync(ct);
        return job;
    }
}

/// <summary>Stops the running job of an import; rows that were finished stay (停止).</summary>
internal sealed class StopImport(ImportJobs jobs, JobRunner runner)
{
    public async Task Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var import = await db.ImportsFor(actor).AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null || await jobs.Of(import, ct) is not { Ended: false } job) return;
        await runner.Cancel(job.Id, ct);
        db.Trail.Record(actor, "registry.import", "import", id, detail: new { stopped = job.Id });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Gives an import up before anything was taken from it (放弃). The original stays kept.</summary>
internal sealed class DropImport(ImportJobs jobs)
{
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, CancellationToken ct)
    {
        var atRest = await jobs.AtRest(db, actor, id, ct);
        if (!atRest.Ok) return atRest.Problems.ToArray();
        if (atRest.Value.State is not (ImportState.Received or ImportState.Tried)) return new Problem("registry.import.begun", "", "已经导入了一部分，不能放弃；可以继续导入。");
        atRest.Value.State = ImportState.Dropped;
        db.Trail.Record(actor, "registry.import", "import", id, detail: new { dropped = true });
        await db.SaveChangesAsync(ct);
        return id;
    }
}

/// <summary>Changes the day of a list and which column means what, before it is run (改名单日期和列对应). A mapping that a person set is remembered for the next list of the kind.</summary>
internal sealed class ChangeImport(ImportJobs jobs, FileShelf files, RecogniseList recognise, Vault vault, TimeProvider clock)
{
    /// <param name="listOn">Day as typed; empty leaves it open.</param>
    /// <param name="columns">By number of the recognised sheet: field → column, from 0, null for none. Null when the columns stay as they are.</param>
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid id, string listOn, IReadOnlyDictionary<int, Dictionary<string, int?>>? columns, CancellationToken ct, TextChoices? text = null, ImportMode mode = ImportMode.All)
    {
        var atRest = await jobs.AtRest(db, actor, id, ct);
        if (!atRest.Ok) return atRest.Problems.ToArray();
        var import = atRest.Value;
        if (import.State is not (ImportState.Received or ImportState.Tried)) return new Problem("registry.import.begun", "", "已经开始导入，不能再改。");
        var day = TypedDay.Read(listOn);
        if (!day.Ok) return day.Problems.ToArray();
        var reread = text is not null && text != TextChoices.Of(import);
        if (reread && await Reread(db, import, text!, ct) is { } unreadable) return unreadable;
        // Columns of another reading of the file mean nothing to the new one.
        if (columns is not null && !reread && await Remap(db, import, columns, ct) is { } problem) return problem;
        import.Mode = mode;
        import.ListOn = day.Value.Day;
        import.State = ImportState.Received;
        (import.ReadCount, import.NewCount, import.ChangedCount, import.SameCount, import.RejectedCount, import.PersonCount, import.SkippedCount, import.Notes) = (0, 0, 0, 0, 0, 0, 0, null);
        db.Trail.Record(actor, "registry.import", "import", id, detail: new { listOn = day.Value.Day, remapped = columns is not null && !reread, reread, mode = mode.ToString() });
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<TrialRow>().Where(r => r.ImportId == id).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    private async Task<Problem?> Remap(CountyDb db, ListImport import, IReadOnlyDictionary<int, Dictionary<string, int?>> columns, CancellationToken ct)
    {
        var (name, content) = await files.Fetch(db, import.FileId, ct);
        var file = ListFile.Open(content, name, layout: TextChoices.Of(import).Layout().Value, ct: ct).Value;
        var before = recognise.Handle(file, [.. RunImport.Own(import), .. await ReceiveList.Remembered(db, ct)]).Value;
        var mappings = before.Sheets.Select((sheet, no) => columns.TryGetValue(no, out var wanted) ? Mapping(sheet, wanted) : sheet.ToMapping()).ToList();
        var after = recognise.Handle(file, mappings);
        if (!after.Ok) return after.Problems[0];
        if (after.Value.Sheets.Count < before.Sheets.Count) return new Problem("registry.import.columns-lost", "", "这样对应后有工作表认不出来了，请至少保留姓名、证件号码等主要的列。");
        import.Mapping = JsonSerializer.Serialize(mappings.Select(m => m.ToJson()));
        import.SketchSealed = ListSketch.Of(after.Value).Seal(vault);
        foreach (var (mapping, sheet) in mappings.Zip(after.Value.Sheets))
            if (sheet.Usable && !mapping.WithoutHeading) await Remember(db, mapping, ct);
        return null;
    }

    /// <summary>Reads the file anew, in another encoding or with another separator; what was found out about its columns begins anew too.</summary>
    private async Task<Problem?> Reread(CountyDb db, ListImport import, TextChoices text, CancellationToken ct)
    {
        var layout = text.Layout();
        if (!layout.Ok) return layout.Problems[0];
        var (name, content) = await files.Fetch(db, import.FileId, ct);
        var opened = ListFile.Open(content, name, layout: layout.Value, ct: ct);
        if (!opened.Ok) return opened.Problems[0];
        var headless = RunImport.Own(import).Where(m => m.WithoutHeading).Select(m => m with { Columns = new Dictionary<string, int>() }).ToList();
        var recognised = recognise.Handle(opened.Value, [.. headless, .. await ReceiveList.Remembered(db, ct)]);
        if (!recognised.Ok) return new Problem("registry.import.reread", "Encoding", $"这样读出来认不出是名单，没有保存。{recognised.Problems[0].Message}");
        if (recognised.Value.Sheets[0].Profile.Id != import.ProfileId) return new Problem("registry.import.reread", "Encoding", "这样读出来成了另一种名单，没有保存。请放弃这次导入，重新上传。");
        (import.TextEncoding, import.TextSeparator) = (text.Encoding, text.Separator);
        import.Mapping = headless.Count > 0 ? JsonSerializer.Serialize(headless.Select(m => m.ToJson())) : null;
        import.SketchSealed = ListSketch.Of(recognised.Value).Seal(vault);
        return null;
    }

    private static ColumnMapping Mapping(SheetMatch sheet, Dictionary<string, int?> wanted)
    {
        var columns = wanted.Where(w => w.Value is { } at && sheet.Kind.Find(w.Key) is not null && (sheet.HeadingRows.Count == 0 ? at >= 0 && at < sheet.Sheet.Width : sheet.Headings.Any(h => h.Column == at))).ToDictionary(w => w.Key, w => w.Value!.Value, StringComparer.Ordinal);
        return sheet.ToMapping() with { Columns = columns };
    }

    private async Task Remember(CountyDb db, ColumnMapping mapping, CancellationToken ct)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mapping.HeadingKey)))[..16];
        var name = $"column-mapping:{mapping.Profile}/{mapping.Sheet}/{key}";
        if (db.Set<Setting>().Local.Any(s => s.Name == name)) return; // several sheets with the same headings share one mapping
        var known = await db.Set<Setting>().SingleOrDefaultAsync(s => s.Name == name, ct);
        if (known is not null) known.Value = mapping.ToJson();
        else db.Add(new Setting { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, Value = mapping.ToJson() });
    }
}

/// <summary>A day as a form posts it.</summary>
internal sealed record TypedDay(DateOnly? Day)
{
    public static Outcome<TypedDay> Read(string? text) => string.IsNullOrWhiteSpace(text) ? new TypedDay((DateOnly?)null)
        : DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2100 ? new TypedDay(day)
        : new Problem("registry.import.date-wrong", "ListOn", "日期看不懂，请写成 2019-01-10 这样。");
}
