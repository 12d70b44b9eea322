using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Households;

/// <summary>What a list of households is narrowed to (筛选条件), read from the address.</summary>
internal sealed record HouseholdFilter
{
    public string? Area { get; init; }
    public DateOnly? On { get; init; }
    public string? Status { get; init; }
    public string? HouseholdClass { get; init; }
    public string? Cause { get; init; }
    public string? Monitored { get; init; }
    /// <summary>Batch of entry (识别批次): a year <c>2018</c> or a month <c>2018-07</c>.</summary>
    public string? Entered { get; init; }
    public Standing Standing { get; init; }

    public static HouseholdFilter Of(PageAddress address) => new()
    {
        Area = RegionCode.TryParse(address["area"])?.Short,
        On = PersonFilter.Day(address["on"]),
        Status = address["status"],
        HouseholdClass = address["class"],
        Cause = address["cause"],
        Monitored = address["monitored"],
        Entered = address["entered"],
        Standing = Choice.Of<Standing>(address["standing"]) ?? Standing.Member,
    };

    /// <summary>Narrows households in reach.</summary>
    public IQueryable<Household> Apply(CountyDb db, IQueryable<Household> households, DateOnly today)
    {
        var day = On ?? today;
        if (Area is { Length: > 0 } area)
            households = households.InArea(area, h => h.VillageCode);
        if (Standing == Standing.Member) households = households.Where(h => h.EndedOn == null || h.EndedOn > day);
        if (Standing == Standing.Ended) households = households.Where(h => h.EndedOn != null && h.EndedOn <= day);
        if (Batch.Parse(Entered) is { } batch) households = households.Where(h => h.EnteredOn >= batch.From && h.EnteredOn < batch.Until);
        foreach (var (kind, value) in new[] { (FactKind.Status, Status), (FactKind.HouseholdClass, HouseholdClass), (FactKind.Monitored, Monitored) })
        {
            if (value is null) continue;
            var with = db.Set<HouseholdFact>().Where(f => f.Kind == kind && f.Value == value).HoldingOn(day).Select(f => f.HouseholdId);
            households = households.Where(h => with.Contains(h.Id));
        }
        if (Cause is { } cause)
        {
            var with = db.Set<HouseholdFact>().Where(f => (f.Kind == FactKind.PrimaryCause || f.Kind == FactKind.SecondaryCause) && f.Value == cause).HoldingOn(day).Select(f => f.HouseholdId);
            households = households.Where(h => with.Contains(h.Id));
        }
        return households;
    }
}

/// <summary>A batch of newly identified households (新识别批次): those of one year or one month. <paramref name="Until"/> is exclusive.</summary>
internal readonly record struct Batch(DateOnly From, DateOnly Until)
{
    /// <summary>Null when the text is neither a year nor a month.</summary>
    public static Batch? Parse(string? text)
    {
        if (PersonFilter.Day(text + "-01-01") is { } year) return new Batch(year, year.AddYears(1));
        return PersonFilter.Day(text + "-01") is { } month ? new Batch(month, month.AddMonths(1)) : null;
    }
}
