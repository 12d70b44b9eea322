using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry.Undo;

namespace Minkang.Tests.Registry.Lists;

/// <summary>What an import may do with the register, and what follows from what it did.</summary>
public sealed class ImportModeTests
{
    private static readonly DateOnly January = new(2019, 1, 10), February = new(2019, 2, 10);
    private static readonly string[] Numbers = [.. Enumerable.Range(1, 6).Select(i => GivenPeople.Number("1960-05-01", 1, 430 + i))];

    private static string Row(int person, int household, string status = "未脱贫", string phone = "", string village = "甲村", bool head = true) =>
        $"一镇,{village},H{household},孙{"甲乙丙丁戊己"[person]},{Numbers[person]},1,{(head ? "户主" : "之子")},男,1960-05-01,{status},2016-03-01,{phone}";

    private static async Task<ImportResult> Import(TestApp app, DateOnly on, ImportMode mode, params string[] rows)
    {
        var outcome = await app.Get<ImportLists>().Import(TestApp.County, Actor.Console(RegionCode.Parse(TestApp.County)), "名单.csv", UndoLists.Register(on, rows), null, false, mode, null, default);
        Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Problems[0].Message);
        Assert.Equal(outcome.Value.Read, outcome.Value.New + outcome.Value.Changed + outcome.Value.Same + outcome.Value.Rejected + outcome.Value.NeedsPerson + outcome.Value.Skipped);
        return outcome.Value;
    }

    private static async Task<List<string?>> SkippedBecause(TestApp app, Guid import)
    {
        await using var db = app.Open();
        return await db.Set<ImportRow>().Where(r => r.ImportId == import && r.Kind == "data" && r.Outcome == RowOutcome.Skipped).Select(r => r.Notes).ToListAsync();
    }

    [Fact]
    [Trait("Scenario", "IMP-59")]
    public async Task Adding_only_leaves_whoever_is_on_the_register_as_they_are_and_says_so()
    {
        await using var app = await TestApp.Start();
        await Import(app, January, ImportMode.All, Row(0, 1, phone: "13900000001"));
        var import = await Import(app, February, ImportMode.Add, Row(0, 1, "已脱贫", "13900000002"), Row(1, 1, head: false), Row(2, 2));
        Assert.Equal((2, 0), (import.New, import.Changed));
        Assert.Contains("只新增", Assert.Single(await SkippedBecause(app, import.ImportId)), StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.Equal("not_exited", (await db.Set<HouseholdFact>().Where(f => f.Kind == "status").Join(db.Set<Household>().Where(h => h.Number == "H1"), f => f.HouseholdId, h => h.Id, (f, h) => f).SingleAsync()).Value);
        Assert.Equal("13900000001", app.Get<Vault>().Open(Purposes.Phone, (await db.Set<Person>().SingleAsync(p => p.Name == "孙甲")).PhoneSealed));
        Assert.Equal(3, await db.Set<Person>().CountAsync());
    }

    [Fact]
    [Trait("Scenario", "IMP-59")]
    public async Task Updating_only_takes_nobody_in_and_says_so()
    {
        await using var app = await TestApp.Start();
        await Import(app, January, ImportMode.All, Row(0, 1));
        var import = await Import(app, February, ImportMode.Update, Row(0, 1, phone: "13900000002"), Row(1, 1, head: false), Row(2, 2));
        Assert.Equal((0, 1), (import.New, import.Changed));
        var notes = await SkippedBecause(app, import.ImportId);
        Assert.Equal(2, notes.Count);
        Assert.All(notes, n => Assert.Contains("只更新", n, StringComparison.Ordinal));
        await using var db = app.Open();
        Assert.Equal((1, 1), (await db.Set<Person>().CountAsync(), await db.Set<Household>().CountAsync()));
    }

    [Fact]
    [Trait("Scenario", "IMP-60")]
    public async Task A_blank_in_a_newer_list_leaves_what_is_stored()
    {
        await using var app = await TestApp.Start();
        await Import(app, January, ImportMode.All, Row(0, 1, phone: "13900000001"));
        var import = await Import(app, February, ImportMode.All, Row(0, 1, status: "", phone: ""));
        Assert.Equal((0, 0, 1), (import.New, import.Changed, import.Same));
        await using var db = app.Open();
        Assert.Equal("13900000001", app.Get<Vault>().Open(Purposes.Phone, (await db.Set<Person>().SingleAsync()).PhoneSealed));
        Assert.Null((await db.Set<HouseholdFact>().SingleAsync(f => f.Kind == "status")).UntilOn);
    }

    [Fact]
    [Trait("Requirement", "R-IDN-05")]
    public async Task A_newer_list_opens_the_supplementary_survey_for_whoever_is_new_or_relapsed_and_an_undo_withdraws_it()
    {
        await using var app = await TestApp.Start();
        await Import(app, January, ImportMode.All, Row(0, 1), Row(1, 2, "已脱贫"));
        await using (var db = app.Open()) Assert.False(await db.Set<Question>().AnyAsync(q => q.Kind == "survey_due"), "The first list of a township is the base of the survey.");

        var import = await Import(app, February, ImportMode.All, Row(0, 1), Row(1, 2, "返贫"), Row(2, 1, head: false), Row(3, 3));

        await using (var db = app.Open())
        {
            var due = await db.Set<Question>().Where(q => q.Kind == "survey_due").Select(q => new { q.HouseholdId, q.PersonId }).ToListAsync();
            var homes = await db.Set<Household>().ToDictionaryAsync(h => h.Number!, h => h.Id);
            var member = (await db.Set<Person>().SingleAsync(p => p.Name == "孙丙")).Id;
            Assert.Equal(3, due.Count);
            Assert.Contains(due, d => d.HouseholdId == homes["H1"] && d.PersonId == member);
            Assert.Contains(due, d => d.HouseholdId == homes["H2"] && d.PersonId is null);
            Assert.Contains(due, d => d.HouseholdId == homes["H3"] && d.PersonId is null);
        }
        var doctor = await app.SignIn(Role.VillageDoctor);
        Assert.Contains("/questions?kind=survey_due", await doctor.GetStringAsync("/"), StringComparison.Ordinal);

        await app.Undo(TestApp.County, import.ImportId);
        await using var after = app.Open();
        Assert.False(await after.Set<Question>().AnyAsync(q => q.Kind == "survey_due"));
    }
}
