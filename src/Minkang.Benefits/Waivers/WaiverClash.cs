using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.Waivers;

/// <summary>Keeps one service from being waived or subsidised both in a settlement and at the counter (同一项目不重复减免).</summary>
internal static class WaiverClash
{
    /// <summary>What a counter calls a dialysis session. Nothing else that packs pay for is counted in sessions.</summary>
    private const string DialysisSession = "dialysis-session";

    /// <summary>The settlement that has waived or subsidised the service for the person on the day; null when none has.</summary>
    public static async Task<string?> Settlement(CountyDb db, AdoptedPacks packs, Guid person, string service, DateOnly day, CancellationToken ct)
    {
        var waived = await (from share in db.Set<Share>().AsNoTracking()
                            join entry in db.Set<StoredSettlement>().AsNoTracking() on share.SettlementId equals entry.Id
                            join adoption in db.Set<PackAdoption>().AsNoTracking() on entry.AdoptionId equals adoption.Id
                            where (share.LineKind == LineKind.Waiver || share.LineKind == LineKind.Layer) && entry.PersonId == person && entry.Kind != EntryKind.Reversal && entry.ReversedBy == null && entry.AdmittedOn <= day && entry.DischargedOn >= day
                            select new { entry.Number, share.LineKind, share.LineId, Adoption = adoption }).ToListAsync(ct);
        return waived.Find(w => ServiceOf(packs.Read(w.Adoption), w.LineKind, w.LineId) == service)?.Number;
    }

    /// <summary>Refuses a settlement that would give again what was given at a counter during the treatment, whichever hospital's: a service is given once a day.</summary>
    public static async Task<Problem?> Uses(CountyDb db, PreparedBill bill, Settlement settled, CancellationToken ct)
    {
        var services = settled.Lines.Where(l => l.Paid.Fen != 0).Select(l => ServiceOf(bill.Pack, l.Kind, l.Id)).OfType<string>().ToList();
        if (services.Count == 0) return null;
        var (person, from, to) = (bill.Person.PersonId, bill.Admission.AdmittedOn, bill.Bill.Discharge!.Value);
        var used = await db.Set<WaiverUse>().AsNoTracking().Where(u => u.Live && u.PersonId == person && u.UsedOn >= from && u.UsedOn <= to && services.Contains(u.Service)).OrderBy(u => u.UsedOn).FirstOrDefaultAsync(ct);
        if (used?.Service == DialysisSession)
            return new("benefits.waiver.session-at-counter", "", $"这张账单要按次付透析补助，可是 {used.UsedOn:yyyy-MM-dd} 的透析补助已由{used.Hospital}窗口登记（票据号 {used.Reference}），同一次透析不能补助两次。请先撤销那笔登记，再结算。");
        return used is null ? null
            : new("benefits.waiver.at-counter", "", $"账单里有一项已在 {used.UsedOn:yyyy-MM-dd} 由{used.Hospital}窗口登记减免（票据号 {used.Reference}），同一项目不能减免两次。请先撤销那笔登记，或把这项费用从账单的减免项目里去掉。");
    }

    /// <summary>The service that a waiver of a pack takes money off; its own id where it takes it off the whole.</summary>
    public static string ServiceOf(PolicyPack pack, string line) => pack.Waivers.FirstOrDefault(w => w.Id == line)?.Item ?? line;

    private static string? ServiceOf(PolicyPack pack, LineKind kind, string line) => kind switch
    {
        LineKind.Waiver => ServiceOf(pack, line),
        LineKind.Layer when pack.Layers.FirstOrDefault(l => l.Id == line) is { } layer && layer.Alternatives.Any(a => a.Price is { Per: Scope.Session }) => DialysisSession,
        _ => null,
    };
}
