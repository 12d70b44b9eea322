using Microsoft.EntityFrameworkCore;

namespace Minkang.Platform.Stores;

internal static class StoreSetup
{
    public static void UseStore(this DbContextOptionsBuilder options, StoreConnections connections, string store)
    {
        if (connections.Engine == StoreEngine.Sqlite) options.UseSqlite(connections.ConnectionString(store)).AddInterceptors(SqliteSettings.Instance);
        else options.UseNpgsql(connections.ConnectionString(store));
    }

    /// <summary>
    /// Keeps one connection open for the life of the context where opening costs more than a query: on SQLite each opening sets up the connection anew.
    /// On PostgreSQL the pool hands one out for each query, so that a request holds none while it draws.
    /// </summary>
    public static T KeptOpen<T>(this T db) where T : StoreDb
    {
        if (db.Engine == StoreEngine.Sqlite) db.Database.OpenConnection();
        return db;
    }
}
