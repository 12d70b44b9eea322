using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Adoption;
using Minkang.Benefits.Funds;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Funds;

public sealed class FundTests(CounterStore store) : IClassFixture<CounterStore>
{
    private static int _number;
    private readonly CounterStore _store = store;

    private KeepFund Keep => _store.App.Get<KeepFund>();
    private Actor Finance => _store.App.As(Role.Finance);

    [Fact]
    [Trait("Requirement", "R-FND-01")]
    public async Task A_fund_shows_source_planned_received_spent_and_balance_of_its_year()
    {
        var one = Finance;
        var fund = await Opened(one, "1044");
        await Entered(one, fund, FundEntryKind.Received, "800");
        await Entered(one, fund, FundEntryKind.Allocated, "500");
        await Paid(one, fund, "300.50");
        await Confirmed(await Entered(one, fund, FundEntryKind.Returned, "100"));

        var view = await View(fund);

        Assert.Equal(("省级财政", 1_044m, 2019), (view.Fund.Source, view.Fund.Planned.Yuan, view.Fund.Year));
        Assert.Equal((800m, 300.50m, 100m, 399.50m), (view.Balance.Received.Yuan, view.Balance.Paid.Yuan, view.Balance.Returned.Yuan, view.Balance.Left.Yuan));
        Assert.Equal(199.50m, view.Balance.Committed.Yuan);
    }

    [Fact]
    [Trait("Requirement", "R-FND-05")]
    public async Task A_donation_has_donor_value_and_receiver_and_goods_are_no_money()
    {
        var one = Finance;
        var fund = await Opened(one, "0");
        Assert.Equal("benefits.fund.receiver", (await Enter(one, fund, FundEntryKind.Donated, "50")).Problems[0].Code);
        await Entered(one, fund, FundEntryKind.Donated, "50", i => i.Receiver = "测试医院");
        await Entered(one, fund, FundEntryKind.Donated, "70", i => (i.Receiver, i.Goods) = ("测试医院", "血压计 2 台"));

        var view = await View(fund);

        Assert.Equal((50m, 70m, 50m), (view.Balance.Donated.Yuan, view.Balance.Goods.Yuan, view.Balance.Left.Yuan));
        Assert.All(view.Entries, e => Assert.Equal(("某公司", "测试医院"), (e.Party, e.Receiver)));
    }

    [Fact]
    public async Task Money_leaves_by_two_persons_and_never_more_than_is_there()
    {
        var (one, two) = (Finance, Finance);
        var fund = await Opened(one, "100");
        Assert.Equal("benefits.fund.short", (await Enter(one, fund, FundEntryKind.Paid, "1")).Problems[0].Code);
        await Entered(one, fund, FundEntryKind.Received, "100");
        var (first, second) = (await Entered(one, fund, FundEntryKind.Paid, "80"), await Entered(one, fund, FundEntryKind.Paid, "70"));
        Assert.Equal(100m, (await View(fund)).Balance.Left.Yuan);

        Assert.Equal("benefits.fund.own", (await Keep.Decide(TestApp.County, one, first, true, null, default)).Problems[0].Code);
        Assert.Equal("benefits.fund.not-found", (await Keep.Decide(TestApp.County, _store.App.As(Role.InsuranceBureau), first, true, null, default)).Problems[0].Code);
        var both = await Task.WhenAll(new[] { first, second }.Select(e => Task.Run(() => Keep.Decide(TestApp.County, two, e, true, null, default))));

        Assert.Single(both, b => b.Ok);
        Assert.Equal("benefits.fund.short", both.Single(b => !b.Ok).Problems[0].Code);
        var pending = (await View(fund)).Entries.Single(e => e.State == FundEntryState.Pending);
        Assert.Equal("benefits.fund.note", (await Keep.Decide(TestApp.County, two, pending.Id, false, " ", default)).Problems[0].Code);
        Assert.True((await Keep.Decide(TestApp.County, two, pending.Id, false, "资金不足", default)).Ok);
        Assert.Equal("benefits.fund.decided", (await Keep.Decide(TestApp.County, two, pending.Id, true, null, default)).Problems[0].Code);
    }

    [Fact]
    public async Task A_mistake_is_an_entry_with_the_opposite_amount_and_a_payment_needs_a_second_person_again()
    {
        var one = Finance;
        var fund = await Opened(one, "100");
        var received = await Entered(one, fund, FundEntryKind.Received, "100");
        var paid = await Paid(one, fund, "60");
        Assert.Equal("benefits.fund.short", (await Keep.Reverse(TestApp.County, one, received, "记错", default)).Problems[0].Code);
        Assert.Equal("benefits.fund.why", (await Keep.Reverse(TestApp.County, one, paid, " ", default)).Problems[0].Code);

        var back = await Keep.Reverse(TestApp.County, one, paid, "重复登记", default);
        Assert.Equal("benefits.fund.reversal-open", (await Keep.Reverse(TestApp.County, one, paid, "重复登记", default)).Problems[0].Code);
        Assert.Equal(40m, (await View(fund)).Balance.Left.Yuan);
        await Confirmed(back.Value);

        var view = await View(fund);
        Assert.Equal((100m, 0m), (view.Balance.Left.Yuan, view.Balance.Paid.Yuan));
        Assert.Equal((-60m, 60m), (view.Entries.Single(e => e.Id == back.Value).Amount.Yuan, view.Entries.Single(e => e.Id == paid).Amount.Yuan));
        Assert.Equal("benefits.fund.cannot-reverse", (await Keep.Reverse(TestApp.County, one, paid, "再", default)).Problems[0].Code);
        Assert.True((await Keep.Reverse(TestApp.County, one, received, "记错", default)).Ok);
    }

    [Theory]
    [InlineData("2019-04-15", 3, "300.00", "1,200.00")]
    [InlineData("2019-02-01", 1, "100.00", "1,200.00")]
    [InlineData("2019-01-31", 0, "", "")]
    [InlineData("2020-01-01", 12, "350.00", "350.00")]
    [InlineData("2018-12-31", 0, "", "")]
    public void The_forecast_rests_on_full_months(string today, int months, string paid, string year)
    {
        FundEntry Of(int month, long fen, FundEntryState state = FundEntryState.Booked) => new() { Kind = FundEntryKind.Paid, OnDate = new DateOnly(2019, month, 5), AmountFen = fen, State = state };
        FundEntry[] entries = [Of(1, 100_00), Of(2, 100_00), Of(3, 100_00), Of(4, 50_00), Of(3, 99_00, FundEntryState.Pending)];

        var forecast = FundForecast.Of(entries, 2019, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((months, paid, year), (forecast?.Months ?? 0, forecast?.PaidSoFar.ToString() ?? "", forecast?.Year.ToString() ?? ""));
    }

    [Fact]
    public void What_is_taken_back_after_the_year_counts_in_its_last_month_so_that_forecast_and_balance_agree()
    {
        FundEntry Of(DateOnly day, long fen) => new() { Kind = FundEntryKind.Paid, OnDate = day, AmountFen = fen, State = FundEntryState.Booked };
        FundEntry[] entries = [Of(new(2019, 3, 5), 100_00), Of(new(2019, 12, 31), 20_00), Of(new(2020, 1, 8), -100_00)];

        Assert.Equal([3, 12, 12], entries.Select(e => e.MonthIn(2019)));
        Assert.Equal(FundBalance.Of(entries).Paid, FundForecast.Of(entries, 2019, new DateOnly(2020, 2, 1))!.PaidSoFar);
        Assert.Equal(20m, FundBalance.Of(entries).Paid.Yuan);
    }

    [Theory]
    [InlineData("", "1", "2019-01-10", "P-1", "benefits.fund.party")]
    [InlineData("某", "-1", "2019-01-10", "P-1", "benefits.fund.amount")]
    [InlineData("某", "1", "2018-12-31", "P-1", "benefits.fund.day")]
    [InlineData("某", "1", "2019-01-16", "P-1", "benefits.fund.day")]
    [InlineData("某", "1", "2019-01-10", "", "benefits.fund.reference")]
    public async Task What_is_missing_is_said(string party, string amount, string day, string reference, string code)
    {
        var one = Finance;
        var fund = await Opened(one, "1");
        var entered = await Keep.Enter(TestApp.County, one, fund, new() { Kind = "Received", OnDate = day, Amount = amount, Party = party, Reference = reference }, default);
        Assert.Equal([code], entered.Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task Only_finance_keeps_the_ledger_and_only_for_its_own_county()
    {
        var input = new FundInput { Name = "救助基金", Year = "2019", Source = "县级财政", Planned = "1" };
        Assert.Equal("benefits.fund.not-allowed", (await Keep.Open(TestApp.County, _store.App.As(Role.CountyOfficer), input, default)).Problems[0].Code);
        Assert.Equal("benefits.fund.not-allowed", (await Keep.Open(TestApp.County, _store.App.As(Role.Finance, "009902"), input, default)).Problems[0].Code);
        Assert.True((await Keep.Open(TestApp.County, Finance, input, default)).Ok);
        Assert.Equal("benefits.fund.there", (await Keep.Open(TestApp.County, Finance, input, default)).Problems[0].Code);
        Assert.True(KeepFund.Reaches(TestApp.County, _store.App.As(Role.CityOfficer, "0099"), KeepFund.See));
        Assert.False(KeepFund.Reaches(TestApp.County, _store.App.As(Role.TownshipClerk), KeepFund.See));
    }

    [Fact]
    public async Task A_fund_behind_a_payer_shows_what_settlements_put_on_it_and_its_turn()
    {
        var one = Finance;
        var fund = await Opened(one, "1", "medical-assistance");
        await _store.Settle(_store.Bill(await _store.Admit((await _store.Household()).Persons[0]), 10_000m));

        var view = await View(fund);

        var owed = await _store.See(db => db.Set<Minkang.Benefits.Settlements.Share>().Where(s => s.Payer == "medical-assistance").SumAsync(s => s.AmountFen));
        Assert.True(owed > 0);
        Assert.Equal((owed, 3), (view.Settled!.Value.Fen, view.Turn));
    }

    [Fact]
    [Trait("Requirement", "R-FND-07")]
    public void Caring_relief_and_charity_funds_pay_in_their_order_after_the_reimbursing_layers()
    {
        var payers = Packs.Load("sichuan-district.undated").Pack!.Layers.Select(l => l.Payer).Where(p => p != "delivery-subsidy").Distinct();

        Assert.Equal(["basic-insurance", "critical-illness", "preferential-payment", "medical-assistance", "emergency-relief", "caring-fund", "relief-fund", "charity-fund"], payers);
    }

    private async Task<Guid> Opened(Actor actor, string planned, string payer = "")
    {
        var made = await Keep.Open(TestApp.County, actor, new() { Name = $"基金 {Interlocked.Increment(ref _number)}", Year = "2019", Source = "省级财政", Planned = planned, Payer = payer }, default);
        Assert.Equal("", CounterStore.Said(made.Problems));
        return made.Value;
    }

    private Task<Outcome<Guid>> Enter(Actor actor, Guid fund, FundEntryKind kind, string amount, Action<EntryInput>? also = null)
    {
        var input = new EntryInput { Kind = kind.ToString(), OnDate = "2019-01-10", Amount = amount, Party = "某公司", Reference = "P-1" };
        also?.Invoke(input);
        return Keep.Enter(TestApp.County, actor, fund, input, default);
    }

    private async Task<Guid> Entered(Actor actor, Guid fund, FundEntryKind kind, string amount, Action<EntryInput>? also = null)
    {
        var made = await Enter(actor, fund, kind, amount, also);
        Assert.Equal("", CounterStore.Said(made.Problems));
        return made.Value;
    }

    private async Task Confirmed(Guid entry) => Assert.Equal("", CounterStore.Said((await Keep.Decide(TestApp.County, Finance, entry, true, null, default)).Problems));

    private async Task<Guid> Paid(Actor actor, Guid fund, string amount)
    {
        var entry = await Entered(actor, fund, FundEntryKind.Paid, amount);
        await Confirmed(entry);
        return entry;
    }

    private Task<FundView> View(Guid fund) => _store.See(async db => (await FundView.Of(db, db.Set<Fund>().Where(f => f.Id == fund), _store.App.Get<AdoptedPacks>(), new DateOnly(2019, 1, 15), default)).Single());
}
