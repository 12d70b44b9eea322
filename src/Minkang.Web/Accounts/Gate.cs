using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Web.Api;
using Minkang.Web.Layout;

namespace Minkang.Web.Accounts;

/// <summary>
/// The gate before every page and route (访问关口). Refuses by default: what names no action is open to nobody. An account with a first
/// password changes it before anything else; an administrator without a second factor sets one up.
/// </summary>
internal sealed class Gate(RequestDelegate next, Actors actors, CountyStores counties)
{
    public const string PasswordPath = "/account/password", TwoFactorPath = "/account/two-factor", SignInPath = "/sign-in";

    public async Task Invoke(HttpContext http, CurrentActor current)
    {
        var endpoint = http.GetEndpoint();
        if (http.User.Identity?.IsAuthenticated == true && Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            current.Actor = await actors.Find(id, http.RequestAborted);
            if (current.Actor is null) await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            else current.CountyCode = CurrentActor.CountyOf(current.Actor, ChosenArea.Of(http), counties.Codes());
        }
        if (endpoint is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) { await next(http); return; }
        if (current.Actor is not { } actor) { await Challenge(http); return; }
        if (Forced(http) is { } path && !http.Request.Path.StartsWithSegments(path))
        {
            if (MachineApi.IsFor(http)) await Refuse(http, StatusCodes.Status403Forbidden, "The account must change its first password or set up its second factor in the browser first.");
            else http.Response.Redirect(path);
            return;
        }
        if (!Open(endpoint, actor)) { await Refuse(http, StatusCodes.Status403Forbidden, "No role of the account allows this."); return; }
        await next(http);
    }

    /// <summary>True when the endpoint names an action that is open to the actor somewhere. Which records are in reach is decided by each query.</summary>
    public static bool Open(Endpoint endpoint, Actor actor)
    {
        if (endpoint.Metadata.GetMetadata<ForEverySignedInUserAttribute>() is not null) return true;
        var actions = endpoint.Metadata.GetOrderedMetadata<NeedsActionAttribute>();
        return actions.Any(a => actor.May(a.Action));
    }

    private static string? Forced(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/sign-out")) return null;
        if (http.User.HasClaim(SessionClaims.MustChangePassword, "1")) return PasswordPath;
        return http.User.HasClaim(SessionClaims.NeedsSecondFactor, "1") ? TwoFactorPath : null;
    }

    private static Task Challenge(HttpContext http)
    {
        if (MachineApi.IsFor(http) || !HttpMethods.IsGet(http.Request.Method)) return Refuse(http, StatusCodes.Status401Unauthorized, "Sign in first.");
        var back = http.Request.Path + http.Request.QueryString;
        http.Response.Redirect(back == "/" ? SignInPath : $"{SignInPath}?back={Uri.EscapeDataString(back)}");
        return Task.CompletedTask;
    }

    /// <summary>People get the page of the refusal, machines its problem details.</summary>
    private static Task Refuse(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return MachineApi.IsFor(http) ? Results.Problem(statusCode: status, detail: why).ExecuteAsync(http) : Task.CompletedTask;
    }
}

/// <summary>What a session carries beside the account's id.</summary>
internal static class SessionClaims
{
    public const string MustChangePassword = "minkang:must-change-password";
    public const string NeedsSecondFactor = "minkang:needs-second-factor";
}
