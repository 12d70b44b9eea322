using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Registry.Persons;

/// <summary>
/// Writes that somebody opened a person or household (查看留痕). Where the role must say why, nothing opens before a reason is on file; one
/// reason holds for an hour, so that turning a page does not ask again.
/// </summary>
internal sealed class RecordLook(TimeProvider clock)
{
    private static readonly TimeSpan ReasonHolds = TimeSpan.FromHours(1);

    /// <summary>Records the look and answers true, or answers false when a reason must be asked first.</summary>
    public async Task<bool> Handle(CountyDb db, Actor actor, string action, string subjectKind, Guid subjectId, string? reason, CancellationToken ct)
    {
        var given = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (given is null && actor.ScopeOf(action).NeedsReason)
        {
            var since = clock.GetUtcNow() - ReasonHolds;
            given = await db.Set<AuditEntry>().AsNoTracking()
                .Where(e => e.SubjectId == subjectId && e.ActorId == actor.UserId && e.Action == action && e.At > since && e.Purpose != null)
                .OrderByDescending(e => e.Seq).Select(e => e.Purpose).FirstOrDefaultAsync(ct);
            if (given is null) return false;
        }
        db.Trail.Record(actor, action, subjectKind, subjectId, given);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Records a look at each of several, as a print of a whole village is one; a role that must say why says it once for all.</summary>
    public async Task<bool> HandleMany(CountyDb db, Actor actor, string action, string subjectKind, IReadOnlyCollection<Guid> subjects, string? reason, CancellationToken ct)
    {
        var given = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (given is null && actor.ScopeOf(action).NeedsReason) return false;
        foreach (var subject in subjects) db.Trail.Record(actor, action, subjectKind, subject, given, new { print = true });
        await db.SaveChangesAsync(ct);
        return true;
    }
}
