namespace Minkang.Platform.Stores;

/// <summary>The database engine under the stores (数据库引擎).</summary>
public enum StoreEngine { Sqlite, Postgres }

/// <summary>
/// Where a running Minkang keeps its data (存储设置). Read from the environment (<c>MINKANG_DATA</c>, <c>MINKANG_ENGINE</c>,
/// <c>MINKANG_POSTGRES</c>, <c>MINKANG_KEYS</c>) unless a command line says otherwise.
/// </summary>
public sealed record StoreOptions
{
    /// <summary>Folder for SQLite files, keys and web data-protection keys. Made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>SQLite (one file a county) or PostgreSQL (one schema a county).</summary>
    public StoreEngine Engine { get; init; } = StoreEngine.Sqlite;

    /// <summary>Npgsql connection string without a search path; required for <see cref="StoreEngine.Postgres"/>.</summary>
    public string? PostgresConnection { get; init; }

    /// <summary>File with the encryption keys; lies outside the database. Default: <c>keys.json</c> in the data folder.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The key file that holds.</summary>
    public string EffectiveKeyFile => KeyFile ?? Path.Combine(DataFolder, "keys.json");

    /// <summary>Options from the environment; <paramref name="dataFolder"/> wins over <c>MINKANG_DATA</c>. Throws <see cref="InvalidOperationException"/> for an unknown engine or a missing connection string.</summary>
    public static StoreOptions FromEnvironment(string? dataFolder = null)
    {
        var engine = Environment.GetEnvironmentVariable("MINKANG_ENGINE") switch
        {
            null or "" or "sqlite" => StoreEngine.Sqlite,
            "postgres" => StoreEngine.Postgres,
            var other => throw new InvalidOperationException($"MINKANG_ENGINE 是“{other}”，只能是 sqlite 或 postgres。"),
        };
        var postgres = Environment.GetEnvironmentVariable("MINKANG_POSTGRES");
        if (engine == StoreEngine.Postgres && string.IsNullOrWhiteSpace(postgres))
            throw new InvalidOperationException("选用 postgres 时须用 MINKANG_POSTGRES 给出连接字符串。");
        return new StoreOptions
        {
            DataFolder = Path.GetFullPath(dataFolder ?? Environment.GetEnvironmentVariable("MINKANG_DATA") ?? "data"),
            Engine = engine,
            PostgresConnection = postgres,
            KeyFile = Environment.GetEnvironmentVariable("MINKANG_KEYS"),
        };
    }
}
