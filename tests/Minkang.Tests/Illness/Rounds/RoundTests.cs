using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Rounds;
using Minkang.Illness.Surveys;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Tests.Registry;
using Minkang.Tests.Registry.Merges;

namespace Minkang.Tests.Illness.Rounds;

/// <summary>Rounds of the survey: whom they list, what is recorded, when they end.</summary>
public sealed class RoundTests
{
    private static readonly DateOnly Today = new(2019, 1, 15);

    private static OpenRoundInput Full(string area = TestApp.Town) => new() { Area = area, Kind = RoundKind.Full, FromOn = new(2019, 1, 10), LastOn = new(2019, 1, 20), WorkGroup = "公卫科与村医" };

    private static Task<TestApp> App() => TestApp.Start(s => s.AddLocalization().AddScoped(p => p.GetRequiredService<CountyStores>().Open(TestApp.County)));

    private static async Task<T> Do<TUse, T>(TestApp app, Func<TUse, Task<T>> use) where TUse : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TUse>());
    }

    private static Task<Outcome<Guid>> Open(TestApp app, Actor actor, OpenRoundInput input) => Do<OpenRound, Outcome<Guid>>(app, o => o.Handle(actor, input, default));

    private static async Task<List<RoundPerson>> Listed(TestApp app, Guid round)
    {
        await using var db = app.Open();
        return await db.Set<RoundPerson>().AsNoTracking().Where(p => p.RoundId == round).OrderBy(p => p.Id).ToListAsync();
    }

    private static Task<Outcome<int>> Visit(TestApp app, Actor actor, Guid round, Guid row, VisitState state, FindingMethod? method = null, string? reason = null, DateOnly? on = null) =>
        Do<RecordVisits, Outcome<int>>(app, v => v.Handle(actor, round, [row], state, method, reason, on, default));

    [Fact, Trait("Requirement", "R-SUR-01")]
    public async Task A_full_round_lists_everybody_of_the_area_once_and_nobody_of_the_neighbour()
    {
        await using var app = await App();
        var first = await app.Household(TestApp.Village, "0001", [new("测试甲"), new("测试乙", Relation: "10")]);
        var second = await app.Household(TestApp.NextVillage, "0002", [new("测试丙")], status: "exited");
        await app.Household(TestApp.FarVillage, "0003", [new("测试丁")]);

        var round = await Open(app, app.As(Role.TownshipClerk), Full());

        Assert.True(round.Ok);
        var listed = await Listed(app, round.Value);
        Assert.Equal(first.Persons.Concat(second.Persons).Order(), listed.Select(p => p.PersonId).Order());
        Assert.All(listed, p => Assert.Equal(VisitState.Pending, p.State));
        await using var db = app.Open();
        Assert.Equal(2, await db.RoundPersons(app.As(Role.VillageDoctor), "illness.see", round.Value).CountAsync());
        Assert.Empty(await db.RoundsFor(app.As(Role.TownshipClerk, TestApp.NextTown), "illness.see").ToListAsync());
        Assert.False((await Open(app, app.As(Role.TownshipClerk, TestApp.NextTown), Full())).Ok);
    }

    [Fact, Trait("Requirement", "R-SUR-16")]
    public async Task Rounds_are_numbered_and_a_supplementary_one_covers_who_came_or_relapsed()
    {
        await using var app = await App();
        await app.Household(TestApp.Village, "0001", [new("测试甲")]);
        var relapsed = await app.Household(TestApp.Village, "0002", [new("测试乙")], status: null);
        var grown = await app.Household(TestApp.Village, "0003", [new("测试丙")]);
        await using (var db = app.Open())
        {
            db.Add(new HouseholdFact { Id = Guid.CreateVersion7(), HouseholdId = relapsed.Id, Kind = FactKind.Status, Value = "relapsed", FromOn = new(2019, 1, 5), Source = "register" });
            var newcomer = await db.Set<Membership>().SingleAsync(m => m.PersonId == grown.Persons[0]);
            newcomer.UntilOn = new DateOnly(2018, 12, 1);
            db.Add(new Membership { Id = Guid.CreateVersion7(), PersonId = grown.Persons[0], HouseholdId = grown.Id, Relation = "02", FromOn = new(2019, 1, 2), Source = "register" });
            await db.SaveChangesAsync();
        }
        var clerk = app.As(Role.TownshipClerk);
        var full = await Open(app, clerk, Full());

        var supplementary = await Open(app, clerk, Full() with { Kind = RoundKind.Supplementary, SinceOn = new DateOnly(2019, 1, 1) });

        Assert.Equal(relapsed.Persons.Concat(grown.Persons).Order(), (await Listed(app, supplementary.Value)).Select(p => p.PersonId).Order());
        await using var see = app.Open();
        Assert.Equal([1, 2], await see.Set<Round>().OrderBy(r => r.Number).Select(r => r.Number).ToListAsync());
        Assert.Equal(3, (await Listed(app, full.Value)).Count);
        Assert.Contains((await Open(app, clerk, Full() with { Kind = RoundKind.Supplementary })).Problems, p => p.Field == "SinceOn");
    }

    [Fact, Trait("Requirement", "R-SUR-05")]
    public async Task A_round_ends_only_when_everybody_was_visited_or_has_a_reason()
    {
        await using var app = await App();
        await app.Household(TestApp.Village, "0001", [new("测试甲"), new("测试乙", Relation: "10"), new("测试丙", Relation: "10")]);
        var (clerk, doctor) = (app.As(Role.TownshipClerk), app.As(Role.VillageDoctor));
        var round = (await Open(app, clerk, Full())).Value;
        var rows = await Listed(app, round);

        Assert.Contains((await Visit(app, doctor, round, rows[0].Id, VisitState.Unreached)).Problems, p => p.Field == "Reason");
        Assert.True((await Visit(app, doctor, round, rows[0].Id, VisitState.Unreached, reason: "away-work")).Ok);
        Assert.Contains((await Visit(app, doctor, round, rows[1].Id, VisitState.Well, FindingMethod.Document)).Problems, p => p.Field == "Method");
        Assert.Contains((await Visit(app, doctor, round, rows[1].Id, VisitState.Well, FindingMethod.Visit, on: Today.AddDays(1))).Problems, p => p.Field == "On");
        Assert.True((await Visit(app, doctor, round, rows[1].Id, VisitState.Well, FindingMethod.Visit)).Ok);
        Assert.Contains((await Do<OpenRound, Outcome<Guid>>(app, o => o.Close(clerk, round, default))).Problems, p => p.Code == "illness.round.pending");
        await Survey(app, clerk, rows[2].PersonId);

        Assert.Equal([VisitState.Unreached, VisitState.Well, VisitState.Ill], (await Listed(app, round)).Select(p => p.State));
        Assert.True((await Do<OpenRound, Outcome<Guid>>(app, o => o.Close(clerk, round, default))).Ok);
        Assert.False((await Visit(app, doctor, round, rows[0].Id, VisitState.Pending)).Ok);
        await using var db = app.Open();
        var village = Assert.Single(await FindRounds.ByVillage(db, clerk, round, default));
        Assert.Equal((new RoundProgress(0, 1, 1, 1), 100), (village.Progress, village.Progress.Percent));
    }

    [Fact, Trait("Requirement", "R-SUR-02")]
    public async Task The_method_of_each_finding_is_kept_and_a_result_can_be_taken_back()
    {
        await using var app = await App();
        await app.Household(TestApp.Village, "0001", [new("测试甲")]);
        var doctor = app.As(Role.VillageDoctor);
        var round = (await Open(app, app.As(Role.TownshipClerk), Full())).Value;
        var row = Assert.Single(await Listed(app, round));

        await Visit(app, doctor, round, row.Id, VisitState.Well, FindingMethod.Exam);
        var seen = Assert.Single(await Listed(app, round));
        await Visit(app, doctor, round, row.Id, VisitState.Pending);
        var back = Assert.Single(await Listed(app, round));

        Assert.Equal((FindingMethod.Exam, Today, doctor.Name), (seen.Method, seen.VisitedOn, seen.VisitedBy));
        Assert.Equal((VisitState.Pending, null, null), (back.State, back.Method, back.VisitedOn));
    }

    [Fact]
    public async Task Whoever_comes_later_is_added_and_nobody_twice()
    {
        await using var app = await App();
        await app.Household(TestApp.Village, "0001", [new("测试甲")]);
        var clerk = app.As(Role.TownshipClerk);
        var round = (await Open(app, clerk, Full())).Value;
        await app.Household(TestApp.Village, "0002", [new("测试乙")]);

        Assert.Equal(1, (await Do<OpenRound, Outcome<int>>(app, o => o.BringUpToDate(clerk, round, default))).Value);
        Assert.Equal(0, (await Do<OpenRound, Outcome<int>>(app, o => o.BringUpToDate(clerk, round, default))).Value);
        Assert.Equal(2, (await Listed(app, round)).Count);
    }

    private static async Task Survey(TestApp app, Actor clerk, Guid person)
    {
        var done = await Do<RecordSurvey, Outcome<Guid>>(app, s => s.Handle(clerk, new()
        {
            PersonId = person, Year = "2018", Method = FindingMethod.Visit, Diagnosis = "胃癌", DiagnosedOn = "2018-03", Institution = "测试县人民医院", TreatmentInstitution = "测试县人民医院", TreatmentMode = "手术",
            Total = "1000", Basic = "700", Critical = "0", Civil = "100", Self = "200", Outcome = "好转",
        }, default));
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }

    [Fact, Trait("Scenario", "MRG-03")]
    public async Task A_place_that_a_merge_left_behind_counts_nowhere_and_keeps_no_round_open()
    {
        await using var app = await App();
        var (kept, gone) = await app.Twice();
        Assert.Equal("", MergePersonsTests.Said(await app.Merge(app.As(Role.CountyOfficer), kept, gone)));
        var clerk = app.As(Role.TownshipClerk);
        var round = (await Open(app, clerk, Full())).Value;
        // As an opening leaves it that read its persons before the merge and wrote them after it.
        await using (var db = app.Open())
        {
            db.Add(new RoundPerson { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), RoundId = round, PersonId = gone, VillageCode = TestApp.Village });
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.OK, (await (await app.SignIn(Role.TownshipClerk)).GetAsync($"/illness/rounds/{round}")).StatusCode);
        foreach (var row in (await Listed(app, round)).Where(r => r.PersonId != gone)) Assert.True((await Visit(app, clerk, round, row.Id, VisitState.Well, FindingMethod.Visit)).Ok);
        await using (var db = app.Open()) Assert.Equal(new RoundProgress(0, 0, 3, 0), Assert.Single(await FindRounds.ByVillage(db, clerk, round, default)).Progress);
        Assert.True((await Do<OpenRound, Outcome<Guid>>(app, o => o.Close(clerk, round, default))).Ok);
    }
}
