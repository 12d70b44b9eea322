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
    /// <summary>Code of the refusal of a file with headings that are not known; it settles once they are said to be left out.</summary>
    public const string UnknownHeading = "benefits.bills.unknown-headings";

    private readonly CountyStores _stores;
    private readonly IServiceProvider _services;

    internal SettleIntoStore(CountyStores stores, IServiceProvider services) => (_stores, _services) = (stores, services);

    /// <summary>True when a bill of the hospital stands settled in the store, from whichever source.</summary>
    public async Task<bool> HasSettled(string county, string hospital, CancellationToken ct)
    {
        await using var db = _stores.Open(county);
        return await db.Set<StoredSettlement>().AnyAsync(s => s.Hospital == hospital, ct);
    }

    /// <summary>The headings of a file that mean nothing here, in the order of the file; empty where all are known. Refuses a file that cannot be read as bills.</summary>
    public Outcome<string[]> UnknownHeadings(Stream file, string name)
    {
        var read = new ReadBills(Get<PackVocabulary>()).Read(file, name);
        return read.Ok ? read.Value.Ignored.Distinct(StringComparer.Ordinal).ToArray() : read.Problems.ToArray();
    }

    /// <summary>
    /// Settles the file for a hospital; <c>person</c> in it is the identity number. Refuses with <c>lists.*</c> or <c>benefits.bills.*</c> a file that cannot be read as bills, one with
    /// headings that are not known and not among those that the person said to leave out (what they say is lost for good) and one of more than <paramref name="most"/> rows, each as a whole and before any row is settled. Single
    /// rows are refused in the result: a person who is not on the register, amounts that do not add up, a policy that lacks a value, an invoice that was settled with other content.
    /// Anybody but the operator on the server shows by <c>name</c> whose card it is, as at the counter, and each look-up is recorded.
    /// </summary>
    public async Task<Outcome<StoredFile>> Settle(string county, Actor actor, string hospital, Stream file, string name, CancellationToken ct, int most = int.MaxValue, IReadOnlyCollection<string>? leaveOut = null)
    {
        var read = new ReadBills(Get<PackVocabulary>()).Read(file, name);
        if (!read.Ok) return read.Problems.ToArray();
        if (read.Value.Rows.Count > most) return new Problem("benefits.bills.too-many", "", $"文件里有 {read.Value.Rows.Count} 张账单，一次最多 {most} 张，一张也没有结算。请拆成几份，或让管理员用 minkang bills import 办理。");
        if (read.Value.Ignored.Except(leaveOut ?? [], StringComparer.Ordinal).ToList() is { Count: > 0 } unknown) return new Problem("benefits.bills.unknown-headings", "", $"不认识的表头：{string.Join("、", unknown.Take(10))}，一张也没有结算。结算后不能再改，请改成认识的表头，或确认这些列不用读。");
        var (settled, before, refused) = (0, 0, new List<RefusedBill>());
        foreach (var row in read.Value.Rows)
        {
            var outcome = row.Bill is null ? new Problem("benefits.bills.row", "", row.Refusal!)
                : row.Opening.Count > 0 ? new Problem("benefits.bills.opening", "", "累计以县库里的为准，文件里不能写期初累计（before: 各列）。")
                : await One(county, actor, hospital, row, row.Bill, ct);
            if (!outcome.Ok) refused.Add(new(row.Line, row.BillId, outcome.Problems[0].Message));
            else if (outcome.Value) settled++;
            else before++;
        }
        return new StoredFile(settled, before, refused);
    }

    /// <summary>True when the bill was settled now, false when it had been.</summary>
    private async Task<Outcome<bool>> One(string county, Actor actor, string hospital, BillRow row, Bill bill, CancellationToken ct)
    {
        await using var db = _stores.Open(county);
        var found = actor.IsConsole
            ? await Get<HospitalPatients>().ByNumber(db, bill.Person, ct) is { } known ? known : new Problem("benefits.bills.person-unknown", "", "登记册里没有这个证件号码的人，没有结算。")
            : await Get<HospitalPatients>().Take(db, actor, hospital, bill.Person, row.Name, ct);
        if (!found.Ok) return found.Problems.ToArray();
        var person = found.Value;
        var input = new BillInput
        {
            InvoiceNumber = bill.Id, DischargedOn = bill.Discharge, Days = bill.Days, Sessions = bill.Sessions, Total = bill.Total, InScope = bill.InScope, OutOfCatalogue = bill.OutOfCatalogue,
            OverLimit = bill.OverLimit, PreSelfPaid = bill.PreSelfPaid, Tcm = bill.Tcm, Items = new SortedDictionary<string, Money>(bill.Items.ToDictionary(), StringComparer.Ordinal),
        };
        var digest = BillInput.Digest(hospital, input.Invoice);
        var entries = await db.Set<StoredSettlement>().AsNoTracking().Where(s => s.BillDigest == digest).ToListAsync(ct);
        if (entries.Find(s => s.BillLive) is { } live)
            return live.PersonId == person && live.Total == bill.Total && live.DischargedOn == bill.Discharge ? false
                : new Problem("benefits.bills.other-content", "", $"这张发票已经结算过（结算单号 {live.Number}），人员、金额或出院日期与文件里的不同，没有结算。请核对发票号码；要改正请先申请冲销。");
        var admission = await Admitted(db, actor, hospital, person, row, bill, ct);
        if (!admission.Ok) return admission.Problems.ToArray();
        // An invoice that was settled and taken back is another request than the one before.
        var settled = await Get<SettleBill>().Finalise(county, actor, input with { AdmissionId = admission.Value.Id }, $"file:{digest}:{entries.Count}", null, ct);
        if (settled.Ok) return !settled.Value.WasThere;
        if (admission.Value.Made) await new ChangeAdmission(db, Get<BusinessCalendar>()).Cancel(actor, admission.Value.Id, "账单文件里的这一行没有结算，随之作废", ct);
        return settled.Problems.ToArray();
    }

    /// <summary>The admission that an earlier run made of the same facts and did not come to settle, or a new one.</summary>
    private async Task<Outcome<(Guid Id, bool Made)>> Admitted(CountyDb db, Actor actor, string hospital, Guid person, BillRow row, Bill bill, CancellationToken ct)
    {
        var (kind, day, diagnosis) = (bill.Kind, bill.Admission, string.Join('、', bill.Diseases));
        var open = await db.Set<Admission>().AsNoTracking().Where(a => a.PersonId == person && a.Hospital == hospital && a.Kind == kind && a.AdmittedOn == day && a.State == AdmissionState.Open && !a.ByHand
            && a.Level == bill.Level && a.Place == bill.Place && a.Referral == bill.Referral && a.Designated == bill.Designated).OrderBy(a => a.Id).ToListAsync(ct);
        if (open.Find(a => (!row.StatesEnrolled || a.Enrolled == bill.Enrolled) && Get<PrepareBill>().DiagnosisOf(a).Text == diagnosis) is { } there) return (there.Id, false);
        var admit = new AdmitPatient(db, Get<AdoptedPacks>(), Get<PersonEligibility>(), Get<CoveringLists>(), Get<ReadDiagnosis>(), Get<PackVocabulary>(), Get<HospitalPatients>(), Get<Vault>(), Get<BusinessCalendar>(), Get<TimeProvider>());
        var made = await admit.Handle(actor, new AdmitInput
        {
            PersonId = person, Hospital = hospital, Kind = bill.Kind, Level = bill.Level, Place = bill.Place, Referral = bill.Referral, Designated = bill.Designated, Enrolled = !row.StatesEnrolled ? "" : bill.Enrolled ? "yes" : "no",
            AdmittedOn = bill.Admission?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Diagnosis = diagnosis,
        }, ct);
        return made.Ok ? (made.Value, true) : made.Problems.ToArray();
    }

    private T Get<T>() where T : notnull => (T)(_services.GetService(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not registered."));
}
