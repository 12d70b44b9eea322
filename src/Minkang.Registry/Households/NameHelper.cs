using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Households;

/// <summary>Names the one person who answers for helping a household (帮扶责任人), with office; the former one stays on record.</summary>
internal sealed class NameHelper(BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, Guid householdId, string name, CancellationToken ct)
    {
        if (!await db.HouseholdsFor(actor, "registry.edit").AnyAsync(h => h.Id == householdId, ct)) return new Problem("registry.household.not-found", "", "没有这一户，或不在您的范围内。");
        var helper = name.Trim();
        if (helper.Length is 0 or > 60) return new Problem("registry.household.helper-missing", "Helper", "请填写帮扶责任人的姓名和单位，不超过 60 字。");
        var open = await db.Set<HouseholdFact>().SingleOrDefaultAsync(f => f.HouseholdId == householdId && f.Kind == HouseholdKind.Helper && f.UntilOn == null, ct);
        if (open?.Value == helper) return householdId;
        if (open is not null) open.UntilOn = Events.HouseholdState.Later(calendar.Today, open.FromOn);
        db.Add(new HouseholdFact { Id = Guid.CreateVersion7(clock.GetUtcNow()), HouseholdId = householdId, Kind = HouseholdKind.Helper, Value = helper, FromOn = calendar.Today, Source = "entry" });
        db.Trail.Record(actor, "registry.edit", "household", householdId, null, new { kind = HouseholdKind.Helper, before = open?.Value, after = helper });
        await db.SaveChangesAsync(ct);
        return householdId;
    }
}
