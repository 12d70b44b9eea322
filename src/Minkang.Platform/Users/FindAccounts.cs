using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;

namespace Minkang.Platform.Users;

/// <summary>State of an account as the list filters it (账号状态).</summary>
public enum AccountState { Open, Locked, Closed, NeverUsed }

/// <summary>What the list of accounts is filtered by; null or empty leaves it out.</summary>
/// <param name="Text">Part of the user name, the name or the unit.</param>
/// <param name="Area">Short area code; accounts with a duty in force inside it.</param>
public sealed record AccountFilter(string? Text, Role? Role, AccountState? State, string? Area);

/// <summary>Finds accounts that the actor administers (查找账号): those with a duty in the own county, and those without any duty yet.</summary>
public sealed class FindAccounts(PlatformDb db, TimeProvider clock, BusinessCalendar calendar)
{
    /// <summary>One page of the accounts that match, in order of user name.</summary>
    public async Task<(IReadOnlyList<AccountRow> Rows, Paging Paging)> Page(Actor actor, AccountFilter filter, int? page, int? size, CancellationToken ct)
    {
        var found = Matching(actor, filter);
        var paging = new Paging(page, size, await found.CountAsync(ct));
        var users = await found.OrderBy(u => u.NormalizedUserName).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var ids = users.ConvertAll(u => u.Id);
        var duties = (await db.Set<Assignment>().AsNoTracking().Where(a => ids.Contains(a.UserId)).ToListAsync(ct)).ToLookup(a => a.UserId);
        return ([.. users.Select(u => Row(u, duties[u.Id]))], paging);
    }

    /// <summary>How many match.</summary>
    public Task<int> Count(Actor actor, AccountFilter filter, CancellationToken ct) => Matching(actor, filter).CountAsync(ct);

    /// <summary>One account, or null when it does not exist or belongs to another county.</summary>
    public async Task<AccountRow?> One(Actor actor, Guid id, CancellationToken ct)
    {
        var user = await InReach(actor).SingleOrDefaultAsync(u => u.Id == id, ct);
        return user is null ? null : Row(user, await db.Set<Assignment>().AsNoTracking().Where(a => a.UserId == id).ToListAsync(ct));
    }

    private AccountRow Row(User u, IEnumerable<Assignment> duties) => new(u.Id, u.UserName!, u.DisplayName, u.Organisation, u.LockoutEnd > clock.GetUtcNow(), u.ClosedAt is not null,
        u.TwoFactorEnabled, u.LastSignInAt, [.. duties.OrderBy(a => a.UntilOn is not null).ThenBy(a => a.FromOn)]);

    private IQueryable<User> InReach(Actor actor)
    {
        var areas = actor.AreasFor("users.manage");
        var all = db.Set<User>().AsNoTracking();
        if (areas.Contains("")) return all;
        var counties = areas.Select(a => a[..Math.Min(6, a.Length)]).ToList();
        return all.Where(u => db.Set<Assignment>().Any(a => a.UserId == u.Id && counties.Contains(a.Area.Substring(0, 6))) || !db.Set<Assignment>().Any(a => a.UserId == u.Id));
    }

    private IQueryable<User> Matching(Actor actor, AccountFilter filter)
    {
        var (now, today, found) = (clock.GetUtcNow(), calendar.Today, InReach(actor));
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var upper = text.ToUpperInvariant();
            found = found.Where(u => u.NormalizedUserName!.Contains(upper) || u.DisplayName.Contains(text) || u.Organisation.Contains(text));
        }
        var held = db.Set<Assignment>().Where(a => a.FromOn <= today && (a.UntilOn == null || a.UntilOn > today));
        if (filter.Role is { } role) found = found.Where(u => held.Any(a => a.UserId == u.Id && a.Role == role));
        if (!string.IsNullOrEmpty(filter.Area)) found = found.Where(u => held.Any(a => a.UserId == u.Id && a.Area.StartsWith(filter.Area)));
        return filter.State switch
        {
            AccountState.Open => found.Where(u => u.ClosedAt == null),
            AccountState.Locked => found.Where(u => u.ClosedAt == null && u.LockoutEnd > now),
            AccountState.Closed => found.Where(u => u.ClosedAt != null),
            AccountState.NeverUsed => found.Where(u => u.ClosedAt == null && u.LastSignInAt == null),
            _ => found,
        };
    }
}
