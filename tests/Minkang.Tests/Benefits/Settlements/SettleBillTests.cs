using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Benefits.Settlements;

public sealed class SettleBillTests(CounterStore store) : IClassFixture<CounterStore>
{
    [Fact]
    [Trait("Requirement", "R-SET-01")]
    public async Task Payers_and_person_are_the_total_of_every_random_bill_that_went_through_the_store()
    {
        var random = new Random(20190115);
        var home = await store.Household(4);
        for (var i = 0; i < 40; i++)
        {
            var input = CounterStore.Stay(home.Persons[random.Next(4)]);
            input.Level = new[] { "township", "county", "city" }[random.Next(3)];
            input.Kind = random.Next(5) == 0 ? "outpatient" : "inpatient";
            var bill = store.Bill(await store.Admit(input.PersonId, input), random.Next(1, 5_000_000) / 100m, random.Next(0, 300_000) / 100m);
            var preview = await store.App.Get<SettleBill>().Preview(TestApp.County, store.Counter, bill, default);
            var entry = await store.Settle(bill);

            var shares = await store.See(db => db.Set<Share>().Where(s => s.SettlementId == entry.Id).SumAsync(s => s.AmountFen));
            Assert.Equal(bill.Total.Fen, shares + entry.SelfFen);
            Assert.Equal(entry.PaidFen, shares);
            Assert.Equal(entry.SelfFen, preview.Value.Settlement.Self.Total.Fen);
            Assert.True(entry.SelfFen >= 0);
        }
        Assert.NotEqual("", await store.Balances([home.Id, .. home.Persons]));
    }

    [Fact]
    public async Task The_same_request_twice_settles_once()
    {
        var bill = store.Bill(await store.Admit((await store.Household()).Persons[0]), 10_000m);
        var counter = store.Counter;
        var first = await store.Finalise(bill, "k1", actor: counter);
        var again = await store.Finalise(bill, "k1", actor: counter);
        var other = await store.Finalise(bill with { InScope = new(1), Total = new(1) }, "k1", actor: counter);

        Assert.Equal((first.Value.Entry.Number, true), (again.Value.Entry.Number, again.Value.WasThere));
        Assert.Equal("benefits.settlement.key-used", other.Problems[0].Code);
        Assert.Contains(first.Value.Entry.Number, other.Problems[0].Message);
    }

    [Fact]
    public async Task The_same_invoice_is_refused_with_the_number_it_was_settled_under()
    {
        var home = await store.Household(2);
        var first = await store.Settle(store.Bill(await store.Admit(home.Persons[0]), 5_000m, invoice: "A 001"));
        var second = await store.Finalise(store.Bill(await store.Admit(home.Persons[1]), 5_000m, invoice: "a001"), "another");

        Assert.Equal("benefits.settlement.bill-settled", second.Problems[0].Code);
        Assert.Contains(first.Number, second.Problems[0].Message);
    }

    [Fact]
    public async Task Two_counters_that_send_one_invoice_at_once_settle_it_once()
    {
        var home = await store.Household(8);
        var admissions = new List<Guid>();
        foreach (var person in home.Persons) admissions.Add(await store.Admit(person));

        var outcomes = await Task.WhenAll(admissions.Select(a => Task.Run(() => store.Finalise(store.Bill(a, 800m, invoice: "ONE"), a.ToString("N")))));

        Assert.Single(outcomes, o => o.Ok);
        Assert.All(outcomes.Where(o => !o.Ok), o => Assert.Equal("benefits.settlement.bill-settled", o.Problems[0].Code));
    }

    [Fact]
    public async Task Numbers_that_moved_after_the_preview_are_shown_before_they_are_settled()
    {
        var home = await store.Household(2);
        var first = store.Bill(await store.Admit(home.Persons[0]), 30_000m);
        var second = store.Bill(await store.Admit(home.Persons[1]), 30_000m);
        var settle = store.App.Get<SettleBill>();
        var seen = (await settle.Preview(TestApp.County, store.Counter, second, default)).Value;
        await store.Settle(first);

        var moved = await store.Finalise(second, seen: seen.Stamp);
        var now = (await settle.Preview(TestApp.County, store.Counter, second, default)).Value;

        Assert.Equal("benefits.settlement.moved", moved.Problems[0].Code);
        Assert.NotEqual(seen.Stamp, now.Stamp);
        Assert.True((await store.Finalise(second, seen: now.Stamp)).Ok);
    }

    [Fact]
    public async Task Payers_marked_as_unreachable_after_the_preview_are_shown_before_the_bill_is_settled()
    {
        var settle = store.App.Get<SettleBill>();
        var bill = store.Bill(await store.Admit((await store.Household()).Persons[0]), 30_000m);
        var waiting = bill with { Unreachable = ["critical-illness", "basic-insurance"] };
        var seen = (await settle.Preview(TestApp.County, store.Counter, bill, default)).Value.Stamp;

        var refused = await store.Finalise(waiting, seen: seen);
        var now = (await settle.Preview(TestApp.County, store.Counter, waiting with { Unreachable = ["basic-insurance", "critical-illness"] }, default)).Value.Stamp;

        Assert.Equal("benefits.settlement.moved", refused.Problems[0].Code);
        Assert.True((await store.Finalise(waiting, seen: now)).Value.Entry.Provisional);
    }

    [Fact]
    public async Task A_reversal_beside_another_open_admission_of_the_day_says_which_one_stands_in_the_way()
    {
        var person = (await store.Household()).Persons[0];
        var entry = await store.Settle(store.Bill(await store.Admit(person), 1_000m));
        var again = await store.Admit(person);
        var asked = (await store.App.Get<AskReversal>().Handle(TestApp.County, store.Office, entry.Id, "录错", default)).Value;
        Task<Outcome<string>> Decide() => store.App.Get<DecideReversal>().Handle(TestApp.County, store.Office, asked, true, null, default);

        var refused = (await Decide()).Problems[0];

        Assert.Equal("benefits.reversal.admission-in-the-way", refused.Code);
        Assert.Contains("2019-01-02", refused.Message);
        Assert.True((await store.Do<ChangeAdmission, Outcome<bool>>(use => use.Cancel(CounterStore.Console, again, "重复登记", default))).Ok);
        Assert.True((await Decide()).Ok);
        Assert.Equal(AdmissionState.Open, await store.See(db => db.Set<Admission>().Where(a => a.Id == entry.AdmissionId).Select(a => a.State).SingleAsync()));
    }

    [Fact]
    public async Task A_reversal_restores_every_accumulator_and_frees_the_invoice()
    {
        var home = await store.Household(2);
        await store.Settle(store.Bill(await store.Admit(home.Persons[0]), 12_000m));
        var before = await store.Balances([home.Id, .. home.Persons]);
        var entry = await store.Settle(store.Bill(await store.Admit(home.Persons[1]), 45_000m, 100m, invoice: "R1"));
        Assert.NotEqual(before, await store.Balances([home.Id, .. home.Persons]));

        await store.Reverse(entry.Id);

        Assert.Equal(before, await store.Balances([home.Id, .. home.Persons]));
        var sums = await store.See(db => db.Set<StoredSettlement>().Where(s => s.AdmissionId == entry.AdmissionId).GroupBy(s => 1).Select(g => new { Total = g.Sum(s => s.TotalFen), Self = g.Sum(s => s.SelfFen) }).SingleAsync());
        Assert.Equal((0, 0), (sums.Total, sums.Self));
        var anew = await store.Settle(store.Bill(entry.AdmissionId, 40_000m, 100m, invoice: "R1") with { Days = 10 });
        Assert.Equal((EntryKind.Resettlement, entry.Id), (anew.Kind, anew.ReplacesId));
    }

    [Fact]
    public async Task Taking_back_needs_another_person()
    {
        var entry = await store.Settle(store.Bill(await store.Admit((await store.Household()).Persons[0]), 1_000m));
        var office = store.Office;
        var counterAsks = await store.App.Get<AskReversal>().Handle(TestApp.County, store.Counter, entry.Id, "录错", default);
        var asked = await store.App.Get<AskReversal>().Handle(TestApp.County, office, entry.Id, "录错", default);
        var own = await store.App.Get<DecideReversal>().Handle(TestApp.County, office, asked.Value, true, null, default);

        Assert.Equal("benefits.settlement.not-found", counterAsks.Problems[0].Code);
        Assert.Equal("benefits.reversal.own", own.Problems[0].Code);
        Assert.True((await store.App.Get<DecideReversal>().Handle(TestApp.County, store.Office, asked.Value, true, null, default)).Ok);
        Assert.Equal("benefits.reversal.done", (await store.App.Get<AskReversal>().Handle(TestApp.County, office, entry.Id, "录错", default)).Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-SET-07")]
    public async Task The_final_bill_of_a_staged_stay_comes_to_what_one_bill_of_the_whole_would()
    {
        var (staged, whole) = (await store.Household(), await store.Household());
        var admission = await store.Admit(staged.Persons[0]);
        await store.Settle(store.Bill(admission, 20_000m, stage: true));
        await store.Settle(store.Bill(admission, 15_000m, 300m, stage: true));
        var preview = await store.App.Get<SettleBill>().Preview(TestApp.County, store.Counter, store.Bill(admission, 5_000m), default);
        var final = await store.Settle(store.Bill(admission, 5_000m));
        var atOnce = await store.Settle(store.Bill(await store.Admit(whole.Persons[0]), 40_000m, 300m));

        Assert.Equal((atOnce.TotalFen, atOnce.SelfFen), (final.TotalFen, final.SelfFen));
        Assert.Equal(final.SelfFen, preview.Value.Settlement.Self.Total.Fen);
        var net = await store.See(db => db.Set<Share>().Where(s => db.Set<StoredSettlement>().Any(e => e.Id == s.SettlementId && e.AdmissionId == admission)).SumAsync(s => s.AmountFen));
        Assert.Equal(atOnce.PaidFen, net);
        Assert.Equal((await store.Balances([whole.Id, .. whole.Persons])), await store.Balances([staged.Id, .. staged.Persons]));
    }

    [Fact]
    [Trait("Requirement", "R-SET-05")]
    public async Task A_payer_out_of_reach_leaves_the_persons_part_as_computed_and_its_own_pending()
    {
        var (one, two) = (await store.Household(), await store.Household());
        var plain = await store.Settle(store.Bill(await store.Admit(one.Persons[0]), 30_000m));
        var provisional = await store.Settle(store.Bill(await store.Admit(two.Persons[0]), 30_000m) with { Unreachable = ["critical-illness"] });

        Assert.Equal(plain.SelfFen, provisional.SelfFen);
        Assert.True(provisional.Provisional);
        var pending = await store.See(db => db.Set<Share>().Where(s => s.SettlementId == provisional.Id && s.State == ShareState.Pending).ToListAsync());
        Assert.Equal("critical-illness", Assert.Single(pending).Payer);
        Assert.Equal(1, (await store.App.Get<ConfirmShares>().Handle(TestApp.County, store.Counter, provisional.Id, "critical-illness", default)).Value);
        Assert.False(await store.See(db => db.Set<Share>().AnyAsync(s => s.SettlementId == provisional.Id && s.State == ShareState.Pending)));
    }

    [Fact]
    public async Task A_hospital_reaches_its_own_patients_only()
    {
        var admission = await store.Admit((await store.Household()).Persons[0]);
        var stranger = await store.Finalise(store.Bill(admission, 100m), actor: store.OtherCounter);
        var clerk = await store.Finalise(store.Bill(admission, 100m), actor: store.App.As(Role.TownshipClerk));

        Assert.Equal("benefits.admission.not-found", stranger.Problems[0].Code);
        Assert.Equal("benefits.admission.not-found", clerk.Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-SET-10")]
    public async Task A_bill_from_outside_is_entered_with_its_papers_and_marked()
    {
        var person = (await store.Household()).Persons[0];
        var clerk = store.App.As(Role.TownshipClerk);
        var input = CounterStore.Stay(person, "省城某医院");
        (input.ByHand, input.Level, input.Place) = (true, "city", "province");
        var bare = await store.Do<AdmitPatient, Outcome<Guid>>(use => use.Handle(clerk, input, default));
        input.Evidence = "发票原件、费用清单、出院小结";
        var entry = await store.Settle(store.Bill(await store.Admit(person, input, clerk), 20_000m), clerk);

        Assert.Equal("benefits.admission.evidence-missing", bare.Problems[0].Code);
        Assert.True(entry.ByHand);
        Assert.Equal("发票原件、费用清单、出院小结", entry.Evidence);
    }

    [Fact]
    [Trait("Requirement", "R-PAY-04")]
    public async Task Admission_keeps_the_waived_deposit_and_what_proves_the_category()
    {
        var person = (await store.Household()).Persons[0];
        var input = CounterStore.Stay(person);
        (input.DepositUsual, input.DepositCharged) = ("2000", "500");
        var id = await store.Admit(person, input);
        var admission = await store.See(db => db.Set<Admission>().SingleAsync(a => a.Id == id));

        Assert.Equal((200_000, 0, 200_000), (admission.DepositUsualFen, admission.DepositDueFen, admission.DepositWaivedFen));
        Assert.True(admission.DepositTooMuch);
        var proof = Assert.Single(BillJson.Proofs(admission.Eligibility));
        Assert.Equal(("registered_poor", GivenPeople.Entered), (proof.Category, proof.FromOn));
    }

    [Fact]
    public async Task A_counter_takes_the_holder_of_a_card_as_its_patient_by_number_and_name_together()
    {
        var number = GivenPeople.Number("1971-03-04", 1, 481);
        var home = await store.App.Household(TestApp.FarVillage, null, [new("测试持证", "1971-03-04")]);
        await using (var db = store.App.Open())
        {
            var row = await db.Set<Minkang.Registry.Persons.Person>().SingleAsync(p => p.Id == home.Persons[0]);
            row.Identify(Minkang.Domain.People.IdNumber.TryParse(number)!.Value, store.App.Get<Minkang.Platform.Security.Vault>());
            await db.SaveChangesAsync();
        }
        var counter = store.Counter;
        Assert.False(await Sees(counter, home.Persons[0]));

        await using var open = store.App.Open(counter);
        var wrong = await store.App.Get<HospitalPatients>().Take(open, counter, CounterStore.Hospital, number, "别人", default);
        Assert.Equal("registry.patient.not-found", wrong.Problems[0].Code);
        Assert.False(await Sees(counter, home.Persons[0]));
        var right = await store.App.Get<HospitalPatients>().Take(open, counter, CounterStore.Hospital, number, "测试持证", default);
        Assert.Equal(home.Persons[0], right.Value);
        Assert.True(await Sees(counter, home.Persons[0]));
        Assert.False(await Sees(store.OtherCounter, home.Persons[0]));
    }

    private Task<bool> Sees(Actor actor, Guid person) => store.See(db => db.Persons(actor, "benefits.admit").AnyAsync(p => p.Id == person));
}
