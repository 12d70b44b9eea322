using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Minkang.Platform.Security;

/// <summary>
/// Seals personal values for the store and opens them again (加密保管). A sealed text is <c>key-id:base64(nonce | cipher | tag)</c>; the
/// purpose is bound into it, so that a value moved to another column does not open. A keyed hash finds equal values without opening any.
/// </summary>
public sealed class Vault
{
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly KeyRing _ring;
    private readonly FrozenDictionary<string, byte[]> _secrets;
    private readonly FrozenDictionary<string, byte[]> _hashSecrets;

    internal Vault(KeyRing ring)
    {
        _ring = ring;
        _secrets = ring.CipherKeys.ToFrozenDictionary(k => k.Id, k => Convert.FromBase64String(k.Secret), StringComparer.Ordinal);
        _hashSecrets = ring.HashKeys.ToFrozenDictionary(k => k.Id, k => Convert.FromBase64String(k.Secret), StringComparer.Ordinal);
    }

    /// <summary>Opens the vault of an installation; makes the key file on first use.</summary>
    public static Vault Open(string keyFile, TimeProvider clock) => new(KeyRing.LoadOrCreate(keyFile, clock));

    /// <summary>Id of the cipher key in use; a sealed text that begins otherwise was sealed by an older one.</summary>
    public string CipherKeyInUse => _ring.CipherInUse.Id;

    /// <summary>Id of the hash key in use.</summary>
    public string HashKeyInUse => _ring.HashInUse.Id;

    /// <summary>Seals a text; null and empty stay as they are (blank is blank).</summary>
    public string? Seal(string purpose, string? plain) =>
        string.IsNullOrEmpty(plain) ? plain : $"{CipherKeyInUse}:{Convert.ToBase64String(SealBytes(purpose, Encoding.UTF8.GetBytes(plain)))}";

    /// <summary>Opens a sealed text. Throws <see cref="CryptographicException"/> when it was changed, moved, or its key is missing.</summary>
    public string? Open(string purpose, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText)) return sealedText;
        var colon = sealedText.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) throw new CryptographicException("A sealed value names its key.");
        return Encoding.UTF8.GetString(OpenBytes(purpose, sealedText[..colon], Convert.FromBase64String(sealedText[(colon + 1)..])));
    }

    /// <summary>Seals bytes with the key in use: nonce | cipher | tag.</summary>
    public byte[] SealBytes(string purpose, byte[] plain)
    {
        var key = _ring.CipherInUse;
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        var bound = Encoding.UTF8.GetBytes(purpose);
        if (key.Kind == CipherKind.Aes256Gcm)
        {
            using var aes = new AesGcm(_secrets[key.Id], TagBytes);
            aes.Encrypt(result.AsSpan(0, NonceBytes), plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length), bound);
            return result;
        }
        var sm4 = Sm4(true, key.Id, result.AsSpan(0, NonceBytes).ToArray(), bound);
        var written = sm4.ProcessBytes(plain, 0, plain.Length, result, NonceBytes);
        sm4.DoFinal(result, NonceBytes + written);
        return result;
    }

    /// <summary>Opens bytes sealed by the named key. Throws <see cref="CryptographicException"/> when they do not open.</summary>
    public byte[] OpenBytes(string purpose, string keyId, byte[] box)
    {
        var key = _ring.CipherKeys.Find(k => k.Id == keyId) ?? throw new CryptographicException($"Key {keyId} is not in the key file.");
        if (box.Length < NonceBytes + TagBytes) throw new CryptographicException("A sealed value is cut off.");
        var bound = Encoding.UTF8.GetBytes(purpose);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        if (key.Kind == CipherKind.Aes256Gcm)
        {
            using var aes = new AesGcm(_secrets[key.Id], TagBytes);
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(box.Length - TagBytes), plain, bound);
            return plain;
        }
        try
        {
            var sm4 = Sm4(false, key.Id, box[..NonceBytes], bound);
            var written = sm4.ProcessBytes(box, NonceBytes, box.Length - NonceBytes, plain, 0);
            sm4.DoFinal(plain, written);
            return plain;
        }
        catch (Org.BouncyCastle.Crypto.InvalidCipherTextException e) { throw new CryptographicException("A sealed value does not open.", e); }
    }

    /// <summary>Keyed hash of a value for look-up, equal for equal values under the same purpose: <c>key-id:base64</c>. Null for null and empty.</summary>
    public string? Hash(string purpose, string? plain) => string.IsNullOrEmpty(plain) ? null : HashWith(_ring.HashInUse, purpose, plain);

    /// <summary>
    /// Keyed hash of a value that is kept nowhere, so that a rotation cannot hash it anew: hashed with the first key, the result with the second,
    /// and so on. Who knows an old key alone learns nothing.
    /// </summary>
    public string Chained(string purpose, string plain) => _ring.HashKeys.Aggregate(plain, (text, key) => HashWith(key, purpose, text));

    /// <summary>Carries a chained hash on to the key in use. Leaves one that is there already.</summary>
    public string CarryOn(string purpose, string chained)
    {
        var known = _ring.HashKeys.FindIndex(k => chained.StartsWith(k.Id + ":", StringComparison.Ordinal));
        if (known < 0) throw new CryptographicException("A hash names a key that is not in the key file.");
        return _ring.HashKeys.Skip(known + 1).Aggregate(chained, (text, key) => HashWith(key, purpose, text));
    }

    private string HashWith(HashKey key, string purpose, string plain)
    {
        var message = Encoding.UTF8.GetBytes($"{purpose}\n{plain}");
        byte[] digest;
        if (key.Kind == HashKind.HmacSha256) digest = HMACSHA256.HashData(_hashSecrets[key.Id], message);
        else
        {
            var mac = new HMac(new SM3Digest());
            mac.Init(new KeyParameter(_hashSecrets[key.Id]));
            mac.BlockUpdate(message, 0, message.Length);
            digest = new byte[mac.GetMacSize()];
            mac.DoFinal(digest, 0);
        }
        return $"{key.Id}:{Convert.ToBase64String(digest, 0, 24)}";
    }

    private GcmBlockCipher Sm4(bool encrypt, string keyId, byte[] nonce, byte[] bound)
    {
        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(_secrets[keyId]), TagBytes * 8, nonce, bound));
        return cipher;
    }
}
