using Microsoft.Extensions.Localization;
using Minkang.Illness.Conditions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Illness.Gaps;

/// <summary>What the person page's first block says of illness (还缺什么): which of the five clarities is missing, with the page that mends it.</summary>
internal sealed class IllnessStanding(IStringLocalizer<Texts> L) : IPersonStanding
{
    public async Task<IReadOnlyList<StandingLine>> Of(CountyDb db, Actor actor, Guid personId, DateOnly day, CancellationToken ct)
    {
        if (!actor.May(VisibleConditions.See)) return [];
        var patient = await FiveClarities.Patient(db, actor, personId, day, ct);
        return [.. patient?.Missing.Select(c => new StandingLine(true, L[FiveClarities.Label(c)], L[FiveClarities.Want(c)], $"/illness/persons/{personId}", L["去补"])) ?? []];
    }
}
