using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Web.Accounts;

internal static class AccountsSetup
{
    private const string Started = "started";

    /// <summary>Sign-in by cookie. Idle sessions end after <c>Security:IdleMinutes</c> (15), all after <c>Security:SessionHours</c> (8).</summary>
    public static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        var idle = TimeSpan.FromMinutes(configuration.GetValue("Security:IdleMinutes", 15));
        var longest = TimeSpan.FromHours(configuration.GetValue("Security:SessionHours", 8));
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentActor>();
        services.AddSingleton<SessionEnds>().AddScoped<CircuitActor>();
        services.AddScoped(CountyOfRequest);
        services.AddCascadingValue(s => new CascadingValueSource<Actor>(s.GetRequiredService<CurrentActor>().Actor!, isFixed: true));
        services.AddScoped<SignInManager<User>>();
        services.AddScoped<RecordSignIn>();
        services.AddScoped<IUserClaimsPrincipalFactory<User>, SessionFactory>();
        services.AddScoped<ISecurityStampValidator, SecurityStampValidator<User>>();
        services.AddOptions<SecurityStampValidatorOptions>().Configure<TimeProvider>((o, clock) => (o.ValidationInterval, o.TimeProvider) = (TimeSpan.FromMinutes(1), clock));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(c =>
        {
            c.Cookie.Name = "minkang";
            c.Cookie.SameSite = SameSiteMode.Lax;
            c.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            c.ExpireTimeSpan = idle;
            c.SlidingExpiration = true;
            c.LoginPath = Gate.SignInPath;
            c.Events.OnSigningIn = context =>
            {
                var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
                context.Properties.Items.TryAdd(Started, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                return Task.CompletedTask;
            };
            c.Events.OnValidatePrincipal = context => EndLongSession(context, longest);
        });
    }

    /// <summary>After the frame's own middleware: who is it, and is the page open to them.</summary>
    public static void UseAccounts(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sign-out", async (SignInManager<User> signIn, SessionEnds ends, CurrentActor current) =>
        {
            await signIn.SignOutAsync();
            if (current.Actor is { } actor) ends.SignedOut(actor.UserId);
            return Results.LocalRedirect(Gate.SignInPath);
        }).WithMetadata(new ForEverySignedInUserAttribute()).ExcludeFromDescription();

    private static async Task EndLongSession(CookieValidatePrincipalContext context, TimeSpan longest)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var started = context.Properties.Items.TryGetValue(Started, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
        if (now - started < longest) { await SecurityStampValidator.ValidatePrincipalAsync(context); return; }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static CountyDb CountyOfRequest(IServiceProvider services)
    {
        var current = services.GetRequiredService<CurrentActor>();
        var code = current.CountyCode ?? throw new InvalidOperationException("This request has no county.");
        var db = services.GetRequiredService<CountyStores>().Open(code);
        db.Trail.Actor = current.Actor;
        return db;
    }
}
