using Microsoft.EntityFrameworkCore;
using Minkang.Domain.People;
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

/// <summary>What the form of basic facts holds. A blank telephone leaves the one on file; a number is asked only while none is on file.</summary>
internal sealed class EditPersonInput
{
    public string Phone { get; set => field = value ?? ""; } = "";
    public string Relation { get; set => field = value ?? ""; } = "";
    public string GroupName { get; set => field = value ?? ""; } = "";
    public string Away { get; set => field = value ?? ""; } = "";
    public string IdNumber { get; set => field = value ?? ""; } = "";
    /// <summary>What was said about whoever had the number before: <c>different</c>, <c>unsure</c>; empty when not asked.</summary>
    public string LookAlike { get; set => field = value ?? ""; } = "";
    /// <summary>Version that the form was filled from.</summary>
    public int Version { get; set; }
}

/// <summary>Changes basic facts of a person (修改基本信息): telephone, relation, group, whether away, and the number where none was usable.</summary>
internal sealed class EditPerson(Vault vault, BusinessCalendar calendar, TimeProvider clock, LookAlikes lookAlikes)
{
    public async Task<Outcome<RegisterPersonResult>> Handle(CountyDb db, Actor actor, Guid id, EditPersonInput input, CancellationToken ct)
    {
        var person = await db.PersonsFor(actor, "registry.edit").SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return new Problem("registry.person.not-found", "", "没有这个人，或不在您的范围内。");
        if (person.Version != input.Version) return new Problem("registry.person.changed-meanwhile", "", "保存之前别人改过这个人，请重新打开核对后再改。");
        var (phone, wrongPhone) = PersonParticulars.PhoneOf(input.Phone);
        var problems = wrongPhone is null ? [] : new List<Problem> { wrongPhone };
        var household = await db.Set<Household>().SingleOrDefaultAsync(h => h.Id == person.HouseholdId, ct);
        if (input.Relation == RelationCodes.Head && household?.HeadPersonId != id) problems.Add(new("registry.person.head-there", "Relation", "户主只能通过变动登记更换。"));
        var number = IdText.Read(input.IdNumber);
        if (number.State is not (IdState.Missing or IdState.Valid)) problems.Add(new("registry.person.id-number-wrong", "IdNumber", "身份证号不对：位数、日期或校验码不符，请对照户口簿。"));
        var alike = number.Number is { } own ? await lookAlikes.Find(db, actor, person.Name, own, own.BirthDate, person.VillageCode, id, ct) : [];
        if (number.Number is { } wanted && (NumberProblem(person, wanted) ?? RegisterPerson.Refusal(alike)) is { } taken) problems.Add(taken);
        if (input.Away.Length > 0 && input.Away is not ("work" or "study" or "elsewhere" or "home")) problems.Add(new("registry.person.away-unknown", "Away", "请从列表里选择。"));
        if (problems.Count > 0) return problems;
        var former = alike.Where(a => a.FormerNumber).ToList();
        if (former.Count > 0 && input.LookAlike is not ("different" or "unsure")) return new RegisterPersonResult(null, former);

        if (phone is not null && vault.Open(Purposes.Phone, person.PhoneSealed) != phone) person.PhoneSealed = vault.Seal(Purposes.Phone, phone);
        if (household is not null && input.GroupName.Trim() is { Length: > 0 } group) household.GroupName = group;
        if (number.Number is { } given && person.IdState != "valid") await Identify(db, actor, person, given, ct);
        foreach (var other in former) await Remember(db, RegisterPerson.Answered(other, person, input.LookAlike, new EventFrame(actor, clock.GetUtcNow(), vault)), ct);
        await ChangeRelation(db, person, PersonParticulars.Filled(input.Relation), ct);
        await ChangeAway(db, actor, person, input.Away, ct);
        await db.SaveChangesAsync(ct);
        return new RegisterPersonResult(id, []);
    }

    private static Problem? NumberProblem(Person person, IdNumber number)
    {
        if (person.IdState == "valid") return new Problem("registry.person.id-number-there", "IdNumber", "此人已有有效号码，更正号码请走核实事项。");
        return person is { BirthPrecision: "day", BirthOn: { } birth } && birth != number.BirthDate
            ? new Problem("registry.person.birth-against-number", "IdNumber", $"号码里的出生日期是 {number.BirthDate:yyyy-MM-dd}，登记的是 {birth:yyyy-MM-dd}，请核对。")
            : null;
    }

    private static async Task Remember(CountyDb db, Question answered, CancellationToken ct)
    {
        if (!await db.Set<Question>().AnyAsync(q => q.KeyHash == answered.KeyHash, ct)) db.Add(answered);
    }

    /// <summary>Sets the number and closes the questions that asked for it.</summary>
    private async Task Identify(CountyDb db, Actor actor, Person person, IdNumber number, CancellationToken ct)
    {
        person.Identify(number, vault);
        foreach (var question in await db.Set<Question>().Where(q => q.PersonId == person.Id && q.State == QuestionState.Open && q.Kind.StartsWith("id_")).ToListAsync(ct))
            (question.State, question.Answer, question.AnsweredAt, question.AnsweredBy) = (QuestionState.Answered, "number_entered", clock.GetUtcNow(), actor.UserId);
    }

    private async Task ChangeRelation(CountyDb db, Person person, string? relation, CancellationToken ct)
    {
        if (relation is null || relation == person.Relation) return;
        var open = await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person.Id && m.UntilOn == null, ct);
        person.Relation = relation;
        if (open is null || calendar.Today < open.FromOn) return;
        open.UntilOn = calendar.Today;
        db.Add(new Membership { Id = Guid.CreateVersion7(clock.GetUtcNow()), PersonId = person.Id, HouseholdId = open.HouseholdId, Relation = relation, FromOn = calendar.Today, Source = "entry" });
    }

    private async Task ChangeAway(CountyDb db, Actor actor, Person person, string away, CancellationToken ct)
    {
        var open = await db.Set<PersonFact>().SingleOrDefaultAsync(f => f.PersonId == person.Id && f.Kind == HouseholdKind.Away && f.UntilOn == null, ct);
        if (away.Length == 0 || away == (open?.Value ?? "home")) return;
        if (open is not null) open.UntilOn = HouseholdState.Later(calendar.Today, open.FromOn);
        if (away != "home") db.Add(new PersonFact { Id = Guid.CreateVersion7(clock.GetUtcNow()), PersonId = person.Id, Kind = HouseholdKind.Away, Value = away, FromOn = calendar.Today, Source = "entry" });
        db.Trail.Record(actor, "registry.edit", "person", person.Id, null, new { kind = HouseholdKind.Away, before = open?.Value, after = away });
    }
}
