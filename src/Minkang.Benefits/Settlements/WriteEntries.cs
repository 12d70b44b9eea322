using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Contracts;
using Minkang.Benefits.Admissions;
using Minkang.Domain.Policies;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Settlements;

/// <summary>Writes entries, their shares, lines and movements in the caller's transaction (记账).</summary>
internal sealed class WriteEntries(Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    /// <summary>What entries have added to accounts, with the accounts.</summary>
    public async Task<IReadOnlyList<(AccountKey Account, Movement Movement)>> Movements(CountyDb db, IReadOnlyCollection<StoredSettlement> entries, CancellationToken ct)
    {
        if (entries.Count == 0) return [];
        var ids = entries.Select(e => e.Id).ToList();
        var rows = await (from m in db.Set<Movement>().AsNoTracking()
                          join a in db.Set<Account>().AsNoTracking() on m.AccountId equals a.Id
                          where ids.Contains(m.SettlementId)
                          orderby m.Seq
                          select new { Movement = m, a.OwnerKind, a.OwnerId, a.Year, a.PackLine }).ToListAsync(ct);
        return [.. rows.Select(r => (new AccountKey(r.OwnerKind, r.OwnerId, r.Year, r.PackLine), r.Movement))];
    }

    /// <summary>Takes the stages of a stay back, since the final bill settles the whole of it. Their invoices stay settled.</summary>
    public async Task<IReadOnlyList<StoredSettlement>> TakeIn(
        CountyDb db, Actor actor, PreparedBill bill, LockedAccounts accounts, IReadOnlyList<(AccountKey Account, Movement Movement)> taken, CancellationToken ct)
    {
        var reversals = new List<StoredSettlement>();
        foreach (var stage in bill.Stages)
        {
            var reversal = await Reversal(db, actor, stage, stillLive: true, ct);
            accounts.TakeBack(taken.Where(t => t.Movement.SettlementId == stage.Id), reversal.Id);
            reversals.Add(reversal);
        }
        return reversals;
    }

    /// <summary>The entry that takes another back: every amount negative. It is added to the unit of work, not saved.</summary>
    public async Task<StoredSettlement> Reversal(CountyDb db, Actor actor, StoredSettlement entry, bool stillLive, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var reversal = new StoredSettlement
        {
            Id = id, Number = await NextNumber(db, ct), AdmissionId = entry.AdmissionId, PersonId = entry.PersonId, HouseholdId = entry.HouseholdId, VillageCode = entry.VillageCode, Hospital = entry.Hospital,
            AdoptionId = entry.AdoptionId, PackId = entry.PackId, PackDigest = entry.PackDigest, Kind = EntryKind.Reversal, ByHand = entry.ByHand, Provisional = entry.Provisional, EncounterKind = entry.EncounterKind,
            Level = entry.Level, Place = entry.Place, Referral = entry.Referral, InvoiceNumber = entry.InvoiceNumber, AdmittedOn = entry.AdmittedOn, DischargedOn = entry.DischargedOn, SettledOn = calendar.Today,
            Year = entry.Year, Days = -entry.Days, TotalFen = -entry.TotalFen, InScopeFen = -entry.InScopeFen, OutOfCatalogueFen = -entry.OutOfCatalogueFen, OverLimitFen = -entry.OverLimitFen,
            PreSelfPaidFen = -entry.PreSelfPaidFen, PaidFen = -entry.PaidFen, SelfFen = -entry.SelfFen, BillSealed = entry.BillSealed, ExplanationSealed = entry.ExplanationSealed, Eligibility = entry.Eligibility,
            RequestKey = $"reversal:{entry.Id:N}", RequestDigest = "", BillDigest = BillInput.Digest("reversal", entry.Id.ToString("N")), ReversesId = entry.Id, Evidence = entry.Evidence, SettledByName = actor.Name,
        };
        (entry.ReversedBy, entry.BillLive) = (id, stillLive);
        db.Add(reversal);
        foreach (var share in await db.Set<Share>().AsNoTracking().Where(s => s.SettlementId == entry.Id).OrderBy(s => s.LineNo).ToListAsync(ct))
            db.Add(new Share
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()), SettlementId = id, LineNo = share.LineNo, LineId = share.LineId, LineKind = share.LineKind, Payer = share.Payer, PayerName = share.PayerName,
                AmountFen = -share.AmountFen, State = share.State,
            });
        db.Trail.Record(actor, "benefits.reverse", "person", entry.PersonId, detail: new { reversal.Number, reverses = entry.Number });
        return reversal;
    }

    /// <summary>The entry of a settled bill, saved with all that belongs to it.</summary>
    public async Task<StoredSettlement> Entry(
        CountyDb db, Actor actor, BillInput input, string key, PreparedBill prepared, Settlement settled, LockedAccounts accounts, IReadOnlyList<StoredSettlement> reversals, CancellationToken ct)
    {
        var (a, bill) = (prepared.Admission, settled.Bill);
        var entry = new StoredSettlement
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Number = await NextNumber(db, ct), AdmissionId = a.Id, PersonId = a.PersonId, HouseholdId = prepared.Person.HouseholdId, VillageCode = prepared.Person.VillageCode, Hospital = a.Hospital,
            AdoptionId = prepared.Adopted.AdoptionId, PackId = settled.PackId, PackDigest = settled.PackHash, Kind = input.Stage ? EntryKind.Stage : prepared.Replaces is null ? EntryKind.Ordinary : EntryKind.Resettlement,
            ByHand = a.ByHand, Provisional = input.Unreachable.Count > 0, EncounterKind = bill.Kind, Level = bill.Level, Place = bill.Place, Referral = bill.Referral, InvoiceNumber = input.Invoice,
            AdmittedOn = a.AdmittedOn, DischargedOn = bill.Discharge!.Value, SettledOn = bill.Settlement!.Value, Year = settled.Year, Days = bill.Days, TotalFen = bill.Total.Fen, InScopeFen = bill.InScope.Fen,
            OutOfCatalogueFen = bill.OutOfCatalogue.Fen, OverLimitFen = bill.OverLimit.Fen, PreSelfPaidFen = bill.PreSelfPaid.Fen, PaidFen = settled.PaidInAll.Fen, SelfFen = settled.Self.Total.Fen,
            BillSealed = vault.Seal(Purposes.Diagnosis, BillJson.Write(bill))!, ExplanationSealed = vault.Seal(Purposes.Diagnosis, Explanation.Text(prepared.Pack, settled))!, Eligibility = BillJson.Write(prepared.Person.Categories),
            RequestKey = key, RequestDigest = input.RequestDigest(), BillDigest = BillInput.Digest(a.Hospital, input.Invoice), BillLive = true, ReplacesId = prepared.Replaces, Evidence = a.Evidence, SettledByName = actor.Name,
        };
        db.Add(entry);
        db.AddRange(Shares(entry.Id, settled, input.Unreachable));
        db.AddRange(Lines(entry.Id, input));
        accounts.Add(prepared.Pack, settled, entry.Id, a.PersonId, prepared.Person.HouseholdId);
        foreach (var stage in prepared.Stages) stage.NettedBy = entry.Id;
        if (!input.Stage) (a.State, a.DischargedOn) = (AdmissionState.Settled, entry.DischargedOn);
        // A stage changes nothing on the admission, but its version moves, so that a final bill or a cancellation at the same moment sees it.
        else db.Entry(a).Property(x => x.State).IsModified = true;
        db.Trail.Record(actor, "benefits.finalise", "person", a.PersonId, detail: new { entry.Number, entry.TotalFen, entry.SelfFen, netted = reversals.Select(r => r.Number) });
        await db.SaveChangesAsync(ct);
        return entry;
    }

    private IEnumerable<Share> Shares(Guid entry, Settlement settled, IReadOnlyList<string> unreachable) => settled.Lines.Index().Where(l => l.Item.Paid.Fen != 0).Select(l => new Share
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), SettlementId = entry, LineNo = l.Index + 1, LineId = l.Item.Id, LineKind = l.Item.Kind, Payer = l.Item.Payer, PayerName = l.Item.PayerName,
        AmountFen = l.Item.Paid.Fen, State = unreachable.Contains(l.Item.Payer, StringComparer.Ordinal) ? ShareState.Pending : ShareState.Due,
    });

    private IEnumerable<StoredBillLine> Lines(Guid entry, BillInput input) => input.Lines.Index().Select(l => new StoredBillLine
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), SettlementId = entry, LineNo = l.Index + 1, ItemCode = l.Item.ItemCode, ItemName = l.Item.ItemName, ItemClass = l.Item.ItemClass, ItemLevel = l.Item.ItemLevel,
        FeeItem = l.Item.FeeItem, Tcm = l.Item.Tcm, Quantity = l.Item.Quantity, Price = l.Item.Price, AmountFen = l.Item.Amount.Fen, InScopeFen = l.Item.InScope.Fen, PreSelfPaidFen = l.Item.PreSelfPaid.Fen,
        OverLimitFen = l.Item.OverLimit.Fen, OutOfCatalogueFen = l.Item.OutOfCatalogue.Fen,
    });

    private async Task<string> NextNumber(CountyDb db, CancellationToken ct)
    {
        var year = calendar.Today.Year;
        var row = db.Set<NumberRow>().Where(n => n.Year == year);
        if (await row.ExecuteUpdateAsync(set => set.SetProperty(n => n.Last, n => n.Last + 1), ct) == 0)
        {
            db.Add(new NumberRow { Id = Guid.CreateVersion7(clock.GetUtcNow()), Year = year, Last = 1 });
            await db.SaveChangesAsync(ct);
        }
        var last = await row.AsNoTracking().Select(n => n.Last).SingleAsync(ct);
        return string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{last:000000}");
    }
}
