using Minkang.Domain.Diseases;
using Minkang.Domain.Values;

namespace Minkang.Illness.Routes;

/// <summary>The usual route of a disease by the lists in force in a place (目录默认路径).</summary>
internal sealed class DefaultRoutes(DiseaseCatalogue catalogue)
{
    /// <summary>Route and the list that says so; null when no list in force there names one. The list of the narrowest area wins.</summary>
    public (TreatmentRoute Route, DiseaseList List)? Of(string disease, string villageCode, DateOnly day, int? age)
    {
        var lists = catalogue.ListsIn(RegionCode.Parse(villageCode), day).OrderByDescending(l => l.Place.Region?.Short.Length ?? 0).ThenByDescending(l => l.From ?? DateOnly.MinValue).ThenBy(l => l.Id, StringComparer.Ordinal);
        foreach (var list in lists)
            if (catalogue.Covering(list, disease, age)?.Route is { } route) return (route, list);
        return null;
    }
}
