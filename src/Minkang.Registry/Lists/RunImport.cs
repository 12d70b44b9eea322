using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Files;
using Minkang.Platform.Jobs;
using Minkang.Platform.Lists;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Register;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Lists;

/// <summary>How many rows ended how; the six add up to the rows read (结果合计).</summary>
internal sealed record ImportCounts(long Read, long New, long Changed, long Same, long Rejected, long NeedsPerson, long Skipped)
{
    public long Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New => New,
        RowOutcome.Changed => Changed,
        RowOutcome.Same => Same,
        RowOutcome.Rejected => Rejected,
        RowOutcome.NeedsPerson => NeedsPerson,
        _ => Skipped,
    };

    public bool AddsUp => Read == New + Changed + Same + Rejected + NeedsPerson + Skipped;

    public static ImportCounts Of(IReadOnlyDictionary<RowOutcome, long> counts) => new(counts.Values.Sum(), counts.GetValueOrDefault(RowOutcome.New), counts.GetValueOrDefault(RowOutcome.Changed),
        counts.GetValueOrDefault(RowOutcome.Same), counts.GetValueOrDefault(RowOutcome.Rejected), counts.GetValueOrDefault(RowOutcome.NeedsPerson), counts.GetValueOrDefault(RowOutcome.Skipped));
}

/// <summary>
/// Tries an import dry, or runs it (试运行与导入). A run writes unit by unit: each transaction carries the changes, their audit entries and the results
/// of the rows, so a process that dies loses nothing and does nothing twice; begun again, it goes on behind the last row that was written.
/// </summary>
internal sealed class RunImport(CountyStores counties, FileShelf files, RecogniseList recognise, RegionCache regions, Vault vault, TimeProvider clock, IServiceScopeFactory scopes)
{
    /// <summary>So many rows are written in one transaction at least. <c>MINKANG_IMPORT_BATCH</c> sets another number: more is faster, less lets other writers in sooner.</summary>
    private static readonly int RowsPerTransaction = int.TryParse(Environment.GetEnvironmentVariable("MINKANG_IMPORT_BATCH"), CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows : 800;

    /// <summary>Counts what a run would do; nothing is written but the counts on the import and the entry that it was tried.</summary>
    public async Task<ImportCounts> Try(string countyCode, Guid importId, Actor actor, Func<long, long, Task>? progress, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        db.Trail.Actor = actor;
        var import = await db.Set<ListImport>().SingleAsync(i => i.Id == importId, ct);
        await using var scope = scopes.CreateAsyncScope();
        var plan = await Plan(db, import, actor, scope.ServiceProvider, ct);
        var counts = new Dictionary<RowOutcome, long>();
        var (rows, changed) = (new List<ImportRow>(), new List<ImportChanges>());
        long done = 0;
        foreach (var unit in plan.Units)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var row in unit.Rows) counts[row.Outcome] = counts.GetValueOrDefault(row.Outcome) + 1;
            rows.AddRange(unit.Rows);
            if (unit.Rows.Exists(r => r.Outcome == RowOutcome.Changed)) changed.Add(unit);
            done += unit.Rows.Count;
            if (progress is not null && done % 1000 < unit.Rows.Count) await progress(done, plan.Rows);
        }
        var differences = await Differences.Of(db, changed, plan.List, vault, ct);
        var result = ImportCounts.Of(counts);
        Note(import, result, plan.Notes);
        if (import.State is ImportState.Received) import.State = ImportState.Tried;
        db.Trail.Record(actor, "registry.import", "import", import.Id, detail: new { tried = result });
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<TrialRow>().Where(r => r.ImportId == importId).ExecuteDeleteAsync(ct);
        await db.InsertAsync([.. rows.Select(r => Trial(r, differences))], ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private TrialRow Trial(ImportRow row, Dictionary<(int, int), List<Difference>> differences) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), ImportId = row.ImportId, SheetNo = row.SheetNo, RowNo = row.RowNo, Sheet = row.Sheet, Kind = row.Kind, Outcome = row.Outcome, Match = row.Match,
        PersonId = row.PersonId, HouseholdId = row.HouseholdId, Notes = row.Notes,
        DifferenceSealed = differences.TryGetValue((row.SheetNo, row.RowNo), out var fields) ? vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(fields)) : null,
    };

    /// <summary>Notes how a run ended that did not come to its end.</summary>
    public async Task Broken(string countyCode, Guid importId, ImportState state, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        await db.Set<ListImport>().Where(i => i.Id == importId && i.State == ImportState.Running).ExecuteUpdateAsync(s => s.SetProperty(i => i.State, state), ct);
    }

    /// <summary>Runs the import, or goes on with one that was broken off.</summary>
    public async Task<ImportCounts> Run(string countyCode, Guid importId, Actor actor, Func<long, long, Task>? progress, CancellationToken ct)
    {
        List<string> notes;
        long total;
        await using (var db = counties.Open(countyCode))
        {
            db.Trail.Actor = actor;
            var import = await db.Set<ListImport>().SingleAsync(i => i.Id == importId, ct);
            if (import.State is ImportState.Done or ImportState.Undone) return await Counts(db, importId, ct);
            // An import that began before changes were kept stays one that cannot be undone.
            import.KeepsChanges |= !await db.Set<ImportRow>().AnyAsync(r => r.ImportId == importId, ct);
            import.State = ImportState.Running;
            await db.SaveChangesAsync(ct);
            await using var scope = scopes.CreateAsyncScope();
            var written = (await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == importId).Select(r => new { r.SheetNo, r.RowNo }).ToListAsync(ct))
                .Select(r => (r.SheetNo, r.RowNo)).ToHashSet();
            var plan = await Plan(db, import, actor, scope.ServiceProvider, ct);
            (notes, total) = (plan.Notes, plan.Rows);
            await WriteAll(countyCode, plan, importId, actor, written, progress, ct);
        }
        await using var last = counties.Open(countyCode);
        last.Trail.Actor = actor;
        var counts = await Counts(last, importId, ct);
        var ended = await last.Set<ListImport>().SingleAsync(i => i.Id == importId, ct);
        Note(ended, counts, notes);
        (ended.State, ended.EndedAt) = (ImportState.Done, clock.GetUtcNow());
        last.Trail.Record(actor, "registry.import", "import", importId, detail: new { done = counts });
        await last.SaveChangesAsync(ct);
        if (progress is not null) await progress(total, total);
        return counts;
    }

    private async Task WriteAll(string countyCode, ImportPlan plan, Guid importId, Actor actor, HashSet<(int, int)> written, Func<long, long, Task>? progress, CancellationToken ct)
    {
        var batch = new List<ImportChanges>();
        long done = 0, waiting = 0;
        foreach (var unit in plan.Units)
        {
            done += unit.Rows.Count;
            if (!IsWritten(unit, written)) { batch.Add(unit); waiting += unit.Rows.Count + 1; }
            if (waiting < RowsPerTransaction) continue;
            await Write(countyCode, importId, actor, batch, ct);
            (batch, waiting) = ([], 0);
            if (progress is not null) await progress(done, plan.Rows);
        }
        if (batch.Count > 0) await Write(countyCode, importId, actor, batch, ct);
    }

    /// <summary>A unit was written in whole or not at all. Rows of it that were written are dropped when an earlier attempt had grouped them otherwise.</summary>
    private static bool IsWritten(ImportChanges unit, HashSet<(int, int)> written) =>
        unit.Rows.Count > 0 && written.Count > 0 && unit.Rows.TrueForAll(r => written.Contains((r.SheetNo, r.RowNo)));

    private async Task Write(string countyCode, Guid importId, Actor actor, List<ImportChanges> batch, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        db.Trail.Actor = actor;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await ImportChanges.Write(db, actor, importId, batch, vault, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<ImportPlan> Plan(CountyDb db, ListImport import, Actor actor, IServiceProvider services, CancellationToken ct)
    {
        var (name, content) = await files.Fetch(db, import.FileId, ct);
        var opened = ListFile.Open(content, name, layout: TextChoices.Of(import).Layout().Value, ct: ct);
        var recognition = recognise.Handle(opened.Value, [.. Own(import), .. await ReceiveList.Remembered(db, ct)]).Value;
        var frame = new ImportFrame(import.Id, import.ProfileId, import.ListOn ?? throw new InvalidOperationException("An import runs with the day of its list."), actor.UserId, clock.GetUtcNow(),
            ImportArea.Of(actor), ReturnedRows.IsReturn(recognition), import.Mode);
        return await ImportPlan.Make(db, recognition, frame, await regions.Tree(ct), vault, services.GetServices<IListEffect>(), ct);
    }

    /// <summary>The mapping that a person set for this import.</summary>
    public static IEnumerable<ColumnMapping> Own(ListImport import) =>
        import.Mapping is null ? [] : (JsonSerializer.Deserialize<List<string>>(import.Mapping) ?? []).Select(ColumnMapping.FromJson).OfType<ColumnMapping>();

    private static async Task<ImportCounts> Counts(CountyDb db, Guid importId, CancellationToken ct)
    {
        var counts = await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == importId).GroupBy(r => r.Outcome).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct);
        return ImportCounts.Of(counts.ToDictionary(c => c.Key, c => c.Count));
    }

    private static void Note(ListImport import, ImportCounts counts, List<string> notes)
    {
        (import.ReadCount, import.NewCount, import.ChangedCount, import.SameCount) = (counts.Read, counts.New, counts.Changed, counts.Same);
        (import.RejectedCount, import.PersonCount, import.SkippedCount) = (counts.Rejected, counts.NeedsPerson, counts.Skipped);
        import.Notes = JsonSerializer.Serialize(notes, RowNotes.Options);
    }
}

/// <summary>Runs imports as jobs: <c>{"import": id, "try": true|false, "by": …}</c>.</summary>
internal sealed class ImportWorker(RunImport run, Actors actors) : IJobWorker
{
    public const string JobKind = "import";
    public string Kind => JobKind;

    internal sealed record Argument(Guid Import, bool Try);

    public async Task<string> Work(Job job, JobProgress progress, CancellationToken ct)
    {
        var argument = JsonSerializer.Deserialize<Argument>(job.Argument)!;
        var actor = await actors.Behind(job, ct);
        Task Report(long done, long total) => progress.Report(done, total, argument.Try ? T("正在试运行") : T("正在导入"), ct);
        if (argument.Try) return JsonSerializer.Serialize(await run.Try(job.CountyCode, argument.Import, actor, Report, ct));
        try
        {
            return JsonSerializer.Serialize(await run.Run(job.CountyCode, argument.Import, actor, Report, ct));
        }
        catch (Exception ended) when (!ct.IsCancellationRequested)
        {
            await run.Broken(job.CountyCode, argument.Import, ended is OperationCanceledException ? ImportState.Cancelled : ImportState.Failed, ct);
            throw;
        }
    }
}
