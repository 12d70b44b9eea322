using System.Globalization;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Bills;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Minkang.Benefits.Counter;

/// <summary>What an estimate asks for (测算条件): a person of the register, or the categories of nobody in particular.</summary>
internal sealed class EstimateInput
{
    public Guid? PersonId { get; set; }
    public List<string> Categories { get; set => field = value ?? []; } = [];
    public string Age { get; set => field = value ?? ""; } = "";
    public string Days { get; set => field = value ?? ""; } = "";
    public string Kind { get; set => field = value ?? ""; } = "inpatient";
    public string Level { get; set => field = value ?? ""; } = "county";
    public string Place { get; set => field = value ?? ""; } = "county";
    public string Referral { get; set => field = value ?? ""; } = "";
    public string Diagnosis { get; set => field = value ?? ""; } = "";
}

/// <summary>Works out what a treatment would cost a person today (费用测算); nothing is kept.</summary>
internal sealed class EstimateBill(CountyDb db, AdoptedPacks packs, PersonEligibility people, CoveringLists lists, ReadDiagnosis diagnoses, BusinessCalendar calendar)
{
    public async Task<Outcome<(PolicyPack Pack, Settlement Settlement)>> Handle(Actor actor, EstimateInput input, BillInput amounts, CancellationToken ct)
    {
        var today = calendar.Today;
        var adopted = await packs.On(db, today, ct);
        if (!adopted.Ok) return adopted.Problems.ToArray();
        var pack = adopted.Value.Pack;
        PersonOnDay? person = null;
        if (input.PersonId is { } id)
        {
            if (!await db.Places(actor, "benefits.estimate").AnyAsync(p => p.Id == id, ct) || (person = await people.Of(db, id, today, ct)) is null) return AdmitPatient.PersonNotFound;
        }
        var age = person?.AgeOn(today) ?? (int.TryParse(input.Age, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : null);
        var diagnosis = diagnoses.Read(input.Diagnosis, age);
        var bill = amounts.On(new Bill
        {
            Id = "estimate", Person = (person?.PersonId ?? Guid.Empty).ToString("N"), Household = (person?.HouseholdId ?? Guid.Empty).ToString("N"), Kind = input.Kind, Level = BillCodes.Level(input.Level, input.Place), Place = input.Place,
            Referral = input.Referral, Categories = BillCodes.Categories(person?.Categories.Select(c => c.Category) ?? input.Categories), Age = age, Diseases = diagnosis.Codes, Lists = lists.Of(diagnosis.Codes, age),
            Admission = today, Discharge = today, Settlement = today, Enrolled = person?.Enrolled ?? true, Sessions = amounts.Sessions,
            Days = int.TryParse(input.Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0,
        });
        if (input.Kind == PrepareBill.Dialysis && amounts.Sessions == 0) return PrepareBill.NoSessions;
        if (PolicyEngine.Refusal(pack, bill) is { } refused) return refused;
        var before = person is null ? new long[pack.Slots.Count] : await LockedAccounts.Peek(db, pack, bill, person.PersonId, person.HouseholdId, PolicyEngine.YearOf(pack, bill)!.Value, ct);
        var settled = PolicyEngine.Settle(pack, bill, before);
        return settled.Ok ? (pack, settled.Value) : settled.Problems.ToArray();
    }
}
