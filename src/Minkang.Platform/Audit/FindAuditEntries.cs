using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Audit;

/// <summary>What the trail is filtered by; null or empty leaves it out.</summary>
/// <param name="Actor">Part of the name of who acted.</param>
/// <param name="Action">Beginning of the action code.</param>
/// <param name="SubjectKind">Kind of the subject.</param>
/// <param name="From">First day, in China.</param>
/// <param name="Until">Last day, inclusive, in China.</param>
public sealed record AuditFilter(string? Actor, string? Action, string? SubjectKind, DateOnly? From, DateOnly? Until);

/// <summary>Reads a trail for the auditor (查阅审计), the newest first, by position: no page number, since entries are added all the time.</summary>
public sealed partial class FindAuditEntries(Vault vault)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Entries before a position, at most <paramref name="take"/>, and whether older ones match.</summary>
    public async Task<(IReadOnlyList<AuditEntry> Entries, bool More)> Before(StoreDb db, AuditFilter filter, long? before, int take, CancellationToken ct)
    {
        var found = Matching(db, filter);
        if (before is { } seq) found = found.Where(e => e.Seq < seq);
        var entries = await found.OrderByDescending(e => e.Seq).Take(take + 1).ToListAsync(ct);
        return (entries.Count > take ? entries[..take] : entries, entries.Count > take);
    }

    /// <summary>All that match, in order, read as they are needed.</summary>
    public IEnumerable<AuditEntry> All(StoreDb db, AuditFilter filter) => Matching(db, filter).OrderBy(e => e.Seq);

    /// <summary>Position of the last entry of the store; 0 for none.</summary>
    public Task<long> Last(StoreDb db, CancellationToken ct) => db.Set<AuditHead>().AsNoTracking().Select(h => h.LastSeq).SingleAsync(ct);

    /// <summary>
    /// Opens the particulars of one entry and records that the auditor looked. Identity numbers and telephones in them stay masked: who did
    /// what is seen without them. Null when there is no such entry.
    /// </summary>
    public async Task<string?> Open(StoreDb db, Actor actor, long seq, CancellationToken ct)
    {
        if (await db.Set<AuditEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.Seq == seq, ct) is not { } entry) return null;
        db.Trail.Record(actor, "audit.read", "audit", null, detail: new { opened = seq });
        await db.SaveChangesAsync(ct);
        return Masked(vault.Open(Purposes.Audit, entry.DetailSealed) ?? "");
    }

    internal static string Masked(string text) => Phone().Replace(IdNumber().Replace(text, m => $"{m.Value[..6]}********{m.Value[^4..]}"), "***********");

    private static IQueryable<AuditEntry> Matching(StoreDb db, AuditFilter filter)
    {
        var found = db.Set<AuditEntry>().AsNoTracking();
        if (filter.Actor?.Trim() is { Length: > 0 } name) found = found.Where(e => e.ActorName.Contains(name));
        if (filter.Action?.Trim() is { Length: > 0 } action) found = found.Where(e => e.Action.StartsWith(action));
        if (!string.IsNullOrEmpty(filter.SubjectKind)) found = found.Where(e => e.SubjectKind == filter.SubjectKind);
        if (filter.From is { } from)
        {
            var start = Midnight(from);
            found = found.Where(e => e.At >= start);
        }
        if (filter.Until is { } until && until < DateOnly.MaxValue)
        {
            var end = Midnight(until.AddDays(1));
            found = found.Where(e => e.At < end);
        }
        return found;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), China);

    [GeneratedRegex(@"(?<![0-9a-fA-F-])\d{17}[\dXx](?![0-9a-fA-F])")]
    private static partial Regex IdNumber();

    [GeneratedRegex(@"(?<![0-9a-fA-F-])1\d{10}(?![0-9a-fA-F])")]
    private static partial Regex Phone();
}
