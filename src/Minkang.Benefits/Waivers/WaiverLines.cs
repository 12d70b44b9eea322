using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Waivers;

/// <summary>One waiver, subsidy or month's sum that counts (计数的一笔). What was taken back stands twice, the second time with the opposite numbers.</summary>
/// <param name="Key">The service: a code of the fee list, or the id of the item or of the pack's line.</param>
/// <param name="Person">Null for a month's sum, which has <paramref name="Persons"/> instead.</param>
internal sealed record WaiverLine(
    string Key, string Title, ItemKind Kind, DateOnly On, string Hospital, string Village, Guid? Person, int Persons, int Times, Money? Before, Money Waived, string BorneBy, Guid? Settlement, Guid? Use, string Reference);

/// <summary>A line of the table (按项目、月份、乡镇、医疗机构). Persons are counted once, however often they were waived something.</summary>
internal sealed record WaiverSum(string Key, string Name, int Persons, int Times, Money Waived)
{
    public static WaiverSum Of(string key, string name, IEnumerable<WaiverLine> lines)
    {
        var all = lines.ToList();
        var named = all.Where(l => l.Person is not null).GroupBy(l => l.Person).Count(g => g.Sum(l => l.Times) > 0);
        return new(key, name, named + all.Where(l => l.Person is null).Sum(l => l.Persons), all.Sum(l => l.Times), new(all.Sum(l => l.Waived.Fen)));
    }
}

/// <summary>What the pages of waivers are narrowed to, as their address says (筛选).</summary>
internal sealed record WaiverFilter(int? Year, int? Month, string? Item, string? Area, string? Hospital, string By)
{
    public const string ByItem = "item", ByMonth = "month", ByTownship = "township", ByHospital = "hospital";

    public static WaiverFilter Of(PageAddress address) => new(
        Number(address["year"], 1900, 2200), Number(address["month"], 1, 12), address["item"], Areas.Read(address["area"])?.Short, address["hospital"]?.Trim(),
        address["by"] is ByMonth or ByTownship or ByHospital ? address["by"]! : ByItem);

    public bool Holds(WaiverLine line) => (Month is null || line.On.Month == Month) && (Item is null || line.Key == Item) && (Hospital is null || line.Hospital == Hospital) && (Area is null || line.Village.StartsWith(Area, StringComparison.Ordinal));

    private static int? Number(string? text, int least, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? n : null;
}

/// <summary>
/// Waivers and subsidies of a year in the actor's reach (减免补助计数): what settlements waived, by the day of settlement, and what was written down at counters. What a hospital bears since a cost broke the
/// rules is no waiver, and stands apart.
/// </summary>
internal sealed class WaiverLines(CountyDb db, AdoptedPacks packs, PackVocabulary words)
{
    /// <summary>People behind figures open with the first; the second sees figures only.</summary>
    public const string See = SettlementFilter.Action, Figures = "benefits.see-amounts";

    public static string ActionOf(Actor actor) => actor.May(See) ? See : Figures;

    /// <summary>All lines of the year; apart from them what hospitals bear for cost that broke the rules (不合规费用).</summary>
    public async Task<(IReadOnlyList<WaiverLine> Lines, IReadOnlyList<WaiverLine> Borne)> Of(Actor actor, int year, CancellationToken ct)
    {
        var (from, until) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var settled = await Settled(actor, from, until, ct);
        var uses = await Used(actor, from, until, ct);
        return ([.. settled.Where(l => l.BorneBy != "hospital").Concat(uses).OrderBy(l => l.On)], [.. settled.Where(l => l.BorneBy == "hospital")]);
    }

    /// <summary>Years in which anything counts, newest first.</summary>
    public async Task<IReadOnlyList<int>> Years(Actor actor, CancellationToken ct)
    {
        var action = ActionOf(actor);
        var used = await db.UsesFor(actor, action).Where(u => u.State == UseState.Counted).Select(u => u.UsedOn.Year).Distinct().ToListAsync(ct);
        var settled = await db.SettlementsFor(actor, action).Where(s => db.Set<Share>().Any(h => h.SettlementId == s.Id && h.LineKind == LineKind.Waiver)).Select(s => s.SettledOn.Year).Distinct().ToListAsync(ct);
        return [.. used.Union(settled).OrderDescending()];
    }

    private async Task<List<WaiverLine>> Settled(Actor actor, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var rows = await (from entry in db.SettlementsFor(actor, ActionOf(actor)).AsNoTracking()
                          join share in db.Set<Share>().AsNoTracking() on entry.Id equals share.SettlementId
                          where share.LineKind == LineKind.Waiver && entry.SettledOn >= @from && entry.SettledOn < until
                          select new { entry.Id, entry.AdoptionId, entry.SettledOn, entry.Hospital, entry.VillageCode, entry.PersonId, entry.Number, share.LineId, share.Payer, share.AmountFen }).ToListAsync(ct);
        var ids = rows.Select(r => r.AdoptionId).Distinct().ToList();
        var read = (await db.Set<PackAdoption>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(ct)).ToDictionary(a => a.Id, packs.Read);
        return rows.ConvertAll(r =>
        {
            var key = WaiverClash.ServiceOf(read[r.AdoptionId], r.LineId);
            return new WaiverLine(key, Title(key, read[r.AdoptionId].Waivers.FirstOrDefault(w => w.Id == r.LineId)?.Title), ItemKind.Waiver, r.SettledOn, r.Hospital, r.VillageCode, r.PersonId, 1, Math.Sign(r.AmountFen), null, new(r.AmountFen), r.Payer,
                r.Id, null, r.Number);
        });
    }

    private async Task<List<WaiverLine>> Used(Actor actor, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var uses = await db.UsesFor(actor, ActionOf(actor)).AsNoTracking().Where(u => u.State == UseState.Counted && u.UsedOn >= @from && u.UsedOn < until).ToListAsync(ct);
        var ids = uses.Select(u => u.ItemId).Distinct().ToList();
        var items = (await db.Set<CountyItem>().AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(ct)).ToDictionary(i => i.Id, i => i.Read());
        return uses.ConvertAll(u => new WaiverLine(u.Service, Title(u.Service, items[u.ItemId].Name), u.Kind, u.UsedOn, u.Hospital, u.VillageCode, u.PersonId, u.Persons, u.Times, u.Before, u.Waived, u.BorneBy, null, u.Id, u.Reference));
    }

    private string Title(string key, string? otherwise) => words.Items.Find(key) is null ? otherwise ?? key : CounterWords.Label(words.Items, key);
}
