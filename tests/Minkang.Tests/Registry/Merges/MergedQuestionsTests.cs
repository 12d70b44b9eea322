using Microsoft.EntityFrameworkCore;
using Minkang.Illness.Rounds;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Questions;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Registry.Merges;

/// <summary>What is still to be done about two records, once they are one.</summary>
public sealed class MergedQuestionsTests
{
    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task Open_questions_and_visits_to_come_are_those_of_the_village_in_which_the_kept_record_lies()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice(village: TestApp.FarVillage);
        var round = NewId(app);
        await using (var db = app.Open())
        {
            db.Add(new Round { Id = round, Year = 2019, Number = 1, AreaCode = TestApp.County, FromOn = new DateOnly(2019, 1, 1), LastOn = new DateOnly(2019, 2, 1), WorkGroup = "测试" });
            await db.SaveChangesAsync();
            db.Add(new RoundPerson { Id = NewId(app), RoundId = round, PersonId = gone, VillageCode = TestApp.FarVillage, State = VisitState.Pending });
            db.Add(Question(app, gone, "dup_household", TestApp.FarVillage, "open"));
            db.Add(Question(app, gone, "size_conflict", TestApp.FarVillage, "answered", QuestionState.Answered));
            await db.SaveChangesAsync();
        }
        var before = await app.Everything(kept, gone);

        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        Assert.Equal("", Said(merged));
        await using (var db = app.Open())
        {
            Assert.Equal(TestApp.Village, (await db.Set<Question>().SingleAsync(q => q.Kind == "dup_household")).VillageCode);
            Assert.Equal(TestApp.FarVillage, (await db.Set<Question>().SingleAsync(q => q.Kind == "size_conflict")).VillageCode); // what was answered there stays theirs
            Assert.Equal((kept, TestApp.Village), await db.Set<RoundPerson>().SingleAsync() is var visit ? (visit.PersonId, visit.VillageCode) : default);
        }
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task What_the_merge_itself_answers_is_asked_no_more_until_it_is_undone()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await using (var db = app.Open())
        {
            db.Add(Question(app, gone, "look_alike", TestApp.Village, $"look_alike|{gone}|{kept}"));
            db.Add(Question(app, gone, "look_alike", TestApp.Village, $"look_alike|{gone}|{Guid.Empty}"));
            db.Add(Question(app, gone, "id_missing", TestApp.Village, "number"));
            await db.SaveChangesAsync();
        }
        var before = await app.Everything(kept, gone);

        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        var between = app.Get<Vault>().Chained(Purposes.ListKey, $"look_alike|{gone}|{kept}");
        await using (var db = app.Open())
        {
            Assert.Equal(QuestionState.Withdrawn, (await db.Set<Question>().SingleAsync(q => q.KeyHash == between)).State);
            Assert.Equal(QuestionState.Open, (await db.Set<Question>().SingleAsync(q => q.Kind == "look_alike" && q.KeyHash != between)).State);
            Assert.Equal(QuestionState.Withdrawn, (await db.Set<Question>().SingleAsync(q => q.Kind == "id_missing")).State);
        }
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    [Fact]
    public async Task A_number_that_neither_record_has_is_still_asked_for()
    {
        await using var app = await TestApp.Start();
        var (_, gone) = await app.Twice();
        var kept = (await app.Household(TestApp.Village, "M3", [new("测试户主丙"), new("测试张三", WithNumber: false)])).Persons[1];
        await using (var db = app.Open())
        {
            db.Add(Question(app, gone, "id_missing", TestApp.Village, "number"));
            await db.SaveChangesAsync();
        }

        Assert.Equal("", Said(await app.Merge(app.As(Role.CountyOfficer), kept, gone)));

        await using var after = app.Open();
        Assert.Equal((kept, QuestionState.Open), await after.Set<Question>().SingleAsync() is var q ? (q.PersonId!.Value, q.State) : default);
    }

    private static Guid NewId(TestApp app) => Guid.CreateVersion7(app.Clock.GetUtcNow());

    private static Question Question(TestApp app, Guid person, string kind, string village, string key, QuestionState state = QuestionState.Open) =>
        new() { Id = NewId(app), Kind = kind, PersonId = person, VillageCode = village, KeyHash = app.Get<Vault>().Chained(Purposes.ListKey, key), State = state };
}
