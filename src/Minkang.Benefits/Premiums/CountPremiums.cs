using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Enrolment;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Premiums;

/// <summary>One subsidy of a premium (参保补贴) with the persons who get it because no other gives them more.</summary>
/// <param name="Key">Programme and item, as addresses name it.</param>
/// <param name="Each">What it pays for one person; null where the premium was not stated.</param>
/// <param name="Villages">Persons by twelve-digit village code.</param>
internal sealed record PremiumLine(string Key, WaiverItem Item, Money? Each, IReadOnlyDictionary<string, int> Villages)
{
    public int Persons => Villages.Values.Sum();
    public Money? Amount => Each is { } each ? new(each.Fen * Persons) : null;
}

/// <summary>An area with its persons and what the subsidies come to; null where the premium was not stated.</summary>
internal sealed record PremiumArea(string Area, string Name, int Persons, Money? Amount);

/// <summary>
/// Whose insurance premium is paid and by how much (参保缴费资助名单). The shares are the items that the county took up; whoever is in several categories gets the highest once.
/// </summary>
internal sealed class CountPremiums(CountyDb db, RegionCache regions, BusinessCalendar calendar)
{
    public const string Page = "/benefits/premiums", PersonsPage = Page + "/persons", Export = PersonsPage + "/export";
    private static readonly Money Whole = new(100_00);

    /// <summary>The premium of an address, in yuan; null where it is not stated or no amount.</summary>
    public static Money? Premium(string? text) => AmountText.Read(new Cell(CellKind.Text, text?.Trim() ?? "")) is { HasValue: true, Value: { Fen: > 0 and < 100_000_00 } premium } ? premium : null;

    /// <summary>Subsidies in force today for one insurance, from the highest to the lowest for this premium. An insurance is what items name together; items that name nothing pay for the basic one.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<(string Key, WaiverItem Item, Money? Each)>>> Items(Money? premium, CancellationToken ct)
    {
        var items = (await ItemsInForce.On(db, calendar.Today, ct)).Select(i => (Key: $"{i.Programme}.{i.Item}", Item: i.Read())).Where(i => i.Item.Kind == ItemKind.Premium).ToList();
        return [.. items.GroupBy(i => i.Item.Services is [var service] && service != i.Item.Id ? service : "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<(string, WaiverItem, Money?)>)[.. g.OrderByDescending(i => Worth(i.Item, premium ?? Whole)).ThenBy(i => i.Key, StringComparer.Ordinal).Select(i => (i.Key, i.Item, premium is { } p ? Worth(i.Item, p) : (Money?)null))])];
    }

    public async Task<IReadOnlyList<PremiumLine>> Lines(Actor actor, RegionCode? area, Money? premium, CancellationToken ct)
    {
        var lines = new List<PremiumLine>();
        foreach (var insurance in await Items(premium, ct))
            foreach (var (key, item, each) in insurance)
                lines.Add(new(key, item, each, await Persons(actor, area, insurance, key).GroupBy(p => p.VillageCode).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct)));
        return lines;
    }

    /// <summary>The areas directly below, with what all subsidies come to.</summary>
    public async Task<IReadOnlyList<PremiumArea>> Areas(IReadOnlyList<PremiumLine> lines, RegionCode? area, CancellationToken ct)
    {
        var tree = await regions.Tree(ct);
        var below = (area?.Short ?? db.CountyCode).Length switch { < 6 => 6, 6 => 9, _ => 12 };
        return [.. lines.SelectMany(l => l.Villages.Select(v => (Area: v.Key[..Math.Min(below, v.Key.Length)], v.Value, l.Each))).GroupBy(v => v.Area, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new PremiumArea(g.Key, tree.NameOf(g.Key), g.Sum(v => v.Value), g.Any(v => v.Each is null) ? null : new(g.Sum(v => v.Each!.Value.Fen * v.Value))))];
    }

    /// <summary>The persons who get an item: in one of its categories, and in none of an item that gives more.</summary>
    public IQueryable<RegistryPerson> Persons(Actor actor, RegionCode? area, IReadOnlyList<(string Key, WaiverItem Item, Money? Each)> insurance, string key)
    {
        var day = calendar.Today;
        var all = db.Persons(actor, CountEnrolment.Action).Where(p => p.HouseholdId != null && (p.EndedOn == null || p.EndedOn > day)).InArea(area, p => p.VillageCode);
        var rest = all;
        foreach (var (other, item, _) in insurance)
        {
            var holders = For(all, item, day);
            if (other == key) return For(rest, item, day);
            var taken = holders.Select(p => p.Id);
            rest = rest.Where(p => !taken.Contains(p.Id));
        }
        throw new ArgumentException("The insurance has no such item.", nameof(key));
    }

    private IQueryable<RegistryPerson> For(IQueryable<RegistryPerson> persons, WaiverItem item, DateOnly day)
    {
        if (item.For.Count > 0) persons = persons.Holding(db, item.For, day);
        if (item.AgeFrom is { } from) { var latest = day.AddYears(-from); persons = persons.Where(p => p.BirthOn != null && p.BirthOn <= latest); }
        if (item.AgeTo is { } to) { var earliest = day.AddYears(-to - 1); persons = persons.Where(p => p.BirthOn != null && p.BirthOn > earliest); }
        return persons;
    }

    /// <summary>Never more than the premium itself.</summary>
    private static Money Worth(WaiverItem item, Money premium) => item.Off(premium, 1) is var off && off > premium ? premium : off;

    public static string Yuan(Money? amount) => amount?.ToString() ?? "–";

    public static string Share(WaiverItem item) => item.Percent is { } percent ? Show.Percent(percent.TenThousandths / 10_000m) : string.Create(CultureInfo.InvariantCulture, $"{item.Amount}");
}
