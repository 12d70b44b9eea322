using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Minkang.Platform.Stores;

/// <summary>Saves what two people may do at the same moment (同时办理), so that the second one is told and sees no failure.</summary>
public static class SaveOnce
{
    /// <summary>
    /// Saves; false when somebody else changed or added the same meanwhile. Nothing was written then, and nothing of it waits for the next save: neither changes nor entries of the
    /// audit trail. Everything that was tracked is forgotten, so read again what is still needed.
    /// </summary>
    public static async Task<bool> TrySave(this StoreDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (CameBetween.Somebody(e))
        {
            db.ChangeTracker.Clear();
            db.Trail.Forget();
            return false;
        }
    }

    /// <summary>True when a failed save says that somebody else changed the same record or added the same key meanwhile; for a unit of work of several saves.</summary>
    public static bool WasMeanwhile(DbUpdateException failure) => CameBetween.Somebody(failure);

    /// <summary>True when a unit of work of several saves came to nothing because of another one: it changed the same record, added the same key, or each waited for what the other held.</summary>
    public static bool WasBetween(Exception failure) => CameBetween.Somebody(failure) || CameBetween.Locked(failure);

    /// <summary>Marks a record as changed though none of its own values are: its version then guards what hangs on it.</summary>
    public static void Touch(this StoreDb db, Record record) => db.Entry(record).Property(r => r.UpdatedAt).IsModified = true;
}

/// <summary>Tries a unit of work again when another one came between (并发重试): both engines say so by an error, after which nothing was written.</summary>
public static class StoreRetry
{
    /// <summary>Runs the work, at the most so many times; the last failure is passed on. The work opens a store of its own each time.</summary>
    public static async Task<T> Run<T>(Func<Task<T>> work, int most, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (tries < most && !ct.IsCancellationRequested && (CameBetween.Somebody(e) || CameBetween.Locked(e)))
            {
                await Task.Yield(); // who came between holds no lock any more: no need to wait
            }
        }
    }
}

/// <summary>How the engines say that somebody came between.</summary>
internal static class CameBetween
{
    private const int Busy = 5, TableLocked = 6, Unique = 2067, PrimaryKey = 1555;

    /// <summary>The same record was changed, or the same key was added.</summary>
    public static bool Somebody(Exception e) => e is DbUpdateConcurrencyException
        || Cause(e) is SqliteException { SqliteExtendedErrorCode: Unique or PrimaryKey } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>A lock was not to be had, or two units of work waited for each other.</summary>
    public static bool Locked(Exception e) =>
        Cause(e) is SqliteException { SqliteErrorCode: Busy or TableLocked } or PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>What the engine said. The mapper wraps it, for PostgreSQL once more where trying again may help.</summary>
    private static Exception Cause(Exception e)
    {
        var cause = e;
        while (cause is not (SqliteException or PostgresException) && cause.InnerException is { } inner) cause = inner;
        return cause;
    }
}
