using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.People;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Rounds;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Lists;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Register;
using Minkang.Registry.Search;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Registry.Merges;

public sealed class MergePersonsTests
{
    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task All_that_any_module_keeps_of_the_other_record_follows()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await app.Past(gone);
        var settled = await GivenSettlements.FromOutside(app, gone);
        var before = await app.Naming(gone);

        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone, MergeFields.Phone);

        Assert.Equal("", Said(merged));
        Assert.Equal(MergeState.Merged, merged.Value.State);
        Assert.Equal(["registry_membership"], (await app.Naming(gone)).Keys); // of two memberships on the same days one is set aside
        var after = await app.Naming(kept);
        foreach (var table in before.Keys.Where(t => t != "registry_membership")) Assert.True(after[table] >= before[table], table);
        await using var db = app.Open();
        Assert.Equal(kept, (await db.Set<StoredSettlement>().SingleAsync(s => s.Id == settled.Id)).PersonId);
        Assert.Equal(kept, (await db.Set<PersonFact>().SingleAsync(f => f.Kind == FactKind.Category)).PersonId);
        var person = await db.Set<Person>().SingleAsync(p => p.Id == kept);
        Assert.Equal("13900000002", app.Get<Vault>().Open(Purposes.Phone, person.PhoneSealed));
        Assert.Equal("测试张三", person.Name);
    }

    [Fact]
    [Trait("Scenario", "MRG-03")]
    public async Task The_merged_record_counts_nowhere_and_its_name_and_number_still_find_the_person()
    {
        await using var app = await TestApp.Start();
        var officer = app.As(Role.CountyOfficer);
        var (kept, gone) = await app.Twice(bothNumbers: true);
        var number = await Number(app, gone);
        await Agreed(app, await app.Merge(officer, kept, gone));

        await using var db = app.Open(officer);
        Assert.False(await db.Persons(officer, "registry.list").AnyAsync(p => p.Id == gone));
        Assert.False(await db.Places(officer, "registry.list").AnyAsync(p => p.Id == gone));
        Assert.Null(await app.Get<ShowPerson>().Handle(db, officer, gone, new DateOnly(2019, 1, 15), default));
        Assert.Equal(3, (await app.Get<FindPersons>().Handle(db, officer, new PersonFilter(), null, null, null, default)).Paging.Total);
        Assert.Equal(3, await db.Set<Membership>().HoldingOn(new DateOnly(2019, 1, 15)).CountAsync());
        Assert.Equal(kept, Assert.Single((await app.Get<SearchRegister>().Handle(db, officer, number, default)).Persons).Id);
        Assert.Equal(kept, Assert.Single((await app.Get<SearchRegister>().Handle(db, officer, number[^6..], default)).Persons).Id);
        Assert.Equal(kept, Assert.Single((await app.Get<SearchRegister>().Handle(db, officer, "测试张叁", default)).Persons).Id);
        Assert.Equal(kept, await app.Get<HospitalPatients>().ByNumber(db, number, default));
        Assert.Contains(await app.Get<LookAlikes>().Find(db, officer, "测试别人", IdNumber.TryParse(number), null, TestApp.Village, null, default), a => a.FormerNumber && a.PersonId == kept);
        Assert.Equal(kept, await db.LeadsTo(officer, "registry.open", gone, default));
    }

    [Fact]
    public async Task A_row_of_a_list_with_the_number_and_name_of_the_merged_record_is_put_to_the_person()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice(bothNumbers: true);
        var number = await Number(app, gone);
        await Agreed(app, await app.Merge(app.As(Role.CountyOfficer), kept, gone));

        await using var db = app.Open();
        var snapshot = await RegisterSnapshot.Load(db, default);
        var matcher = new MatchPerson(snapshot.Persons, snapshot.FormerNames, new Dictionary<Guid, string>(), app.Get<Vault>(), ImportArea.Of(app.As(Role.CountyOfficer)));
        var match = matcher.Find(new Listed("测试张叁", IdText.Read(number), null, 1, TestApp.Village, null));

        Assert.Equal((RowMatch.Matched, kept, "id"), (match.Match, match.Person!.Id, match.Why));
        Assert.Equal(kept, snapshot.ByIdHash(app.Get<Vault>().Hash(Purposes.IdNumber, number))!.Id);
    }

    [Fact]
    [Trait("Scenario", "MRG-04")]
    public async Task Two_valid_numbers_need_a_second_person_and_nothing_happens_before()
    {
        await using var app = await TestApp.Start();
        var (first, second) = (app.As(Role.CountyOfficer), app.As(Role.CountyOfficer));
        var (kept, gone) = await app.Twice(bothNumbers: true);
        var before = await app.Everything(kept, gone);

        var asked = await app.Merge(first, kept, gone);

        Assert.Equal(MergeState.Asked, asked.Value.State);
        Assert.Equal(before, await app.Everything(kept, gone));
        await using (var db = app.Open(first)) Assert.Equal("registry.merge.own", (await app.Get<MergePersons>().Agree(db, first, asked.Value.Id, default)).Problems[0].Code);
        await using (var db = app.Open(second)) Assert.Equal(MergeState.Merged, (await app.Get<MergePersons>().Agree(db, second, asked.Value.Id, default)).Value.State);
        Assert.NotEqual(before, await app.Everything(kept, gone));
    }

    [Fact]
    [Trait("Scenario", "MRG-04")]
    public async Task A_stay_that_is_settled_in_both_records_refuses_the_merge()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await GivenSettlements.FromOutside(app, kept);
        await GivenSettlements.FromOutside(app, gone);

        var refused = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        Assert.Equal("benefits.merge.same-stay", refused.Problems[0].Code);
        Assert.Contains("省城某医院", refused.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Scenario", "MRG-04")]
    public async Task Settlements_of_one_year_in_both_records_are_the_countys_need_a_second_person_and_add_up()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        await GivenSettlements.FromOutside(app, kept);
        var other = await GivenSettlements.FromOutside(app, gone);
        await using (var db = app.Open())
            await db.Set<Admission>().Where(a => a.Id == other.AdmissionId).ExecuteUpdateAsync(s => s.SetProperty(a => a.AdmittedOn, new DateOnly(2018, 12, 1)).SetProperty(a => a.DischargedOn, new DateOnly(2018, 12, 8)));
        await using (var db = app.Open())
            await db.Set<Admission>().Where(a => a.Id != other.AdmissionId).ExecuteUpdateAsync(s => s.SetProperty(a => a.DischargedOn, new DateOnly(2019, 1, 12)));
        var before = await app.Everything(kept, gone);

        Assert.Equal("registry.merge.county-only", (await app.Merge(app.As(Role.TownshipClerk), kept, gone)).Problems[0].Code);
        var merge = await Agreed(app, await app.Merge(app.As(Role.CountyOfficer), kept, gone));

        await using (var db = app.Open())
        {
            var account = await db.Set<Account>().SingleAsync(a => a.OwnerKind == OwnerKind.Person && a.OwnerId == kept);
            var movements = await db.Set<Movement>().Where(m => m.AccountId == account.Id).ToListAsync();
            Assert.Equal(2, movements.Select(m => m.SettlementId).Distinct().Count());
            Assert.Equal(movements.GroupBy(m => m.Key).ToDictionary(g => g.Key, g => g.Sum(m => m.Delta)), account.Read());
        }
        Assert.Equal("", Said(await app.Undo(merge)));
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    [Fact]
    public async Task The_same_disease_becomes_one_condition_and_nobody_is_in_a_round_twice()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();
        var round = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await using (var db = app.Open())
        {
            db.Add(new Round { Id = round, Year = 2019, Number = 1, AreaCode = TestApp.Town, FromOn = new DateOnly(2019, 1, 1), LastOn = new DateOnly(2019, 2, 1), WorkGroup = "测试" });
            await db.SaveChangesAsync();
            foreach (var (person, state, visit) in new[] { (kept, ConditionState.Stated, VisitState.Pending), (gone, ConditionState.Verified, VisitState.Ill) })
            {
                db.Add(Condition(app, person, state));
                db.Add(new RoundPerson { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), RoundId = round, PersonId = person, VillageCode = TestApp.Village, State = visit });
            }
            await db.SaveChangesAsync();
        }
        var before = await app.Everything(kept, gone);

        var merged = await app.Merge(app.As(Role.CountyOfficer), kept, gone);

        Assert.Equal("", Said(merged));
        await using (var db = app.Open())
        {
            var conditions = await db.Set<Condition>().Where(c => c.PersonId == kept).ToListAsync();
            Assert.Equal([ConditionState.Merged, ConditionState.Verified], conditions.Select(c => c.State).OrderDescending());
            Assert.Equal((kept, VisitState.Ill), await db.Set<RoundPerson>().Select(p => new ValueTuple<Guid, VisitState>(p.PersonId, p.State)).SingleAsync());
        }
        Assert.Equal("", Said(await app.Undo(merged.Value.Id)));
        Assert.Equal(before, await app.Everything(kept, gone));
    }

    [Fact]
    public async Task The_head_of_another_household_and_an_open_proposal_refuse_the_merge()
    {
        await using var app = await TestApp.Start();
        var officer = app.As(Role.CountyOfficer);
        var one = await app.Household(TestApp.Village, "M1", [new("测试户主甲"), new("测试张三")]);
        var other = await app.Household(TestApp.Village, "M2", [new("测试张三", WithNumber: false), new("测试乙")]);
        await using (var db = app.Open())
        {
            db.Add(new Proposal { Id = Guid.CreateVersion7(), Kind = ProposalKind.Fact, PersonId = other.Persons[1], VillageCode = TestApp.Village, OnDate = new DateOnly(2019, 1, 1), ProposerName = "测试" });
            await db.SaveChangesAsync();
        }

        Assert.Equal("registry.merge.heads-elsewhere", (await app.Merge(officer, one.Persons[1], other.Persons[0])).Problems[0].Code);
        Assert.Equal("registry.merge.open-proposal", (await app.Merge(officer, one.Persons[1], other.Persons[1])).Problems[0].Code);
    }

    [Fact]
    [Trait("Scenario", "MRG-08")]
    public async Task Of_two_who_merge_the_pair_at_once_in_either_direction_one_wins_and_the_other_is_told_by_whom()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice();

        var both = await Task.WhenAll(Task.Run(() => app.Merge(app.As(Role.CountyOfficer), kept, gone)), Task.Run(() => app.Merge(app.As(Role.CountyOfficer), gone, kept)));

        Assert.Single(both, b => b.Ok);
        var told = Assert.Single(both, b => !b.Ok).Problems[0];
        Assert.Equal("registry.merge.meanwhile", told.Code);
        Assert.Contains("县级业务员（测试）", told.Message, StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.Equal(3, await db.Set<Person>().CountAsync());
        Assert.Equal(1, await db.Set<PersonMerge>().CountAsync());
    }

    [Fact]
    [Trait("Scenario", "MRG-08")]
    public async Task A_chain_of_merges_leads_to_its_end_and_is_undone_from_its_end()
    {
        await using var app = await TestApp.Start();
        var officer = app.As(Role.CountyOfficer);
        var (a, b) = await app.Twice();
        var c = (await app.Household(TestApp.Village, "M3", [new("测试户主丙"), new("测试张三", WithNumber: false)])).Persons[1];
        var start = await app.Everything(a, b, c);
        var first = await app.Merge(officer, a, b);
        var second = await app.Merge(officer, c, a, MergeFields.IdNumber);
        Assert.Equal("", Said(second));

        await using (var db = app.Open(officer)) Assert.Equal(c, await db.LeadsTo(officer, "registry.open", b, default));
        Assert.Equal("registry.unmerge.merged-on", (await app.Undo(first.Value.Id)).Problems[0].Code);
        Assert.Equal("", Said(await app.Undo(second.Value.Id)));
        await using (var db = app.Open(officer)) Assert.Equal(a, await db.LeadsTo(officer, "registry.open", b, default));
        Assert.Equal("", Said(await app.Undo(first.Value.Id)));
        Assert.Equal(start, await app.Everything(a, b, c));
    }

    [Fact]
    public async Task A_merge_is_on_record_with_both_values_of_every_field_and_in_the_trail_of_both()
    {
        await using var app = await TestApp.Start();
        var officer = app.As(Role.CountyOfficer);
        var (kept, gone) = await app.Twice();

        var merged = await app.Merge(officer, kept, gone, MergeFields.Name);

        await using var db = app.Open();
        var merge = await db.Set<PersonMerge>().SingleAsync();
        Assert.Equal((officer.UserId, officer.Name), (merge.CreatedBy, merge.AskedByName));
        Assert.Equal("同一人登记了两次", app.Get<Vault>().Open(Purposes.Proposal, merge.ReasonSealed));
        var choice = System.Text.Json.JsonSerializer.Deserialize<MergeChoice>(app.Get<Vault>().Open(Purposes.ListEntry, merge.ChoiceSealed)!)!;
        Assert.Contains(new FieldChoice(MergeFields.Name, "测试张三", "测试张叁", true), choice.Fields);
        Assert.Contains(new FieldChoice(MergeFields.Phone, "13900000001", "13900000002", false), choice.Fields);
        foreach (var person in new[] { kept, gone }) Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == person && e.Action == "registry.merge" && e.ActorId == officer.UserId && e.Purpose == "同一人登记了两次"));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
        Assert.True(merged.Ok);
    }

    [Fact]
    [Trait("Scenario", "MRG-02")]
    public async Task A_record_outside_the_clerks_township_is_not_to_be_had()
    {
        await using var app = await TestApp.Start();
        var (kept, gone) = await app.Twice(village: TestApp.FarVillage);

        Assert.Equal("registry.merge.not-found", (await app.Merge(app.As(Role.TownshipClerk), kept, gone)).Problems[0].Code);
        await using var db = app.Open();
        var clerk = app.As(Role.TownshipClerk);
        var alike = await app.Get<LookAlikes>().Find(db, clerk, "测试张叁", null, new DateOnly(1960, 5, 1), TestApp.Village, null, default);
        Assert.Contains(alike, a => a is { PersonId: null, Name: null, Where: "二镇" });
        Assert.DoesNotContain(alike, a => a.PersonId == gone);
    }

    internal static string Said<T>(Outcome<T> outcome) => string.Join('\n', outcome.Problems.Select(p => $"{p.Code} {p.Message}"));

    /// <summary>A second officer agrees to what was asked.</summary>
    internal static async Task<Guid> Agreed(TestApp app, Outcome<MergeResult> asked)
    {
        Assert.Equal("", Said(asked));
        var second = app.As(Role.CountyOfficer);
        await using var db = app.Open(second);
        var agreed = await app.Get<MergePersons>().Agree(db, second, asked.Value.Id, default);
        Assert.Equal("", Said(agreed));
        return asked.Value.Id;
    }

    private static async Task<string> Number(TestApp app, Guid person)
    {
        await using var db = app.Open();
        return app.Get<Vault>().Open(Purposes.IdNumber, (await db.Set<Person>().SingleAsync(p => p.Id == person)).IdSealed)!;
    }

    private static Condition Condition(TestApp app, Guid person, ConditionState state) => new()
    {
        Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), PersonId = person, Disease = "hypertension", TextSealed = app.Get<Vault>().Seal(Purposes.Diagnosis, "高血压")!, TextHash = app.Get<Vault>().Hash(Purposes.Diagnosis, "高血压")!,
        State = state, Source = "entry", StatedOn = new DateOnly(2019, 1, 1),
    };
}
