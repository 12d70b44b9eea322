using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Contracts;

/// <summary>A category (人员类别) that somebody holds on a day, with the record that proves it.</summary>
/// <param name="Category">Code of <c>catalog/codes/person-category.yaml</c>.</param>
/// <param name="FromOn">First day on which the record holds.</param>
/// <param name="Source">Title of the list that says so, or 手工登记.</param>
/// <param name="OfHousehold">True where the record speaks of the household.</param>
public sealed record HeldCategory(string Category, DateOnly FromOn, string Source, bool OfHousehold);

/// <summary>What a person is on a day, as far as benefits ask for it (当日身份).</summary>
/// <param name="PersonId">The person.</param>
/// <param name="HouseholdId">Household of the day; the present one where no membership covers the day; null for none.</param>
/// <param name="VillageCode">Twelve-digit code of the village that answers for the person now.</param>
/// <param name="Name">Name in full.</param>
/// <param name="BirthOn">Birth date, null where unknown.</param>
/// <param name="EndedOn">Day of death or departure, null while neither is known.</param>
/// <param name="Categories">Categories held on the day, each with its proof; empty for an ordinary resident.</param>
/// <param name="Enrolled">Whether basic insurance covers the day: null where no list says so.</param>
/// <param name="EnrolledSource">Title of the list that says so; null where none does.</param>
public sealed record PersonOnDay(
    Guid PersonId, Guid? HouseholdId, string VillageCode, string Name, DateOnly? BirthOn, DateOnly? EndedOn, IReadOnlyList<HeldCategory> Categories, bool? Enrolled, string? EnrolledSource)
{
    /// <summary>Age in full years on a day; null when the birth date is unknown or lies after the day.</summary>
    public int? AgeOn(DateOnly day) => new RegistryPerson { BirthOn = BirthOn }.AgeOn(day);
}

/// <summary>
/// Categories and insurance of a person on any day (某日的待遇资格), from the register's dated statements. Whoever asks has made sure that the actor reaches the person.
/// </summary>
public sealed class PersonEligibility
{
    private static readonly Dictionary<string, string> OfStatus = new(StringComparer.Ordinal) { ["not_exited"] = "registered_poor", ["exited"] = "registered_poor", ["relapsed"] = "returning_poverty" };
    private readonly ListCatalog _catalog;

    internal PersonEligibility(ListCatalog catalog) => _catalog = catalog;

    /// <summary>The person on the day; null when there is no such person. Registered households that have exited keep the category, as the policies of the time do.</summary>
    public async Task<PersonOnDay?> Of(CountyDb db, Guid personId, DateOnly day, CancellationToken ct)
    {
        var person = await db.Set<RegistryPerson>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return null;
        var home = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == personId).HoldingOn(day).Select(m => (Guid?)m.HouseholdId).FirstOrDefaultAsync(ct) ?? person.HouseholdId;
        var own = await Statements.OfPersons(db, [personId], day, ct, FactKind.Category, FactKind.BasicInsurance, FactKind.StatedBasicInsurance);
        var household = home is { } id ? await Statements.OfHouseholds(db, [id], day, ct, FactKind.Status, FactKind.Monitored) : [];
        var held = own.Where(f => f.Kind == FactKind.Category).Select(f => new HeldCategory(f.Value, f.FromOn, TitleOf(f), false)).Concat(household.SelectMany(OfHousehold));
        var insured = own.LastOrDefault(f => f.Kind == FactKind.BasicInsurance) ?? own.LastOrDefault(f => f.Kind == FactKind.StatedBasicInsurance);
        return new(person.Id, home, person.VillageCode, person.Name, person.BirthOn, person.EndedOn, [.. held.DistinctBy(h => h.Category)],
            insured is null ? null : insured.Value is "insured" or "yes", insured is null ? null : TitleOf(insured));
    }

    /// <summary>Statuses of a household that give its members one of the categories.</summary>
    internal static IReadOnlyList<string> StatusesOf(IReadOnlyCollection<string> categories) =>
        [.. OfStatus.Where(s => categories.Contains(s.Value)).Select(s => s.Key).Concat(categories.Contains("registered_poor") ? ["relapsed"] : []).Distinct(StringComparer.Ordinal)];

    private IEnumerable<HeldCategory> OfHousehold(HouseholdFact fact)
    {
        if (fact.Kind == FactKind.Monitored) yield return new($"monitored_{fact.Value}", fact.FromOn, TitleOf(fact), true);
        else if (OfStatus.TryGetValue(fact.Value, out var category)) yield return new(category, fact.FromOn, TitleOf(fact), true);
        if (fact is { Kind: FactKind.Status, Value: "relapsed" }) yield return new("registered_poor", fact.FromOn, TitleOf(fact), true);
    }

    private string TitleOf(Fact fact) => fact.Source == "entry" ? "手工登记" : _catalog.Profiles.FirstOrDefault(p => p.Id == fact.Source)?.Title ?? fact.Source;
}
