using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Minkang.Platform.Ui;

/// <summary>
/// A message that survives one redirect (提示): set before redirecting, shown once by the layout. It travels in a cookie that scripts
/// cannot read; it must name no person.
/// </summary>
public static class Flash
{
    internal const string CookieName = "minkang-flash";

    /// <summary>Keeps the message for the next page.</summary>
    public static void Set(HttpContext http, StatusKind kind, string message)
    {
        var text = WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(new Message(kind, message)));
        http.Response.Cookies.Append(CookieName, text, Options(http));
    }

    /// <summary>Takes the message of the redirect that led here, or null. A cookie that is not ours reads as none.</summary>
    internal static Message? Take(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and < 4000 } text || http.Response.HasStarted) return null;
        http.Response.Cookies.Delete(CookieName, Options(http));
        try
        {
            return JsonSerializer.Deserialize<Message>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)));
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", IsEssential = true };

    internal sealed record Message(StatusKind Kind, string Text);
}
