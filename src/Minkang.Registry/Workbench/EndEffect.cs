using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Events;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Registry.Workbench;

/// <summary>Deaths and departures that a list reports become events of the register, by the same rules as when they are typed in (死亡、迁出落地).</summary>
internal static class EndEffect
{
    private const int Chunk = 400;

    public static async Task Plan(CountyDb db, Actor actor, IReadOnlyList<DecisionCase> cases, Vault vault, DateOnly today, CancellationToken ct)
    {
        var persons = new Dictionary<Guid, Person>();
        foreach (var ids in cases.Select(c => c.Finding.PersonId).OfType<Guid>().Distinct().Chunk(Chunk))
            foreach (var person in await db.Set<Person>().Where(p => ids.Contains(p.Id)).ToListAsync(ct)) persons[person.Id] = person;
        var homes = await Homes(db, persons.Values, ct);
        foreach (var one in cases)
        {
            if (one.Finding.PersonId is not { } id || !persons.TryGetValue(id, out var person)) { one.OnlyNote(T("这一行没有对上登记册里的人，只作记录。")); continue; }
            if (person.EndedOn is { } ended) { one.OnlyNote(T($"登记册上已经登记 {ended:yyyy-MM-dd} 死亡或迁出，不再重复登记。")); continue; }
            if (Date(one, vault) is not { } on) one.Leave("registry.finding.date-missing", T("名单没有写明具体到日的日期，请先问清，在此人的“登记变动”里登记后再来判定。"));
            else if (person.HouseholdId is not { } homeId || !homes.TryGetValue(homeId, out var home)) one.Leave("registry.finding.no-household", T("此人在登记册里没有户，请先到人员页面核对。"));
            else if (Problem(actor, person, home, on, today) is { } problem) one.Leave(problem.Code, problem.Message);
            else one.Do(frame => Apply(db, one, person, home, on, frame));
        }
    }

    private static Problem? Problem(Actor actor, Person person, HouseholdState home, DateOnly on, DateOnly today)
    {
        if (!actor.Covers("registry.household-event", person.VillageCode)) return new("registry.finding.event-outside", "", "此人的变动不由您登记，请交所在乡镇办理。");
        if (home.Household.EndedOn is not null) return new("registry.household.ended", "", "这一户已经终止。");
        if (on > today) return new("registry.event.date-future", "", "日期不能晚于今天。");
        if (on < person.BirthOn) return new("registry.event.before-birth", "", "日期早于出生日期。");
        return home.HeadProblem([person.Id], null) is null ? null : new("registry.finding.head-first", "", "此人是户主，户里还有别人：请先在此人的“登记变动”里登记并选新户主，再来判定。");
    }

    private static DateOnly? Date(DecisionCase one, Vault vault) =>
        DateOnly.TryParseExact(vault.Open(Purposes.ListEntry, one.Finding.OtherValueSealed), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static async Task<Dictionary<Guid, HouseholdState>> Homes(CountyDb db, IEnumerable<Person> persons, CancellationToken ct)
    {
        var homes = new Dictionary<Guid, HouseholdState>();
        foreach (var ids in persons.Select(p => p.HouseholdId).OfType<Guid>().Distinct().Chunk(Chunk))
        {
            foreach (var home in await db.Set<Household>().Where(h => ids.Contains(h.Id)).ToListAsync(ct)) homes[home.Id] = new HouseholdState { Household = home, Members = [] };
            var members = await (from m in db.Set<Membership>()
                                 where ids.Contains(m.HouseholdId) && m.UntilOn == null
                                 join p in db.Set<Person>() on m.PersonId equals p.Id
                                 orderby p.Line
                                 select new { Person = p, Membership = m }).ToListAsync(ct);
            foreach (var member in members) homes[member.Membership.HouseholdId].Members.Add((member.Person, member.Membership));
        }
        return homes;
    }

    private static RegisterChange? Apply(CountyDb db, DecisionCase one, Person person, HouseholdState home, DateOnly on, EventFrame frame)
    {
        if (person.EndedOn is not null) return null; // a second row of the same person, in the same decision
        var died = one.Effect == Effect.Died;
        var request = new EventRequest(died ? EventKind.Died : EventKind.MovedOut, on, person.Id);
        PersonEnds.Report(db, person, request, frame);
        var membership = home.Members.Find(m => m.Person.Id == person.Id).Membership;
        var stood = home.Household.EndedOn is null;
        if (membership is not null) PersonEnds.End(db, request, frame, membership, home);
        home.Members.RemoveAll(m => m.Person.Id == person.Id);
        return new RegisterChange(one.Effect)
        {
            PersonId = person.Id, EndedOn = on, EndReason = person.EndReason, MembershipId = membership?.Id, MembershipUntil = membership?.UntilOn,
            EndedHousehold = stood && home.Household.EndedOn is not null ? home.Household.Id : null,
        };
    }
}
