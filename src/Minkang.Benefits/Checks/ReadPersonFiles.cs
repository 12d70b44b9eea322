using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Checks;

/// <summary>Loads what rules ask of some hundred persons in a fixed number of statements (读入核查材料).</summary>
internal sealed class ReadPersonFiles(Vault vault)
{
    private const int Numbers = 800;

    private static readonly Expression<Func<StoredSettlement, CheckedEntry>> Slim = s => new CheckedEntry
    {
        Id = s.Id, AdmissionId = s.AdmissionId, PersonId = s.PersonId, Number = s.Number, VillageCode = s.VillageCode, Hospital = s.Hospital, Kind = s.Kind, EncounterKind = s.EncounterKind, Level = s.Level,
        InvoiceNumber = s.InvoiceNumber, AdmittedOn = s.AdmittedOn, DischargedOn = s.DischargedOn, SettledOn = s.SettledOn, Days = s.Days, TotalFen = s.TotalFen,
        PartsFen = s.InScopeFen + s.OutOfCatalogueFen + s.OverLimitFen + s.PreSelfPaidFen, PaidFen = s.PaidFen, SelfFen = s.SelfFen, ReversesId = s.ReversesId, ReversedBy = s.ReversedBy, NettedBy = s.NettedBy,
    };

    public async Task<IReadOnlyList<PersonFile>> Of(CountyDb db, IReadOnlyList<Guid> persons, CancellationToken ct)
    {
        var ends = await db.Set<PersonPlace>().AsNoTracking().Where(p => persons.Contains(p.Id) && p.EndedOn != null).Select(p => new { p.Id, p.EndedOn, p.EndReason }).ToDictionaryAsync(p => p.Id, ct);
        var entries = (await db.Set<StoredSettlement>().AsNoTracking().Where(s => persons.Contains(s.PersonId)).Select(Slim).ToListAsync(ct)).ToLookup(e => e.PersonId);
        var stays = await db.Set<Admission>().AsNoTracking().Where(a => persons.Contains(a.PersonId) && a.State != AdmissionState.Cancelled)
            .Select(a => new { a.Id, a.PersonId, a.VillageCode, a.Hospital, a.Place, a.AdmittedOn, a.DepositChargedFen, a.DepositDueFen, a.Eligibility, a.DiagnosisSealed }).ToListAsync(ct);
        var diagnoses = stays.ToDictionary(s => s.Id, s => s.DiagnosisSealed);
        var deposits = stays.Where(s => s.DepositChargedFen > 0).ToLookup(s => s.PersonId, s => new CheckedAdmission(s.Id, s.PersonId, s.VillageCode, s.Hospital, s.Place, s.AdmittedOn, s.DepositChargedFen!.Value, s.DepositDueFen,
            [.. BillJson.Proofs(s.Eligibility).Select(p => p.Category)]));
        var sums = await Sums(db, persons, ct);
        var numbered = (await Strangers(db, persons, [.. entries.SelectMany(e => e).Where(e => e.Holds)], ct)).ToLookup(BillChecks.Number, StringComparer.Ordinal);
        return [.. persons.Select(p => new PersonFile(p, ends.GetValueOrDefault(p)?.EndedOn, ends.GetValueOrDefault(p)?.EndReason, [.. entries[p]], [.. deposits[p]])
        {
            Sums = sums, SameNumber = [.. entries[p].Where(e => e.Holds).Select(BillChecks.Number).Distinct(StringComparer.Ordinal).SelectMany(n => numbered[n]).Where(e => e.PersonId != p)],
            MainDisease = admission => MainDisease(diagnoses.GetValueOrDefault(admission)),
        })];
    }

    private string? MainDisease(string? text) => vault.Open(Purposes.Diagnosis, text) is { } open && BillJson.Read<Diagnosis>(open).Codes is [var main, ..] ? main : null;

    private static async Task<Dictionary<Guid, EntrySums>> Sums(CountyDb db, IReadOnlyList<Guid> persons, CancellationToken ct)
    {
        var own = db.Set<StoredSettlement>().Where(s => persons.Contains(s.PersonId));
        var shares = await (from share in db.Set<Share>() join entry in own on share.SettlementId equals entry.Id group share.AmountFen by share.SettlementId into g select new { g.Key, Sum = g.Sum() }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        var lines = await (from line in db.Set<StoredBillLine>()
                           join entry in own on line.SettlementId equals entry.Id
                           let open = line.OutOfCatalogueFen > 0 && !db.Set<Consent>().Any(c => c.AdmissionId == entry.AdmissionId && c.ItemCode == line.ItemCode && (line.ItemCode != "" || c.ItemName == line.ItemName))
                           select new { line.SettlementId, line.AmountFen, Open = open ? 1 : 0, OpenFen = open ? line.OutOfCatalogueFen : 0 })
                          .GroupBy(l => l.SettlementId).Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(l => l.AmountFen), Open = g.Sum(l => l.Open), OpenFen = g.Sum(l => l.OpenFen) }).ToDictionaryAsync(g => g.Key, ct);
        return shares.Keys.Union(lines.Keys).ToDictionary(id => id, id => lines.GetValueOrDefault(id) is { } l
            ? new EntrySums(shares.GetValueOrDefault(id), l.Count, l.Sum, l.Open, l.OpenFen) : EntrySums.None with { SharesFen = shares.GetValueOrDefault(id) });
    }

    /// <summary>
    /// Entries that hold and bear a number of one of these entries, of whomever. Numbers are stored in capitals and half width, so that what the store takes out here
    /// leaves what <see cref="BillChecks.Number"/> makes of them, but for rarer marks.
    /// </summary>
    private static async Task<List<CheckedEntry>> Strangers(CountyDb db, IReadOnlyList<Guid> persons, IReadOnlyList<CheckedEntry> entries, CancellationToken ct)
    {
        var found = new List<CheckedEntry>(entries);
        foreach (var numbers in entries.Select(BillChecks.Number).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Chunk(Numbers))
            found.AddRange(await db.Set<StoredSettlement>().AsNoTracking()
                .Where(s => numbers.Contains(s.InvoiceNumber.Replace("-", "").Replace("/", "").Replace(".", "").Replace("_", "").TrimStart('0')) && !persons.Contains(s.PersonId) && s.Kind != EntryKind.Reversal && s.ReversedBy == null && s.NettedBy == null).Select(Slim).ToListAsync(ct));
        return found;
    }
}
