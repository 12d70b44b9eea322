using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Web.Layout;

/// <summary>
/// The area a user works in (当前区划). The address says it; where the address is silent, the last choice holds. Whether the user may see
/// it is not decided here.
/// </summary>
public static class ChosenArea
{
    private const string CookieName = "minkang-area";

    /// <summary>The area asked for, or null when none was chosen or the text is no area code.</summary>
    public static RegionCode? Of(HttpContext http)
    {
        var text = http.Request.Query["area"].FirstOrDefault() ?? http.Request.Cookies[CookieName];
        return string.IsNullOrEmpty(text) ? null : RegionCode.TryParse(text);
    }

    internal static string Link(RegionCode area, PageAddress back) =>
        PageAddress.Parse("/area").With("to", area.Short).With("back", back.ToString()).ToString();

    internal static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/area", (HttpContext http, string? to, string? back) =>
        {
            var target = PageAddress.Parse(LocalPath.OrHome(back)).Without("page");
            if (string.IsNullOrEmpty(to) || RegionCode.TryParse(to) is not { } area) return Results.LocalRedirect(target.ToString());
            http.Response.Cookies.Append(CookieName, area.Short, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
            return Results.LocalRedirect(target.With("area", area.Short).ToString());
        }).WithMetadata(new ForEverySignedInUserAttribute()).ExcludeFromDescription();
}
