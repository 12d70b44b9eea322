using Microsoft.AspNetCore.Localization;

namespace Minkang.Web.Layout;

/// <summary>The languages of the pages (界面语言): Simplified Chinese unless the user's cookie says English.</summary>
internal static class Language
{
    public const string CookieName = "minkang-language";
    public static readonly string[] All = ["zh-Hans", "en"];

    public static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(All[0]).AddSupportedCultures(All).AddSupportedUICultures(All);
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = CookieName, Options = options }];
    }

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/language", (HttpContext http, string? to, string? back) =>
        {
            if (All.Contains(to))
            {
                var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to!));
                http.Response.Cookies.Append(CookieName, value, new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Lax,
                    Secure = http.Request.IsHttps,
                    MaxAge = TimeSpan.FromDays(365),
                    IsEssential = true,
                });
            }
            return Results.LocalRedirect(LocalPath.OrHome(back));
        }).AllowAnonymous().ExcludeFromDescription();
}
