using System.Globalization;
using Minkang.Domain.People;
using Minkang.Platform.Security;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Registry;

/// <summary>A member as a test wants it; the identity number is made from birth and order unless there is none.</summary>
internal sealed record Member(string Name, string Birth = "1960-05-01", int Sex = 1, string Relation = "02", bool WithNumber = true, string? Phone = null);

/// <summary>What <see cref="GivenPeople.Household"/> made.</summary>
internal sealed record MadeHousehold(Guid Id, string? Number, IReadOnlyList<Guid> Persons);

/// <summary>Puts people on the register without going through a list (测试人员).</summary>
internal static class GivenPeople
{
    private static int _sequence;

    public static readonly DateOnly Entered = new(2016, 3, 1);

    /// <summary>A household that entered on 1 March 2016 and is not exited since, unless said otherwise.</summary>
    public static async Task<MadeHousehold> Household(this TestApp app, string village, string? number, IReadOnlyList<Member> members, string? status = "not_exited", DateOnly? exitedOn = null, string? cause = null)
    {
        await using var db = app.Open();
        var (vault, now) = (app.Get<Vault>(), app.Clock.GetUtcNow());
        var home = new Household { Id = Guid.CreateVersion7(now), Number = number, VillageCode = village, GroupName = "一组", EnteredOn = Entered, EnteredPrecision = "day" };
        db.Add(home);
        var persons = members.Select((m, i) => Person(home, m, i + 1, vault, now)).ToList();
        home.HeadPersonId = persons[0].Id;
        db.AddRange(persons);
        foreach (var (person, member) in persons.Zip(members))
            db.Add(new Membership { Id = Guid.CreateVersion7(now), PersonId = person.Id, HouseholdId = home.Id, Relation = member.Relation, FromOn = Entered, Source = "register" });
        if (status is not null) db.Add(Fact(home.Id, FactKind.Status, status, Entered, exitedOn, now));
        if (exitedOn is { } exited) db.Add(Fact(home.Id, FactKind.Status, "exited", exited, null, now));
        if (cause is not null) db.Add(Fact(home.Id, FactKind.PrimaryCause, cause, Entered, null, now));
        await db.SaveChangesAsync();
        return new MadeHousehold(home.Id, number, [.. persons.Select(p => p.Id)]);
    }

    public static async Task Fact(this TestApp app, Guid person, string kind, string value, DateOnly from, DateOnly? until = null)
    {
        await using var db = app.Open();
        db.Add(new PersonFact { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), PersonId = person, Kind = kind, Value = value, FromOn = from, UntilOn = until, Source = "register" });
        await db.SaveChangesAsync();
    }

    /// <summary>A number of area 000000, valid to the program and impossible in life.</summary>
    public static string Number(string birth, int sex, int sequence)
    {
        var seventeen = "000000" + birth.Replace("-", "", StringComparison.Ordinal) + (sequence * 2 + (sex == 1 ? 1 : 0)).ToString("000", CultureInfo.InvariantCulture);
        return seventeen + IdNumber.CheckCharacter(seventeen);
    }

    private static Person Person(Household home, Member m, int line, Vault vault, DateTimeOffset now)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(now), HouseholdId = home.Id, VillageCode = home.VillageCode, Line = line, Sex = m.Sex, BirthOn = DateOnly.Parse(m.Birth, CultureInfo.InvariantCulture),
            BirthPrecision = "day", Relation = m.Relation, PhoneSealed = vault.Seal(Purposes.Phone, m.Phone),
        };
        person.Rename(m.Name);
        if (m.WithNumber) person.Identify(IdNumber.TryParse(Number(m.Birth, m.Sex, Interlocked.Increment(ref _sequence) % 480))!.Value, vault);
        else person.LeaveUnidentified("missing", "", vault);
        return person;
    }

    private static HouseholdFact Fact(Guid home, string kind, string value, DateOnly from, DateOnly? until, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), HouseholdId = home, Kind = kind, Value = value, FromOn = from, UntilOn = until, Source = "register" };
}
