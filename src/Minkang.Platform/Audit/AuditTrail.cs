using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Platform.Audit;

/// <summary>Marks a record whose every change is written to the audit trail with old and new values.</summary>
public interface IAudited
{
    /// <summary>Kind of the subject that the entry is filed under: <c>person</c>, <c>household</c> …</summary>
    static abstract string SubjectKind { get; }

    /// <summary>The person or household that the record belongs to.</summary>
    Guid SubjectId { get; }
}

/// <summary>
/// Collects what is to be recorded (审计留痕) and writes it, hash-chained, in the transaction of the change itself: no change without its
/// entry, no entry without its change. The chain's end is locked meanwhile, so two requests never take the same place.
/// </summary>
public sealed class AuditTrail(StoreDb db, Vault vault, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly List<Pending> _pending = [];

    private sealed record Pending(Actor Actor, string Action, string SubjectKind, Guid? SubjectId, string? Purpose, string? Detail);

    /// <summary>Who is acting; set once per unit of work. Needed before anything audited is saved.</summary>
    public Actor? Actor { get; set; }

    /// <summary>True when entries wait to be written.</summary>
    public bool HasPending => _pending.Count > 0;

    /// <summary>Adds an entry; it is written by the next save.</summary>
    /// <param name="detail">Old and new values or other particulars; sealed at rest.</param>
    public void Record(Actor actor, string action, string subjectKind, Guid? subjectId, string? purpose = null, object? detail = null) =>
        _pending.Add(new Pending(actor, action, subjectKind, subjectId, purpose, detail is null ? null : JsonSerializer.Serialize(detail, Json)));

    /// <summary>Drops what waits, for a change that was not saved.</summary>
    public void Forget() => _pending.Clear();

    internal void TakeChanges(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted)) continue;
            if (AuditedSubject.Of(entry.Entity) is not { } subject) continue;
            var actor = Actor ?? throw new InvalidOperationException($"A change of {entry.Metadata.GetTableName()} needs an actor.");
            var verb = entry.State switch { EntityState.Added => "create", EntityState.Deleted => "delete", _ => "change" };
            _pending.Add(new Pending(actor, $"{verb} {entry.Metadata.GetTableName()}", subject.Kind, subject.Id, null, JsonSerializer.Serialize(Values(entry), Json)));
        }
    }

    private static Dictionary<string, object?[]> Values(EntityEntry entry) => entry.Properties
        .Where(p => entry.State == EntityState.Added ? p.CurrentValue is not null : entry.State == EntityState.Deleted || p.IsModified)
        .Where(p => p.Metadata.Name is not (nameof(Stores.Record.UpdatedAt) or nameof(Stores.Record.CreatedAt) or nameof(Stores.Record.Version)))
        .ToDictionary(p => p.Metadata.GetColumnName(), p => entry.State switch
        {
            EntityState.Added => new[] { p.CurrentValue },
            EntityState.Deleted => [p.OriginalValue, null],
            _ => [p.OriginalValue, p.CurrentValue],
        }, StringComparer.Ordinal);

    /// <summary>Writes the waiting entries in the open transaction.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        if (_pending.Count == 0) return;
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Audit entries are written inside a transaction.");
        var (seq, hash) = await LockHead(transaction, ct);
        var now = Truncate(clock.GetUtcNow());
        var rows = new List<AuditEntry>(_pending.Count);
        foreach (var p in _pending)
        {
            var entry = new AuditEntry
            {
                Seq = ++seq, At = now, ActorId = p.Actor.UserId, ActorName = p.Actor.Name, Action = p.Action, SubjectKind = p.SubjectKind,
                SubjectId = p.SubjectId, Purpose = p.Purpose, DetailSealed = vault.Seal(Purposes.Audit, p.Detail), PreviousHash = hash,
            };
            hash = HashOf(entry);
            rows.Add(Chained(entry, hash));
        }
        await db.InsertAsync(rows, ct);
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "update platform_audit_head set last_seq = @seq, last_hash = @hash where id = 1", new { seq, hash }, transaction, cancellationToken: ct));
        _pending.Clear();
    }

    private async Task<(long Seq, string Hash)> LockHead(DbTransaction transaction, CancellationToken ct)
    {
        var wait = db.Engine == StoreEngine.Postgres ? " for update" : "";
        var head = await transaction.Connection!.QuerySingleAsync<(long, string)>(new CommandDefinition(
            "select last_seq, last_hash from platform_audit_head where id = 1" + wait, transaction: transaction, cancellationToken: ct));
        return head;
    }

    /// <summary>SHA-256 over all fields and the previous hash, in lower-case hex.</summary>
    internal static string HashOf(AuditEntry e)
    {
        var line = string.Join('\n', e.PreviousHash, e.Seq.ToString(CultureInfo.InvariantCulture),
            e.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), e.ActorId.ToString("D"), e.ActorName, e.Action, e.SubjectKind,
            e.SubjectId?.ToString("D") ?? "", e.Purpose ?? "", e.DetailSealed ?? "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
    }

    private static AuditEntry Chained(AuditEntry e, string hash) => new()
    {
        Seq = e.Seq, At = e.At, ActorId = e.ActorId, ActorName = e.ActorName, Action = e.Action, SubjectKind = e.SubjectKind, SubjectId = e.SubjectId,
        Purpose = e.Purpose, DetailSealed = e.DetailSealed, PreviousHash = e.PreviousHash, Hash = hash,
    };

    private static DateTimeOffset Truncate(DateTimeOffset at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, at.Offset);
}

internal static class AuditedSubject
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Type, Func<object, (string Kind, Guid Id)>?> Readers = new();

    public static (string Kind, Guid Id)? Of(object entity) => Readers.GetOrAdd(entity.GetType(), Reader)?.Invoke(entity);

    private static Func<object, (string, Guid)>? Reader(Type type) => typeof(IAudited).IsAssignableFrom(type)
        ? (Func<object, (string, Guid)>)typeof(AuditedSubject).GetMethod(nameof(Make), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, null)!
        : null;

    private static Func<object, (string, Guid)> Make<T>() where T : IAudited => o => (T.SubjectKind, ((T)o).SubjectId);
}
