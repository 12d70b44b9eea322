using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Bills;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Contracts;

/// <summary>What became of a hospital's file of bills (结算入库结果): settled now, settled before, and refused rows with the reason; together they are the rows.</summary>
public sealed record StoredFile(int Settled, int Before, IReadOnlyList<RefusedBill> Refused);

/// <summary>
/// Settles a hospital's file of bills into the county's store (账单文件结算入库), row by row in the order of the file, each in a transaction of its own. The same file again settles
/// only what is not there yet, so that a run that was cut off is simply repeated.
/// </summary>
public sealed class SettleIntoStore
{
    private readonly CountyStores _stores;
    private readonly IServiceProvider _services;

    internal SettleIntoStore(CountyStores stores, IServiceProvider services) => (_stores, _services) = (stores, services);

    /// <summary>
    /// Settles the file for a hospital; <c>person</c> in it is the identity number. Refuses with <c>lists.*</c> or <c>benefits.bills.*</c> a file that cannot be read as bills; single
    /// rows are refused in the result: a person who is not on the register, amounts that do not add up, a policy that lacks a value. More than <paramref name="most"/> rows are refused as a whole, before any is settled.
    /// </summary>
    public async Task<Outcome<StoredFile>> Settle(string county, Actor actor, string hospital, Stream file, string name, CancellationToken ct, int most = int.MaxValue)
    {
        var read = new ReadBills(Get<PackVocabulary>()).Read(file, name);
        if (!read.Ok) return read.Problems.ToArray();
        if (read.Value.Rows.Count > most) return new Problem("benefits.bills.too-many", "", $"文件里有 {read.Value.Rows.Count} 张账单，一次最多 {most} 张，一张也没有结算。请拆成几份，或让管理员用 minkang bills import 办理。");
        var (settled, before, refused) = (0, 0, new List<RefusedBill>());
        foreach (var row in read.Value.Rows)
        {
            var outcome = row.Bill is { } bill ? await One(county, actor, hospital, bill, ct) : new Problem("benefits.bills.row", "", row.Refusal!);
            if (!outcome.Ok) refused.Add(new(row.Line, row.BillId, outcome.Problems[0].Message));
            else if (outcome.Value) settled++;
            else before++;
        }
        return new StoredFile(settled, before, refused);
    }

    /// <summary>True when the bill was settled now, false when it had been.</summary>
    private async Task<Outcome<bool>> One(string county, Actor actor, string hospital, Bill bill, CancellationToken ct)
    {
        await using var db = _stores.Open(county);
        var input = new BillInput
        {
            InvoiceNumber = bill.Id, DischargedOn = bill.Discharge, Days = bill.Days, Sessions = bill.Sessions, Total = bill.Total, InScope = bill.InScope, OutOfCatalogue = bill.OutOfCatalogue,
            OverLimit = bill.OverLimit, PreSelfPaid = bill.PreSelfPaid, Tcm = bill.Tcm, Items = new SortedDictionary<string, Money>(bill.Items.ToDictionary(), StringComparer.Ordinal),
        };
        var digest = BillInput.Digest(hospital, input.Invoice);
        if (await db.Set<StoredSettlement>().AnyAsync(s => s.BillDigest == digest && s.BillLive, ct)) return false;
        if (await Get<HospitalPatients>().ByNumber(db, bill.Person, ct) is not { } person) return new Problem("benefits.bills.person-unknown", "", "登记册里没有这个证件号码的人，没有结算。");
        var admission = await Admitted(db, actor, hospital, person, bill, ct);
        if (!admission.Ok) return admission.Problems.ToArray();
        var settled = await Get<SettleBill>().Finalise(county, actor, input with { AdmissionId = admission.Value }, $"file:{digest}", null, ct);
        return settled.Ok ? !settled.Value.WasThere : settled.Problems.ToArray();
    }

    /// <summary>The admission that an earlier run made and did not come to settle, or a new one.</summary>
    private async Task<Outcome<Guid>> Admitted(CountyDb db, Actor actor, string hospital, Guid person, Bill bill, CancellationToken ct)
    {
        var (kind, day) = (bill.Kind, bill.Admission);
        var open = await db.Set<Admission>().AsNoTracking().Where(a => a.PersonId == person && a.Hospital == hospital && a.Kind == kind && a.AdmittedOn == day && a.State == AdmissionState.Open && !a.ByHand).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct);
        if (open is { } there) return there;
        var admit = new AdmitPatient(db, Get<AdoptedPacks>(), Get<PersonEligibility>(), Get<CoveringLists>(), Get<ReadDiagnosis>(), Get<PackVocabulary>(), Get<HospitalPatients>(), Get<Vault>(), Get<BusinessCalendar>(), Get<TimeProvider>());
        return await admit.Handle(actor, new AdmitInput
        {
            PersonId = person, Hospital = hospital, Kind = bill.Kind, Level = bill.Level, Place = bill.Place, Referral = bill.Referral, Designated = bill.Designated, Enrolled = bill.Enrolled ? "yes" : "no",
            AdmittedOn = bill.Admission?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Diagnosis = string.Join('、', bill.Diseases),
        }, ct);
    }

    private T Get<T>() where T : notnull => (T)(_services.GetService(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not registered."));
}
