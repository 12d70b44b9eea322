using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;

namespace Minkang.Registry.Households;

/// <summary>One line of a list of households; the head's name is already as the reader may see it.</summary>
internal sealed record HouseholdLine(
    Guid Id, string? Number, string VillageCode, string GroupName, string? HeadName, int Members, DateOnly? EnteredOn, string? EnteredPrecision, DateOnly? EndedOn, string? EndReason,
    string? Status, string? HouseholdClass, string? PrimaryCause, IReadOnlyList<string> SecondaryCauses, string? Monitored, string? Helper);

/// <summary>The exact number of matching households and the lines of one page.</summary>
internal sealed record HouseholdPageOf(Paging Paging, IReadOnlyList<HouseholdLine> Lines);

/// <summary>Finds households for lists (户名单) in four statements, whatever the page's size.</summary>
internal sealed class FindHouseholds(BusinessCalendar calendar)
{
    private static readonly string[] Kinds =
        [FactKind.Status, FactKind.HouseholdClass, FactKind.PrimaryCause, FactKind.SecondaryCause, FactKind.Monitored, HouseholdKind.Helper];

    public async Task<HouseholdPageOf> Handle(CountyDb db, Actor actor, HouseholdFilter filter, string? sort, int? page, int? size, CancellationToken ct)
    {
        var matching = filter.Apply(db, db.HouseholdsFor(actor, "registry.list").AsNoTracking(), calendar.Today);
        var paging = new Paging(page, size, await matching.CountAsync(ct));
        return new HouseholdPageOf(paging, await Lines(db, actor, InOrder(db, matching, sort).Skip(paging.Skip).Take(paging.Size), filter.On ?? calendar.Today, ct));
    }

    /// <summary>All matching households in village order, for prints and exports.</summary>
    public Task<IReadOnlyList<HouseholdLine>> All(CountyDb db, Actor actor, HouseholdFilter filter, CancellationToken ct) =>
        Lines(db, actor, InOrder(db, filter.Apply(db, db.HouseholdsFor(actor, "registry.list").AsNoTracking(), calendar.Today), null), filter.On ?? calendar.Today, ct);

    /// <summary>A few households in reach that fit, for the search box.</summary>
    public Task<IReadOnlyList<HouseholdLine>> Hits(CountyDb db, Actor actor, Expression<Func<Household, bool>> fits, int most, CancellationToken ct) =>
        Lines(db, actor, db.HouseholdsFor(actor, "registry.list").AsNoTracking().Where(fits).OrderBy(h => h.VillageCode).ThenBy(h => h.Number).Take(most), calendar.Today, ct);

    private static IQueryable<Household> InOrder(CountyDb db, IQueryable<Household> households, string? sort) => sort switch
    {
        "name" => households.OrderBy(h => db.Set<Person>().Where(p => p.Id == h.HeadPersonId).Select(p => p.Pinyin).FirstOrDefault()).ThenBy(h => h.Id),
        "entered" => households.OrderBy(h => h.EnteredOn).ThenBy(h => h.Id),
        "-entered" => households.OrderByDescending(h => h.EnteredOn).ThenBy(h => h.Id),
        "-village" => households.OrderByDescending(h => h.VillageCode).ThenByDescending(h => h.Number).ThenByDescending(h => h.Id),
        _ => households.OrderBy(h => h.VillageCode).ThenBy(h => h.Number).ThenBy(h => h.Id),
    };

    private static async Task<IReadOnlyList<HouseholdLine>> Lines(CountyDb db, Actor actor, IQueryable<Household> shown, DateOnly day, CancellationToken ct)
    {
        var rows = await (from h in shown
                          join p in db.Set<Person>() on h.HeadPersonId equals p.Id into heads
                          from head in heads.DefaultIfEmpty()
                          select new { Household = h, HeadName = head.Name }).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Household.Id);
        var members = await db.Set<Membership>().Where(m => ids.Contains(m.HouseholdId)).HoldingOn(day).GroupBy(m => m.HouseholdId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var facts = (await Statements.OfHouseholds(db, ids, day, ct, Kinds)).ToLookup(f => f.HouseholdId);
        var seen = Disclosure.For(actor);
        return [.. rows.Select(r =>
        {
            var h = r.Household;
            string? One(string kind) => facts[h.Id].FirstOrDefault(f => f.Kind == kind)?.Value;
            return new HouseholdLine(h.Id, h.Number, h.VillageCode, seen.Address == Openness.Full ? h.GroupName : "", r.HeadName is null ? null : seen.NameOnList(r.HeadName),
                members.GetValueOrDefault(h.Id), h.EnteredOn, h.EnteredPrecision, h.EndedOn, h.EndReason, One(FactKind.Status), One(FactKind.HouseholdClass),
                seen.Cause ? One(FactKind.PrimaryCause) : null, seen.Cause ? [.. facts[h.Id].Where(f => f.Kind == FactKind.SecondaryCause).Select(f => f.Value)] : [],
                One(FactKind.Monitored), One(HouseholdKind.Helper));
        })];
    }
}
