using Microsoft.AspNetCore.Identity;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Users;

/// <summary>An account (账号) of one person; accounts are never shared and never deleted.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>Name as it stands in the audit trail.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The unit the person works for.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>True while the password was set by somebody else and must be changed at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When the account was closed, or null. A closed account cannot sign in.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
}

/// <summary>A role given to an account for an area and a time (授权). Ends are exclusive; an assignment is ended, never deleted.</summary>
public sealed class Assignment : Record
{
    public Guid UserId { get; init; }
    public Role Role { get; init; }
    /// <summary>Short area code.</summary>
    public string Area { get; init; } = "";
    /// <summary>Hospital or office where the reach is a relation to it.</summary>
    public string? Organisation { get; init; }
    public DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
    /// <summary>The account that confirmed a grant that needs a second person.</summary>
    public Guid? ConfirmedBy { get; set; }

    /// <summary>True when the assignment holds on the day.</summary>
    public bool HoldsOn(DateOnly day) => new Period(FromOn, UntilOn).Contains(day);
}
