using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Users;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Search;
using Minkang.Tests.Registry.Lists;
using Minkang.Tests.Registry.Persons;

namespace Minkang.Tests.Registry.Merges;

/// <summary>Who finds a merge, who is asked about it, and what leads to the person whose records were merged.</summary>
public sealed class MergeReachTests
{
    [Fact]
    [Trait("Scenario", "MRG-04")]
    public async Task The_second_person_sees_why_he_is_asked_and_what_there_is_on_both_sides()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice(bothNumbers: true);
        await app.Past(gone);
        var asked = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        var page = await (await app.SignIn(Role.CountyOfficer)).GetStringAsync($"/persons/merges/{asked.Value.Id}");

        Assert.Contains("两份档案各有一个有效的身份证号，而且不同", page, StringComparison.Ordinal);
        Assert.Contains("合并后此人只算在保留的档案所在的户", page, StringComparison.Ordinal);
        Assert.Contains("户编号 M1", page, StringComparison.Ordinal);
        Assert.Contains("户编号 M2", page, StringComparison.Ordinal);
        Assert.Contains("各有多少记录", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_goes_with_the_person_who_moves_to_another_township()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merge = (await app.Merge(app.As(Role.CountyOfficer), kept, gone)).Value.Id;
        var (before, after) = (await app.SignIn(Role.TownshipClerk), await app.SignIn(Role.TownshipClerk, TestApp.NextTown));
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync($"/persons/merges/{merge}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await after.GetAsync($"/persons/merges/{merge}")).StatusCode);

        await using (var db = app.Open()) await db.Set<Person>().Where(p => p.Id == kept).ExecuteUpdateAsync(s => s.SetProperty(p => p.VillageCode, TestApp.FarVillage));

        Assert.Equal(HttpStatusCode.NotFound, (await before.GetAsync($"/persons/merges/{merge}")).StatusCode);
        Assert.Contains($"/persons/merges/{merge}", await after.GetStringAsync($"/persons/{kept}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync($"/persons/merges/{merge}")).StatusCode);
        Assert.DoesNotContain($"/persons/merges/{merge}", await before.GetStringAsync("/persons/merges"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Scenario", "MRG-08")]
    public async Task A_merge_goes_with_the_record_into_which_the_kept_one_was_merged()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var end = (await app.Household(TestApp.FarVillage, "M3", [new("测试户主丙"), new("测试张三", Relation: "20", WithNumber: false)])).Persons[1];
        var officer = app.As(Role.CountyOfficer);
        var merge = (await app.Merge(officer, kept, gone)).Value.Id;
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(officer, end, kept)));

        foreach (var (actor, reaches) in new[] { (app.As(Role.TownshipClerk), false), (app.As(Role.TownshipClerk, TestApp.NextTown), true), (officer, true) })
        {
            await using var db = app.Open(actor);
            Assert.Equal(reaches, await FindMerges.One(db, actor, merge, default) is not null);
        }
    }

    [Fact]
    public async Task Only_whoever_may_agree_has_it_on_the_list_of_the_day()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice(bothNumbers: true);
        var (asks, agrees, clerk) = (await app.SignIn(Role.CountyOfficer), await app.SignIn(Role.CountyOfficer), await app.SignIn(Role.TownshipClerk));
        const string asked = "/persons/merges?state=asked", undoAsked = "/persons/merges?state=undo-asked";
        var address = $"/persons/{kept}/merge?with={gone}";
        var done = await asks.Post(address, "merge-persons", await asks.GetStringAsync(address), ("Input.KeptVersion", "1"), ("Input.GoneVersion", "1"), ("Input.Confirmed", "true"), ("Input.Reason", "户口簿上是同一人"));
        var record = done.Headers.Location!.OriginalString;

        Assert.DoesNotContain(asked, await asks.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(asked, await agrees.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(asked, await clerk.GetStringAsync("/"), StringComparison.Ordinal);

        await agrees.Post(record, "decide-merge", await agrees.GetStringAsync(record), ("Do", "agree"));
        await asks.Post(record, "undo-merge", await asks.GetStringAsync(record), ("Input.Reason", "是两个人"), ("Do", "ask"));

        Assert.DoesNotContain(undoAsked, await asks.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain(undoAsked, await clerk.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(undoAsked, await agrees.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_of_the_person_tells_a_merge_in_words()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merge = (await app.Merge(app.As(Role.CountyOfficer), kept, gone)).Value.Id;
        Assert.Equal("", MergePersonsTests.Said(await app.Undo(merge)));
        var officer = await app.SignIn(Role.CountyOfficer);
        var address = $"/persons/{kept}/audit";

        var page = await (await officer.PostAsync(address, PersonPageTests.Form(await officer.GetStringAsync(address), "open-reason", ("open-reason", "处理投诉")))).Content.ReadAsStringAsync();

        foreach (var word in new[] { "合并档案", "撤销合并", "取用的内容", "另一份档案", "改动的记录数" }) Assert.Contains(word, page, StringComparison.Ordinal);
        foreach (var raw in new[] { ">registry.", "took", "records", "merged_into", "kept_id" }) Assert.DoesNotContain(raw, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("王五", false)]
    [InlineData("ce shi wang wu", false)]
    [InlineData("cswangwu", true)]
    [InlineData("csww", false)]
    public async Task The_former_name_finds_the_person_by_sound_too_however_many_there_are_elsewhere(string typed, bool nobody)
    {
        await using var app = await TestApp.Start();
        var far = await app.Household(TestApp.FarVillage, "M3", [.. Enumerable.Range(1, SearchRegister.Most + 10).Select(i => new Member($"测试人{(char)('一' + i)}", WithNumber: false))]);
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // keys rise with time: those elsewhere come first
        var home = await app.Household(TestApp.Village, "M1", [new("测试户主"), new("测试李四", Relation: "20")]);
        var other = await app.Household(TestApp.Village, "M2", [new("测试户主乙"), new("测试王五", Relation: "20", WithNumber: false)]);
        var merged = await app.Merge(app.As(Role.CountyOfficer), home.Persons[1], other.Persons[1]);
        Assert.Equal("", MergePersonsTests.Said(merged));
        await Aliases(app, far.Persons, merged.Value.Id);

        var clerk = app.As(Role.TownshipClerk);
        await using var db = app.Open(clerk);
        var found = await app.Get<SearchRegister>().Handle(db, clerk, typed, default);

        Assert.Equal(nobody ? [] : [home.Persons[1]], found.Persons.Select(p => p.Id));
        Assert.False(found.More);
    }

    /// <summary>As many people of another township who were on record under the same name, their aliases older than the one that is looked for.</summary>
    private static async Task Aliases(TestApp app, IEnumerable<Guid> persons, Guid merge)
    {
        await using var db = app.Open();
        var own = await db.Set<PersonAlias>().SingleAsync();
        db.Remove(own);
        await db.SaveChangesAsync();
        var sequence = 0;
        db.AddRange(persons.Append(own.PersonId).Select(p => new PersonAlias { Id = new Guid(++sequence, 0, 0, new byte[8]), PersonId = p, MergeId = merge, Name = own.Name, NameKey = own.NameKey, Pinyin = own.Pinyin }));
        await db.SaveChangesAsync();
    }

    [Theory]
    [InlineData(Role.TownshipClerk, "/persons/{0}/edit")]
    [InlineData(Role.TownshipClerk, "/persons/{0}/event")]
    [InlineData(Role.TownshipClerk, "/persons/{0}/undo")]
    [InlineData(Role.TownshipClerk, "/persons/{0}/merge")]
    [InlineData(Role.CountyOfficer, "/persons/{0}/audit")]
    [InlineData(Role.VillageDoctor, "/illness/persons/{0}/survey")]
    [InlineData(Role.VillageDoctor, "/illness/persons/{0}/new")]
    [Trait("Scenario", "MRG-03")]
    public async Task Every_old_address_of_the_merged_record_leads_to_the_persons_own(Role role, string address)
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(app.As(Role.CountyOfficer), kept, gone)));
        var client = await app.SignIn(role);

        var led = await client.GetAsync(string.Format(null, address, gone));

        Assert.Equal(HttpStatusCode.Found, led.StatusCode);
        Assert.Equal(string.Format(null, address, kept), new Uri(new Uri("http://localhost"), led.Headers.Location!).AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(string.Format(null, address, Guid.CreateVersion7(app.Clock.GetUtcNow())))).StatusCode);
    }
}
