using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Institutions;
using Minkang.Benefits.Referrals;
using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;
using static Minkang.Tests.Benefits.Referrals.ReferralStore;

namespace Minkang.Tests.Benefits.Referrals;

public sealed class ReferralTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<Guid> Person(string village = TestApp.Village) => (await _store.Household(village: village)).Persons[0];

    [Fact]
    [Trait("Requirement", "R-REF-02")]
    [Trait("Requirement", "R-REF-03")]
    public async Task The_first_contact_doctor_answers_for_the_patient_until_somebody_accepts_and_again_after_the_return()
    {
        var id = await _store.Referred(Refer(await Person()), _store.App.As(Role.VillageDoctor));
        var made = await _store.Look(id);
        Assert.Equal((ReferralState.Waiting, "测试首诊", true, "benefits.referral.not-found"), (made.State, made.ResponsibleDoctor, made.Skipped,
            (await _store.Do<AnswerReferral, Outcome<bool>>(use => use.Accept(_store.OtherCounter, id, "测试接诊", "2019-01-03", default))).Problems[0].Code));
        Assert.DoesNotContain("肺炎", made.DiagnosisSealed);

        await _store.Answered(use => use.Accept(_store.Counter, id, "测试接诊", "2019-01-03", default));
        Assert.Equal((ReferralState.Accepted, "测试接诊", new DateOnly(2019, 1, 3)), await Look(r => (r.State, r.ResponsibleDoctor, r.AnsweredOn!.Value)));

        await _store.Answered(use => use.Return(_store.Counter, id, "better", "半月后复查", "2019-01-14", default));
        Assert.Equal((ReferralState.Returned, "测试首诊", new DateOnly(2019, 1, 14)), await Look(r => (r.State, r.ResponsibleDoctor, r.ReturnedOn!.Value)));
        var back = await _store.Look(id);
        Assert.DoesNotContain("半月后复查", back.OutcomeSealed);
        Assert.Equal(new ReferralOutcome("better", "半月后复查"), _store.App.Get<OpenReferral>().Outcome(back));

        async Task<T> Look<T>(Func<Referral, T> of) => of(await _store.Look(id));
    }

    [Fact]
    [Trait("Requirement", "R-REF-03")]
    public async Task A_refused_referral_stays_with_the_first_contact_doctor_and_is_counted()
    {
        var id = await _store.Referred(Refer(await Person()), _store.App.As(Role.VillageDoctor));
        await _store.Referred(Refer(await Person()), _store.App.As(Role.VillageDoctor));
        Assert.Equal("benefits.referral.refusal-why", (await _store.Do<AnswerReferral, Outcome<bool>>(use => use.Refuse(_store.Counter, id, " ", "2019-01-03", default))).Problems[0].Code);

        await _store.Answered(use => use.Refuse(_store.Counter, id, "没有床位", "2019-01-03", default));

        var refused = await _store.Look(id);
        Assert.Equal((ReferralState.Refused, "测试首诊"), (refused.State, refused.ResponsibleDoctor));
        Assert.Equal(new ReferralCounts(2, 1, 2), await Counted("", _store.Counter));
        Assert.Equal(new ReferralCounts(1, 1, 1), await Counted("?state=Refused", _store.Counter));
        Assert.Equal("benefits.referral.not-waiting", (await _store.Do<AnswerReferral, Outcome<bool>>(use => use.Accept(_store.Counter, id, "测试接诊", "2019-01-03", default))).Problems[0].Code);
    }

    [Theory]
    [Trait("Requirement", "R-REF-02")]
    [InlineData("village", "township", "county", false)]
    [InlineData("village", "county", "county", true)]
    [InlineData("township", "county", "county", false)]
    [InlineData("township", "county", "prefecture", true)]
    [InlineData("county", "city", "prefecture", false)]
    [InlineData("county", "province", "province", true)]
    [InlineData("city", "village", "county", false)]
    [InlineData("township", "city", "province", true)]
    public void A_skipped_level_is_marked(string from, string to, string place, bool skipped) => Assert.Equal(skipped, ReferralLevels.Skipped(from, to, place));

    [Fact]
    [Trait("Requirement", "R-REF-04")]
    public async Task What_people_are_sent_out_of_the_county_for_is_ranked_over_three_years()
    {
        foreach (var (diagnosis, on) in new[] { ("胃癌", "2017-05-01"), ("胃癌", "2018-05-01"), ("胃癌", "2019-01-02"), ("冠心病", "2018-06-01"), ("冠心病", "2018-07-01"), ("肺炎", "2016-05-01") })
            await _store.Referred(ReferOut(await Person(), diagnosis, on));
        await _store.Referred(Refer(await Person(), "肺炎"));
        await _store.Referred(ReferOut(await Person(TestApp.FarVillage), "冠心病", "2019-01-03"));

        var ranking = await Ranking(_store.App.As(Role.TownshipClerk));
        Assert.Equal([3, 2], ranking.Select(l => l.All));
        Assert.Equal([1, 1, 1], ranking[0].Years);
        Assert.Equal([0, 2, 0], ranking[1].Years);
        Assert.Contains("胃", ranking[0].Name);
        Assert.Equal(6, (await Ranking(_store.App.As(Role.CountyOfficer))).Sum(l => l.All));
        Assert.Equal(3, (await Counted($"?kind=out&disease={ranking[0].Code}", _store.App.As(Role.TownshipClerk))).All);
    }

    private Task<IReadOnlyList<OutLine>> Ranking(Actor actor) => _store.See(db => _store.App.Get<OutReferrals>().Ranking(db, actor, 2019, default));

    private Task<ReferralCounts> Counted(string query, Actor actor) =>
        _store.See(async db => (await ReferralFilter.Of(PageAddress.Parse("/benefits/referrals" + query)).Read(db, actor, _store.App.Get<OutReferrals>(), default)).Counts);

    [Fact]
    [Trait("Requirement", "R-REF-06")]
    public async Task A_disease_of_the_hospitals_own_list_that_is_sent_away_is_reported()
    {
        var hospital = await _store.Institution();
        await _store.Said(hospital, InstitutionMatter.Ability, "胃癌", "2018-06-01");
        await _store.Referred(ReferOut(await Person(), "胃癌", "2018-05-01"));
        await _store.Referred(ReferOut(await Person(), "冠心病"));
        var within = await _store.Referred(ReferOut(await Person(), "胃癌"), _store.App.As(Role.CountyOfficer));
        var down = ReferOut(await Person(), "胃癌");
        (down.ToInstitution, down.ToLevel, down.ToPlace, down.Reason) = (CounterStore.OtherHospital, "township", "county", nameof(ReferralReason.Recovery));
        await _store.Referred(down);

        Assert.True((await _store.Look(within)).WithinAbility);
        var line = Assert.Single(await _store.See(db => _store.App.Get<OutReferrals>().Within(db, _store.App.As(Role.CountyOfficer), 2019, default)));
        Assert.Equal((CounterStore.Hospital, 1), (line.Institution, line.Number));
    }

    [Fact]
    public async Task An_admission_takes_its_code_from_the_referral_and_accepts_it()
    {
        var (skipped, stepped, person) = (await Person(), await Person(), await Person());
        var straight = await _store.Referred(Refer(skipped));
        var input = Refer(stepped);
        (input.FromInstitution, input.FromLevel) = (CounterStore.OtherHospital, "township");
        var proper = await _store.Referred(input);
        var elsewhere = Refer(person);
        elsewhere.ToInstitution = "另一家医院";
        var other = await _store.Referred(elsewhere);

        Assert.Equal("none", await Admitted(skipped, straight));
        Assert.Equal("proper", await Admitted(stepped, proper));
        Assert.Equal((ReferralState.Accepted, CounterStore.Hospital), ((await _store.Look(proper)).State, (await _store.Look(proper)).ResponsibleDoctor));
        var wrong = await _store.Do<AdmitPatient, Outcome<Guid>>(use => use.Handle(CounterStore.Console, With(person, other), default));
        Assert.Equal("benefits.admission.referral-not-open", wrong.Problems[0].Code);
    }

    [Fact]
    public async Task An_open_admission_can_be_tied_to_a_referral_that_was_overlooked()
    {
        var person = await Person();
        var admission = await _store.Admit(person);
        var input = Refer(person);
        input.Emergency = true;
        var referral = await _store.Referred(input);

        Assert.False((await _store.Do<TieReferral, Outcome<bool>>(use => use.Handle(_store.OtherCounter, admission, referral, default))).Ok);
        Assert.True((await _store.Do<TieReferral, Outcome<bool>>(use => use.Handle(_store.Counter, admission, referral, default))).Ok);

        Assert.Equal((referral, "emergency"), await _store.See(async db => (await db.Set<Admission>().Where(a => a.Id == admission).Select(a => new { Id = a.ReferralId!.Value, a.Referral }).ToListAsync()).Select(a => (a.Id, a.Referral)).Single()));
        var settled = await _store.Settle(_store.Bill(admission, 1_000));
        Assert.Equal("emergency", settled.Referral);
    }

    [Fact]
    [Trait("Requirement", "R-REF-02")]
    public async Task A_referral_leads_to_one_admission_and_is_free_again_when_that_is_cancelled()
    {
        var person = await Person();
        var referral = await _store.Referred(Refer(person));
        var admission = await _store.Admit(person, With(person, referral));
        await _store.Settle(_store.Bill(admission, 1_000));

        Assert.Equal("benefits.admission.referral-not-open", (await _store.Do<AdmitPatient, Outcome<Guid>>(use => use.Handle(CounterStore.Console, With(person, referral), default))).Problems[0].Code);
        var again = await _store.Admit(person);
        Assert.Equal("benefits.admission.referral-not-open", (await _store.Do<TieReferral, Outcome<bool>>(use => use.Handle(_store.Counter, again, referral, default))).Problems[0].Code);

        await _store.See(db => db.Set<Admission>().Where(a => a.Id == admission).ExecuteUpdateAsync(set => set.SetProperty(a => a.State, AdmissionState.Cancelled)));
        Assert.True((await _store.Do<TieReferral, Outcome<bool>>(use => use.Handle(_store.Counter, again, referral, default))).Ok);
    }

    private static AdmitInput With(Guid person, Guid referral)
    {
        var stay = CounterStore.Stay(person);
        stay.ReferralId = referral;
        return stay;
    }

    private async Task<string> Admitted(Guid person, Guid referral)
    {
        var id = await _store.Admit(person, With(person, referral));
        return await _store.See(db => db.Set<Admission>().Where(a => a.Id == id && a.ReferralId == referral).Select(a => a.Referral).SingleAsync());
    }

    [Fact]
    [Trait("Requirement", "R-REF-08")]
    public async Task Before_the_inpatient_rules_begin_no_referral_is_needed()
    {
        Assert.Equal("benefits.tiered-care.from", (await Rule(TieredCareKind.Inpatient, "", "")).Problems[0].Code);
        Assert.True((await Rule(TieredCareKind.Inpatient, "", "2019-01-02")).Ok);
        var (before, after) = (await Person(), await Person());
        var early = Refer(before);
        early.MadeOn = "2018-12-30";
        var first = With(before, await _store.Referred(early));
        first.AdmittedOn = "2019-01-01";

        var id = await _store.Admit(before, first);
        Assert.Equal("not-needed", await _store.See(db => db.Set<Admission>().Where(a => a.Id == id).Select(a => a.Referral).SingleAsync()));
        Assert.Equal("none", await Admitted(after, await _store.Referred(Refer(after))));
        Assert.Equal("benefits.tiered-care.there-already", (await Rule(TieredCareKind.Inpatient, "", "2019-05-01")).Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-REF-07")]
    public async Task Chronic_care_is_piloted_by_township_from_a_day_until_another()
    {
        var rule = await Rule(TieredCareKind.Chronic, TestApp.Town, "2018-06-01");
        Assert.Equal("benefits.tiered-care.until", (await _store.Do<SetTieredCare, Outcome<bool>>(use => use.End(CounterStore.Console, rule.Value, "2018-05-01", default))).Problems[0].Code);
        Assert.True((await _store.Do<SetTieredCare, Outcome<bool>>(use => use.End(CounterStore.Console, rule.Value, "2018-12-01", default))).Ok);

        foreach (var (village, day, holds) in new (string, DateOnly, bool)[] { (TestApp.Village, new(2018, 5, 31), false), (TestApp.Village, new(2018, 6, 1), true), (TestApp.NextVillage, new(2018, 11, 30), true), (TestApp.Village, new(2018, 12, 1), false), (TestApp.FarVillage, new(2018, 7, 1), false) })
            Assert.Equal((day, holds), (day, await Holds(village, day)));
        Assert.Equal("benefits.referral.not-found", (await Rule(TieredCareKind.Chronic, TestApp.NextTown, "2018-06-01", _store.App.As(Role.TownshipClerk))).Problems[0].Code);
        Task<bool> Holds(string village, DateOnly day) => _store.See(db => SetTieredCare.Holds(db, TieredCareKind.Chronic, village, day, default));
    }

    private Task<Outcome<Guid>> Rule(TieredCareKind kind, string area, string from, Actor? actor = null) =>
        _store.Do<SetTieredCare, Outcome<Guid>>(use => use.Handle(actor ?? _store.App.As(Role.CountyOfficer), new() { Kind = kind.ToString(), Area = area, FromOn = from, Document = "测试文件一号" }, default));

    [Fact]
    public async Task What_is_missing_or_impossible_is_refused_at_its_field()
    {
        var refused = await _store.TryRefer(new ReferralInput { PersonId = await Person(), MadeOn = "2019-02-01" }, _store.App.As(Role.TownshipClerk));
        Assert.Equal(["FromInstitution", "ToInstitution", "FromLevel", "ToLevel", "ToPlace", "Doctor", "Diagnosis", "Reason", "MadeOn"], refused.Problems.Select(p => p.Field));
        var (own, far) = (Refer(await Person()), Refer(await Person(TestApp.FarVillage)));
        Assert.Equal("benefits.person.not-found", (await _store.TryRefer(far, _store.App.As(Role.TownshipClerk))).Problems[0].Code);
        Assert.Equal("benefits.person.not-found", (await _store.TryRefer(own, _store.Counter)).Problems[0].Code);
        await _store.Admit(own.PersonId);
        Assert.Equal("benefits.referral.not-yours", (await _store.TryRefer(own, _store.Counter)).Problems[0].Code);
        await _store.Referred(own);
        Assert.Equal("benefits.referral.waiting-already", (await _store.TryRefer(own)).Problems[0].Code);
    }

    [Fact]
    public async Task Level_and_place_of_an_institution_on_the_book_need_not_be_typed()
    {
        await _store.Institution();
        var input = Refer(await Person());
        (input.ToLevel, input.ToPlace) = ("", "");

        var made = await _store.Look(await _store.Referred(input));

        Assert.Equal(("county", "county"), (made.ToLevel, made.ToPlace));
    }
}
