using Microsoft.EntityFrameworkCore;

namespace Minkang.Platform.Stores;

internal static class StoreSetup
{
    public static void UseStore(this DbContextOptionsBuilder options, StoreConnections connections, string store)
    {
        if (connections.Engine == StoreEngine.Sqlite) options.UseSqlite(connections.ConnectionString(store)).AddInterceptors(SqliteSettings.Instance);
        else options.UseNpgsql(connections.ConnectionString(store));
    }
}
