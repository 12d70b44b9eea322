using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;

namespace Minkang.Platform.Users;

/// <summary>Works out who an account is today: its duties in force and the rights that follow.</summary>
public sealed class Actors(PlatformStore store, PermissionMatrix matrix, BusinessCalendar calendar)
{
    /// <summary>The actor of an account, or null when the account does not exist or is closed.</summary>
    public async Task<Actor?> Find(Guid userId, CancellationToken ct)
    {
        await using var db = store.Open();
        var user = await db.Set<User>().AsNoTracking().Where(u => u.Id == userId && u.ClosedAt == null).Select(u => new { u.Id, u.DisplayName }).SingleOrDefaultAsync(ct);
        if (user is null) return null;
        var today = calendar.Today;
        var duties = await db.Set<Assignment>().AsNoTracking()
            .Where(a => a.UserId == userId && a.FromOn <= today && (a.UntilOn == null || a.UntilOn > today))
            .OrderBy(a => a.CreatedAt).ToListAsync(ct);
        return new Actor(user.Id, user.DisplayName, [.. duties.Select(d => new Duty(d.Role, RegionCode.Parse(d.Area), d.Organisation))], matrix);
    }

    /// <summary>Who set a job going: the console of the county, or the account with the duties that it has now.</summary>
    /// <exception cref="InvalidOperationException">The account was closed meanwhile.</exception>
    public async Task<Actor> Behind(Job job, CancellationToken ct)
    {
        var console = Actor.Console(RegionCode.Parse(job.CountyCode));
        return job.CreatedBy == console.UserId ? console : await Find(job.CreatedBy, ct) ?? throw new InvalidOperationException("The account behind the job is closed.");
    }
}

/// <summary>The business day (业务日期) in China, from one clock.</summary>
public sealed class BusinessCalendar(TimeProvider clock)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Today's date in China (UTC+8, no daylight saving).</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(China).DateTime);

    /// <summary>A moment as people in China read it.</summary>
    public static DateTime Local(DateTimeOffset moment) => moment.ToOffset(China).DateTime;
}
