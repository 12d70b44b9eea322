using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Questions;
using Minkang.Registry.Register;

namespace Minkang.Registry.Persons;

/// <summary>What came of entering a person, or a number: the record, or look-alikes that must be answered first.</summary>
internal sealed record RegisterPersonResult(Guid? PersonId, IReadOnlyList<LookAlike> LookAlikes);

/// <summary>Adds a person (人员) to a household that the actor may add to: born, moved in, or missed so far.</summary>
internal sealed class RegisterPerson(Vault vault, BusinessCalendar calendar, TimeProvider clock, LookAlikes lookAlikes)
{
    public async Task<Outcome<RegisterPersonResult>> Handle(CountyDb db, Actor actor, Guid householdId, RegisterPersonInput input, CancellationToken ct)
    {
        var household = await db.HouseholdsFor(actor, "registry.create").SingleOrDefaultAsync(h => h.Id == householdId, ct);
        if (household is null) return new Problem("registry.household.not-found", "", "没有这一户，或不在您的范围内。");
        var read = PersonParticulars.Read(input, calendar.Today);
        var problems = read.Ok ? [] : read.Problems.ToList();
        if (household.EndedOn is not null) problems.Add(new("registry.household.ended", "", "这一户已经终止，不能再加人。"));
        if (HowOf(input.How) is null) problems.Add(new("registry.person.how-missing", "How", "请选择为什么新增：出生、迁入，还是以前漏登。"));
        var on = PersonFilter.Day(input.On) ?? (input.How == "born" && read.Ok ? read.Value.BirthOn : null);
        if (on is null) problems.Add(new("registry.person.since-missing", "On", "请填写从哪一天起是这一户的人。"));
        if (on > calendar.Today) problems.Add(new("registry.event.date-future", "On", "日期不能晚于今天。"));
        if (read.Ok && input.Relation == RelationCodes.Head && household.HeadPersonId is not null) problems.Add(new("registry.person.head-there", "Relation", "这一户已有户主，请选与户主的关系。"));
        if (problems.Count > 0) return problems;

        var alike = await lookAlikes.Find(db, actor, read.Value.Name, read.Value.Number, read.Value.BirthOn, household.VillageCode, null, ct);
        if (Refusal(alike) is { } taken) return taken;
        if (alike.Count > 0 && input.LookAlike is not ("different" or "unsure")) return new RegisterPersonResult(null, alike);

        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var person = Add(db, household, read.Value, on!.Value, await NextLine(db, householdId, ct), vault, frame);
        if (person.Relation == RelationCodes.Head) household.HeadPersonId = person.Id;
        db.Add(frame.Event(HowOf(input.How)!.Value, on.Value, householdId, person.Id));
        if (household.Number is not null) db.Add(frame.SurveyDue(householdId, person.Id, household.VillageCode));
        foreach (var other in alike) db.Add(Answered(other, person, input.LookAlike, frame));
        db.Trail.Record(actor, "registry.create", "person", person.Id, null, new { how = input.How, alike = alike.Count, said = input.LookAlike });
        await db.SaveChangesAsync(ct);
        return new RegisterPersonResult(person.Id, alike);
    }

    /// <summary>Makes the record and its membership.</summary>
    internal static Person Add(CountyDb db, Household household, PersonParticulars p, DateOnly on, int line, Vault vault, EventFrame frame)
    {
        var person = new Person
        {
            Id = frame.NewId(), Line = line, Sex = (int)p.Sex, BirthOn = p.BirthOn, BirthPrecision = p.BirthOn is null ? null : "day",
            EthnicGroup = p.EthnicGroup, PhoneSealed = vault.Seal(Purposes.Phone, p.Phone),
        };
        person.Rename(p.Name);
        if (p.Number is { } number) person.Identify(number, vault);
        else person.LeaveUnidentified("missing", "", vault);
        db.Add(person);
        HouseholdState.Join(db, person, household, p.Relation, on, frame);
        return person;
    }

    /// <summary>A number is one person's alone. A former one is a look-alike to be answered: the merge from which it comes may have been wrong.</summary>
    internal static Problem? Refusal(IReadOnlyList<LookAlike> alike) => alike.FirstOrDefault(a => a.SameNumber) is not { } same ? null
        : same.PersonId is { } id
            ? new Problem("registry.person.id-number-already-on-file", "IdNumber", $"这个身份证号已登记在{same.Where}，请打开已有的人员：/persons/{id}")
            : new Problem("registry.person.id-number-known-elsewhere", "IdNumber", $"这个身份证号已在{same.Where}登记，请与该乡镇联系核实。");

    private static async Task<int> NextLine(CountyDb db, Guid household, CancellationToken ct) =>
        (await db.Set<Person>().Where(p => p.HouseholdId == household).MaxAsync(p => (int?)p.Line, ct) ?? 0) + 1;

    private static EventKind? HowOf(string how) => how switch { "born" => EventKind.Born, "moved_in" => EventKind.MovedIn, "missed" => EventKind.Corrected, _ => null };

    /// <summary>"Different" is remembered and not asked again; "not sure" stays open for the village.</summary>
    internal static Question Answered(LookAlike other, Person person, string said, EventFrame frame) => new()
    {
        Id = frame.NewId(), Kind = "look_alike", PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = person.VillageCode,
        KeyHash = frame.Vault.Chained(Purposes.ListKey, $"look_alike|{person.Id}|{other.PersonId}"),
        DetailSealed = frame.Vault.Seal(Purposes.ListEntry, System.Text.Json.JsonSerializer.Serialize(new { other = other.PersonId, other.Where })),
        State = said == "different" ? QuestionState.Answered : QuestionState.Open,
        Answer = said == "different" ? "different" : null,
        AnsweredAt = said == "different" ? frame.Now : null,
        AnsweredBy = said == "different" ? frame.Actor.UserId : null,
    };
}
