using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Minkang.Platform.Stores;

/// <summary>
/// Writes many new rows of one mapped entity at once, in the open transaction: a prepared insert on SQLite, a binary copy on PostgreSQL.
/// Names and conversions come from the mapping, so there is one place that says how a row is stored.
/// </summary>
public static class BulkInsert
{
    /// <summary>Inserts the rows; needs an open transaction. Moments and tokens are written as they are. Returns the number of rows.</summary>
    public static async Task<int> InsertAsync<T>(this StoreDb db, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        if (rows.Count == 0) return 0;
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("A bulk insert runs inside a transaction.");
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var properties = entity.GetProperties().ToArray();
        return db.Engine == StoreEngine.Sqlite
            ? await ToSqlite(transaction, entity, properties, rows, ct)
            : await ToPostgres(transaction, entity, properties, rows, ct);
    }

    private static async Task<int> ToSqlite<T>(DbTransaction transaction, IEntityType entity, IProperty[] properties, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {entity.GetTableName()} ({Names(properties)}) values ({string.Join(", ", properties.Select((_, i) => "@p" + i))})";
        var mappings = properties.Select(p => p.GetRelationalTypeMapping()).ToArray();
        var parameters = new DbParameter[properties.Length];
        for (var i = 0; i < properties.Length; i++)
        {
            parameters[i] = mappings[i].CreateParameter(command, "@p" + i, null, nullable: true);
            command.Parameters.Add(parameters[i]);
        }
        await command.PrepareAsync(ct);
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < properties.Length; i++) parameters[i].Value = Stored(properties[i], mappings[i], row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(ct);
        }
        return rows.Count;
    }

    private static async Task<int> ToPostgres<T>(DbTransaction transaction, IEntityType entity, IProperty[] properties, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class
    {
        var connection = (NpgsqlConnection)transaction.Connection!;
        var mappings = properties.Select(p => p.GetRelationalTypeMapping()).ToArray();
        var types = mappings.Select(m => m.StoreType).ToArray();
        await using var writer = await connection.BeginBinaryImportAsync($"copy {entity.GetTableName()} ({Names(properties)}) from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            for (var i = 0; i < properties.Length; i++)
            {
                var value = Stored(properties[i], mappings[i], row);
                if (value is null) await writer.WriteNullAsync(ct);
                else await writer.WriteAsync(value, types[i], ct);
            }
        }
        await writer.CompleteAsync(ct);
        return rows.Count;
    }

    private static object? Stored(IProperty property, RelationalTypeMapping mapping, object row)
    {
        var value = property.GetGetter().GetClrValue(row);
        return value is not null && mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }

    private static string Names(IProperty[] properties) => string.Join(", ", properties.Select(p => p.GetColumnName()));
}
