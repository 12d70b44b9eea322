using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Packs;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Benefits.Referrals;

/// <summary>A referral as typed (转诊单录入). Level and place of an institution on the book may be left out.</summary>
internal sealed class ReferralInput
{
    public Guid PersonId { get; set; }
    public string FromInstitution { get; set => field = value ?? ""; } = "";
    public string FromLevel { get; set => field = value ?? ""; } = "";
    public string Doctor { get; set => field = value ?? ""; } = "";
    public string ToInstitution { get; set => field = value ?? ""; } = "";
    public string ToLevel { get; set => field = value ?? ""; } = "";
    public string ToPlace { get; set => field = value ?? ""; } = "";
    public string Diagnosis { get; set => field = value ?? ""; } = "";
    public string Reason { get; set => field = value ?? ""; } = "";
    public string Note { get; set => field = value ?? ""; } = "";
    public bool Emergency { get; set; }
    public string MadeOn { get; set => field = value ?? ""; } = "";
}

/// <summary>Refers a person to another institution (开转诊单). A skipped level and a diagnosis that the institution could treat itself are marked, not refused.</summary>
internal sealed class MakeReferral(CountyDb db, PackVocabulary words, ReadDiagnosis diagnoses, PersonEligibility people, Vault vault, BusinessCalendar calendar, TimeProvider clock)
{
    public async Task<Outcome<Guid>> Handle(Actor actor, ReferralInput input, CancellationToken ct)
    {
        if (await db.MayRefer(actor, input.PersonId, ct) is not { } action) return AdmitPatient.PersonNotFound;
        var book = await InstitutionBook.Of(db, ct);
        var made = Day(input.MadeOn);
        FromBook(input, book, made ?? calendar.Today);
        if (Check(actor, action, input, made) is { Count: > 0 } problems) return problems;
        var (day, to) = (made!.Value, input.ToInstitution.Trim());
        if (await db.Set<Referral>().AnyAsync(r => r.PersonId == input.PersonId && r.State == ReferralState.Waiting && r.ToInstitution == to, ct)) return new Problem("benefits.referral.waiting-already", "ToInstitution", "此人已有转往这家机构、还没有答复的转诊单。");
        var person = await people.Of(db, input.PersonId, day, ct);
        if (person is null) return AdmitPatient.PersonNotFound;

        var referral = Made(actor, input, person, book, day);
        db.Trail.Actor = actor;
        db.Add(referral);
        await db.SaveChangesAsync(ct);
        return referral.Id;
    }

    private Referral Made(Actor actor, ReferralInput input, PersonOnDay person, InstitutionBook book, DateOnly day)
    {
        var (from, diagnosis) = (input.FromInstitution.Trim(), diagnoses.Read(input.Diagnosis, person.AgeOn(day)));
        return new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), PersonId = person.PersonId, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode, FromInstitution = from, FromLevel = input.FromLevel, Doctor = input.Doctor.Trim(),
            ToInstitution = input.ToInstitution.Trim(), ToLevel = input.ToLevel, ToPlace = input.ToPlace, DiagnosisSealed = vault.Seal(Purposes.Diagnosis, BillJson.Of(diagnosis))!, Reason = Enum.Parse<ReferralReason>(input.Reason),
            NoteSealed = string.IsNullOrWhiteSpace(input.Note) ? null : vault.Seal(Purposes.Diagnosis, input.Note.Trim()), Emergency = input.Emergency, Skipped = ReferralLevels.Skipped(input.FromLevel, input.ToLevel, input.ToPlace),
            WithinAbility = ReferralLevels.Way(input.FromLevel, input.ToLevel) != ReferralWay.Down && book.Treats(from, diagnosis.Codes, day), MadeOn = day, MadeByName = actor.Name,
        };
    }

    /// <summary>What the book knows need not be typed.</summary>
    private static void FromBook(ReferralInput input, InstitutionBook book, DateOnly day)
    {
        if (input.FromLevel.Length == 0 && book.Named(input.FromInstitution.Trim()) is { } from) input.FromLevel = book.LevelOf(from.Id, day) ?? "";
        if (book.Named(input.ToInstitution.Trim()) is not { } to) return;
        if (input.ToLevel.Length == 0) input.ToLevel = book.LevelOf(to.Id, day) ?? "";
        if (input.ToPlace.Length == 0) input.ToPlace = to.Place;
    }

    private List<Problem> Check(Actor actor, string action, ReferralInput input, DateOnly? made)
    {
        var problems = new List<Problem>();
        var (from, to) = (input.FromInstitution.Trim(), input.ToInstitution.Trim());
        if (from.Length is 0 or > 100) problems.Add(new("benefits.referral.from-missing", "FromInstitution", "请填写转出机构，100 字以内。"));
        else if (!actor.ScopeOf(action).Parts.Any(p => p.Organisation is null) && !actor.HospitalsFor(action).Contains(from)) problems.Add(new("benefits.referral.not-yours", "FromInstitution", "只能从本院转出。"));
        if (to.Length is 0 or > 100) problems.Add(new("benefits.referral.to-missing", "ToInstitution", "请填写转入机构，100 字以内。"));
        else if (to == from) problems.Add(new("benefits.referral.same", "ToInstitution", "转入机构和转出机构不能相同。"));
        if (!PackVocabulary.Levels.Contains(input.FromLevel)) problems.Add(new("benefits.referral.from-level", "FromLevel", "请选择转出机构的级别；机构名册里有的可以不选。"));
        if (!PackVocabulary.Levels.Contains(input.ToLevel)) problems.Add(new("benefits.referral.to-level", "ToLevel", "请选择转入机构的级别；机构名册里有的可以不选。"));
        if (words.Places.Find(input.ToPlace) is null) problems.Add(new("benefits.referral.to-place", "ToPlace", "请选择转入机构在哪里；机构名册里有的可以不选。"));
        if (input.Doctor.Trim().Length is 0 or > 50) problems.Add(new("benefits.referral.doctor-missing", "Doctor", "请填写首诊医生姓名；接收之前由首诊医生负责。"));
        if (input.Diagnosis.Trim().Length is 0 or > 500) problems.Add(new("benefits.referral.diagnosis-missing", "Diagnosis", "请填写诊断，500 字以内。"));
        var reason = Choice.Of<ReferralReason>(input.Reason);
        if (reason is null) problems.Add(new("benefits.referral.reason-missing", "Reason", "请选择转诊原因。"));
        else if (reason == ReferralReason.Other && string.IsNullOrWhiteSpace(input.Note)) problems.Add(new("benefits.referral.note-missing", "Note", "选择“其他”时请写明原因。"));
        if (input.Note.Length > 500) problems.Add(new("benefits.referral.note-long", "Note", "说明最多 500 字。"));
        if (made is not { } day || day > calendar.Today) problems.Add(new("benefits.referral.date", "MadeOn", "请填写转诊日期，不能晚于今天。"));
        return problems;
    }

    internal static DateOnly? Day(string? text) => DateText.Read(new Cell(CellKind.Text, text ?? "")) is { HasValue: true, Value.Day: { } day } ? day : null;
}
