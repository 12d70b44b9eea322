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

    /// <summary>Gives a role for an area from today. An administrator holds no role with personal data, and nobody grants to himself.</summary>
    public async Task<Outcome<Assignment>> Grant(Actor actor, Guid userId, Role role, RegionCode area, string? organisation, CancellationToken ct)
    {
        if (actor.UserId == userId) return new Problem("platform.assignment.self", "", "不能给自己授权，请由另一位管理员办理。");
        if (Misplaced(role, area) is { } misplaced) return misplaced;
        var today = calendar.Today;
        var held = await db.Set<Assignment>().Where(a => a.UserId == userId && (a.UntilOn == null || a.UntilOn > today)).ToListAsync(ct);
        if (held.Any(a => a.Role == role && a.Area == area.Short && a.Organisation == organisation))
            return new Problem("platform.assignment.held", "", "已经有这项授权。");
        if (held.Any(a => Alone(a.Role) || Alone(role)))
            return new Problem("platform.assignment.separation", "", "系统管理员、审计员不能兼任其他岗位（职责分离第 23、24 条），请另建账号。");
        var assignment = new Assignment { Id = Guid.CreateVersion7(clock.GetUtcNow()), UserId = userId, Role = role, Area = area.Short, Organisation = organisation, FromOn = today, CreatedBy = actor.UserId, UpdatedBy = actor.UserId };
        db.Add(assignment);
        db.Trail.Record(actor, "users.grant", "account", userId, detail: new { role = role.ToString(), area = area.Short, organisation });
        await db.SaveChangesAsync(ct);
        return assignment;
    }

    /// <summary>Ends an assignment from today on.</summary>
    public async Task<Outcome<Assignment>> Revoke(Actor actor, Guid assignmentId, CancellationToken ct)
    {
        var assignment = await db.Set<Assignment>().SingleOrDefaultAsync(a => a.Id == assignmentId, ct);
        if (assignment is null) return new Problem("platform.assignment.unknown", "", "没有这项授权。");
        assignment.UntilOn = calendar.Today;
        db.Trail.Record(actor, "users.grant", "account", assignment.UserId, detail: new { ended = assignment.Role.ToString(), assignment.Area });
        await db.SaveChangesAsync(ct);
        return assignment;
    }

    /// <summary>Sets a new password to hand over; it must be changed at the next sign-in, and sessions end.</summary>
    public async Task<Outcome<string>> ResetPassword(Actor actor, Guid userId, CancellationToken ct)
    {
        if (await users.FindByIdAsync(userId.ToString()) is not { } user) return Unknown;
        var password = RandomPassword();
        user.MustChangePassword = true;
        db.Trail.Record(actor, "users.manage", "account", userId, detail: new { password = "reset" });
        var done = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!done.Succeeded) return Refusals(done);
        await users.SetLockoutEndDateAsync(user, null);
        return password;
    }

    /// <summary>Closes an account for good; its sessions end.</summary>
    public async Task<Outcome<User>> Close(Actor actor, Guid userId, CancellationToken ct)
    {
        if (await users.FindByIdAsync(userId.ToString()) is not { } user) return Unknown;
        user.ClosedAt = clock.GetUtcNow();
        db.Trail.Record(actor, "users.manage", "account", userId, detail: new { closed = user.UserName });
        await users.UpdateSecurityStampAsync(user);
        return user;
    }

    /// <summary>Removes the second factor of somebody who lost the device; sessions end.</summary>
    public async Task<Outcome<User>> ResetSecondFactor(Actor actor, Guid userId, CancellationToken ct)
    {
        if (await users.FindByIdAsync(userId.ToString()) is not { } user) return Unknown;
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

    private static bool Alone(Role role) => role is Role.Administrator or Role.Auditor;

    private static Problem? Misplaced(Role role, RegionCode area)
    {
        var level = role switch
        {
            Role.VillageDoctor => RegionLevel.Village,
            Role.TownshipClerk or Role.TownshipLeader => RegionLevel.Township,
            Role.CityOfficer => RegionLevel.City,
            Role.ProvinceOfficer => RegionLevel.Province,
            _ => RegionLevel.County,
        };
        return area.Level == level ? null : new Problem("platform.assignment.area", "Area", $"这个岗位要绑定到{LevelName(level)}，现在给的是{LevelName(area.Level)}。");
    }

    private static string LevelName(RegionLevel level) => level switch
    {
        RegionLevel.Village => "村",
        RegionLevel.Township => "乡镇",
        RegionLevel.County => "县",
        RegionLevel.City => "市州",
        RegionLevel.Province => "省",
        _ => "全国",
    };

    private static List<Problem> Refusals(IdentityResult result) => [.. result.Errors.Select(e => new Problem("platform.user." + e.Code, "Password", e.Description))];

    /// <summary>Sixteen characters without those that look alike.</summary>
    private static string RandomPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 14) + "-7";
}
