using System.Security.Cryptography;
using System.Text.Json;

namespace Minkang.Platform.Security;

/// <summary>Which cipher seals values (加密算法): AES-256-GCM or the national SM4 in GCM.</summary>
public enum CipherKind { Aes256Gcm, Sm4Gcm }

/// <summary>Which keyed hash finds values again (查找用密钥散列): HMAC-SHA-256 or HMAC-SM3.</summary>
public enum HashKind { HmacSha256, HmacSm3 }

internal sealed record CipherKey(string Id, CipherKind Kind, string Secret, DateTimeOffset MadeAt);

internal sealed record HashKey(string Id, HashKind Kind, string Secret, DateTimeOffset MadeAt);

/// <summary>
/// The keys of an installation (密钥). Lies in a file outside the database, readable by the service account alone. Old keys stay, so that
/// what they sealed can still be read; the last of each kind is the one in use.
/// </summary>
internal sealed record KeyRing(List<CipherKey> CipherKeys, List<HashKey> HashKeys)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public CipherKey CipherInUse => CipherKeys[^1];
    public HashKey HashInUse => HashKeys[^1];

    /// <summary>Reads the key file, or makes one with fresh keys when it is missing.</summary>
    public static KeyRing LoadOrCreate(string file, TimeProvider clock, CipherKind cipher = CipherKind.Aes256Gcm, HashKind hash = HashKind.HmacSha256)
    {
        if (File.Exists(file))
            return JsonSerializer.Deserialize<KeyRing>(File.ReadAllText(file), Json)
                ?? throw new InvalidOperationException("密钥文件是空的。请从备份恢复密钥文件；没有它，已加密的数据读不出来。");
        var ring = new KeyRing([], []);
        ring.AddCipher(cipher, clock);
        ring.AddHash(hash, clock);
        ring.Save(file);
        return ring;
    }

    public void AddCipher(CipherKind kind, TimeProvider clock) =>
        CipherKeys.Add(new CipherKey($"c{CipherKeys.Count + 1}", kind, Secret(kind == CipherKind.Sm4Gcm ? 16 : 32), clock.GetUtcNow()));

    public void AddHash(HashKind kind, TimeProvider clock) =>
        HashKeys.Add(new HashKey($"h{HashKeys.Count + 1}", kind, Secret(32), clock.GetUtcNow()));

    /// <summary>Writes the file beside the old one and swaps, so that a crash never leaves half a key file.</summary>
    public void Save(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var next = file + ".new";
        var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(next, mode))
        {
            JsonSerializer.Serialize(stream, this, Json);
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, file, overwrite: true);
    }

    private static string Secret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
}
