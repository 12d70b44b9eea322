using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Checks;

/// <summary>An item outside the catalogue on a bill (目录外项目), with the consent that lists it.</summary>
internal sealed record OutsideItem(string Code, string Name, int Lines, long AmountFen, Consent? Consent);

/// <summary>Notes which items outside the catalogue a signed consent lists (登记知情同意). The paper stays with the hospital.</summary>
internal sealed class SignConsent(CountyDb db, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>Whoever enters bills keeps the consents.</summary>
    public const string Action = "benefits.bill";

    /// <summary>The items outside the catalogue on an entry's bill, those of the stages that it took in among them, dearest first.</summary>
    public static async Task<IReadOnlyList<OutsideItem>> Items(CountyDb db, StoredSettlement entry, CancellationToken ct)
    {
        var parts = db.Set<StoredSettlement>().Where(s => s.Id == entry.Id || s.NettedBy == entry.Id).Select(s => s.Id);
        var lines = await db.Set<StoredBillLine>().AsNoTracking().Where(l => parts.Contains(l.SettlementId) && l.OutOfCatalogueFen > 0).OrderBy(l => l.SettlementId).ThenBy(l => l.LineNo).Select(l => new { l.ItemCode, l.ItemName, l.OutOfCatalogueFen }).ToListAsync(ct);
        var signed = await db.Set<Consent>().AsNoTracking().Where(c => c.AdmissionId == entry.AdmissionId).ToListAsync(ct);
        return [.. lines.GroupBy(l => l.ItemCode.Length > 0 ? (l.ItemCode, "") : ("", l.ItemName)).Select(g => new OutsideItem(g.First().ItemCode, g.First().ItemName, g.Count(), g.Sum(l => l.OutOfCatalogueFen),
            signed.Find(c => c.ItemCode == g.First().ItemCode && (c.ItemCode.Length > 0 || c.ItemName == g.First().ItemName)))).OrderByDescending(i => i.AmountFen)];
    }

    /// <summary>Notes the items at these places of <see cref="Items"/>, from 0; returns how many were noted.</summary>
    public async Task<Outcome<int>> Handle(Actor actor, Guid settlement, IReadOnlyCollection<int> places, string? signedOn, string? signedBy, CancellationToken ct)
    {
        var entry = await db.SettlementsFor(actor, Action).AsNoTracking().SingleOrDefaultAsync(s => s.Id == settlement, ct);
        if (entry is null) return AskReversal.NotFound;
        var problems = new List<Problem>();
        if (!DateOnly.TryParse(signedOn, System.Globalization.CultureInfo.InvariantCulture, out var day) || day < entry.AdmittedOn.AddMonths(-1) || day > calendar.Today)
            problems.Add(new("benefits.consent.day", "SignedOn", $"请填写签字日期，在入院前一个月（{entry.AdmittedOn.AddMonths(-1):yyyy-MM-dd}）和今天之间。"));
        if (string.IsNullOrWhiteSpace(signedBy) || signedBy.Length > 20) problems.Add(new("benefits.consent.signer", "SignedBy", "请填写谁签的字，例如 本人、儿子，最多 20 字。"));
        var items = await Items(db, entry, ct);
        var chosen = places.Where(p => p >= 0 && p < items.Count).Select(p => items[p]).Where(i => i.Consent is null).ToList();
        if (chosen.Count == 0) problems.Add(new("benefits.consent.none", "", "请勾选知情同意书上列出的项目。"));
        if (problems.Count > 0) return problems;
        db.Trail.Actor = actor;
        db.AddRange(chosen.Select(i => new Consent { Id = Guid.CreateVersion7(clock.GetUtcNow()), AdmissionId = entry.AdmissionId, ItemCode = i.Code, ItemName = i.Name, SignedOn = day, SignedBy = signedBy!.Trim(), RecordedByName = actor.Name }));
        db.Trail.Record(actor, Action, "person", entry.PersonId, detail: new { consent = entry.Number, items = chosen.Count });
        return await db.TrySave(ct) ? chosen.Count : new Problem("benefits.consent.signed-already", "", "勾选的项目刚刚有人登记过，请刷新页面看结果。");
    }
}
