using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Measures;

/// <summary>The six precisions of targeted help (六个精准).</summary>
internal enum SixPrecision
{
    /// <summary>扶持对象精准</summary>
    Target,
    /// <summary>项目安排精准</summary>
    Project,
    /// <summary>资金使用精准</summary>
    Money,
    /// <summary>措施到户精准</summary>
    Measure,
    /// <summary>因村派人精准</summary>
    PersonSent,
    /// <summary>脱贫成效精准</summary>
    Result,
}

/// <summary>Somebody's word that one of the six is met in a household, or is not (精准情况登记). Never changed: the latest counts.</summary>
internal sealed class PrecisionTick
{
    public Guid Id { get; init; }
    public Guid HouseholdId { get; init; }
    public SixPrecision Precision { get; init; }
    public bool IsMet { get; init; }
    public DateOnly RecordedOn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public Guid RecordedBy { get; init; }
    public string RecorderName { get; init; } = "";
}

/// <summary>Ticks the six precisions of a household (登记六个精准). Only what changes is written.</summary>
internal sealed class TickPrecisions(BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<int>> Handle(CountyDb db, Actor actor, Guid householdId, IReadOnlySet<SixPrecision> met, CancellationToken ct)
    {
        if (!await db.HouseholdsFor(actor, "registry.edit").AnyAsync(h => h.Id == householdId && h.EndedOn == null, ct)) return new Problem("registry.household.not-found", "", "没有这一户，或不在您的范围内。");
        var now = await Latest(db, householdId, ct);
        var changed = Enum.GetValues<SixPrecision>().Where(p => met.Contains(p) != (now.GetValueOrDefault(p)?.IsMet ?? false)).ToList();
        foreach (var precision in changed)
            db.Add(new PrecisionTick
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()), HouseholdId = householdId, Precision = precision, IsMet = met.Contains(precision), RecordedOn = calendar.Today,
                RecordedAt = clock.GetUtcNow(), RecordedBy = actor.UserId, RecorderName = actor.Name,
            });
        if (changed.Count > 0) db.Trail.Record(actor, "registry.edit", "household", householdId, null, new { precisions = changed.Select(p => new { precision = p.ToString(), met = met.Contains(p) }) });
        await db.SaveChangesAsync(ct);
        return changed.Count;
    }

    /// <summary>The latest word on each of the six; those nobody spoke of are absent.</summary>
    public static async Task<Dictionary<SixPrecision, PrecisionTick>> Latest(CountyDb db, Guid householdId, CancellationToken ct) =>
        (await History(db, householdId, ct)).GroupBy(t => t.Precision).ToDictionary(g => g.Key, g => g.First());

    /// <summary>Everything that was ever said of the household, newest first.</summary>
    public static async Task<List<PrecisionTick>> History(CountyDb db, Guid householdId, CancellationToken ct) =>
        await db.Set<PrecisionTick>().AsNoTracking().Where(t => t.HouseholdId == householdId).OrderByDescending(t => t.RecordedAt).ThenByDescending(t => t.Id).ToListAsync(ct);
}
