using Microsoft.AspNetCore.Identity;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Web.Accounts;

/// <summary>Writes each attempt to sign in to the platform's audit trail (登录留痕); never what was typed.</summary>
public sealed class RecordSignIn(PlatformDb db, TimeProvider clock, PermissionMatrix matrix)
{
    /// <summary>Records an attempt of a known account; an unknown name leaves no entry, since it may be a mistyped password.</summary>
    public async Task Attempt(User? user, SignInResult result)
    {
        if (user is null) return;
        var actor = new Actor(user.Id, user.DisplayName, [], matrix);
        db.Trail.Record(actor, result.Succeeded ? "sign-in" : result.RequiresTwoFactor ? "sign-in first step" : result.IsLockedOut ? "sign-in locked" : "sign-in refused", "account", user.Id);
        if (result.Succeeded) user.LastSignInAt = clock.GetUtcNow();
        await db.SaveChangesAsync();
    }
}
