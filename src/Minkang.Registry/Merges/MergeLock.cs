using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Merges;

/// <summary>One merges at a time (逐个办理): the transaction holds both records until it ends, in the order of their keys, so that A into B and B into A never wait for each other.</summary>
internal static class MergeLock
{
    public static async Task<IDbContextTransaction> Take(CountyDb db, MergePair pair, CancellationToken ct)
    {
        // On SQLite a transaction is the only writer from its beginning.
        var transaction = await db.Database.BeginTransactionAsync(ct);
        if (db.Engine == StoreEngine.Postgres) await db.Database.ExecuteSqlAsync($"select 1 from registry_person where id in ({pair.Kept}, {pair.Gone}) order by id for update", ct);
        return transaction;
    }
}
