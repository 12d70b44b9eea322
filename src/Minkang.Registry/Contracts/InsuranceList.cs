using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Facts;

namespace Minkang.Registry.Contracts;

/// <summary>One person's line of the paid list of basic insurance of a year (基本医保参保名单).</summary>
public sealed class InsuranceEntry
{
    /// <summary>The person.</summary>
    public Guid PersonId { get; init; }
    /// <summary>Code of <c>catalog/codes/insurance-state.yaml</c>: <c>insured</c>, <c>suspended</c>, <c>left-dead</c>, <c>left</c>.</summary>
    public string State { get; init; } = "";
}

/// <summary>Who is on the insurer's list of a year, and who only says so (参保情况). Whoever asks has limited the persons to the actor's reach.</summary>
public static class InsuranceList
{
    /// <summary>Code of a paid and running insurance (正常参保).</summary>
    public const string Insured = "insured";

    /// <summary>Lines of the insurer's lists that cover any day of the calendar year. A person may have several.</summary>
    public static IQueryable<InsuranceEntry> InsuranceIn(this CountyDb db, int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        return db.Set<PersonFact>().AsNoTracking().Where(f => f.Kind == FactKind.BasicInsurance && f.FromOn <= last && (f.UntilOn == null || f.UntilOn > first))
            .Select(f => new InsuranceEntry { PersonId = f.PersonId, State = f.Value });
    }

    /// <summary>Persons of whom the register itself says that they are insured (登记册所载), whatever the insurer's list says.</summary>
    public static IQueryable<Guid> StatedInsured(this CountyDb db) =>
        db.Set<PersonFact>().Where(f => f.Kind == FactKind.StatedBasicInsurance && f.Value == "yes" && f.UntilOn == null).Select(f => f.PersonId);

    /// <summary>Calendar years that some insurer's list speaks of, the latest first.</summary>
    public static async Task<IReadOnlyList<int>> InsuranceYears(this CountyDb db, CancellationToken ct)
    {
        var days = await db.Set<PersonFact>().Where(f => f.Kind == FactKind.BasicInsurance).Select(f => f.FromOn).Distinct().ToListAsync(ct);
        return [.. days.Select(d => d.Year).Distinct().OrderDescending()];
    }
}
