using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Registry.Workbench;
using Minkang.Tests.Registry.Lists;
using Minkang.Tests.Workbench;

namespace Minkang.Tests.Registry.Merges;

/// <summary>A number that is known only as a former one: the person's own to take, and for anybody else a reason to look twice.</summary>
public sealed class FormerNumberTests
{
    /// <summary>The kept record has no number and did not take the other's.</summary>
    private static async Task<(Guid Kept, string Number)> Merged(TestApp app)
    {
        var (gone, kept) = await app.Twice(); // the second one has no number
        string number;
        await using (var db = app.Open()) number = app.Get<Vault>().Open(Purposes.IdNumber, (await db.Set<Person>().SingleAsync(p => p.Id == gone)).IdSealed)!;
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(app.As(Role.CountyOfficer), kept, gone)));
        return (kept, number);
    }

    [Fact]
    public async Task The_person_takes_the_own_former_number_by_hand()
    {
        await using var app = await TestApp.Start();
        var (kept, number) = await Merged(app);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var version = (await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == kept)).Version;

        var saved = await app.Get<EditPerson>().Handle(db, clerk, kept, new() { IdNumber = number, Version = version }, default);

        Assert.Equal("", MergePersonsTests.Said(saved));
        Assert.Equal(kept, saved.Value.PersonId);
        Assert.Equal("valid", (await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == kept)).IdState);
    }

    [Fact]
    public async Task The_person_takes_the_own_former_number_from_a_list_and_nobody_else_does()
    {
        await using var app = await TestApp.Start();
        var (kept, number) = await Merged(app);
        var other = await app.Household(TestApp.Village, "M3", [new("测试甲", WithNumber: false)]);
        var clerk = app.As(Role.TownshipClerk);
        var stranger = await app.Run(wanted: new Wanted("id_missing", other.Persons[0], other.Id, OtherNumber: number));
        Assert.Equal("registry.finding.number-taken", (await app.Decide(clerk, stranger, Verdict.Accept, await app.Seen(clerk, stranger), null)).Problems[0].Code);

        var own = await app.Run(wanted: new Wanted("id_missing", kept, OtherNumber: number));
        var decided = await app.Decide(clerk, own, Verdict.Accept, await app.Seen(clerk, own), null);

        Assert.Equal("", MergePersonsTests.Said(decided));
        await using var db = app.Open();
        Assert.Equal("valid", (await db.Set<Person>().SingleAsync(p => p.Id == kept)).IdState);
    }

    [Fact]
    [Trait("Scenario", "MRG-01")]
    public async Task Whoever_enters_a_former_number_for_somebody_else_is_asked_and_not_refused()
    {
        await using var app = await TestApp.Start();
        var (kept, number) = await Merged(app);
        var home = await app.Household(TestApp.Village, "M3", [new("测试甲"), new("测试乙", Relation: "20", WithNumber: false)]);
        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var (register, edit) = (app.Get<RegisterPerson>(), app.Get<EditPerson>());
        RegisterPersonInput New(string said) => new() { Name = "测试丙", IdNumber = number, How = "missed", On = "2019-01-01", LookAlike = said };
        EditPersonInput Edit(string said) => new() { IdNumber = number, Version = 1, LookAlike = said };

        var asked = await register.Handle(db, clerk, home.Id, New(""), default);
        Assert.Equal((null, kept, true), (asked.Value.PersonId, asked.Value.LookAlikes[0].PersonId, asked.Value.LookAlikes[0].FormerNumber));
        var again = await edit.Handle(db, clerk, home.Persons[1], Edit(""), default);
        Assert.Equal((null, kept), (again.Value.PersonId, Assert.Single(again.Value.LookAlikes).PersonId));
        Assert.Equal("missing", (await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == home.Persons[1])).IdState);

        Assert.Equal(home.Persons[1], (await edit.Handle(db, clerk, home.Persons[1], Edit("different"), default)).Value.PersonId);

        Assert.Equal(QuestionState.Answered, (await db.Set<Question>().SingleAsync(q => q.Kind == "look_alike" && q.PersonId == home.Persons[1])).State);
        Assert.Equal("registry.person.id-number-already-on-file", (await register.Handle(db, clerk, home.Id, New("different"), default)).Problems[0].Code);
    }

    [Fact]
    public async Task The_page_says_that_it_is_a_former_number_and_asks()
    {
        await using var app = await TestApp.Start();
        var (_, number) = await Merged(app);
        var home = await app.Household(TestApp.Village, "M3", [new("测试甲"), new("测试乙", Relation: "20", WithNumber: false)]);
        var clerk = await app.SignIn(Role.TownshipClerk);
        var address = $"/persons/{home.Persons[1]}/edit";

        var answer = await clerk.Post(address, "edit-person", await clerk.GetStringAsync(address), ("Input.Version", "1"), ("Input.IdNumber", number));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("这是此人以前登记过的身份证号", page, StringComparison.Ordinal);
        Assert.Contains("Input.LookAlike", page, StringComparison.Ordinal);
    }
}
