using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Users;

/// <summary>Remembers who signed out (已退出的账号), so that pages of theirs that are still open may do nothing more.</summary>
public sealed class SessionEnds(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _ended = new();

    /// <summary>Notes that the account signed out now.</summary>
    public void SignedOut(Guid userId) => _ended[userId] = clock.GetUtcNow();

    /// <summary>True when the account signed out at or after the moment.</summary>
    public bool Since(Guid userId, DateTimeOffset moment) => _ended.TryGetValue(userId, out var at) && at >= moment;
}

/// <summary>
/// Who acts on a page that stays connected (长连接页面的操作人). Such a page is opened once and acts for hours, so who it is and what that account may do
/// today is asked anew before each act. Once the answer was no it stays no: signed out, password changed, account closed, idle or open too long.
/// </summary>
public sealed class CircuitActor(AuthenticationStateProvider session, Actors actors, PlatformStore store, SessionEnds ends, TimeProvider clock, IConfiguration configuration)
{
    private const string StampClaim = "AspNet.Identity.SecurityStamp";
    private readonly TimeSpan _idle = TimeSpan.FromMinutes(configuration.GetValue("Security:IdleMinutes", 15));
    private readonly TimeSpan _longest = TimeSpan.FromHours(configuration.GetValue("Security:SessionHours", 8));
    /// <summary>So long an answer of the store holds: somebody who decides by keyboard asks thirty times a second. Signing out is known at once.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly DateTimeOffset _opened = clock.GetUtcNow();
    private (Actor Actor, DateTimeOffset At)? _known;
    private DateTimeOffset _last = clock.GetUtcNow();
    private bool _over;

    /// <summary>The actor with the duties of today, or null when the page may not act any more.</summary>
    public async Task<Actor?> Now(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        _over = _over || now - _last > _idle || now - _opened > _longest;
        var actor = _over ? null : await Find(now, ct);
        _over = actor is null;
        _last = now;
        return actor;
    }

    private async Task<Actor?> Find(DateTimeOffset now, CancellationToken ct)
    {
        var user = (await session.GetAuthenticationStateAsync()).User;
        if (user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || ends.Since(id, _opened)) return null;
        if (_known is { } known && now - known.At < Fresh) return known.Actor;
        await using var db = store.Open();
        var stamp = await db.Set<User>().AsNoTracking().Where(u => u.Id == id && u.ClosedAt == null).Select(u => u.SecurityStamp).SingleOrDefaultAsync(ct);
        var actor = stamp is not null && stamp == user.FindFirstValue(StampClaim) ? await actors.Find(id, ct) : null;
        _known = actor is null ? null : (actor, now);
        return actor;
    }
}
