using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Today;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Adoption;

/// <summary>What waits for a second person today (待确认的政策包采用): packs that somebody else has proposed, adoptions that somebody else wants to end.</summary>
internal sealed class AdoptionTodo(IStringLocalizer<Texts> L) : ITodoSource
{
    public async Task<IReadOnlyList<TodoLine>> For(Actor actor, CountyDb db, CancellationToken ct)
    {
        if (!actor.ScopeOf(DecideAdoption.Action).Covers(RegionCode.Parse(db.CountyCode))) return [];
        var waiting = await db.Set<PackAdoption>().CountAsync(a => (a.State == AdoptionState.Proposed && a.CreatedBy != actor.UserId) || (a.State == AdoptionState.Adopted && a.EndAskedOn != null && a.EndAskedBy != actor.UserId), ct);
        return [new(TodoKind.Open, L["政策包采用或终止待确认"], waiting, L["条"], "/benefits/packs/adoptions?waiting=yes", 60)];
    }
}
