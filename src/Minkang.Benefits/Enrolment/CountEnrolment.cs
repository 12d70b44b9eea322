using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Enrolment;

/// <summary>What the lists say of a registered person's basic insurance in a year (参保情况).</summary>
internal enum EnrolmentState
{
    /// <summary>医保名单上正常参保</summary>
    Insured,
    /// <summary>医保名单上暂停、退保</summary>
    Stopped,
    /// <summary>医保名单上没有，登记册所载已参保</summary>
    StatedOnly,
    /// <summary>哪份名单上都没有</summary>
    Nowhere,
}

/// <summary>Registered persons of an area by what the lists say; the four add up to the persons.</summary>
internal sealed record EnrolmentLine(string Area, string Name, int Insured, int Stopped, int StatedOnly, int Nowhere)
{
    public int Persons => Insured + Stopped + StatedOnly + Nowhere;
    public int Missing => Persons - Insured;
    /// <summary>Share of the registered persons on the paid list; null where there is nobody.</summary>
    public decimal? Coverage => Persons == 0 ? null : (decimal)Insured / Persons;

    public int Of(EnrolmentState state) => state switch { EnrolmentState.Insured => Insured, EnrolmentState.Stopped => Stopped, EnrolmentState.StatedOnly => StatedOnly, _ => Nowhere };
}

/// <summary>Checks the enrolment of registered poor persons against the insurer's paid list of a year (建档立卡人口参保核对).</summary>
internal sealed class CountEnrolment(CountyDb db, RegionCache regions, BusinessCalendar calendar)
{
    public const string Action = "benefits.premium-list";

    /// <summary>A line for each area directly below, and one for the whole.</summary>
    public async Task<(IReadOnlyList<EnrolmentLine> Lines, EnrolmentLine Whole)> Table(Actor actor, RegionCode? area, int year, CancellationToken ct)
    {
        var tree = await regions.Tree(ct);
        var whole = area?.Short ?? db.CountyCode;
        var counts = new Dictionary<(string Village, EnrolmentState State), int>();
        foreach (var state in Enum.GetValues<EnrolmentState>())
            foreach (var line in await Persons(actor, area, year, state).GroupBy(p => p.VillageCode).Select(g => new { Village = g.Key, Count = g.Count() }).ToListAsync(ct))
                counts[(line.Village, state)] = line.Count;
        var below = whole.Length switch { < 6 => 6, 6 => 9, _ => 12 };
        var lines = counts.GroupBy(c => c.Key.Village[..Math.Min(below, c.Key.Village.Length)], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Sum(g.Key, tree.NameOf(g.Key), g)).ToList();
        return (lines, Sum(whole, tree.NameOf(whole), counts));
    }

    /// <summary>The persons behind a figure; <see langword="null"/> is everybody who is not on the paid list.</summary>
    public IQueryable<RegistryPerson> Persons(Actor actor, RegionCode? area, int year, EnrolmentState? state)
    {
        var day = new DateOnly(year, 12, 31) < calendar.Today ? new DateOnly(year, 12, 31) : calendar.Today;
        var persons = db.Persons(actor, Action).Where(p => p.HouseholdId != null && p.Status != null && (p.EndedOn == null || p.EndedOn > day)).InArea(area, p => p.VillageCode);
        var listed = db.InsuranceIn(year).Select(i => i.PersonId);
        var insured = db.InsuranceIn(year).Where(i => i.State == InsuranceList.Insured).Select(i => i.PersonId);
        var stated = db.StatedInsured();
        return state switch
        {
            EnrolmentState.Insured => persons.Where(p => insured.Contains(p.Id)),
            EnrolmentState.Stopped => persons.Where(p => listed.Contains(p.Id) && !insured.Contains(p.Id)),
            EnrolmentState.StatedOnly => persons.Where(p => !listed.Contains(p.Id) && stated.Contains(p.Id)),
            EnrolmentState.Nowhere => persons.Where(p => !listed.Contains(p.Id) && !stated.Contains(p.Id)),
            _ => persons.Where(p => !insured.Contains(p.Id)),
        };
    }

    /// <summary>What the lists say of each of the persons.</summary>
    public async Task<IReadOnlyDictionary<Guid, EnrolmentState>> States(IReadOnlyCollection<Guid> persons, int year, CancellationToken ct)
    {
        var listed = (await db.InsuranceIn(year).Where(i => persons.Contains(i.PersonId)).ToListAsync(ct)).ToLookup(i => i.PersonId, i => i.State);
        var stated = (await db.StatedInsured().Where(id => persons.Contains(id)).ToListAsync(ct)).ToHashSet();
        EnrolmentState Of(Guid id) => listed[id].Contains(InsuranceList.Insured) ? EnrolmentState.Insured
            : listed[id].Any() ? EnrolmentState.Stopped : stated.Contains(id) ? EnrolmentState.StatedOnly : EnrolmentState.Nowhere;
        return persons.ToDictionary(id => id, Of);
    }

    private static EnrolmentLine Sum(string area, string name, IEnumerable<KeyValuePair<(string Village, EnrolmentState State), int>> counts)
    {
        var by = counts.GroupBy(c => c.Key.State).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
        int Of(EnrolmentState state) => by.GetValueOrDefault(state);
        return new(area, name, Of(EnrolmentState.Insured), Of(EnrolmentState.Stopped), Of(EnrolmentState.StatedOnly), Of(EnrolmentState.Nowhere));
    }
}
