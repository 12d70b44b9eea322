using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Security;

/// <summary>Ids of the keys in use after a rotation.</summary>
public sealed record KeyRotation(string Cipher, string Hash);

/// <summary>
/// A sealed column (加密列) for the rotation of keys, named once by the module that owns it: what it is sealed as and, where it is looked up,
/// its hash columns.
/// </summary>
/// <param name="Entity">The mapped type.</param>
/// <param name="Property">The property that holds the sealed text.</param>
/// <param name="Purpose">One of <see cref="Purposes"/>.</param>
/// <param name="Hashes">Property, purpose and the part of the value that is hashed.</param>
public sealed record SealedColumn(Type Entity, string Property, string Purpose, params IReadOnlyList<(string Property, string Purpose, Func<string, string> Part)> Hashes);

/// <summary>
/// Puts new keys in use and seals everything anew with them (换密钥), a county at a time, each in one transaction. Hashes that only tell whether a list row
/// is known (keys of entries and questions) keep their old key, which stays in the ring. The service is stopped meanwhile.
/// </summary>
public sealed class RotateKeys(StoreOptions options, CountyStores counties, StoreConnections connections, IEnumerable<SealedColumn> columns, TimeProvider clock)
{
    /// <summary>Rotates. <paramref name="told"/> hears the county and the number of values.</summary>
    public async Task<KeyRotation> Handle(bool national, Action<string, long> told, CancellationToken ct)
    {
        var ring = KeyRing.LoadOrCreate(options.EffectiveKeyFile, clock);
        var old = new Vault(ring);
        var next = new KeyRing([.. ring.CipherKeys], [.. ring.HashKeys]);
        next.AddCipher(national ? CipherKind.Sm4Gcm : CipherKind.Aes256Gcm, clock);
        next.AddHash(national ? HashKind.HmacSm3 : HashKind.HmacSha256, clock);
        next.Save(options.EffectiveKeyFile);
        var fresh = new Vault(next);
        foreach (var county in counties.Codes()) told(county, await Reseal(county, old, fresh, ct));
        return new KeyRotation(fresh.CipherKeyInUse, fresh.HashKeyInUse);
    }

    private async Task<long> Reseal(string county, Vault old, Vault fresh, CancellationToken ct)
    {
        await using var db = counties.Open(county);
        await using var connection = await connections.OpenAsync(StoreConnections.CountyStore(county), ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        long done = 0;
        foreach (var column in columns)
        {
            var entity = db.Model.FindEntityType(column.Entity) ?? throw new InvalidOperationException($"{column.Entity.Name} is not mapped.");
            var (table, name) = (entity.GetTableName()!, NameOf(entity, column.Property));
            var rows = (await connection.QueryAsync<(string Id, string Value)>($"select cast(id as text), {name} from {table} where {name} is not null and {name} <> ''", transaction: transaction)).AsList();
            var set = string.Join(", ", column.Hashes.Select((h, i) => $"{NameOf(entity, h.Property)} = @h{i}").Prepend($"{name} = @value"));
            foreach (var (id, value) in rows)
            {
                var plain = old.Open(column.Purpose, value)!;
                var parameters = new DynamicParameters(new { id, value = fresh.Seal(column.Purpose, plain) });
                for (var i = 0; i < column.Hashes.Count; i++) parameters.Add($"h{i}", fresh.Hash(column.Hashes[i].Purpose, column.Hashes[i].Part(plain)));
                await connection.ExecuteAsync(new CommandDefinition($"update {table} set {set} where cast(id as text) = @id", parameters, transaction, cancellationToken: ct));
                done++;
            }
        }
        foreach (var file in await connection.QueryAsync<StoredFileRow>("select cast(id as text) as Id, key_id as KeyId, content as Content from platform_file", transaction: transaction))
        {
            var content = fresh.SealBytes(Purposes.File, old.OpenBytes(Purposes.File, file.KeyId, file.Content));
            await connection.ExecuteAsync(new CommandDefinition("update platform_file set key_id = @key, content = @content where cast(id as text) = @id", new { key = fresh.CipherKeyInUse, content, id = file.Id }, transaction, cancellationToken: ct));
            done++;
        }
        await transaction.CommitAsync(ct);
        return done;
    }

    private static string NameOf(IEntityType entity, string property) => entity.FindProperty(property)!.GetColumnName();

    private sealed record StoredFileRow(string Id, string KeyId, byte[] Content);
}
