using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Minkang.Platform.Stores;
using Minkang.Registry.Comparisons;

namespace Minkang.Registry.Workbench;

/// <summary>One decides at a time on a run (逐个办理): the transaction holds the run's row until it ends, so what was read under it still stands when it is written.</summary>
internal static class RunLock
{
    public static async Task<IDbContextTransaction> Take(CountyDb db, Guid runId, CancellationToken ct)
    {
        // On SQLite a transaction is the only writer from its beginning.
        var transaction = await db.Database.BeginTransactionAsync(ct);
        if (db.Engine == StoreEngine.Postgres) await db.Database.ExecuteSqlAsync($"select 1 from registry_compare_run where id = {runId} for update", ct);
        return transaction;
    }

    /// <summary>Holds the run of a discrepancy in the transaction that is open.</summary>
    public static async Task HoldFinding(CountyDb db, Guid finding, CancellationToken ct)
    {
        if (db.Engine == StoreEngine.Postgres) await db.Database.ExecuteSqlAsync($"select 1 from registry_compare_run where id = (select run_id from registry_compare_finding where id = {finding}) for update", ct);
    }

    public static async Task<IDbContextTransaction> ForFinding(CountyDb db, Guid finding, CancellationToken ct) =>
        await Take(db, await db.Set<Finding>().Where(f => f.Id == finding).Select(f => f.RunId).SingleAsync(ct), ct);
}
