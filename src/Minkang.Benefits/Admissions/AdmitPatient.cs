using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Bills;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Referrals;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Diseases;
using Minkang.Domain.Lists;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Admissions;

/// <summary>What is entered on admission (入院登记). Texts as typed, so that a refused value comes back as it was.</summary>
internal sealed class AdmitInput
{
    public Guid PersonId { get; set; }
    public string Hospital { get; set => field = value ?? ""; } = "";
    public string Kind { get; set => field = value ?? ""; } = "inpatient";
    public string Level { get; set => field = value ?? ""; } = "";
    public string Place { get; set => field = value ?? ""; } = "county";
    public string Referral { get; set => field = value ?? ""; } = "";
    /// <summary>The referral by which the person comes; it then gives <see cref="Referral"/>.</summary>
    public Guid? ReferralId { get; set; }
    public bool Designated { get; set; } = true;
    /// <summary><c>yes</c>, <c>no</c>; empty takes what the register says.</summary>
    public string Enrolled { get; set => field = value ?? ""; } = "";
    public string? AdmittedOn { get; set; }
    public string Diagnosis { get; set => field = value ?? ""; } = "";
    public string DepositUsual { get; set => field = value ?? ""; } = "";
    public string DepositCharged { get; set => field = value ?? ""; } = "";
    public string Papers { get; set => field = value ?? ""; } = "";
    public bool ByHand { get; set; }
    public string Evidence { get; set => field = value ?? ""; } = "";
}

/// <summary>
/// Admits a patient (入院登记, 先诊疗后付费): what the person is entitled to on the day is kept with the record that proves it, and the deposit that the policy
/// asks for is worked out. A deposit above it stays on record as what was taken, and is shown as taken too much.
/// </summary>
internal sealed class AdmitPatient(CountyDb db, AdoptedPacks packs, PersonEligibility people, CoveringLists lists, ReadDiagnosis diagnoses, PackVocabulary words, HospitalPatients patients, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    public static readonly Problem PersonNotFound = new("benefits.person.not-found", "", "没有找到这个人，或者这个人不在您的范围内。");
    private static readonly Problem Meanwhile = new("benefits.admission.meanwhile", "", "刚刚有人为此人办理了登记，这一份没有保存。请刷新页面，看过最新情况后再办。");

    public async Task<Outcome<Guid>> Handle(Actor actor, AdmitInput input, CancellationToken ct)
    {
        var action = input.ByHand ? "benefits.by-hand" : "benefits.admit";
        if (!await db.Places(actor, action).AnyAsync(p => p.Id == input.PersonId, ct)) return PersonNotFound;
        var problems = Check(actor, input, out var admittedOn, out var usual, out var charged);
        if (problems.Count > 0) return problems;
        var person = await people.Of(db, input.PersonId, admittedOn, ct);
        if (person is null) return PersonNotFound;
        if (Enrolled(input, person) is not { } enrolled) return new Problem("benefits.admission.enrolment-unknown", "Enrolled", $"登记册和参保名单都没有写此人在 {admittedOn:yyyy-MM-dd} 是否参加基本医保，请核对医保凭证后选择。");
        if (await OpenAlready(input, ct) is { } open) return open;

        Referrals.Referral? referral = null;
        if (input.ReferralId is { } by)
        {
            referral = await TieReferral.Open(db, input.PersonId, input.Hospital.Trim(), input.ByHand, admittedOn).SingleOrDefaultAsync(r => r.Id == by, ct);
            if (referral is null) return TieReferral.NotOpen;
            input.Referral = await TieReferral.Code(db, referral, admittedOn, ct);
        }
        var diagnosis = diagnoses.Read(input.Diagnosis, person.AgeOn(admittedOn));
        var due = usual is null ? null : await Deposit(input, person, diagnosis, enrolled, admittedOn, usual.Value, ct);
        db.Trail.Actor = actor;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two counters may ask for one stay with different days at the same moment: the second waits here, and then sees the first.
        if (!input.ByHand) await patients.Hold(db, input.Hospital.Trim(), input.PersonId, ct);
        if (await OpenAlready(input, ct) is { } between)
        {
            db.ChangeTracker.Clear();
            return between;
        }
        var admission = Admitted(actor, input, person, diagnosis, admittedOn, enrolled, (usual, due, charged));
        if (referral is not null) TieReferral.Tie(actor, admission, referral);
        db.Add(admission);
        if (await db.TrySave(ct))
        {
            await transaction.CommitAsync(ct);
            return admission.Id;
        }
        await transaction.RollbackAsync(ct);
        return await OpenAlready(input, ct) ?? (referral is null ? Meanwhile : TieReferral.NotOpen);
    }

    private Admission Admitted(Actor actor, AdmitInput input, PersonOnDay person, Diagnosis diagnosis, DateOnly admittedOn, bool enrolled, (Money? Usual, Money? Due, Money? Charged) deposit) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()), PersonId = person.PersonId, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode, Hospital = input.Hospital.Trim(), Kind = input.Kind, Level = input.Level,
        Place = input.Place, Referral = input.Referral, Designated = input.Designated, Enrolled = enrolled, AdmittedOn = admittedOn, DiagnosisSealed = vault.Seal(Purposes.Diagnosis, BillJson.Of(diagnosis)),
        DepositUsualFen = deposit.Usual?.Fen, DepositDueFen = deposit.Due?.Fen, DepositChargedFen = deposit.Charged?.Fen, Eligibility = BillJson.Write(person.Categories), Papers = Blank(input.Papers),
        ByHand = input.ByHand, Evidence = input.ByHand ? Blank(input.Evidence) : null, AdmittedByName = actor.Name,
    };

    private List<Problem> Check(Actor actor, AdmitInput input, out DateOnly admittedOn, out Money? usual, out Money? charged)
    {
        var problems = new List<Problem>();
        admittedOn = default;
        if (DateText.Read(new Cell(CellKind.Text, input.AdmittedOn ?? "")) is { HasValue: true, Value.Day: { } day }) admittedOn = day;
        else problems.Add(new("benefits.admission.date-missing", "AdmittedOn", "请填写入院（就诊）日期，写成 2019-03-01。"));
        if (admittedOn > calendar.Today) problems.Add(new("benefits.admission.date-future", "AdmittedOn", $"入院日期不能晚于今天（{calendar.Today:yyyy-MM-dd}）。"));
        if (words.Kinds.Find(input.Kind) is null) problems.Add(new("benefits.admission.kind-missing", "Kind", "请选择就诊类别。"));
        if (words.FacilityLevels.Find(input.Level) is null) problems.Add(new("benefits.admission.level-missing", "Level", "请选择医疗机构级别。"));
        if (words.Places.Find(input.Place) is null) problems.Add(new("benefits.admission.place-missing", "Place", "请选择就医地。"));
        if (input.Referral.Length > 0 && words.Referrals.Find(input.Referral) is null) problems.Add(new("benefits.admission.referral-unknown", "Referral", "请选择转诊情况。"));
        if (string.IsNullOrWhiteSpace(input.Hospital) || input.Hospital.Length > 100) problems.Add(new("benefits.admission.hospital-missing", "Hospital", "请填写医疗机构名称，100 字以内。"));
        else if (!input.ByHand && !actor.IsConsole && !actor.HospitalsFor("benefits.admit").Contains(input.Hospital)) problems.Add(new("benefits.admission.hospital-not-yours", "Hospital", "只能为本院办理入院登记。"));
        if (input.ByHand && string.IsNullOrWhiteSpace(input.Evidence)) problems.Add(new("benefits.admission.evidence-missing", "Evidence", "手工补录请写明核对了哪些凭据，例如发票原件、费用清单、出院小结。"));
        if (input.Diagnosis.Length > 500) problems.Add(new("benefits.admission.diagnosis-long", "Diagnosis", "诊断最多 500 字。"));
        usual = Amount(input.DepositUsual, "DepositUsual", problems);
        charged = Amount(input.DepositCharged, "DepositCharged", problems);
        return problems;
    }

    private static Money? Amount(string text, string field, List<Problem> problems)
    {
        var read = AmountText.Read(new Cell(CellKind.Text, text));
        if (read.Error is { } error) problems.Add(new("benefits.amount.unreadable", field, error.Message));
        return read.HasValue ? read.Value : null;
    }

    private static bool? Enrolled(AdmitInput input, PersonOnDay person) => input.Enrolled switch { "yes" => true, "no" => false, _ => person.Enrolled };

    private async Task<Problem?> OpenAlready(AdmitInput input, CancellationToken ct)
    {
        if (input.ByHand || input.Kind != "inpatient") return null;
        var hospital = input.Hospital.Trim();
        var open = await db.Set<Admission>().AnyAsync(a => a.PersonId == input.PersonId && a.Kind == "inpatient" && a.State == AdmissionState.Open && !a.ByHand && a.Hospital == hospital, ct);
        return open ? new Problem("benefits.admission.open-already", "", "此人在本院已有未结算的住院登记，请先结算或作废那一份。") : null;
    }

    private async Task<Money?> Deposit(AdmitInput input, PersonOnDay person, Diagnosis diagnosis, bool enrolled, DateOnly day, Money usual, CancellationToken ct)
    {
        // Institutions begin pay-after-treatment one by one; before its day an institution asks for what it usually asks.
        if ((await InstitutionBook.Of(db, ct)).PayAfter(input.Hospital.Trim(), day) == false) return usual;
        var adopted = await packs.On(db, day, ct);
        if (!adopted.Ok) return null;
        var bill = new Bill
        {
            Id = "", Kind = input.Kind, Level = BillCodes.Level(input.Level, input.Place), Place = input.Place, Referral = input.Referral, Designated = input.Designated, Enrolled = enrolled, Age = person.AgeOn(day),
            Categories = BillCodes.Categories(person.Categories.Select(c => c.Category)), Diseases = diagnosis.Codes, Lists = lists.Of(diagnosis.Codes, person.AgeOn(day)),
        };
        var share = PolicyEngine.Deposit(adopted.Value.Pack, bill, day);
        if (!share.Ok) return null; // the pack leaves it blank: what is due is then not known, which is shown as such
        return share.Value is { } rate ? new Money(Rounding.Usual.Apply(usual.Fen * rate.TenThousandths)) : usual;
    }

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Reads a diagnosis as written into diseases of the catalogue and ICD-10 codes, the first one first (诊断认读).</summary>
internal sealed class ReadDiagnosis(DiseaseCellReader reader, PackVocabulary words)
{
    private static readonly char[] Separators = ['、', '，', ',', ';', '；', ' ', '　', '\n'];

    public Diagnosis Read(string? text, int? age)
    {
        if (string.IsNullOrWhiteSpace(text)) return Diagnosis.None;
        // A text that says that nothing was found names the catalogue's word for no illness, which is no diagnosis.
        var codes = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(words.IsDisease);
        var named = reader.Read(text, age).Mentions.Where(m => m is { Refuted: false, Disease: not null, Certainty: MentionCertainty.Certain or MentionCertainty.Presumed }).Select(m => m.Disease!.Id);
        return new(text.Trim(), [.. named.Concat(codes).Where(c => c != DiseaseCatalogue.NoIllness).Distinct(StringComparer.Ordinal)]);
    }
}
