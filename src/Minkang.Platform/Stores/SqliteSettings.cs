using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Minkang.Platform.Stores;

/// <summary>Settings that SQLite keeps per connection: wait for a writer instead of failing, and sync at checkpoints (safe with the write-ahead log).</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    public static readonly SqliteSettings Instance = new();
    private const string Pragmas = "pragma busy_timeout = 30000; pragma synchronous = normal; pragma wal_autocheckpoint = 16384; pragma cache_size = -32000; pragma temp_store = memory;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
