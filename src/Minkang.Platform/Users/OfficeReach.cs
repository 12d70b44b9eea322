using Minkang.Domain.Values;

namespace Minkang.Platform.Users;

/// <summary>
/// How far deeds on accounts and areas reach (管理范围). The permission table gives administrators the system without places; here their own
/// county is the place, so that the administrator of one county never touches the next.
/// </summary>
public static class OfficeReach
{
    /// <summary>The areas, as short codes, in which the actor may do the deed; empty for none.</summary>
    public static IReadOnlyList<string> AreasFor(this Actor actor, string action)
    {
        var parts = actor.ScopeOf(action).Parts;
        var places = parts.Where(p => p.OwnListOf is null && p.Organisation is null).Select(p => p.Prefix);
        if (parts.Any(p => p.OwnListOf == Role.Administrator)) places = places.Concat(actor.Duties.Where(d => d.Role == Role.Administrator).Select(d => d.Area.Short));
        return [.. places.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>True when the area lies in one of <see cref="AreasFor"/>.</summary>
    public static bool Governs(this Actor actor, string action, RegionCode area) =>
        actor.AreasFor(action).Any(a => area.Short.StartsWith(a, StringComparison.Ordinal));
}
