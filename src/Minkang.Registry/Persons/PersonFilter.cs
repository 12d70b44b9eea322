using System.Globalization;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Persons;

/// <summary>Who is still a member (在册情况) on the day of a list.</summary>
internal enum Standing { Member, Ended, All }

/// <summary>
/// What a list of persons is narrowed to (筛选条件), read from the address. Statuses and categories are those of the day; without a day, of
/// today. Nothing in it names a person, so it may stand in an address.
/// </summary>
internal sealed record PersonFilter
{
    public string? Area { get; init; }
    public DateOnly? On { get; init; }
    public string? Status { get; init; }
    public string? HouseholdClass { get; init; }
    public string? Category { get; init; }
    public string? Cause { get; init; }
    public string? Monitored { get; init; }
    public int? AgeFrom { get; init; }
    public int? AgeTo { get; init; }
    public int? Sex { get; init; }
    /// <summary>A state of the identity number; <c>unusable</c> for every state but valid.</summary>
    public string? IdState { get; init; }
    public Standing Standing { get; init; }

    public static PersonFilter Of(PageAddress address) => new()
    {
        Area = RegionCode.TryParse(address["area"])?.Short,
        On = Day(address["on"]),
        Status = address["status"],
        HouseholdClass = address["class"],
        Category = address["category"],
        Cause = address["cause"],
        Monitored = address["monitored"],
        AgeFrom = Number(address["age-from"]),
        AgeTo = Number(address["age-to"]),
        Sex = Number(address["sex"]),
        IdState = address["id"],
        Standing = Choice.Of<Standing>(address["standing"]) ?? Standing.Member,
    };

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Narrows persons in reach.</summary>
    public IQueryable<Person> Apply(CountyDb db, IQueryable<Person> persons, DateOnly today)
    {
        var day = On ?? today;
        persons = persons.Where(p => p.HouseholdId != null);
        persons = persons.InArea(Area, p => p.VillageCode);
        if (Sex is { } sex) persons = persons.Where(p => p.Sex == sex);
        if (IdState == "unusable") persons = persons.Where(p => p.IdState != "valid");
        else if (IdState is { } idState) persons = persons.Where(p => p.IdState == idState);
        if (AgeFrom is { } from) { var latest = Ages.BornBy(from, day); persons = persons.Where(p => p.BirthOn <= latest); }
        if (AgeTo is { } to) { var after = Ages.BornBy(to + 1, day); persons = persons.Where(p => p.BirthOn > after); }
        if (Category is { } category)
            persons = persons.Where(p => db.Set<PersonFact>().Any(f => f.PersonId == p.Id && f.Kind == FactKind.Category && f.Value == category && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day)));
        return InHouseholds(db, InStanding(db, persons, day, On is null), day);
    }

    private IQueryable<Person> InStanding(CountyDb db, IQueryable<Person> persons, DateOnly day, bool now)
    {
        if (Standing == Standing.All) return persons;
        if (now)
            return Standing == Standing.Member
                ? persons.Where(p => p.EndedOn == null || db.Set<Membership>().Any(m => m.PersonId == p.Id && m.UntilOn == null))
                : persons.Where(p => p.EndedOn != null);
        return Standing == Standing.Member
            ? persons.Where(p => db.Set<Membership>().Any(m => m.PersonId == p.Id && m.FromOn <= day && (m.UntilOn == null || m.UntilOn > day)))
            : persons.Where(p => !db.Set<Membership>().Any(m => m.PersonId == p.Id && m.FromOn <= day && (m.UntilOn == null || m.UntilOn > day)));
    }

    /// <summary>What the household was on the day, through the membership of that day, so that the list counts as the figures do.</summary>
    private IQueryable<Person> InHouseholds(CountyDb db, IQueryable<Person> persons, DateOnly day)
    {
        var homes = Homes(db, day).ToList();
        if (homes.Count == 0) return persons;
        if (On is null) return homes.Aggregate(persons, (found, home) => found.Where(p => home.Contains(p.HouseholdId!.Value)));
        var members = homes.Aggregate(db.Set<Membership>().HoldingOn(day), (found, home) => found.Where(m => home.Contains(m.HouseholdId))).Select(m => m.PersonId);
        return persons.Where(p => members.Contains(p.Id));
    }

    /// <summary>The households that each condition allows.</summary>
    private IEnumerable<IQueryable<Guid>> Homes(CountyDb db, DateOnly day)
    {
        foreach (var (kind, value) in new[] { (FactKind.Status, Status), (FactKind.HouseholdClass, HouseholdClass), (FactKind.Monitored, Monitored) })
            if (value is not null) yield return db.Set<HouseholdFact>().Where(f => f.Kind == kind && f.Value == value).HoldingOn(day).Select(f => f.HouseholdId);
        if (Cause is { } cause)
            yield return db.Set<HouseholdFact>().Where(f => (f.Kind == FactKind.PrimaryCause || f.Kind == FactKind.SecondaryCause) && f.Value == cause).HoldingOn(day).Select(f => f.HouseholdId);
    }
}
