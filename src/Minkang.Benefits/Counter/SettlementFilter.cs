using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Counter;

/// <summary>A settlement as lists show it, with the person's name as the reader may see it.</summary>
internal sealed record SettlementRow(StoredSettlement Entry, string Name);

/// <summary>Sums of a list (合计), from all its rows and not only the page's; reversals count negative.</summary>
internal sealed record SettlementSums(long Count, Money Total, Money Paid, Money Self);

/// <summary>What a list of settlements is narrowed to (结算单筛选), as its address says.</summary>
internal sealed record SettlementFilter(DateOnly? Month, string? Hospital, string? Payer, string? Kind, string? State, int? Year = null, RegionCode? Area = null)
{
    public const string Action = "benefits.see-settlement";

    public static SettlementFilter Of(PageAddress address) => new(
        Months.Read(address["month"]),
        address["hospital"], address["payer"], address["kind"], address["state"],
        int.TryParse(address["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 2200 ? year : null, Areas.Read(address["area"]));

    public IQueryable<StoredSettlement> Apply(CountyDb db, Actor actor)
    {
        var entries = db.SettlementsFor(actor, Action).AsNoTracking().InMonth(Month, s => s.SettledOn).InYear(Year, s => s.SettledOn).InArea(Area, s => s.VillageCode);
        if (Hospital is not null) entries = entries.Where(s => s.Hospital == Hospital);
        if (Payer is not null) entries = entries.Where(s => db.Set<Share>().Any(h => h.SettlementId == s.Id && h.Payer == Payer));
        if (Kind is not null) entries = entries.Where(s => s.EncounterKind == Kind);
        return State switch
        {
            "pending" => entries.Where(s => s.ReversedBy == null && db.Set<Share>().Any(h => h.SettlementId == s.Id && h.State == ShareState.Pending)),
            "reversal" => entries.Where(s => s.Kind == EntryKind.Reversal || s.ReversedBy != null),
            "counted" => entries.Counted(),
            "by-hand" => entries.Where(s => s.ByHand),
            _ => entries,
        };
    }

    public static async Task<SettlementSums> Sums(IQueryable<StoredSettlement> entries, CancellationToken ct)
    {
        var sums = await entries.GroupBy(s => 1).Select(g => new { Count = g.LongCount(), Total = g.Sum(s => s.TotalFen), Paid = g.Sum(s => s.PaidFen), Self = g.Sum(s => s.SelfFen) }).SingleOrDefaultAsync(ct);
        return sums is null ? new(0, Money.Zero, Money.Zero, Money.Zero) : new(sums.Count, new(sums.Total), new(sums.Paid), new(sums.Self));
    }

    public static async Task<IReadOnlyList<SettlementRow>> Rows(CountyDb db, Actor actor, IQueryable<StoredSettlement> entries, CancellationToken ct)
    {
        var rows = await entries.ToListAsync(ct);
        var name = await db.NamesFor(actor, Action, rows.Select(r => r.PersonId), ct);
        return [.. rows.Select(r => new SettlementRow(r, name(r.PersonId)))];
    }
}
