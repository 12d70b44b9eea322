using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Checks;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Persons;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Benefits.Checks;

/// <summary>Runs over a store of real settlements: what is found, once, and in whose reach; what is decided and undone.</summary>
public sealed class RunChecksTests : IAsyncLifetime
{
    private static readonly DateOnly January = new(2019, 1, 1);
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_run_finds_each_thing_once_however_often_it_is_run_and_is_on_record()
    {
        var person = await SplitStay();
        await Ended(person, "died", new DateOnly(2019, 1, 5));

        var first = await Run();
        var again = await Run();
        var february = await Run(January.AddMonths(1));

        Assert.Equal((1, 2), (first.Persons, first.Entries));
        Assert.Equal((first.Found, 0), (again.Found, again.Added));
        Assert.Equal(0, february.Found);
        var hits = await Hits();
        Assert.Equal(first.Added, hits.Count);
        Assert.Equal("overlapping-stays stay-after-death stay-after-death", string.Join(' ', hits.Select(h => h.Rule).Order(StringComparer.Ordinal)));
        var overlap = hits.Single(h => h.Rule == "overlapping-stays");
        Assert.Equal((CounterStore.OtherHospital, CounterStore.Hospital), (overlap.Hospital, overlap.OtherHospital));
        Assert.Equal(3, await _store.See(db => db.Set<AuditEntry>().CountAsync(e => e.Action == CheckWords.RunAction)));
    }

    [Fact]
    public async Task Two_runs_at_the_same_moment_add_nothing_twice()
    {
        await SplitStay();

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Run())));

        Assert.Equal(1, runs.Sum(r => r.Added));
        Assert.All(runs, r => Assert.Equal(1, r.Found));
    }

    [Fact]
    public async Task Real_settlements_reversals_and_stages_add_up()
    {
        var stay = await _store.Admit(await Person());
        await _store.Settle(_store.Bill(stay, 3_000m, stage: true));
        await _store.Settle(_store.Bill(stay, 9_000m, 500m));
        var wrong = await _store.Settle(_store.Bill(await _store.Admit(await Person()), 8_000m));
        await _store.Reverse(wrong.Id);

        await Run();

        Assert.Empty(await Hits());
    }

    [Fact]
    [Trait("Requirement", "R-CST-04")]
    public async Task A_stage_and_a_final_bill_both_by_lines_add_up_and_the_lines_of_both_need_a_consent()
    {
        var stay = await _store.Admit(await Person());
        await _store.Settle(_store.Bill(stay, 0m, stage: true) with { Lines = [Line("", "床位费", 700m, 0m), Line("C-77", "进口钢板", 0m, 250m)] });
        var final = await _store.Settle(_store.Bill(stay, 0m) with { Lines = [Line("", "床位费", 500m, 0m), Line("", "营养液", 30m, 50m)] });

        await Run();

        Assert.Equal(("no-consent", 300_00), Only(await Hits()));
        Assert.Equal(["进口钢板", "营养液"], (await _store.See(db => SignConsent.Items(db, final, default))).Select(i => i.Name));
        await _store.Reverse(final.Id);
        Assert.Equal(0, (await Run()).Found);
    }

    [Fact]
    public async Task A_ledger_changed_from_outside_is_found()
    {
        var entry = await _store.Settle(_store.Bill(await _store.Admit(await Person()), 8_000m));
        await _store.See(db => db.Set<Share>().Where(s => s.SettlementId == entry.Id && s.LineNo == 1).ExecuteUpdateAsync(set => set.SetProperty(s => s.AmountFen, s => s.AmountFen + 100)));

        await Run();

        Assert.Equal(("does-not-add-up", 100), Only(await Hits()));
    }

    [Fact]
    public async Task A_second_number_after_a_reversal_and_an_invoice_of_two_people_are_found()
    {
        var admission = await _store.Admit(await Person());
        await _store.Reverse((await _store.Settle(_store.Bill(admission, 8_000m, invoice: "R-1"))).Id);
        await _store.Settle(_store.Bill(admission, 8_000m, invoice: "R-2"));
        var far = await Person();
        var other = CounterStore.Stay(far, CounterStore.OtherHospital);
        var near = await _store.Admit(await Person());
        await _store.Settle(_store.Bill(near, 5_000m, invoice: "00s/1"));
        await _store.Settle(_store.Bill(await _store.Admit(far, other), 5_000m, invoice: "S-1"), _store.OtherCounter);

        await Run();

        var hits = await Hits();
        Assert.Equal(["same-invoice", "same-invoice"], hits.Select(h => h.Rule));
        Assert.Contains(hits, h => h.Evidence.Contains("换成发票 R-2", StringComparison.Ordinal));
        Assert.Contains(hits, h => h.Evidence.Contains("两个人", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R-PAY-01")]
    public async Task A_deposit_taken_from_a_registered_poor_patient_is_found_by_its_admission()
    {
        var input = CounterStore.Stay(await Person());
        (input.DepositUsual, input.DepositCharged) = ("2000", "500");
        var admission = await _store.Admit(input.PersonId, input);

        await Run();

        var hit = Assert.Single(await Hits());
        Assert.Equal(("deposit-charged", admission, null, 50_000), (hit.Rule, hit.AdmissionId, hit.SettlementId, hit.AmountFen));
    }

    [Fact]
    [Trait("Requirement", "R-CST-04")]
    public async Task A_line_outside_the_catalogue_needs_a_consent_that_lists_it()
    {
        var entry = await _store.Settle(Lined(await _store.Admit(await Person())));
        await Run();
        var hit = Assert.Single(await Hits());
        Assert.Equal(("no-consent", 300_00), (hit.Rule, hit.AmountFen));
        Assert.Contains("2 行", hit.Evidence);

        var items = await _store.See(db => SignConsent.Items(db, entry, default));
        Assert.Equal(["进口钢板", "营养液"], items.Select(i => i.Name));
        Assert.Equal("benefits.settlement.not-found", (await Sign(_store.OtherCounter, entry.Id, [0], "2019-01-02", "本人")).Problems[0].Code);
        Assert.Equal(["benefits.consent.day", "benefits.consent.signer", "benefits.consent.none"], (await Sign(_store.Counter, entry.Id, [7], "2019-02-02", " ")).Problems.Select(p => p.Code));
        Assert.Equal(2, (await Sign(_store.Counter, entry.Id, [0, 1], "2019-01-02", "儿子")).Value);
        await _store.See(db => db.Set<Hit>().ExecuteDeleteAsync());
        Assert.Equal(0, (await Run()).Found);

        // The consent is of the treatment: taken back and settled anew, it still holds.
        await _store.Reverse(entry.Id);
        await _store.Settle(Lined(entry.AdmissionId));
        Assert.Equal(0, (await Run()).Found);
    }

    [Fact]
    public async Task Hits_lie_in_reach_of_the_county_and_not_of_hospitals_townships_or_the_uninsured_list()
    {
        var person = await SplitStay();
        await Run();

        Assert.Single(await Seen(Role.CountyOfficer));
        Assert.Single(await Seen(Role.Inspector));
        Assert.Empty(await Seen(Role.InsuranceBureau));
        await _store.App.Fact(person, "basic_insurance", "insured", January);
        Assert.Single(await Seen(Role.InsuranceBureau));
        Assert.Empty(await Seen(Role.TownshipClerk));
        Assert.Empty(await _store.See(db => db.HitsFor(_store.Office, CheckWords.Action).ToListAsync()));
        var nothing = await Run(actor: _store.App.As(Role.TownshipClerk));
        Assert.Equal((0, 0), (nothing.Persons, nothing.Found));
    }

    [Fact]
    [Trait("Requirement", "R-CST-07")]
    public async Task A_confirmed_hit_carries_a_deduction_that_the_decider_can_undo_on_the_same_day()
    {
        await SplitStay();
        await Run();
        var (hit, officer) = ((await Hits()).Single(), _store.App.As(Role.CountyOfficer));

        Assert.Equal(["benefits.hit.decision", "benefits.hit.reason"], (await Decide(officer, hit, new())).Problems.Select(p => p.Code));
        Assert.Equal(["benefits.hit.amount-cleared"], (await Decide(officer, hit, new() { Decision = "Cleared", Reason = "转院", Amount = "100", Ground = "RepeatCharging" })).Problems.Select(p => p.Code));
        Assert.Equal(["benefits.hit.ground", "benefits.hit.amount"], (await Decide(officer, hit, new() { Decision = "Confirmed", Reason = "属实", Amount = "1000000" })).Problems.Select(p => p.Code));
        Assert.Equal(["benefits.hit.decision", "benefits.hit.amount-cleared", "benefits.hit.ground"], (await Decide(officer, hit, new() { Decision = "7", Reason = "属实", Amount = "100", Ground = "9" })).Problems.Select(p => p.Code));
        Assert.Equal("benefits.hit.not-found", (await Decide(_store.App.As(Role.TownshipClerk), hit, new() { Decision = "Cleared", Reason = "x" })).Problems[0].Code);
        Assert.True((await Decide(officer, hit, new() { Decision = "Confirmed", Reason = "病历证明在另一家住院", Amount = "1200.50", Ground = "ImproperAdmission" })).Ok);
        Assert.Equal("benefits.hit.decided", (await Decide(officer, hit, new() { Decision = "Cleared", Reason = "x" })).Problems[0].Code);
        var decided = await _store.See(db => db.Set<AuditEntry>().AsNoTracking().SingleAsync(e => e.Action == CheckWords.Action));
        Assert.Null(decided.Purpose);
        Assert.DoesNotContain("病历", decided.DetailSealed);
        Assert.Contains("病历证明在另一家住院", _store.App.Get<Vault>().Open(Purposes.Audit, decided.DetailSealed));
        var deduction = await _store.See(db => db.Set<Deduction>().AsNoTracking().SingleAsync());
        Assert.Equal((120_050, Ground.ImproperAdmission, CounterStore.OtherHospital, new DateOnly(2019, 1, 15)), (deduction.AmountFen, deduction.Ground, deduction.Hospital, deduction.DecidedOn));

        Assert.Equal("benefits.hit.undo-late", (await Undo(_store.App.As(Role.Inspector), hit)).Problems[0].Code);
        Assert.True((await Undo(officer, hit)).Ok);
        Assert.NotNull((await _store.See(db => db.Set<Deduction>().AsNoTracking().SingleAsync())).WithdrawnAt);
        Assert.True((await Decide(officer, hit, new() { Decision = "Cleared", Reason = "转院手续齐全" })).Ok);
        Assert.Equal(0, (await Run()).Added);
        _store.App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("benefits.hit.undo-late", (await Undo(officer, hit)).Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-CST-07")]
    public async Task Deductions_take_back_no_more_than_their_hospital_was_paid_and_was_not_reversed()
    {
        var person = await SplitStay();
        await Ended(person, "died", new DateOnly(2019, 1, 5));
        await Run();
        var (hits, officer) = (await Hits(), _store.App.As(Role.CountyOfficer));
        var overlap = hits.Single(h => h.Rule == "overlapping-stays");
        var dead = hits.Single(h => h.Rule == "stay-after-death" && h.Hospital == CounterStore.OtherHospital);
        var paid = await _store.See(db => db.Set<StoredSettlement>().Where(s => s.Hospital == CounterStore.OtherHospital).Select(s => s.PaidFen).SingleAsync());

        Assert.Equal(["benefits.hit.amount"], (await Take(overlap, paid + 1)).Problems.Select(p => p.Code));
        Assert.True((await Take(overlap, paid - 100)).Ok);
        Assert.Equal(["benefits.hit.amount"], (await Take(dead, 101)).Problems.Select(p => p.Code));
        Assert.Equal(new Money(100), await _store.See(db => DecideHit.Most(db, dead, default)));
        Assert.Empty(await _store.See(db => DecideHit.Unfounded(db).ToListAsync()));

        await _store.See(db => db.Set<StoredSettlement>().Where(s => s.Id == dead.SettlementId).ExecuteUpdateAsync(set => set.SetProperty(s => s.ReversedBy, Guid.CreateVersion7())));
        Assert.Equal(["benefits.hit.amount"], (await Take(dead, 1)).Problems.Select(p => p.Code));
        Assert.Equal(overlap.Id, Assert.Single(await _store.See(db => DecideHit.Unfounded(db).AsNoTracking().ToListAsync())).HitId);
        var client = await _store.App.SignIn(Role.CountyOfficer);
        Assert.Contains("涉及的结算单已经冲销", await client.GetStringAsync($"{CheckWords.Page}/{overlap.Id}"));
        Assert.Contains("结算单已冲销", await client.GetStringAsync(CheckWords.Page + "/deductions"));

        Task<Outcome<HitState>> Take(Hit hit, long fen) => Decide(officer, hit, new() { Decision = "Confirmed", Reason = "属实", Amount = new Money(fen).ToString(), Ground = "RepeatCharging" });
    }

    [Fact]
    [Trait("Requirement", "R-CST-07")]
    public async Task Two_deductions_from_one_settlement_at_the_same_moment_take_back_no_more_than_was_paid()
    {
        for (var i = 0; i < 6; i++) await Ended(await SplitStay(), "died", new DateOnly(2019, 1, 5));
        await Run();
        var (hits, officer) = (await Hits(), _store.App.As(Role.CountyOfficer));
        var paid = await _store.See(db => db.Set<StoredSettlement>().Where(s => s.Hospital == CounterStore.OtherHospital).ToDictionaryAsync(s => s.Id, s => s.PaidFen));

        foreach (var same in hits.Where(h => h.Hospital == CounterStore.OtherHospital).GroupBy(h => h.SettlementId!.Value))
        {
            Assert.Equal(2, same.Count());
            var input = new DecideHitInput { Decision = "Confirmed", Reason = "属实", Amount = new Money(paid[same.Key]).ToString(), Ground = "RepeatCharging" };
            var decided = await Task.WhenAll(same.Select(h => Task.Run(() => Decide(officer, h, input with { }))));

            Assert.Single(decided, d => d.Ok);
            Assert.Equal("benefits.hit.amount", decided.Single(d => !d.Ok).Problems[0].Code);
        }
    }

    [Fact]
    [Trait("Requirement", "R-CST-09")]
    public async Task Actual_self_pay_is_compared_with_the_limit_of_the_level_and_a_corrected_stay_counts_once()
    {
        var wrong = await _store.Settle(_store.Bill(await _store.Admit(await Person()), 8_000m, 2_000m));
        await _store.Reverse(wrong.Id);
        var right = await _store.Settle(_store.Bill(wrong.AdmissionId, 8_000m, 1_000m));

        var officer = _store.App.As(Role.CountyOfficer);
        var line = Assert.Single(await _store.See(db => Indicators.Of(db, officer, ["inpatient"], January, null, default)));

        Assert.Equal((1, right.Total, right.Self, right.OutOfCatalogueFen), (line.Stays, line.Total, line.Self, line.OutOfCatalogue.Fen));
        var limit = _store.App.Get<CheckRules>().Of(Measure.SelfPay).LimitFor("county", January)!;
        Assert.Equal(right.SelfFen * 10 > right.TotalFen, line.Above(Measure.SelfPay, limit));
        Assert.Equal(line.Share(Measure.OutOfCatalogue), (decimal)right.OutOfCatalogueFen / right.TotalFen);
        Assert.Null(line.Above(Measure.OutOfCatalogue, null));
        Assert.Empty(await _store.See(db => Indicators.Of(db, _store.App.As(Role.TownshipClerk), ["inpatient"], January, null, default)));
        var year = await _store.See(db => Indicators.Year(db, officer, ["inpatient"], January, [CounterStore.Hospital], default));
        Assert.Equal((12, 1), (year.Count, year.Count(m => m.Total.Fen != 0)));
    }

    private async Task<Guid> Person() => (await _store.Household()).Persons[0];

    /// <summary>Somebody in two hospitals at the same time.</summary>
    private async Task<Guid> SplitStay()
    {
        var person = await Person();
        await _store.Settle(_store.Bill(await _store.Admit(person), 8_000m));
        var second = CounterStore.Stay(person, CounterStore.OtherHospital);
        second.AdmittedOn = "2019-01-08";
        await _store.Settle(_store.Bill(await _store.Admit(person, second), 4_000m), _store.OtherCounter);
        return person;
    }

    private BillInput Lined(Guid admission) => _store.Bill(admission, 0m, invoice: "L-1") with
    {
        Lines =
        [
            Line("", "床位费", 700m, 0m), Line("C-77", "进口钢板", 0m, 250m), Line("", "营养液", 30m, 50m),
        ],
    };

    private static BillLineInput Line(string code, string name, decimal inScope, decimal outside) =>
        new() { ItemCode = code, ItemName = name, Amount = Money.FromYuan(inScope + outside), InScope = Money.FromYuan(inScope), OutOfCatalogue = Money.FromYuan(outside) };

    private Task Ended(Guid person, string reason, DateOnly on) =>
        _store.See(db => db.Set<Person>().Where(p => p.Id == person).ExecuteUpdateAsync(set => set.SetProperty(p => p.EndedOn, on).SetProperty(p => p.EndReason, reason)));

    private Task<CheckResult> Run(DateOnly? month = null, Actor? actor = null) =>
        _store.App.Get<RunChecks>().Handle(TestApp.County, actor ?? CounterStore.Console, month ?? January, (month ?? January).AddMonths(1), (_, _) => Task.CompletedTask, default);

    private Task<List<Hit>> Hits() => _store.See(db => db.Set<Hit>().AsNoTracking().OrderBy(h => h.Rule).ToListAsync());

    private Task<List<Hit>> Seen(Role role) => _store.See(db => db.HitsFor(_store.App.As(role), CheckWords.Action).AsNoTracking().ToListAsync());

    private Task<Outcome<HitState>> Decide(Actor actor, Hit hit, DecideHitInput input) => _store.Do<DecideHit, Outcome<HitState>>(use => use.Handle(actor, hit.Id, input, default));

    private Task<Outcome<HitState>> Undo(Actor actor, Hit hit) => _store.Do<DecideHit, Outcome<HitState>>(use => use.Undo(actor, hit.Id, default));

    private Task<Outcome<int>> Sign(Actor actor, Guid settlement, int[] places, string day, string signer) => _store.Do<SignConsent, Outcome<int>>(use => use.Handle(actor, settlement, places, day, signer, default));

    private static (string, long) Only(List<Hit> hits) => (Assert.Single(hits).Rule, hits[0].AmountFen!.Value);

}
