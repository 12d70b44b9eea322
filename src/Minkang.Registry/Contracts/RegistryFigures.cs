using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Registry.Contracts;

/// <summary>Households and persons of one group (户数、人数), counted apart.</summary>
/// <param name="Households">Households (户).</param>
/// <param name="Persons">Members of these households on the day (人).</param>
/// <param name="ReportedDead">Of the persons, those whom somebody reported dead and about whom nobody has decided yet (其中已报死亡).</param>
public sealed record HeadCount(int Households, int Persons, int ReportedDead = 0)
{
    /// <summary>Sum of two groups that share nobody.</summary>
    public static HeadCount operator +(HeadCount a, HeadCount b) => Add(a, b);

    /// <summary>Sum of two groups that share nobody.</summary>
    public static HeadCount Add(HeadCount left, HeadCount right) =>
        new(left.Households + right.Households, left.Persons + right.Persons, left.ReportedDead + right.ReportedDead);
}

/// <summary>One village's households and persons of one status (村 × 脱贫状态).</summary>
/// <param name="VillageCode">Twelve-digit code.</param>
/// <param name="Status">Poverty status: <c>not_exited</c>, <c>exited</c>, <c>relapsed</c>.</param>
/// <param name="Count">How many.</param>
public sealed record StatusCount(string VillageCode, string Status, HeadCount Count);

/// <summary>Households taken onto the register at one time (识别批次).</summary>
/// <param name="EnteredOn">The day; the first of the month or year when only that is known.</param>
/// <param name="Precision"><c>day</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="Count">How many.</param>
public sealed record BatchCount(DateOnly EnteredOn, string Precision, HeadCount Count);

/// <summary>Households and persons with one value of something (分类数).</summary>
/// <param name="Value">Code of the value.</param>
/// <param name="Count">How many.</param>
public sealed record ValueCount(string Value, HeadCount Count);

/// <summary>
/// Figures of the register for a day (登记册数字). A household counts with the status that holds on the day, a person with the membership that
/// holds on the day; whoever is reported dead counts until the office has decided. The scope limits them to places; lists of persons open
/// with the same filters and the same counts.
/// </summary>
public sealed class RegistryFigures
{
    /// <summary>Households and persons by village and status. Their sum over an area is the area's figure.</summary>
    public async Task<IReadOnlyList<StatusCount>> ByStatus(CountyDb db, Scope scope, DateOnly day, CancellationToken ct)
    {
        var counts = await Counted(db, scope, day, db.Set<HouseholdFact>().Where(f => f.Kind == FactKind.Status), ct);
        return [.. counts.Select(c => new StatusCount(c.Village, c.Value, c.Count)).OrderBy(c => c.VillageCode, StringComparer.Ordinal).ThenBy(c => c.Status, StringComparer.Ordinal)];
    }

    /// <summary>Monitored households (监测对象) by class.</summary>
    public Task<IReadOnlyList<ValueCount>> Monitored(CountyDb db, Scope scope, DateOnly day, CancellationToken ct) => ByValue(db, scope, day, FactKind.Monitored, ct);

    /// <summary>Households with a status on the day, by primary cause of poverty (主要致贫原因). A household without a cause is missing from the result.</summary>
    public Task<IReadOnlyList<ValueCount>> PrimaryCauses(CountyDb db, Scope scope, DateOnly day, CancellationToken ct) => ByValue(db, scope, day, FactKind.PrimaryCause, ct);

    /// <summary>Households that name the cause as primary or as one of the others, each once.</summary>
    public async Task<HeadCount> WithCause(CountyDb db, Scope scope, DateOnly day, string cause, CancellationToken ct)
    {
        var named = db.Set<HouseholdFact>().Where(f => (f.Kind == FactKind.PrimaryCause || f.Kind == FactKind.SecondaryCause) && f.Value == cause).HoldingOn(day).Select(f => f.HouseholdId);
        var counts = await Counted(db, scope, day, db.Set<HouseholdFact>().Where(f => f.Kind == FactKind.Status && named.Contains(f.HouseholdId)), ct);
        return counts.Aggregate(new HeadCount(0, 0), (sum, c) => sum + c.Count);
    }

    /// <summary>Newly identified households (新识别) that entered in the years from <paramref name="from"/> to the day, by the time of entry, with their members of the day.</summary>
    public async Task<IReadOnlyList<BatchCount>> Batches(CountyDb db, Scope scope, DateOnly from, DateOnly day, CancellationToken ct)
    {
        var households = Households(db, scope, day).Where(h => h.EnteredOn >= from && h.EnteredOn <= day);
        var homes = await households.GroupBy(h => new { h.EnteredOn, h.EnteredPrecision }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var members = await (from h in households
                             join m in db.Set<Membership>().HoldingOn(day) on h.Id equals m.HouseholdId
                             group m by new { h.EnteredOn, h.EnteredPrecision } into g
                             select new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return [.. homes.OrderBy(h => h.Key.EnteredOn).Select(h => new BatchCount(h.Key.EnteredOn!.Value, h.Key.EnteredPrecision ?? "day",
            new HeadCount(h.Count, members.Where(m => m.Key.EnteredOn == h.Key.EnteredOn && m.Key.EnteredPrecision == h.Key.EnteredPrecision).Sum(m => m.Count))))];
    }

    /// <summary>Persons whose place on the register ended in the year of the day, up to the day, by reason: <c>died</c>, <c>moved_out</c>.</summary>
    public async Task<IReadOnlyDictionary<string, int>> EndedInYear(CountyDb db, Scope scope, DateOnly day, CancellationToken ct)
    {
        var from = new DateOnly(day.Year, 1, 1);
        return await db.Set<Person>().Where(VisiblePersons.InArea<Person>(InReach.Areas(scope), p => p.VillageCode))
            .Where(p => p.EndedOn >= from && p.EndedOn <= day && p.EndReason != null && !db.Set<Membership>().Any(m => m.PersonId == p.Id && m.UntilOn == null))
            .GroupBy(p => p.EndReason!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    /// <summary>Members of households with a status on the day who are at least so old (60 岁以上人口).</summary>
    public async Task<int> AtLeast(CountyDb db, Scope scope, DateOnly day, int years, CancellationToken ct)
    {
        var latest = Ages.BornBy(years, day);
        return await Registered(db, scope, day).CountAsync(p => p.BirthOn <= latest, ct);
    }

    /// <summary>Members of households with a status on the day, by labour skill (劳动能力); persons of whom nothing is stated are missing.</summary>
    public async Task<IReadOnlyDictionary<string, int>> LabourSkills(CountyDb db, Scope scope, DateOnly day, CancellationToken ct) =>
        await (from p in Registered(db, scope, day)
               join f in db.Set<PersonFact>().Where(f => f.Kind == FactKind.LabourSkill && f.FromOn <= day && (f.UntilOn == null || f.UntilOn > day)) on p.Id equals f.PersonId
               group f by f.Value into g
               select new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private static IQueryable<Person> Registered(CountyDb db, Scope scope, DateOnly day)
    {
        var registered = db.Set<HouseholdFact>().Where(f => f.Kind == FactKind.Status).HoldingOn(day).Select(f => f.HouseholdId);
        var homes = Households(db, scope, day).Where(h => registered.Contains(h.Id)).Select(h => h.Id);
        var members = db.Set<Membership>().HoldingOn(day).Where(m => homes.Contains(m.HouseholdId)).Select(m => m.PersonId);
        return db.Set<Person>().Where(p => members.Contains(p.Id));
    }

    private static IQueryable<Household> Households(CountyDb db, Scope scope, DateOnly day) =>
        db.Set<Household>().Where(VisiblePersons.InArea<Household>(InReach.Areas(scope), h => h.VillageCode)).Where(h => h.EndedOn == null || h.EndedOn > day);

    private static async Task<IReadOnlyList<ValueCount>> ByValue(CountyDb db, Scope scope, DateOnly day, string kind, CancellationToken ct)
    {
        var counts = await Counted(db, scope, day, db.Set<HouseholdFact>().Where(f => f.Kind == kind), ct);
        return [.. counts.GroupBy(c => c.Value).Select(g => new ValueCount(g.Key, g.Aggregate(new HeadCount(0, 0), (sum, c) => sum + c.Count))).OrderByDescending(c => c.Count.Households).ThenBy(c => c.Value, StringComparer.Ordinal)];
    }

    /// <summary>A few statements: households, members, and members reported dead, each by village and value.</summary>
    private static async Task<List<(string Village, string Value, HeadCount Count)>> Counted(CountyDb db, Scope scope, DateOnly day, IQueryable<HouseholdFact> facts, CancellationToken ct)
    {
        var homes = from f in facts.HoldingOn(day) join h in Households(db, scope, day) on f.HouseholdId equals h.Id select new { h.Id, h.VillageCode, f.Value };
        var households = await homes.GroupBy(h => new { h.VillageCode, h.Value }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var members = from h in homes join m in db.Set<Membership>().HoldingOn(day) on h.Id equals m.HouseholdId select new { h.VillageCode, h.Value, m.PersonId };
        var persons = await members.GroupBy(m => new { m.VillageCode, m.Value }).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var dead = await ReportedDead(db, homes.Select(h => new HomeOf { Id = h.Id, VillageCode = h.VillageCode, Value = h.Value }), day, ct);
        return households.ConvertAll(h => (h.Key.VillageCode, h.Key.Value, new HeadCount(h.Count, persons.GetValueOrDefault(h.Key), dead.GetValueOrDefault((h.Key.VillageCode, h.Key.Value)))));
    }

    private sealed record HomeOf
    {
        public required Guid Id { get; init; }
        public required string VillageCode { get; init; }
        public required string Value { get; init; }
    }

    /// <summary>Few people: their households are asked for, not those of everybody.</summary>
    private static async Task<Dictionary<(string, string), int>> ReportedDead(CountyDb db, IQueryable<HomeOf> homes, DateOnly day, CancellationToken ct)
    {
        var reported = db.Set<Person>().Where(p => p.EndReason == "died" && p.EndedOn <= day).Select(p => p.Id)
            .Concat(db.Set<Question>().Where(q => q.Kind == "death_listed" && q.State == QuestionState.Open && q.PersonId != null).Select(q => q.PersonId!.Value));
        var members = await db.Set<Membership>().HoldingOn(day).Where(m => reported.Contains(m.PersonId)).Select(m => m.HouseholdId).ToListAsync(ct);
        if (members.Count == 0) return [];
        var count = members.CountBy(m => m).ToDictionary();
        var ids = count.Keys.ToList();
        var of = await homes.Where(h => ids.Contains(h.Id)).ToListAsync(ct);
        return of.GroupBy(h => (h.VillageCode, h.Value)).ToDictionary(g => g.Key, g => g.Sum(h => count[h.Id]));
    }
}
