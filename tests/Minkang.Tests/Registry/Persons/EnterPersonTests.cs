using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;

namespace Minkang.Tests.Registry.Persons;

public sealed class EnterPersonTests
{
    private static RegisterPersonInput Child(string name = "测试小", string birth = "2019-01-02", string alike = "") =>
        new() { Name = name, BirthOn = birth, Sex = "2", Relation = "30", How = "born", LookAlike = alike };

    [Fact]
    [Trait("Requirement", "R-IDN-05")]
    public async Task A_newborn_joins_the_household_and_a_survey_is_opened()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var doctor = app.As(Role.VillageDoctor);
        await using var db = app.Open(doctor);

        var made = await app.Get<RegisterPerson>().Handle(db, doctor, home.Id, Child(), default);

        Assert.True(made.Ok);
        var id = made.Value.PersonId!.Value;
        Assert.Equal(EventKind.Born, (await db.Set<RegistryEvent>().SingleAsync(e => e.PersonId == id)).Kind);
        Assert.Equal(new DateOnly(2019, 1, 2), (await db.Set<Membership>().SingleAsync(m => m.PersonId == id)).FromOn);
        Assert.Equal("survey_due", (await db.Set<Question>().SingleAsync(q => q.PersonId == id)).Kind);
        Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == id && e.Action == "registry.create"));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);

        var made = await app.Get<RegisterPerson>().Handle(db, clerk, home.Id, new() { IdNumber = "00000019600501001", Phone = "12", BirthOn = "2030-01-01" }, default);

        Assert.Equal(["Name", "IdNumber", "BirthOn", "Sex", "Phone", "How", "On"], made.Problems.Select(p => p.Field));
    }

    [Fact]
    [Trait("Scenario", "MRG-01")]
    public async Task A_look_alike_is_shown_first_and_the_answer_is_remembered()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲"), new("张晓凤", "2015-06-01", 2, "30")]);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var register = app.Get<RegisterPerson>();

        var asked = await register.Handle(db, clerk, home.Id, Child("张晓鳳", "2015-06-01"), default);
        Assert.Null(asked.Value.PersonId);
        Assert.Equal(home.Persons[1], Assert.Single(asked.Value.LookAlikes).PersonId);

        Assert.NotNull((await register.Handle(db, clerk, home.Id, Child("张晓鳳", "2015-06-02"), default)).Value.PersonId);

        var told = await register.Handle(db, clerk, home.Id, Child("张晓鳳", "2015-06-01", "different"), default);
        Assert.NotNull(told.Value.PersonId);
        Assert.Equal(QuestionState.Answered, (await db.Set<Question>().SingleAsync(q => q.PersonId == told.Value.PersonId && q.Kind == "look_alike")).State);
    }

    [Fact]
    [Trait("Scenario", "MRG-02")]
    public async Task Of_a_twin_across_the_border_only_the_place_is_told()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        await app.Household(TestApp.FarVillage, "A3", [new("张晓凤", "2015-06-01", 2)]);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);

        var asked = await app.Get<RegisterPerson>().Handle(db, clerk, home.Id, Child("张晓凤", "2015-06-01"), default);

        var twin = Assert.Single(asked.Value.LookAlikes);
        Assert.Equal((null, null, null, "二镇"), (twin.PersonId, twin.Name, twin.BirthOn, twin.Where));
    }

    [Fact]
    public async Task Refuses_an_id_number_already_on_file()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var far = await app.Household(TestApp.FarVillage, "A3", [new("测试丁", "1971-02-03")]);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var vault = app.Get<Vault>();
        string NumberOf(Guid id) => vault.Open(Purposes.IdNumber, db.Set<Person>().AsNoTracking().Single(p => p.Id == id).IdSealed)!;
        Task<Domain.Values.Outcome<RegisterPersonResult>> Enter(Guid taken) =>
            app.Get<RegisterPerson>().Handle(db, clerk, home.Id, new() { Name = "测试新", IdNumber = NumberOf(taken), How = "missed", On = "2019-01-01" }, default);

        Assert.Equal("registry.person.id-number-already-on-file", (await Enter(home.Persons[0])).Problems[0].Code);
        var elsewhere = (await Enter(far.Persons[0])).Problems[0];
        Assert.Equal("registry.person.id-number-known-elsewhere", elsewhere.Code);
        Assert.Contains("二镇", elsewhere.Message);
        Assert.DoesNotContain("测试丁", elsewhere.Message);
    }

    [Fact]
    [Trait("Requirement", "R-SEC-03")]
    public async Task An_edit_keeps_old_and_new_and_refuses_a_form_that_is_out_of_date()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲", WithNumber: false)]);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var edit = app.Get<EditPerson>();
        var id = home.Persons[0];

        Assert.True((await edit.Handle(db, clerk, id, new() { Phone = "154 0000 0002", Away = "work", GroupName = "二组", Version = 1, IdNumber = GivenPeople.Number("1960-05-01", 1, 400) }, default)).Ok);
        var stale = await edit.Handle(db, clerk, id, new() { Phone = "15400000003", Version = 1 }, default);

        Assert.Equal("registry.person.changed-meanwhile", stale.Problems[0].Code);
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == id);
        Assert.Equal(("valid", "15400000002"), (person.IdState, app.Get<Vault>().Open(Purposes.Phone, person.PhoneSealed)));
        Assert.Equal("work", (await db.Set<PersonFact>().SingleAsync(f => f.PersonId == id)).Value);
        var change = await db.Set<AuditEntry>().AsNoTracking().SingleAsync(e => e.SubjectId == id && e.Action == "change registry_person");
        Assert.Contains("\"id_state\":[\"missing\",\"valid\"]", app.Get<Vault>().Open(Purposes.Audit, change.DetailSealed));
        Assert.Equal(clerk.UserId, change.ActorId);
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Nothing_is_entered_in_a_neighbours_village()
    {
        await using var app = await TestApp.Start();
        var far = await app.Household(TestApp.FarVillage, "A3", [new("测试丁")]);
        foreach (var actor in new[] { app.As(Role.VillageDoctor), app.As(Role.TownshipClerk), app.As(Role.CountyLeader), app.As(Role.Inspector) })
        {
            await using var db = app.Open(actor);
            Assert.False((await app.Get<RegisterPerson>().Handle(db, actor, far.Id, Child(), default)).Ok);
            Assert.False((await app.Get<EditPerson>().Handle(db, actor, far.Persons[0], new() { Version = 1 }, default)).Ok);
            Assert.False((await app.Get<RegisterHousehold>().Handle(db, actor, new() { Village = TestApp.FarVillage, On = "2019-01-01", Head = Child("测试主", "1980-01-01") }, default)).Ok);
        }
    }

    [Fact]
    public async Task A_new_household_has_a_head_and_no_status()
    {
        await using var app = await TestApp.Start();
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);

        var made = await app.Get<RegisterHousehold>().Handle(db, clerk, new() { Village = TestApp.Village, On = "2019-01-10", Head = Child("测试主", "1980-01-01") }, default);

        var home = await db.Set<Household>().SingleAsync(h => h.Id == made.Value.HouseholdId);
        Assert.Equal("测试主", (await db.Set<Person>().SingleAsync(p => p.Id == home.HeadPersonId)).Name);
        Assert.False(await db.Set<HouseholdFact>().AnyAsync(f => f.HouseholdId == home.Id));
    }
}
