using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Web.Accounts;

/// <summary>Makes the claims of a session. Who must do something first (new password, second factor) carries it along until it is done.</summary>
internal sealed class SessionFactory(UserManager<User> users, IOptions<IdentityOptions> options, PlatformDb db, BusinessCalendar calendar)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.MustChangePassword) identity.AddClaim(new Claim(SessionClaims.MustChangePassword, "1"));
        var today = calendar.Today;
        var privileged = await db.Set<Assignment>().AnyAsync(a => a.UserId == user.Id && (a.Role == Role.Administrator || a.Role == Role.Auditor)
            && a.FromOn <= today && (a.UntilOn == null || a.UntilOn > today));
        if (privileged && !user.TwoFactorEnabled) identity.AddClaim(new Claim(SessionClaims.NeedsSecondFactor, "1"));
        return identity;
    }
}
