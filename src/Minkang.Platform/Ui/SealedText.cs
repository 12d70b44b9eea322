using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Minkang.Platform.Ui;

/// <summary>
/// Typed text about people in an address (地址里的查找文字): names and numbers stand there only sealed, so that a list can be gone back to,
/// paged and exported, while history, logs and whoever looks over the shoulder learn nothing. Opens for who typed it, for a working day.
/// </summary>
public sealed class SealedText(IDataProtectionProvider protection)
{
    /// <summary>Endpoint that takes a posted search, seals the named fields and leads on to the list.</summary>
    public const string AskPath = "/ask";
    /// <summary>Field with the path of the list.</summary>
    public const string ToField = "_to";
    /// <summary>Field with the names of the fields to seal, separated by commas.</summary>
    public const string SealField = "_seal";

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(8);

    /// <summary>The text as it may stand in an address; null for blank.</summary>
    public string? Seal(Guid user, string? text) => string.IsNullOrWhiteSpace(text) ? null : For(user).Protect(text.Trim(), Lasts);

    /// <summary>The typed text; null when there is none, or when it is another user's, too old or not ours.</summary>
    public string? Open(Guid user, string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText)) return null;
        try
        {
            return For(user).Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector For(Guid user) => protection.CreateProtector("minkang.typed-text", user.ToString("N")).ToTimeLimitedDataProtector();
}
