using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Npgsql;

namespace Minkang.Benefits.Admissions;

/// <summary>Saves what two people may do at the same moment (同时办理), so that the second one is told and sees no failure.</summary>
internal static class SaveOnce
{
    private const int Unique = 2067, PrimaryKey = 1555;

    /// <summary>Saves; false when somebody else changed or added the same meanwhile. Nothing was written then, and nothing of it waits for the next save.</summary>
    public static async Task<bool> TrySave(this CountyDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (CameBetween(e))
        {
            db.ChangeTracker.Clear();
            db.Trail.Forget();
            return false;
        }
    }

    private static bool CameBetween(DbUpdateException e) => e is DbUpdateConcurrencyException
        || e.InnerException is SqliteException { SqliteExtendedErrorCode: Unique or PrimaryKey } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
