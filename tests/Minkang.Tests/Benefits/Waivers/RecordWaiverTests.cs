using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Settlements;
using Minkang.Benefits.Waivers;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Benefits.Waivers;

/// <summary>A county that has taken up four programmes.</summary>
public sealed class WaiverCounty : IAsyncLifetime
{
    public CounterStore Store { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Store.InitializeAsync();
        foreach (var programme in new[] { "shandong", "heze", "sichuan-district", "qinglong" }) await Store.TakeUp(programme);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

public sealed class RecordWaiverTests(WaiverCounty county) : IClassFixture<WaiverCounty>
{
    private readonly CounterStore _store = county.Store;

    [Fact]
    public async Task A_waiver_keeps_the_amount_before_what_was_waived_and_the_record_that_entitles()
    {
        var use = await _store.Recorded(WaiverStore.Input(await _store.Patient(), "expert-consultation", "30.01"));

        Assert.Equal((3001, 1501, UseState.Counted), (use.BeforeFen, use.WaivedFen, use.State));
        Assert.Equal("shandong/expert-consultation", use.Item);
        Assert.StartsWith("registered_poor ", use.Proof);
    }

    [Fact]
    [Trait("Requirement", "R-WVR-10")]
    [Trait("Scenario", "DQ-M-36")]
    public async Task Of_two_waivers_on_one_service_the_larger_counts_and_the_other_is_named()
    {
        var person = await _store.Patient();

        var use = await _store.Recorded(WaiverStore.Input(person, "large-equipment", "200"));

        Assert.Equal(("shandong/large-equipment", 10_000), (use.Item, use.WaivedFen));
        Assert.Equal("其他检查减 20%", use.PassedOver);
        Assert.Single(await _store.See(db => db.Set<WaiverUse>().AsNoTracking().Where(u => u.PersonId == person).ToListAsync()));
        Assert.Equal("benefits.waiver.same-day", await _store.Refused(WaiverStore.Input(person, "large-equipment", "200")));
    }

    [Fact]
    public async Task A_service_is_waived_once_a_day_whoever_asks_at_the_same_moment()
    {
        var person = await _store.Patient();
        await _store.Reaches(person, CounterStore.OtherHospital);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => i % 2 == 0
            ? _store.Record(WaiverStore.Input(person, "ecg")) : _store.Record(WaiverStore.Input(person, "ecg", hospital: CounterStore.OtherHospital), _store.OtherCounter))));

        Assert.Single(all, r => r.Ok);
        Assert.All(all.Where(r => !r.Ok), r => Assert.Equal("benefits.waiver.same-day", r.Problems[0].Code));
        Assert.True((await _store.Record(WaiverStore.Input(person, "ecg", day: "2019-01-11"))).Ok);
    }

    [Fact]
    public async Task Who_was_not_entitled_that_day_is_refused_with_the_reason()
    {
        var person = (await _store.App.Household(TestApp.Village, "W-1", [new Member("测试甲")], status: null)).Persons[0];
        await _store.Reaches(person, CounterStore.Hospital);
        await _store.App.Fact(person, FactKind.Category, "registered_poor", new DateOnly(2019, 1, 12));

        Assert.Equal("benefits.waiver.not-eligible", await _store.Refused(WaiverStore.Input(person, "ecg", day: "2019-01-11")));
        Assert.Equal("benefits.waiver.not-in-force", await _store.Refused(WaiverStore.Input(person, "ecg", day: "2017-12-31")));
        Assert.Equal("benefits.waiver.day-future", await _store.Refused(WaiverStore.Input(person, "ecg", day: "2019-01-16")));
        Assert.StartsWith("registered_poor 2019-01-12", (await _store.Recorded(WaiverStore.Input(person, "ecg", day: "2019-01-12"))).Proof);
    }

    [Fact]
    public async Task A_waiver_in_a_settlement_and_one_at_the_counter_exclude_each_other()
    {
        var waived = (await _store.Household()).Persons[0];
        var bill = _store.Bill(await _store.Admit(waived), 8_000m) with { Items = new Dictionary<string, Money>(StringComparer.Ordinal) { ["expert-consultation"] = Money.FromYuan(40m) } };
        await _store.Settle(bill);
        await _store.Reaches(waived, CounterStore.Hospital);
        Assert.Equal("benefits.waiver.in-settlement", await _store.Refused(WaiverStore.Input(waived, "expert-consultation", day: "2019-01-05")));

        var other = await _store.Patient();
        var use = await _store.Recorded(WaiverStore.Input(other, "expert-consultation", day: "2019-01-05"));
        var late = _store.Bill(await _store.Admit(other), 8_000m) with { Items = new Dictionary<string, Money>(StringComparer.Ordinal) { ["expert-consultation"] = Money.FromYuan(40m) } };
        Assert.Equal("benefits.waiver.at-counter", (await _store.Finalise(late)).Problems[0].Code);
        Assert.True((await _store.App.Get<DecideWaiver>().Reverse(TestApp.County, _store.Counter, use.Id, "随结算单减免", default)).Ok);
        await _store.Settle(late);
    }

    [Fact]
    public async Task A_dialysis_session_is_subsidised_by_the_settlement_or_at_the_counter_but_not_by_both()
    {
        async Task<BillInput> Dialysis(Guid person)
        {
            var stay = CounterStore.Stay(person);
            stay.Kind = "dialysis";
            return _store.Bill(await _store.Admit(person, stay), 3_000m) with { Sessions = 3 };
        }

        var settled = (await _store.Household()).Persons[0];
        await _store.Settle(await Dialysis(settled));
        await _store.Reaches(settled, CounterStore.Hospital);
        Assert.Equal("benefits.waiver.in-settlement", await _store.Refused(WaiverStore.Input(settled, "dialysis-session", day: "2019-01-05")));
        await _store.Recorded(WaiverStore.Input(settled, "dialysis-session", day: "2019-01-13"));

        var other = await _store.Patient();
        var use = await _store.Recorded(WaiverStore.Input(other, "dialysis-session", day: "2019-01-05"));
        var late = await Dialysis(other);
        Assert.Equal("benefits.waiver.session-at-counter", (await _store.Finalise(late)).Problems[0].Code);
        Assert.True((await _store.App.Get<DecideWaiver>().Reverse(TestApp.County, _store.Counter, use.Id, "随结算单补助", default)).Ok);
        await _store.Settle(late);
    }

    [Fact]
    public async Task A_settlement_waives_nothing_again_that_another_hospitals_counter_waived()
    {
        var person = await _store.Patient();
        await _store.Reaches(person, CounterStore.OtherHospital);
        await _store.Recorded(WaiverStore.Input(person, "expert-consultation", day: "2019-01-05", hospital: CounterStore.OtherHospital), _store.OtherCounter);

        var bill = _store.Bill(await _store.Admit(person), 8_000m) with { Items = new Dictionary<string, Money>(StringComparer.Ordinal) { ["expert-consultation"] = Money.FromYuan(40m) } };
        var refused = (await _store.Finalise(bill)).Problems[0];

        Assert.Equal("benefits.waiver.at-counter", refused.Code);
        Assert.Contains(CounterStore.OtherHospital, refused.Message);
    }

    [Fact]
    public async Task A_waiver_before_New_Year_waits_for_a_settlement_that_counts_in_the_year_after()
    {
        var person = await _store.Patient();
        await _store.Settle(_store.Bill(await _store.Admit(person), 8_000m));
        Task<int> Version() => _store.See(db => db.Set<Account>().Where(a => a.OwnerId == person && a.Year == 2019).Select(a => a.Version).SingleAsync());
        var before = await Version();

        await _store.Recorded(WaiverStore.Input(person, "ecg", day: "2018-12-30"));

        Assert.True(before < await Version());
    }

    [Fact]
    public async Task Evidence_is_sealed_as_a_diagnosis_is()
    {
        var claim = WaiverStore.Input(await _store.Patient(), "late-schistosomiasis", "");
        claim.Evidence = "诊断证明 15 号";

        var stored = (await _store.Recorded(claim)).EvidenceSealed!;

        Assert.DoesNotContain("诊断", stored);
        Assert.Equal(claim.Evidence, _store.App.Get<Vault>().Open(Purposes.Diagnosis, stored));
    }

    [Fact]
    [Trait("Requirement", "R-WVR-03")]
    public async Task A_subsidy_is_a_claim_with_evidence_that_a_second_person_confirms_and_the_one_without_a_rate_is_locked()
    {
        var person = await _store.Patient();
        Assert.Equal("benefits.waiver.not-in-force", await _store.Refused(WaiverStore.Input(person, "echinococcosis-surgery", "")));
        Assert.Equal("benefits.waiver.age", await _store.Refused(WaiverStore.Input(person, "disabled-child", "")));
        Assert.Equal("benefits.waiver.evidence", await _store.Refused(WaiverStore.Input(person, "late-schistosomiasis", "")));
        var claim = WaiverStore.Input(person, "late-schistosomiasis", "");
        claim.Evidence = "诊断证明 12 号";
        var use = await _store.Recorded(claim);
        Assert.Equal((UseState.Pending, 500_000), (use.State, use.WaivedFen));
        Assert.DoesNotContain(await _store.Lines(_store.Office), l => l.Use == use.Id);

        var decide = _store.App.Get<DecideWaiver>();
        var enterer = _store.Counter;
        claim.UsedOn = "2019-01-12";
        Assert.Equal("benefits.waiver.used-up", await _store.Refused(claim, enterer));
        Assert.Equal("benefits.waiver.not-found", (await decide.Decide(TestApp.County, _store.OtherCounter, use.Id, true, null, default)).Problems[0].Code);
        Assert.True((await decide.Decide(TestApp.County, _store.Office, use.Id, true, null, default)).Ok);
        Assert.Equal(5_000m, (await _store.Lines(_store.Office)).Single(l => l.Use == use.Id).Waived.Yuan);
    }

    [Fact]
    public async Task Who_entered_a_claim_never_confirms_it_and_an_insurance_office_waits_for_a_second_person()
    {
        var (person, office) = (await _store.Patient(), _store.Office);
        var use = await _store.Recorded(WaiverStore.Input(person, "laboratory"), office);
        Assert.Equal(UseState.Pending, use.State);
        var decide = _store.App.Get<DecideWaiver>();

        Assert.Equal("benefits.waiver.own", (await decide.Decide(TestApp.County, office, use.Id, true, null, default)).Problems[0].Code);
        Assert.Equal("benefits.waiver.note", (await decide.Decide(TestApp.County, office, use.Id, false, " ", default)).Problems[0].Code);
        Assert.True((await decide.Decide(TestApp.County, office, use.Id, false, "录错", default)).Ok);
        Assert.True((await _store.Record(WaiverStore.Input(person, "laboratory"))).Ok);
    }

    [Fact]
    public async Task Taking_back_is_a_record_of_its_own_and_frees_the_day()
    {
        var person = await _store.Patient();
        var use = await _store.Recorded(WaiverStore.Input(person, "treatment", "100"));
        var decide = _store.App.Get<DecideWaiver>();
        Assert.Equal("benefits.waiver.why", (await decide.Reverse(TestApp.County, _store.Counter, use.Id, " ", default)).Problems[0].Code);
        Assert.Equal("benefits.waiver.not-found", (await decide.Reverse(TestApp.County, _store.OtherCounter, use.Id, "错", default)).Problems[0].Code);

        var reversal = await _store.Use((await decide.Reverse(TestApp.County, _store.Counter, use.Id, "收费退回", default)).Value);

        Assert.Equal((-3_000, -1, use.Id), (reversal.WaivedFen, reversal.Times, reversal.ReversesId));
        Assert.Equal(3_000, (await _store.Use(use.Id)).WaivedFen);
        Assert.Equal("benefits.waiver.cannot-reverse", (await decide.Reverse(TestApp.County, _store.Counter, use.Id, "再", default)).Problems[0].Code);
        Assert.Equal(0, (await _store.Lines(_store.Counter)).Where(l => l.Person == person).Sum(l => l.Waived.Fen));
        await _store.Recorded(WaiverStore.Input(person, "treatment", "100"));
    }

    [Fact]
    [Trait("Requirement", "R-WVR-09")]
    public async Task Each_dialysis_session_is_paid_a_hundred_yuan_by_finance()
    {
        var input = WaiverStore.Input(await _store.Patient(), "dialysis-session", "");
        input.Times = "3";

        var use = await _store.Recorded(input);

        Assert.Equal((3, 30_000, "finance"), (use.Times, use.WaivedFen, use.BorneBy));
    }

    [Theory]
    [InlineData("", "20", "MZ-1", "1", "benefits.waiver.service")]
    [InlineData("ecg", "0", "MZ-1", "1", "benefits.waiver.before")]
    [InlineData("ecg", "二十", "MZ-1", "1", "benefits.amount.unreadable")]
    [InlineData("ecg", "20", " ", "1", "benefits.waiver.reference")]
    [InlineData("ecg", "20", "MZ-1", "0", "benefits.waiver.times")]
    public async Task What_is_missing_is_said_beside_its_field(string service, string before, string reference, string times, string code)
    {
        var input = WaiverStore.Input(await _store.Patient(), service, before);
        (input.Reference, input.Times) = (reference, times);
        Assert.Equal(code, await _store.Refused(input));
    }

    [Fact]
    public async Task Nobody_enters_for_another_hospital_or_for_somebody_who_is_no_patient()
    {
        var stranger = (await _store.Household()).Persons[0];
        Assert.Equal("benefits.person.not-found", await _store.Refused(WaiverStore.Input(stranger, "ecg")));
        Assert.Equal("benefits.waiver.hospital", await _store.Refused(WaiverStore.Input(await _store.Patient(), "ecg", hospital: CounterStore.OtherHospital)));
        Assert.Equal("benefits.person.not-found", await _store.Refused(WaiverStore.Input(await _store.Patient(), "ecg"), _store.App.As(Role.CountyOfficer)));
    }
}
