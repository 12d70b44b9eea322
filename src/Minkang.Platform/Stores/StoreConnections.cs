using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Minkang.Platform.Stores;

/// <summary>Knows where each store lies: one SQLite file or one PostgreSQL schema per county, and one for the platform.</summary>
public sealed class StoreConnections(StoreOptions options) : IDisposable
{
    private readonly NpgsqlDataSource? _postgres =
        options.Engine == StoreEngine.Postgres ? NpgsqlDataSource.Create(options.PostgresConnection!) : null;

    /// <summary>The engine under all stores.</summary>
    public StoreEngine Engine => options.Engine;

    /// <summary>Name of the platform store.</summary>
    public const string PlatformStore = "platform";

    /// <summary>Name of a county's store, from its six-digit code. Refuses anything but six digits, since the name becomes a file or schema name.</summary>
    public static string CountyStore(string countyCode) =>
        countyCode.Length == 6 && countyCode.All(char.IsAsciiDigit)
            ? $"county_{countyCode}"
            : throw new ArgumentException("A county code has six digits.", nameof(countyCode));

    /// <summary>Connection string of a store.</summary>
    public string ConnectionString(string store) => options.Engine == StoreEngine.Sqlite
        ? new SqliteConnectionStringBuilder { DataSource = SqliteFile(store), ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ToString()
        : Postgres(store);

    /// <summary>True when the store has been made.</summary>
    public bool Exists(string store)
    {
        if (options.Engine == StoreEngine.Sqlite) return File.Exists(SqliteFile(store));
        using var command = _postgres!.CreateCommand("select 1 from information_schema.schemata where schema_name = $1");
        command.Parameters.AddWithValue(store);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Makes the empty store when it is missing.</summary>
    public void Create(string store)
    {
        Directory.CreateDirectory(options.DataFolder);
        if (options.Engine == StoreEngine.Sqlite)
        {
            using var connection = new SqliteConnection(ConnectionString(store));
            connection.Open();
            using var pragma = connection.CreateCommand();
            pragma.CommandText = "pragma journal_mode = wal";
            pragma.ExecuteNonQuery();
            return;
        }
        using var create = _postgres!.CreateCommand($"create schema if not exists \"{store}\"");
        create.ExecuteNonQuery();
    }

    /// <summary>Codes of the counties that have a store, in order.</summary>
    public IReadOnlyList<string> Counties()
    {
        const string prefix = "county_";
        if (options.Engine == StoreEngine.Sqlite)
            return Directory.Exists(options.DataFolder)
                ? [.. Directory.EnumerateFiles(options.DataFolder, prefix + "??????.db").Select(f => Path.GetFileNameWithoutExtension(f)[prefix.Length..]).Order(StringComparer.Ordinal)]
                : [];
        using var command = _postgres!.CreateCommand("select schema_name from information_schema.schemata where schema_name like 'county\\_%' order by 1");
        using var reader = command.ExecuteReader();
        var codes = new List<string>();
        while (reader.Read()) codes.Add(reader.GetString(0)[prefix.Length..]);
        return codes;
    }

    /// <summary>Opens a plain connection for SQL outside the object mapping.</summary>
    public async Task<DbConnection> OpenAsync(string store, CancellationToken ct)
    {
        DbConnection connection = options.Engine == StoreEngine.Sqlite
            ? new SqliteConnection(ConnectionString(store))
            : new NpgsqlConnection(ConnectionString(store));
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>
    /// Pages ask many short questions, for which compiling a plan to machine code costs more than the plan itself. A site may say otherwise in its own
    /// connection string.
    /// </summary>
    private string Postgres(string store)
    {
        var given = new NpgsqlConnectionStringBuilder(options.PostgresConnection);
        given.SearchPath = store;
        given.MaxPoolSize = 20;
        if (string.IsNullOrEmpty(given.Options)) given.Options = "-c jit=off";
        return given.ToString();
    }

    private string SqliteFile(string store) => Path.Combine(options.DataFolder, store + ".db");

    public void Dispose() => _postgres?.Dispose();
}
