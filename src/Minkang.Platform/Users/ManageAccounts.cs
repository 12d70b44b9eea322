using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Users;

/// <summary>What is needed for a new account (新账号).</summary>
public sealed record NewAccount(string UserName, string DisplayName, string Organisation, string? Password = null, bool MustChangePassword = true);

/// <summary>An account with its duties, as the list shows it.</summary>
public sealed record AccountRow(Guid Id, string UserName, string DisplayName, string Organisation, bool Locked, bool Closed, bool TwoFactor, DateTimeOffset? LastSignInAt, IReadOnlyList<Assignment> Assignments);

/// <summary>Makes, locks and ends accounts, and gives and ends roles (账号与授权管理). Every deed is in the platform's audit trail.</summary>
public sealed class ManageAccounts(PlatformDb db, UserManager<User> users, TimeProvider clock, BusinessCalendar calendar)
{
    /// <summary>Makes an account. Returns it with the password to hand over: the one given, or a random one.</summary>
    public async Task<Outcome<(User User, string Password)>> Create(Actor actor, NewAccount input, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(input.DisplayName)) return new Problem("platform.user.name-missing", nameof(input.DisplayName), "请填写姓名或岗位名称。");
        if (await users.FindByNameAsync(input.UserName.Trim()) is not null)
            return new Problem("platform.user.user-name-taken", nameof(input.UserName), $"用户名“{input.UserName.Trim()}”已有人使用，请换一个。");
        var password = input.Password ?? RandomPassword();
        var user = new User
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = input.UserName.Trim(), DisplayName = input.DisplayName.Trim(), Organisation = input.Organisation.Trim(),
            MustChangePassword = input.MustChangePassword, CreatedAt = clock.GetUtcNow(), LockoutEnabled = true,
        };
        db.Trail.Record(actor, "users.manage", "account", user.Id, detail: new { created = user.UserName });
        var made = await users.CreateAsync(user, password);
        return made.Succeeded ? (user, password) : Refusals(made);
    }

    /// <summary>
    /// Gives a role for an area from today, inside the actor's own county. An administrator holds no role with personal data, and nobody grants
    /// to himself, neither as the one who asked nor as the one who confirms.
    /// </summary>
    /// <param name="askedBy">Who asked for it, where that was somebody else; the actor then is the second person.</param>
    public async Task<Outcome<Assignment>> Grant(Actor actor, Guid userId, Role role, RegionCode area, string? organisation, CancellationToken ct, Guid? askedBy = null)
    {
        if (actor.UserId == userId || askedBy == userId) return new Problem("platform.assignment.self", "", "不能给自己授权，请由另一位管理员办理。");
        if (Misplaced(role, area, organisation) is { } misplaced) return misplaced;
        var today = calendar.Today;
        var held = await db.Set<Assignment>().Where(a => a.UserId == userId && (a.UntilOn == null || a.UntilOn > today)).ToListAsync(ct);
        if (held.Any(a => a.Role == role && a.Area == area.Short && a.Organisation == organisation))
            return new Problem("platform.assignment.held", "", "已经有这项授权。");
        if (held.Any(a => RoleLevels.StandsAlone(a.Role) || RoleLevels.StandsAlone(role)))
            return new Problem("platform.assignment.separation", "Role", "系统管理员、审计员不能兼任其他岗位（职责分离第 23、24 条），请另建账号。");
        var assignment = new Assignment
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), UserId = userId, Role = role, Area = area.Short, Organisation = organisation, FromOn = today,
            CreatedBy = askedBy ?? actor.UserId, UpdatedBy = actor.UserId, ConfirmedBy = askedBy is null ? null : actor.UserId,
        };
        db.Add(assignment);
        db.Trail.Record(actor, "users.grant", "account", userId, detail: new { role = role.ToString(), area = area.Short, organisation, askedBy });
        await db.SaveChangesAsync(ct);
        return assignment;
    }

    /// <summary>Ends an assignment from today on.</summary>
    public async Task<Outcome<Assignment>> Revoke(Actor actor, Guid assignmentId, CancellationToken ct)
    {
        var assignment = await db.Set<Assignment>().SingleOrDefaultAsync(a => a.Id == assignmentId, ct);
        if (assignment is null || !actor.Governs("users.grant", RegionCode.Parse(assignment.Area))) return new Problem("platform.assignment.unknown", "", "没有这项授权，或不在您管理的县。");
        if (assignment.UserId == actor.UserId) return new Problem("platform.assignment.self-end", "", "不能结束自己的授权，请由另一位管理员办理。");
        assignment.UntilOn = calendar.Today;
        db.Trail.Record(actor, "users.grant", "account", assignment.UserId, detail: new { ended = assignment.Role.ToString(), assignment.Area });
        await db.SaveChangesAsync(ct);
        return assignment;
    }

    /// <summary>Sets a new password to hand over; it must be changed at the next sign-in, and sessions end.</summary>
    public async Task<Outcome<string>> ResetPassword(Actor actor, Guid userId, CancellationToken ct)
    {
        if (await Reached(actor, userId, ct) is not { } user) return Unknown;
        var password = RandomPassword();
        user.MustChangePassword = true;
        db.Trail.Record(actor, "users.manage", "account", userId, detail: new { password = "reset" });
        var done = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!done.Succeeded) return Refusals(done);
        await users.SetLockoutEndDateAsync(user, null);
        return password;
    }

    /// <summary>Lets an account that was locked by wrong passwords sign in again at once.</summary>
    public async Task<Outcome<User>> Unlock(Actor actor, Guid userId, CancellationToken ct)
    {
        if (await Reached(actor, userId, ct) is not { } user) return Unknown;
        db.Trail.Record(actor, "users.manage", "account", userId, detail: new { unlocked = user.UserName });
        user.AccessFailedCount = 0;
        await users.SetLockoutEndDateAsync(user, null);
        return user;
    }

    /// <summary>Closes an account for good; its sessions end. Nobody closes his own.</summary>
    public async Task<Outcome<User>> Close(Actor actor, Guid userId, CancellationToken ct)
    {
        if (actor.UserId == userId) return new Problem("platform.user.self-close", "", "不能关闭自己的账号，请由另一位管理员办理。");
        if (await Reached(actor, userId, ct) is not { } user) return Unknown;
        if (user.ClosedAt is not null) return new Problem("platform.user.closed", "", "这个账号已经关闭。");
        user.ClosedAt = clock.GetUtcNow();
        db.Trail.Record(actor, "users.manage", "account", userId, detail: new { closed = user.UserName });
        await users.UpdateSecurityStampAsync(user);
        return user;
    }

    /// <summary>Removes the second factor of somebody who lost the device; sessions end.</summary>
    public async Task<Outcome<User>> ResetSecondFactor(Actor actor, Guid userId, CancellationToken ct)
    {
        if (await Reached(actor, userId, ct) is not { } user) return Unknown;
        db.Trail.Record(actor, "users.manage", "account", userId, detail: new { secondFactor = "reset" });
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        return user;
    }

    /// <summary>All accounts with what they hold, in order of name.</summary>
    public async Task<IReadOnlyList<AccountRow>> List(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var all = await db.Set<User>().AsNoTracking().OrderBy(u => u.NormalizedUserName).ToListAsync(ct);
        var assignments = (await db.Set<Assignment>().AsNoTracking().ToListAsync(ct)).ToLookup(a => a.UserId);
        return [.. all.Select(u => new AccountRow(u.Id, u.UserName!, u.DisplayName, u.Organisation, u.LockoutEnd > now, u.ClosedAt is not null, u.TwoFactorEnabled, u.LastSignInAt,
            [.. assignments[u.Id].OrderBy(a => a.FromOn)]))];
    }

    private static readonly Problem Unknown = new("platform.user.unknown", "", "没有这个账号。");

    /// <summary>The account when the actor administers it: it holds a duty in the own county, or none anywhere.</summary>
    private async Task<User?> Reached(Actor actor, Guid userId, CancellationToken ct)
    {
        var areas = await db.Set<Assignment>().Where(a => a.UserId == userId).Select(a => a.Area).ToListAsync(ct);
        return areas.Count == 0 || areas.Exists(a => actor.Governs("users.manage", RegionCode.Parse(a))) ? await users.FindByIdAsync(userId.ToString()) : null;
    }

    private static Problem? Misplaced(Role role, RegionCode area, string? organisation)
    {
        var level = RoleLevels.LevelOf(role);
        if (area.Level != level) return new Problem("platform.assignment.area", "Area", $"这个岗位要绑定到{RoleLevels.NameOf(level)}，现在给的是{RoleLevels.NameOf(area.Level)}。");
        return RoleLevels.NeedsHospital(role) && string.IsNullOrWhiteSpace(organisation) ? new Problem("platform.assignment.hospital", "Hospital", "医院岗位要写明是哪家医院，只能看到这家医院的病人。") : null;
    }

    private static List<Problem> Refusals(IdentityResult result) => [.. result.Errors.Select(e => new Problem("platform.user." + e.Code, "Password", e.Description))];

    /// <summary>Sixteen characters without those that look alike.</summary>
    private static string RandomPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 14) + "-7";
}
