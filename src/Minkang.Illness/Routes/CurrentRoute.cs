using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;

namespace Minkang.Illness.Routes;

/// <summary>The route of a condition that holds now (现行路径).</summary>
internal static class CurrentRoute
{
    /// <summary>Ends the route that holds, if there is one; it stays on record. A day before its beginning ends it on its first day.</summary>
    public static async Task<ConditionRoute?> End(CountyDb db, Guid conditionId, DateOnly on, CancellationToken ct)
    {
        var current = await db.Set<ConditionRoute>().SingleOrDefaultAsync(r => r.ConditionId == conditionId && r.UntilOn == null, ct);
        if (current is not null) current.UntilOn = on < current.FromOn ? current.FromOn : on;
        return current;
    }
}
