using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Audit;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry.Lists;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Registry.Merges;

public sealed class UndoMergeTests
{
    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task Undone_after_a_month_each_record_returns_to_where_it_came_from()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Past(kept);
        await app.Past(gone);
        await app.Fact(kept, FactKind.Education, "primary", new DateOnly(2016, 3, 1));
        await app.Fact(gone, FactKind.Education, "middle", new DateOnly(2016, 3, 1));
        await app.Fact(kept, FactKind.HealthState, "healthy", new DateOnly(2016, 3, 1));
        await app.Fact(gone, FactKind.HealthState, "major", new DateOnly(2017, 3, 1));
        var before = await app.Everything(kept, gone);
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone, MergeFields.Name, MergeFields.Phone, "fact:education");
        Assert.Equal("", Said(merged));
        await using (var db = app.Open()) Assert.Equal("middle", (await db.Set<PersonFact>().SingleAsync(f => f.Kind == FactKind.Education && f.PersonId == kept && f.UntilOn == null)).Value);
        await using (var db = app.Open()) Assert.Equal("major", (await db.Set<PersonFact>().SingleAsync(f => f.Kind == FactKind.HealthState && f.PersonId == kept && f.UntilOn == null)).Value);
        app.Clock.Advance(TimeSpan.FromDays(30));

        var undone = await app.Undo(merged.Value.Id);

        Assert.Equal("", Said(undone));
        Assert.Equal(MergeState.Undone, undone.Value);
        Assert.Equal(before, await app.Everything(kept, gone));
        await using var after = app.Open();
        Assert.False(await after.Set<PersonAlias>().AnyAsync());
        Assert.True(await after.Set<AuditEntry>().AnyAsync(e => e.SubjectId == gone && e.Action == "registry.unmerge" && e.Purpose == "不是同一人"));
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task Records_made_since_are_listed_and_go_where_somebody_decides()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Past(gone);
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Fact(kept, FactKind.Category, "disabled", new DateOnly(2019, 1, 16));
        await app.Fact(kept, FactKind.Category, "orphan", new DateOnly(2019, 1, 16));

        UndoMergeOutlook outlook;
        await using (var db = app.Open()) outlook = await app.Get<LookBackAtMerge>().Handle(db, await db.Set<PersonMerge>().SingleAsync(), default);
        Assert.Equal(["registry_person_fact", "registry_person_fact"], outlook.Later.Select(l => l.Table));
        Guid chosen;
        await using (var db = app.Open()) chosen = (await db.Set<PersonFact>().SingleAsync(f => f.Value == "orphan")).Id;
        var undone = await app.Undo(merged.Value.Id, new LaterRecord("registry_person_fact", chosen));

        Assert.Equal("", Said(undone));
        await using var after = app.Open();
        Assert.Equal(gone, (await after.Set<PersonFact>().SingleAsync(f => f.Value == "orphan")).PersonId);
        Assert.Equal(kept, (await after.Set<PersonFact>().SingleAsync(f => f.Value == "disabled")).PersonId);
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_value_that_somebody_changed_since_stays_and_is_named()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Past(gone);
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone, MergeFields.Name);
        await using (var db = app.Open())
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == kept)).Rename("测试张散");
            (await db.Set<Question>().SingleAsync(q => q.PersonId == kept)).State = QuestionState.Answered; // another value of a record that moved: it goes back as it is
            await db.SaveChangesAsync();
        }

        await using (var db = app.Open())
        {
            var outlook = await app.Get<LookBackAtMerge>().Handle(db, await db.Set<PersonMerge>().SingleAsync(), default);
            Assert.Contains(new LeftValue("registry_person", nameof(Person.Name)), outlook.Left);
        }
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        await using var after = app.Open();
        Assert.Equal("测试张散", (await after.Set<Person>().SingleAsync(p => p.Id == kept)).Name);
        Assert.Equal("测试张叁", (await after.Set<Person>().SingleAsync(p => p.Id == gone)).Name);
        Assert.Equal((gone, QuestionState.Answered), await after.Set<Question>().Select(q => new { q.PersonId, q.State }).SingleAsync() is var q ? (q.PersonId!.Value, q.State) : default);
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task A_settlement_made_since_keeps_the_merge()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Benefits.Settlements.GivenSettlements.FromOutside(app, kept);

        Assert.Equal("benefits.unmerge.settled-since", (await app.Undo(merged.Value.Id)).Problems[0].Code);
    }

    [Fact]
    public async Task The_one_who_asks_does_not_agree_and_a_township_clerk_does_not_undo()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merged = await app.Merge(app.As(Role.TownshipClerk), kept, gone);
        var (officer, clerk) = (app.As(Role.CountyOfficer), app.As(Role.TownshipClerk));
        await using var db = app.Open(officer);

        Assert.Equal("registry.merge.record-not-found", (await app.Get<UndoMerge>().Ask(db, clerk, merged.Value.Id, "不是", [], default)).Problems[0].Code);
        Assert.Equal(MergeState.Merged, (await app.Get<UndoMerge>().Ask(db, officer, merged.Value.Id, "不是同一人", [], default)).Value);
        Assert.Equal("registry.unmerge.own", (await app.Get<UndoMerge>().Agree(db, officer, merged.Value.Id, default)).Problems[0].Code);
        Assert.Equal(MergeState.Merged, (await app.Get<UndoMerge>().Withdraw(db, officer, merged.Value.Id, default)).Value);
        Assert.Null((await db.Set<PersonMerge>().AsNoTracking().SingleAsync()).UndoAskedBy);
    }

    [Fact]
    public async Task An_import_that_brought_a_record_is_not_undone_under_a_merge_or_after_one()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(ListsOverHttp.Register(ListsOverHttp.Row("甲村", "H1", "赵甲", GivenPeople.Number("1960-05-01", 1, 301)), ListsOverHttp.Row("乙村", "H2", "钱乙", GivenPeople.Number("1960-05-01", 1, 302))));
        await clerk.Press(app, import, "try");
        await clerk.Press(app, import, "run");
        Guid kept;
        await using (var db = app.Open()) kept = (await db.Set<Person>().SingleAsync(p => p.Name == "赵甲")).Id;
        var gone = (await app.Household(TestApp.Village, "M2", [new("测试户主乙"), new("测试赵甲", WithNumber: false)])).Persons[1];
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        Assert.Equal("", Said(merged));

        Assert.Contains("不能撤销", await clerk.GetStringAsync($"{import}/undo"), StringComparison.Ordinal);
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Contains("不能撤销", await clerk.GetStringAsync($"{import}/undo"), StringComparison.Ordinal);
    }
}
