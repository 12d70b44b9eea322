using Minkang.Domain.Values;
using Minkang.Platform.Users;

namespace Minkang.Web.Accounts;

/// <summary>Who acts in this request, and in which county (本次请求的操作人).</summary>
internal sealed class CurrentActor
{
    /// <summary>Null when nobody is signed in.</summary>
    public Actor? Actor { get; set; }

    /// <summary>Six-digit code of the county worked in; null when the actor has none that is set up.</summary>
    public string? CountyCode { get; set; }

    /// <summary>The county among those set up that the actor answers for: the one of the chosen area, else the first.</summary>
    public static string? CountyOf(Actor actor, RegionCode? chosen, IReadOnlyList<string> counties)
    {
        var mine = counties.Where(c => actor.Duties.Any(d => d.Area.Short.StartsWith(c, StringComparison.Ordinal) || c.StartsWith(d.Area.Short, StringComparison.Ordinal))).ToList();
        if (chosen is { } area && mine.Find(c => area.Short.StartsWith(c, StringComparison.Ordinal)) is { } wanted) return wanted;
        return mine.Count > 0 ? mine[0] : null;
    }
}
