using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Files;

/// <summary>A file kept unchanged (原件), sealed at rest.</summary>
public sealed class StoredFile
{
    public Guid Id { get; init; }
    /// <summary>Name as it was handed in.</summary>
    public string Name { get; init; } = "";
    /// <summary>SHA-256 of the unsealed bytes, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";
    public long SizeBytes { get; init; }
    public string KeyId { get; init; } = "";
    public byte[] Content { get; init; } = [];
    public DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
}

/// <summary>Keeps originals and gives them back byte for byte.</summary>
public sealed class FileShelf(Vault vault, TimeProvider clock)
{
    /// <summary>Adds the file to the unit of work; the same bytes under the same name are kept once.</summary>
    public async Task<Guid> Keep(CountyDb db, Actor actor, string name, byte[] content, CancellationToken ct)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        var known = await db.Set<StoredFile>().Where(f => f.Sha256 == sha256 && f.Name == name).Select(f => (Guid?)f.Id).FirstOrDefaultAsync(ct);
        if (known is { } id) return id;
        var file = new StoredFile
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, Sha256 = sha256, SizeBytes = content.Length, KeyId = vault.CipherKeyInUse,
            Content = vault.SealBytes(Purposes.File, content), CreatedAt = clock.GetUtcNow(), CreatedBy = actor.UserId,
        };
        db.Add(file);
        return file.Id;
    }

    /// <summary>Name and bytes of a kept file. Throws <see cref="InvalidOperationException"/> when there is none with the id.</summary>
    public async Task<(string Name, byte[] Content)> Fetch(CountyDb db, Guid id, CancellationToken ct)
    {
        var file = await db.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Id == id, ct);
        return (file.Name, vault.OpenBytes(Purposes.File, file.KeyId, file.Content));
    }
}
