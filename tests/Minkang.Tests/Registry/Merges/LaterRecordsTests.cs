using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Diseases;
using Minkang.Illness.Conditions;
using Minkang.Illness.Routes;
using Minkang.Illness.Surveys;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;
using static Minkang.Tests.Registry.Merges.MergePersonsTests;

namespace Minkang.Tests.Registry.Merges;

/// <summary>What becomes of rows that were made between a merge and its undoing.</summary>
public sealed class LaterRecordsTests
{
    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task Where_the_kept_person_lives_since_and_which_household_he_heads_is_asked_of_nobody()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merge = await Merged(app, kept, gone);
        await using (var db = app.Open())
        {
            var open = await db.Set<Membership>().SingleAsync(m => m.PersonId == kept && m.UntilOn == null);
            open.UntilOn = new DateOnly(2019, 1, 16);
            var home = new Household { Id = NewId(app), VillageCode = TestApp.Village, GroupName = "一组", HeadPersonId = kept };
            db.Add(home);
            await db.SaveChangesAsync();
            db.Add(new Membership { Id = NewId(app), PersonId = kept, HouseholdId = home.Id, Relation = RelationCodes.Head, FromOn = new DateOnly(2019, 1, 16), Source = "entry" });
            (await db.Set<Person>().SingleAsync(p => p.Id == kept)).HouseholdId = home.Id;
            await db.SaveChangesAsync();
        }

        Assert.Equal([], (await Outlook(app)).Later);
        Assert.Equal("", Said(await app.Undo(merge)));
        await using var after = app.Open();
        Assert.Equal([kept, gone], (await after.Set<Membership>().Where(m => m.UntilOn == null && (m.PersonId == kept || m.PersonId == gone)).Select(m => m.PersonId).ToListAsync()).OrderBy(p => p != kept));
        Assert.NotNull(await RegisterSnapshot.Load(after, default));
    }

    [Fact]
    [Trait("Scenario", "MRG-06")]
    public async Task What_hangs_on_a_record_that_returns_returns_with_it_and_is_asked_of_nobody()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var condition = await Add(app, Condition(app, gone, "hypertension"));
        var merge = await Merged(app, kept, gone);
        await Add(app, Statement(app, kept, condition));
        await Add(app, Route(app, kept, condition));

        Assert.Equal([], (await Outlook(app)).Later);
        Assert.Equal("", Said(await app.Undo(merge)));
        await using var after = app.Open();
        Assert.Equal(gone, (await after.Set<Condition>().SingleAsync()).PersonId);
        Assert.Equal(gone, (await after.Set<Statement>().SingleAsync()).PersonId);
        Assert.Equal(gone, (await after.Set<ConditionRoute>().SingleAsync()).PersonId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_hangs_on_a_record_made_since_goes_where_that_one_goes(bool back)
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merge = await Merged(app, kept, gone);
        var condition = await Add(app, Condition(app, kept, "hypertension"));
        await Add(app, Statement(app, kept, condition));

        Assert.Equal(["illness_condition"], (await Outlook(app)).Later.Select(l => l.Table));
        Assert.Equal("", Said(back ? await app.Undo(merge, new LaterRecord("illness_condition", condition)) : await app.Undo(merge)));
        await using var after = app.Open();
        Assert.Equal(back ? gone : kept, (await after.Set<Condition>().SingleAsync()).PersonId);
        Assert.Equal(back ? gone : kept, (await after.Set<Statement>().SingleAsync()).PersonId);
    }

    [Fact]
    public async Task A_waiver_that_goes_back_is_guarded_under_the_record_that_bears_it()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var merge = await Merged(app, kept, gone);
        var item = await Add(app, new CountyItem { Id = NewId(app), Programme = "heze", Item = "treatment", FromOn = new DateOnly(2018, 1, 1), State = ItemState.Adopted });
        var use = await Add(app, new WaiverUse
        {
            Id = NewId(app), ItemId = item, Item = "heze/treatment", Service = "treatment", PersonId = kept, VillageCode = TestApp.Village, Hospital = "测试医院", UsedOn = new DateOnly(2019, 1, 16), Times = 1, Persons = 1,
            State = UseState.Counted, Live = true, Guard = $"{kept:N}|treatment|20190116", LimitGuard = $"{kept:N}|heze/treatment|2019",
        });

        Assert.Equal("", Said(await app.Undo(merge, new LaterRecord("benefit_waiver_use", use))));
        await using var after = app.Open();
        var back = await after.Set<WaiverUse>().SingleAsync();
        Assert.Equal((gone, $"{gone:N}|treatment|20190116", $"{gone:N}|heze/treatment|2019"), (back.PersonId!.Value, back.Guard, back.LimitGuard));
    }

    [Fact]
    public async Task Of_a_record_that_cannot_go_since_there_is_one_already_the_refusal_says_which()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        foreach (var person in new[] { kept, gone }) await Add(app, Patient(app, person));
        var merge = await Merged(app, kept, gone);
        await using (var db = app.Open())
        {
            (await db.Set<HospitalPatient>().SingleAsync(p => p.PersonId == kept)).UntilOn = new DateOnly(2019, 1, 16);
            await db.SaveChangesAsync();
        }
        var later = await Add(app, Patient(app, kept));
        var before = await app.Everything(kept, gone);

        var refused = (await app.Undo(merge, new LaterRecord("registry_hospital_patient", later))).Problems[0];

        Assert.Equal("registry.unmerge.there-already", refused.Code);
        Assert.Contains("就诊医院", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2019-01-16", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    /// <summary>Merges the two; what comes next is made a day later.</summary>
    private static async Task<Guid> Merged(TestApp app, Guid kept, Guid gone)
    {
        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);
        Assert.Equal("", Said(merged));
        app.Clock.Advance(TimeSpan.FromDays(1));
        return merged.Value.Id;
    }

    private static async Task<UndoMergeOutlook> Outlook(TestApp app)
    {
        await using var db = app.Open();
        return await app.Get<LookBackAtMerge>().Handle(db, await db.Set<PersonMerge>().SingleAsync(), default);
    }

    private static async Task<Guid> Add(TestApp app, object row)
    {
        await using var db = app.Open();
        db.Add(row);
        await db.SaveChangesAsync();
        return (Guid)db.Entry(row).Property("Id").CurrentValue!;
    }

    private static Guid NewId(TestApp app) => Guid.CreateVersion7(app.Clock.GetUtcNow());

    private static HospitalPatient Patient(TestApp app, Guid person) => new() { Id = NewId(app), PersonId = person, Hospital = "测试医院", FromOn = new DateOnly(2019, 1, 2) };

    private static Condition Condition(TestApp app, Guid person, string disease) => new()
    {
        Id = NewId(app), PersonId = person, Disease = disease, TextSealed = app.Get<Vault>().Seal(Purposes.Diagnosis, "高血压")!, TextHash = app.Get<Vault>().Hash(Purposes.Diagnosis, "高血压")!,
        State = ConditionState.Stated, Source = "entry", StatedOn = new DateOnly(2019, 1, 1),
    };

    private static Statement Statement(TestApp app, Guid person, Guid condition) => new()
    {
        Id = NewId(app), ConditionId = condition, PersonId = person, Source = "entry", StatedOn = new DateOnly(2019, 1, 16), TextSealed = app.Get<Vault>().Seal(Purposes.Diagnosis, "高血压")!,
        TextHash = app.Get<Vault>().Hash(Purposes.Diagnosis, "高血压")!, Method = FindingMethod.Visit, RecordedAt = app.Clock.GetUtcNow(),
    };

    private static ConditionRoute Route(TestApp app, Guid person, Guid condition) => new()
    {
        Id = NewId(app), ConditionId = condition, PersonId = person, Route = TreatmentRoute.CureOnce, FromOn = new DateOnly(2019, 1, 16), Decider = RouteDecider.ExpertGroup, DecidedBy = "测试", DecidedOn = new DateOnly(2019, 1, 16),
    };
}
