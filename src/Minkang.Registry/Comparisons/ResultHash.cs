using System.Security.Cryptography;
using System.Text;

namespace Minkang.Registry.Comparisons;

/// <summary>SHA-256 of the two result tables (结果指纹), written one after the other as the command line writes them.</summary>
internal static class ResultHash
{
    public static string Of(Action<TextWriter> matches, Action<TextWriter> discrepancies)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            matches(writer);
            discrepancies(writer);
        }
        return Convert.ToHexStringLower(hash.Hash!);
    }
}
