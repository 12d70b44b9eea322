using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;

namespace Minkang.Platform.Stores;

/// <summary>
/// What the platform store and the county stores share: stamps on records, and audit entries that are saved in the same transaction as the
/// change they tell of.
/// </summary>
public abstract class StoreDb(DbContextOptions options, TimeProvider clock, Vault vault) : DbContext(options)
{
    private AuditTrail? _trail;

    /// <summary>The audit trail of this store.</summary>
    public AuditTrail Trail => _trail ??= new AuditTrail(this, vault, clock);

    /// <summary>Which engine is under this store.</summary>
    public StoreEngine Engine => Database.IsSqlite() ? StoreEngine.Sqlite : StoreEngine.Postgres;

    /// <summary>Saves everything, with the audit entries that belong to it, in one transaction (the caller's, if one is open).</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        Stamp();
        Trail.TakeChanges(ChangeTracker);
        if (!Trail.HasPending) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        IDbContextTransaction? own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        await using (own)
        {
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            await Trail.WriteAsync(cancellationToken);
            if (own is not null) await own.CommitAsync(cancellationToken);
            return saved;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Use SaveChangesAsync: the audit entries are written there.");

    private void Stamp()
    {
        var now = clock.GetUtcNow();
        var by = Trail.Actor?.UserId;
        foreach (var entry in ChangeTracker.Entries<Record>())
        {
            if (entry.State == EntityState.Added)
            {
                entry.Entity.CreatedAt = entry.Entity.UpdatedAt = now;
                if (by is { } maker) entry.Entity.CreatedBy = entry.Entity.UpdatedBy = maker;
            }
            if (entry.State != EntityState.Modified) continue;
            entry.Entity.UpdatedAt = now;
            if (by is { } changer) entry.Entity.UpdatedBy = changer;
            entry.Entity.Version++;
        }
        foreach (var entry in ChangeTracker.Entries<IEnds>())
            if (entry.State == EntityState.Modified && entry.Property(nameof(IEnds.UntilOn)).IsModified)
                entry.Entity.EndedAt = entry.Entity.UntilOn is null ? null : now;
    }
}
