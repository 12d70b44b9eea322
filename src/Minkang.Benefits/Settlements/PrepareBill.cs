using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Bills;
using Minkang.Domain.Diseases;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Settlements;

/// <summary>A bill with everything that its settlement needs (待结算): who and what on the day that decides, the pack, and the stages that it takes in.</summary>
internal sealed record PreparedBill(Admission Admission, Bill Bill, AdoptedPack Adopted, int Year, PersonOnDay Person, IReadOnlyList<StoredSettlement> Stages, Guid? Replaces)
{
    public PolicyPack Pack => Adopted.Pack;
}

/// <summary>Puts a bill together from the admission, what was entered and what the register says of the day (组成账单).</summary>
internal sealed class PrepareBill(AdoptedPacks packs, PersonEligibility people, CoveringLists lists, Vault vault, BusinessCalendar calendar)
{
    public const string Dialysis = "dialysis";
    /// <summary>What is paid for each session would silently be nothing.</summary>
    public static readonly Problem NoSessions = new("benefits.bill.no-sessions", "Sessions", "请填写透析次数，按次支付的待遇要用它计算。");
    public static readonly Problem NotFound = new("benefits.admission.not-found", "", "没有这份入院登记，或不在您的范围内。");

    public async Task<Outcome<PreparedBill>> Handle(CountyDb db, Actor actor, BillInput input, CancellationToken ct)
    {
        var admission = await Reached(db, actor, input.AdmissionId, ct);
        if (admission is null) return NotFound;
        if (admission.State == AdmissionState.Cancelled) return new Problem("benefits.admission.cancelled", "", "这份入院登记已作废，不能结算。");
        if (Check(admission, input) is { } wrong) return wrong;
        var entries = await db.Set<StoredSettlement>().Where(s => s.AdmissionId == admission.Id).OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(ct);
        if (entries.Find(e => e.Kind is EntryKind.Ordinary or EntryKind.Resettlement && e.ReversedBy is null) is { } done)
            return new Problem("benefits.admission.settled", "", $"这次就诊已经结算，结算单号 {done.Number}。要改正请先申请冲销。");
        IReadOnlyList<StoredSettlement> stages = input.Stage ? [] : [.. entries.Where(e => e.Kind == EntryKind.Stage && e.ReversedBy is null)];
        var bill = Facts(admission, input, stages);
        var adopted = await Pack(db, bill, ct);
        if (!adopted.Ok) return adopted.Problems.ToArray();
        var day = bill.On(adopted.Value.Pack.ValidBy)!.Value;
        if (await people.Of(db, admission.PersonId, day, ct) is not { } person) return NotFound;
        var diagnosis = DiagnosisOf(admission);
        var age = person.AgeOn(day);
        bill = bill with
        {
            Household = person.HouseholdId?.ToString("N") ?? "",
            Categories = BillCodes.Categories(person.Categories.Select(c => c.Category)),
            Age = age,
            Diseases = diagnosis.Codes,
            Lists = lists.Of(diagnosis.Codes, age),
        };
        if (PolicyEngine.Refusal(adopted.Value.Pack, bill) is { } refused) return refused;
        var reversed = entries.LastOrDefault(e => e.Kind is EntryKind.Ordinary or EntryKind.Resettlement && e.ReversedBy is not null);
        return new PreparedBill(admission, bill, adopted.Value, PolicyEngine.YearOf(adopted.Value.Pack, bill)!.Value, person, stages, reversed?.Id);
    }

    /// <summary>The diagnosis of an admission, opened.</summary>
    public Diagnosis DiagnosisOf(Admission admission) => vault.Open(Purposes.Diagnosis, admission.DiagnosisSealed) is { Length: > 0 } text ? BillJson.Read<Diagnosis>(text) : Diagnosis.None;

    private static async Task<Admission?> Reached(CountyDb db, Actor actor, Guid id, CancellationToken ct) =>
        await db.AdmissionsFor(actor, "benefits.finalise").SingleOrDefaultAsync(a => a.Id == id && !a.ByHand, ct)
        ?? await db.AdmissionsFor(actor, "benefits.by-hand").SingleOrDefaultAsync(a => a.Id == id && a.ByHand, ct);

    private Problem? Check(Admission admission, BillInput input)
    {
        if (input.Invoice.Length == 0) return new("benefits.bill.no-invoice", "InvoiceNumber", "请填写发票（收据）号码，同一张发票只能结算一次。");
        if (input.Invoice.Length > 60) return new("benefits.bill.invoice-long", "InvoiceNumber", "发票号码太长，最多 60 个字符。");
        if (input.DischargedOn is not { } discharged) return new("benefits.bill.no-discharge", "DischargedOn", input.Stage ? "请填写这一段费用截止的日期。" : "请填写出院（就诊）日期。");
        if (discharged > calendar.Today) return new("benefits.bill.discharge-future", "DischargedOn", $"出院（就诊）日期不能晚于今天（{calendar.Today:yyyy-MM-dd}）。");
        if (discharged < admission.AdmittedOn) return new("benefits.bill.discharge-early", "DischargedOn", $"出院日期早于入院日期（{admission.AdmittedOn:yyyy-MM-dd}），请核对。");
        if (admission.Kind == Dialysis && input.Sessions == 0) return NoSessions;
        if (input.Stage && admission.ByHand) return new("benefits.bill.stage-by-hand", "Stage", "手工补录的账单按整次就诊录入，不分段。");
        return input.UnevenLine();
    }

    private Bill Facts(Admission a, BillInput input, IReadOnlyList<StoredSettlement> stages)
    {
        var discharged = input.DischargedOn!.Value;
        var bill = input.On(new Bill
        {
            Id = input.Invoice, Person = a.PersonId.ToString("N"), Kind = a.Kind, Level = BillCodes.Level(a.Level, a.Place), Place = a.Place, Referral = a.Referral, Designated = a.Designated, Enrolled = a.Enrolled,
            Admission = a.AdmittedOn, Discharge = discharged, Settlement = calendar.Today, Days = input.Days ?? discharged.DayNumber - a.AdmittedOn.DayNumber, Sessions = input.Sessions,
        });
        return stages.Select(s => BillJson.Read(vault.Open(Purposes.Diagnosis, s.BillSealed)!)).Aggregate(bill, (whole, stage) => whole with
        {
            Total = whole.Total + stage.Total,
            InScope = whole.InScope + stage.InScope,
            OutOfCatalogue = whole.OutOfCatalogue + stage.OutOfCatalogue,
            OverLimit = whole.OverLimit + stage.OverLimit,
            PreSelfPaid = whole.PreSelfPaid + stage.PreSelfPaid,
            Tcm = whole.Tcm + stage.Tcm,
            Sessions = whole.Sessions + stage.Sessions,
            Items = whole.Items.Concat(stage.Items).GroupBy(i => i.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Money(g.Sum(i => i.Value.Fen)), StringComparer.Ordinal),
        });
    }

    /// <summary>The pack adopted for the date that it goes by itself: discharge for most, admission or settlement for some.</summary>
    private async Task<Outcome<AdoptedPack>> Pack(CountyDb db, Bill bill, CancellationToken ct)
    {
        Outcome<AdoptedPack>? first = null;
        foreach (var basis in (DateBasis[])[DateBasis.Discharge, DateBasis.Admission, DateBasis.Settlement])
        {
            var found = await packs.On(db, bill.On(basis)!.Value, ct);
            if (found.Ok && found.Value.Pack.ValidBy == basis) return found;
            first ??= found;
        }
        return first!.Value.Ok
            ? new Problem("benefits.adoption.changes-between", "", string.Create(CultureInfo.InvariantCulture, $"本县的报销政策在 {bill.Admission:yyyy-MM-dd} 到 {bill.Settlement:yyyy-MM-dd} 之间更换，新旧政策按不同的日期计算，不能判定适用哪一个。请与县医保局核定。"))
            : first.Value;
    }
}

/// <summary>The disease lists (病种目录) that cover diseases at an age, by the catalogue.</summary>
internal sealed class CoveringLists(DiseaseCatalogue catalogue)
{
    public IReadOnlyList<string> Of(IReadOnlyCollection<string> diseases, int? age) =>
        [.. catalogue.Lists.Where(l => diseases.Any(d => catalogue.Covering(l, d, age) is not null)).Select(l => l.Id).Order(StringComparer.Ordinal)];
}
