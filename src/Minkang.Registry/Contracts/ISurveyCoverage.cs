using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Registry.Contracts;

/// <summary>Somebody whom the illness survey has not reached (未调查人员).</summary>
/// <param name="PersonId">The registry's own key of the person.</param>
/// <param name="Name">Name in full; mask it where the role may not see it.</param>
/// <param name="VillageCode">Twelve digits.</param>
public sealed record UnsurveyedPerson(Guid PersonId, string Name, string VillageCode);

/// <summary>
/// How far the illness survey is (患病调查进度), told by the module that keeps it: the final comparison asks before it begins. The survey is complete when everybody on the
/// register has a result or a reason in a round that began within a year before the day.
/// </summary>
public interface ISurveyCoverage
{
    /// <summary>How many persons of the area lack a result on the day, by village; empty when the survey is complete.</summary>
    /// <param name="db">The county's store.</param>
    /// <param name="actor">Who asks; only persons in reach of the comparison count.</param>
    /// <param name="area">Short code of a county or township.</param>
    /// <param name="day">The day.</param>
    /// <param name="ct">Stops the work.</param>
    Task<IReadOnlyDictionary<string, int>> Missing(CountyDb db, Actor actor, string area, DateOnly day, CancellationToken ct);

    /// <summary>These persons, in order of village and name.</summary>
    /// <inheritdoc cref="Missing"/>
    Task<IReadOnlyList<UnsurveyedPerson>> Unsurveyed(CountyDb db, Actor actor, string area, DateOnly day, CancellationToken ct);
}
