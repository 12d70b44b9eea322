using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;

namespace Minkang.Registry.Households;

/// <summary>What the form for a new household holds: its place, its number if it has one, and its head.</summary>
internal sealed class RegisterHouseholdInput
{
    public string Village { get; set => field = value ?? ""; } = "";
    public string GroupName { get; set => field = value ?? ""; } = "";
    public string Number { get; set => field = value ?? ""; } = "";
    public string On { get; set => field = value ?? ""; } = "";
    public RegisterPersonInput Head { get; set; } = new();
}

/// <summary>What came of entering a household: the new record, or look-alikes of its head that must be answered first.</summary>
internal sealed record RegisterHouseholdResult(Guid? HouseholdId, IReadOnlyList<LookAlike> LookAlikes);

/// <summary>
/// Adds a household (户) with its head. It has no poverty status: that is proposed and decided apart, so a household entered by a village never
/// counts as registered poor by itself.
/// </summary>
internal sealed class RegisterHousehold(Vault vault, BusinessCalendar calendar, TimeProvider clock, LookAlikes lookAlikes, RegionCache regions)
{
    public async Task<Outcome<RegisterHouseholdResult>> Handle(CountyDb db, Actor actor, RegisterHouseholdInput input, CancellationToken ct)
    {
        var village = (await regions.Tree(ct)).Find(input.Village);
        var problems = new List<Problem>();
        if (village is not { Level: RegionLevel.Village } || !actor.Covers("registry.create", village.Code)) problems.Add(new("registry.household.village-outside", "Village", "请选择您范围内的村。"));
        input.Head.Relation = RelationCodes.Head;
        var head = PersonParticulars.Read(input.Head, calendar.Today);
        problems.AddRange(head.Problems.Select(p => p with { Field = $"Head.{p.Field}" }));
        var number = PersonParticulars.Filled(input.Number);
        if (number is not null && !(number.Length <= 30 && number.All(char.IsAsciiLetterOrDigit))) problems.Add(new("registry.household.number-wrong", "Number", "户编号只能是字母和数字，没有编号可以不填。"));
        else if (number is not null && await db.Set<Household>().AnyAsync(h => h.Number == number, ct)) problems.Add(new("registry.household.number-on-file", "Number", "这个户编号已登记，请先搜索这一户。"));
        if (PersonFilter.Day(input.On) is not { } on || on > calendar.Today) problems.Add(new("registry.household.date-wrong", "On", "请填写登记日期，不晚于今天。"));
        if (problems.Count > 0) return problems;

        var alike = await lookAlikes.Find(db, actor, head.Value.Name, head.Value.Number, head.Value.BirthOn, village!.Code, null, ct);
        if (RegisterPerson.Refusal(alike) is { } taken) return taken with { Field = "Head.IdNumber" };
        if (alike.Count > 0 && input.Head.LookAlike is not ("different" or "unsure")) return new RegisterHouseholdResult(null, alike);

        var frame = new EventFrame(actor, clock.GetUtcNow(), vault);
        var household = new Household { Id = frame.NewId(), Number = number, VillageCode = village.Code, GroupName = input.GroupName.Trim(), EnteredOn = PersonFilter.Day(input.On), EnteredPrecision = "day" };
        db.Add(household);
        var person = RegisterPerson.Add(db, household, head.Value, household.EnteredOn!.Value, 1, vault, frame);
        household.HeadPersonId = person.Id;
        db.Add(frame.Event(EventKind.Identified, household.EnteredOn.Value, household.Id, null));
        db.Add(frame.SurveyDue(household.Id, null, village.Code));
        db.Trail.Record(actor, "registry.create", "household", household.Id);
        await db.SaveChangesAsync(ct);
        return new RegisterHouseholdResult(household.Id, alike);
    }
}
