using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;
using Minkang.Registry.Workbench;

namespace Minkang.Registry.Merges;

/// <summary>
/// One merges at a time (逐个办理): the transaction holds both records until it ends, in the order of their keys, so that A into B and B into A never wait for each other. Before them it holds
/// what other work holds before it writes: the run of the discrepancy, and what the modules lock. The end of the audit trail comes last everywhere.
/// </summary>
internal static class MergeLock
{
    public static async Task<IDbContextTransaction> Take(CountyDb db, IEnumerable<IMergeRule> rules, MergePair pair, Guid? finding, CancellationToken ct)
    {
        // On SQLite a transaction is the only writer from its beginning.
        var transaction = await db.Database.BeginTransactionAsync(ct);
        if (finding is { } id) await RunLock.HoldFinding(db, id, ct);
        foreach (var rule in rules) await rule.Hold(db, pair, ct);
        if (db.Engine == StoreEngine.Postgres) await db.Database.ExecuteSqlAsync($"select 1 from registry_person where id in ({pair.Kept}, {pair.Gone}) order by id for update", ct);
        return transaction;
    }
}
