using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Security;

/// <summary>Ids of the keys in use after a rotation, and whether it finished one that had been interrupted.</summary>
public sealed record KeyRotation(string Cipher, string Hash, bool Resumed);

/// <summary>
/// Puts new keys in use and seals and hashes everything anew with them (换密钥), a county at a time, each in one transaction. The new keys are in
/// the key file before the first county follows; a run that was killed is finished with those same keys by the next one, and until then
/// nothing is served, since numbers of the counties left behind could not be found. The service is stopped meanwhile.
/// </summary>
public sealed class RotateKeys(StoreOptions options, CountyStores counties, StoreConnections connections, IEnumerable<SealedColumn> columns, IEnumerable<ChainedColumn> chains, TimeProvider clock)
{
    /// <summary>Rotates, or finishes what was interrupted. <paramref name="told"/> hears the county and the number of values.</summary>
    public async Task<KeyRotation> Handle(bool national, Action<string, long> told, CancellationToken ct)
    {
        var ring = KeyRing.LoadOrCreate(options.EffectiveKeyFile, clock);
        var behind = await Behind(new Vault(ring), ct);
        if (behind.Count == 0)
        {
            ring.AddCipher(national ? CipherKind.Sm4Gcm : CipherKind.Aes256Gcm, clock);
            ring.AddHash(national ? HashKind.HmacSm3 : HashKind.HmacSha256, clock);
            ring.Save(options.EffectiveKeyFile);
        }
        var vault = new Vault(ring);
        foreach (var county in counties.Codes()) told(county, await Reseal(county, vault, ct));
        return new KeyRotation(vault.CipherKeyInUse, vault.HashKeyInUse, behind.Count > 0);
    }

    /// <summary>Counties that a killed rotation left with hashes of an older key; empty when all is well.</summary>
    public Task<IReadOnlyList<string>> Behind(CancellationToken ct) => Behind(new Vault(KeyRing.LoadOrCreate(options.EffectiveKeyFile, clock)), ct);

    private async Task<IReadOnlyList<string>> Behind(Vault vault, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var county in counties.Codes())
        {
            await using var db = counties.Open(county);
            await using var connection = await connections.OpenAsync(StoreConnections.CountyStore(county), ct);
            foreach (var (table, column) in HashColumns(db.Model))
            {
                var sentence = $"select 1 from {table} where {column} <> '' and {column} not like @current limit 1";
                if (await connection.ExecuteScalarAsync(new CommandDefinition(sentence, new { current = vault.HashKeyInUse + ":%" }, cancellationToken: ct)) is null) continue;
                found.Add(county);
                break;
            }
        }
        return found;
    }

    private IEnumerable<(string Table, string Column)> HashColumns(IModel model) =>
        columns.SelectMany(c => c.Hashes.Select(h => (c.Entity, h.Property))).Concat(chains.Select(c => (c.Entity, c.Property)))
            .Select(c => (Mapped(model, c.Entity).GetTableName()!, NameOf(Mapped(model, c.Entity), c.Property)));

    private async Task<long> Reseal(string county, Vault vault, CancellationToken ct)
    {
        await using var db = counties.Open(county);
        await using var connection = await connections.OpenAsync(StoreConnections.CountyStore(county), ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        long done = 0;
        foreach (var column in columns) done += await Reseal(connection, transaction, Mapped(db.Model, column.Entity), column, vault, ct);
        foreach (var chain in chains) done += await CarryOn(connection, transaction, Mapped(db.Model, chain.Entity), chain, vault, ct);
        done += await Files(connection, transaction, vault, ct);
        await transaction.CommitAsync(ct);
        return done;
    }

    private static async Task<long> Reseal(DbConnection connection, DbTransaction transaction, IEntityType entity, SealedColumn column, Vault vault, CancellationToken ct)
    {
        var (table, name) = (entity.GetTableName()!, NameOf(entity, column.Property));
        var set = string.Join(", ", column.Hashes.Select((h, i) => $"{NameOf(entity, h.Property)} = @h{i}").Prepend($"{name} = @value"));
        return await Each(connection, transaction, table, name, set, value =>
        {
            var plain = vault.Open(column.Purpose, value)!;
            var parameters = new DynamicParameters(new { value = vault.Seal(column.Purpose, plain) });
            for (var i = 0; i < column.Hashes.Count; i++) parameters.Add($"h{i}", vault.Hash(column.Hashes[i].Purpose, column.Hashes[i].Part(plain)));
            return parameters;
        }, ct);
    }

    private static Task<long> CarryOn(DbConnection connection, DbTransaction transaction, IEntityType entity, ChainedColumn chain, Vault vault, CancellationToken ct)
    {
        var name = NameOf(entity, chain.Property);
        return Each(connection, transaction, entity.GetTableName()!, name, $"{name} = @value", value => new DynamicParameters(new { value = vault.CarryOn(chain.Purpose, value) }), ct);
    }

    private static async Task<long> Each(DbConnection connection, DbTransaction transaction, string table, string name, string set, Func<string, DynamicParameters> renew, CancellationToken ct)
    {
        var rows = (await connection.QueryAsync<(string Id, string Value)>($"select cast(id as text), {name} from {table} where {name} is not null and {name} <> ''", transaction: transaction)).AsList();
        // The id is compared as it is stored, so that its index serves.
        var id = connection is Microsoft.Data.Sqlite.SqliteConnection ? "@id" : "cast(@id as uuid)";
        foreach (var row in rows)
        {
            var parameters = renew(row.Value);
            parameters.Add("id", row.Id);
            await connection.ExecuteAsync(new CommandDefinition($"update {table} set {set} where id = {id}", parameters, transaction, cancellationToken: ct));
        }
        return rows.Count;
    }

    private static async Task<long> Files(DbConnection connection, DbTransaction transaction, Vault vault, CancellationToken ct)
    {
        long done = 0;
        foreach (var id in await connection.QueryAsync<string>("select cast(id as text) from platform_file", transaction: transaction))
        {
            var file = await connection.QuerySingleAsync<StoredFileRow>("select key_id as KeyId, content as Content from platform_file where cast(id as text) = @id", new { id }, transaction);
            var content = vault.SealBytes(Purposes.File, vault.OpenBytes(Purposes.File, file.KeyId, file.Content));
            await connection.ExecuteAsync(new CommandDefinition("update platform_file set key_id = @key, content = @content where cast(id as text) = @id", new { key = vault.CipherKeyInUse, content, id }, transaction, cancellationToken: ct));
            done++;
        }
        return done;
    }

    private static IEntityType Mapped(IModel model, Type entity) => model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not mapped.");

    private static string NameOf(IEntityType entity, string property) => entity.FindProperty(property)!.GetColumnName();

    private sealed record StoredFileRow(string KeyId, byte[] Content);
}
