using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Minkang.Web.Layout;

/// <summary>
/// The frame around all pages: language, security headers, error pages, static files and the router. The host calls
/// <see cref="AddShell"/>, then <see cref="UseShell"/>, then its own sign-in middleware, then <see cref="MapShell"/>.
/// </summary>
public static class Shell
{
    /// <summary>Registers what pages need.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services, Action<ShellOptions> configure)
    {
        var options = new ShellOptions();
        configure(options);
        services.AddSingleton(options);
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddLocalization();
        services.AddSingleton<Platform.Ui.Wording>();
        services.AddSingleton(new Platform.Ui.TextSource(typeof(Texts)));
        services.Configure<RequestLocalizationOptions>(Language.Configure);
        services.AddAntiforgery(a =>
        {
            a.Cookie.Name = "minkang-form";
            a.Cookie.SameSite = SameSiteMode.Strict;
            a.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // Only our own public files: compressing pages would let an attacker guess their secrets by length.
        services.AddResponseCompression(c =>
        {
            c.EnableForHttps = true;
            c.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services;
    }

    /// <summary>First in the pipeline: headers, failures, language. Machine interfaces below <c>/api</c> keep their own answers.</summary>
    public static IApplicationBuilder UseShell(this IApplicationBuilder app)
    {
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseWhen(IsForPeople, people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true });
            people.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
            people.Use(ShowRefusalAsPage);
        });
        app.UseWhen(http => !IsForPeople(http), machines => machines.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => Results.Problem(statusCode: StatusCodes.Status500InternalServerError, extensions: new Dictionary<string, object?> { ["reference"] = ErrorReference.Of(http) }).ExecuteAsync(http),
        }));
        // After the failure pages, so that they are routed as well when they take over.
        return app.UseRouting();
    }

    /// <summary>Last: form protection, static files, pages, and the switches of language and area.</summary>
    public static RazorComponentsEndpointConventionBuilder MapShell(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<ShellOptions>();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        Language.Map(app);
        ChosenArea.Map(app);
        var pages = app.MapRazorComponents<App>().AddAdditionalAssemblies([.. options.PageAssemblies]).AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'");
        // The connection of a page that stays open is for whoever is signed in; what may be done over it is asked at each act.
        pages.Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route && route.RoutePattern.RawText?.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal) == true) route.Metadata.Add(new Platform.Users.ForEverySignedInUserAttribute());
        });
        return pages;
    }

    /// <summary>The page of a refusal or failure is shown, not posted to: its form is not looked for and its token not checked again.</summary>
    private static Task ShowRefusalAsPage(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            http.Request.Method = HttpMethods.Get;
            http.Features.Set<IAntiforgeryValidationFeature>(null);
        }
        return next(http);
    }

    private static bool IsForPeople(HttpContext http) => !http.Request.Path.StartsWithSegments("/api");
}
