using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Jobs;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Undo;

/// <summary>
/// Undoes an import (撤销导入): what it brought is taken off, what it changed or ended has its former values again. All in one transaction, so nobody
/// ever sees half of it, and a process that dies leaves the register as it was and begins anew. The file, the results of its rows and the audit
/// trail stay; what was taken off lies in <see cref="UndoneRecord"/>.
/// </summary>
internal sealed class UndoImport(CountyStores counties, FindObstacles obstacles, Vault vault, RecordedColumns columns, TimeProvider clock)
{
    private const int Chunk = 400;

    /// <summary>Undoes it. False when somebody worked on a record meanwhile; then nothing is changed but that the wish is gone.</summary>
    public async Task<bool> Handle(string countyCode, Guid importId, Actor actor, Func<long, long, Task> progress, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        db.Trail.Actor = actor;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The entry comes first: it holds the end of the audit chain, so that nobody else's change slips in between looking and undoing.
        db.Trail.Record(actor, "registry.undo-import", "import", importId, detail: new { undone = true });
        await db.SaveChangesAsync(ct);
        var import = await db.Set<ListImport>().AsNoTracking().SingleAsync(i => i.Id == importId, ct);
        if (import.State == ImportState.Undone) return true;
        if ((await obstacles.Handle(db, importId, ct)).Count > 0)
        {
            await transaction.RollbackAsync(ct);
            await Forget(countyCode, importId, actor, ct);
            return false;
        }
        await NoteWhoGoes(db, importId, actor, ct);
        await Undo(db, importId, progress, ct);
        var ended = await db.Set<ListImport>().SingleAsync(i => i.Id == importId, ct);
        (ended.State, ended.UndoneAt) = (ImportState.Undone, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Persons and households last, since what is put back may still name one household and leave another.</summary>
    private async Task Undo(CountyDb db, Guid importId, Func<long, long, Task> progress, CancellationToken ct)
    {
        var kinds = MadeRecords.Kinds(db);
        var changes = await db.Set<ImportChange>().AsNoTracking().Where(c => c.ImportId == importId && !c.Undone).OrderByDescending(c => c.Id).ToListAsync(ct);
        long done = 0, total = changes.Count;
        foreach (var kind in kinds) total += await MadeRecords.Count(db, kind, importId, ct);
        foreach (var kind in kinds.Where(k => !IsRoot(k.ClrType))) await progress(done += await MadeRecords.TakeOff(db, kind, importId, ct), total);
        var batch = new List<ImportChange>();
        foreach (var change in changes)
        {
            if (batch.Count >= Chunk || batch.Exists(b => b.RecordId == change.RecordId)) { await PutBack(db, batch, ct); await progress(done += batch.Count, total); batch.Clear(); }
            batch.Add(change);
        }
        await PutBack(db, batch, ct);
        foreach (var kind in kinds.Where(k => IsRoot(k.ClrType))) await progress(done += await MadeRecords.TakeOff(db, kind, importId, ct), total);
        await db.Set<ImportChange>().Where(c => c.ImportId == importId).ExecuteUpdateAsync(s => s.SetProperty(c => c.Undone, true), ct);
    }

    private static bool IsRoot(Type kind) => kind == typeof(Person) || kind == typeof(Household);

    /// <summary>Writes the former values; a record that the import itself had brought is gone already. One save for each change, so that versions count them.</summary>
    private async Task PutBack(CountyDb db, List<ImportChange> batch, CancellationToken ct)
    {
        foreach (var change in batch)
        {
            var kind = MadeRecords.Tables(db).Single(t => t.GetTableName() == change.RecordKind);
            if (await db.FindAsync(kind.ClrType, [change.RecordId], ct) is not { } record) continue;
            columns.PutBack(db.Entry(record), change.Read(kind, vault));
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Each person and household that goes gets an entry of its own in the trail.</summary>
    private static async Task NoteWhoGoes(CountyDb db, Guid importId, Actor actor, CancellationToken ct)
    {
        foreach (var id in await db.Set<Household>().Where(h => h.ImportId == importId).Select(h => h.Id).ToListAsync(ct))
            db.Trail.Record(actor, "registry.undo-import", "household", id, detail: new { import = importId, deed = "taken off" });
        foreach (var id in await db.Set<Person>().Where(p => p.ImportId == importId).Select(p => p.Id).ToListAsync(ct))
            db.Trail.Record(actor, "registry.undo-import", "person", id, detail: new { import = importId, deed = "taken off" });
        await db.SaveChangesAsync(ct);
    }

    private async Task Forget(string countyCode, Guid importId, Actor actor, CancellationToken ct)
    {
        await using var db = counties.Open(countyCode);
        db.Trail.Actor = actor;
        var import = await db.Set<ListImport>().SingleAsync(i => i.Id == importId, ct);
        import.ForgetUndo();
        db.Trail.Record(actor, "registry.undo-import", "import", importId, detail: new { undone = false, why = "worked on since" });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Undoes imports as jobs.</summary>
internal sealed class UndoWorker(UndoImport undo, Actors actors) : IJobWorker
{
    public const string JobKind = "undo-import";
    public string Kind => JobKind;

    internal sealed record Argument(Guid Import);

    public async Task<string> Work(Job job, JobProgress progress, CancellationToken ct)
    {
        var argument = JsonSerializer.Deserialize<Argument>(job.Argument)!;
        var actor = await actors.Behind(job, ct);
        var undone = await undo.Handle(job.CountyCode, argument.Import, actor, (done, total) => progress.Report(done, total, T("正在撤销"), ct), ct);
        return JsonSerializer.Serialize(new { undone });
    }
}
