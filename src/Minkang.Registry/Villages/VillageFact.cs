using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Villages;

/// <summary>A dated statement about a village (村的时点信息): its status, or the unit in charge.</summary>
internal sealed class VillageFact
{
    /// <summary>村状态: poor, non_poor, exiting, exited, weak.</summary>
    public const string Status = "village_status";
    /// <summary>包村单位</summary>
    public const string ChargeUnit = "charge_unit";

    public Guid Id { get; init; }
    public string VillageCode { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Value { get; init; } = "";
    public DateOnly FromOn { get; init; }
    /// <summary>First day on which it no longer held; null while it holds.</summary>
    public DateOnly? UntilOn { get; set; }
    public string Source { get; init; } = "";
    public DateTimeOffset RecordedAt { get; init; }
    public Guid RecordedBy { get; init; }

    public bool HoldsOn(DateOnly day) => new Period(FromOn, UntilOn).Contains(day);
}

/// <summary>What the form of a village holds; what is blank is not changed.</summary>
internal sealed class VillageFactInput
{
    public string Status { get; set => field = value ?? ""; } = "";
    public string ChargeUnit { get; set => field = value ?? ""; } = "";
    public string On { get; set => field = value ?? ""; } = "";
}

/// <summary>Sets a village's status or unit in charge from a day on (登记村状态、包村单位).</summary>
internal sealed class SetVillageFact(BusinessCalendar calendar, TimeProvider clock, RegionCache regions)
{
    private static readonly HashSet<string> Statuses = new(StringComparer.Ordinal) { "poor", "non_poor", "exiting", "exited", "weak" };

    public async Task<Outcome<Guid>> Handle(CountyDb db, Actor actor, string village, string kind, string value, string on, CancellationToken ct)
    {
        var area = (await regions.Tree(ct)).Find(village);
        if (area is not { Level: RegionLevel.Village } || !actor.Covers("registry.edit", village)) return new Problem("registry.village.not-found", "", "没有这个村，或不在您的范围内。");
        var text = value.Trim();
        if (kind == VillageFact.Status ? !Statuses.Contains(text) : kind != VillageFact.ChargeUnit || text.Length is 0 or > 60)
            return new Problem("registry.village.value-missing", kind == VillageFact.Status ? "Status" : "ChargeUnit", "请填写，单位不超过 60 字。");
        if (PersonFilter.Day(on) is not { } day || day > calendar.Today) return new Problem("registry.event.date-future", "On", "请填写生效日期，不晚于今天。");
        var open = await db.Set<VillageFact>().SingleOrDefaultAsync(f => f.VillageCode == village && f.Kind == kind && f.UntilOn == null, ct);
        if (open?.FromOn > day) return new Problem("registry.status.before-present", "On", $"现在的值自 {open.FromOn:yyyy-MM-dd} 起，日期不能更早。");
        if (open is not null) open.UntilOn = day;
        var fact = new VillageFact { Id = Guid.CreateVersion7(clock.GetUtcNow()), VillageCode = village, Kind = kind, Value = text, FromOn = day, Source = "entry", RecordedAt = clock.GetUtcNow(), RecordedBy = actor.UserId };
        db.Add(fact);
        db.Trail.Record(actor, "registry.edit", "village", null, null, new { village, kind, before = open?.Value, after = text, on = day });
        await db.SaveChangesAsync(ct);
        return fact.Id;
    }
}
