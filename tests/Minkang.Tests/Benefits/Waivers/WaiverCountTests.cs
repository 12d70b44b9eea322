using Minkang.Benefits.Waivers;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Waivers;

/// <summary>One county for each test: figures are sums over the whole store.</summary>
public sealed class WaiverCountTests : IAsyncLifetime
{
    private readonly CounterStore _store = new();

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.TakeUp("shandong");
        await _store.TakeUp("sichuan-district");
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    [Trait("Requirement", "R-WVR-08")]
    public async Task Settlements_and_counter_records_are_counted_by_item_month_township_and_hospital_and_always_add_up()
    {
        var (near, far) = (await _store.Patient(), await _store.Patient(CounterStore.OtherHospital, TestApp.FarVillage));
        await _store.Recorded(WaiverStore.Input(near, "registration", "5", "2019-01-03"));
        await _store.Recorded(WaiverStore.Input(near, "registration", "5", "2019-01-04"));
        await _store.Recorded(WaiverStore.Input(far, "consultation", "15", "2018-12-30", CounterStore.OtherHospital), _store.OtherCounter);
        await _store.Recorded(WaiverStore.Input(far, "consultation", "15", "2019-01-05", CounterStore.OtherHospital), _store.OtherCounter);
        await Settled((await _store.Household()).Persons[0], 40m);
        var tree = await _store.App.Get<RegionCache>().Tree(default);

        var lines = await _store.Lines(_store.App.As(Role.CountyOfficer));
        string Table(string by) => string.Join('\n', WaiverTable.Of(lines, by, tree, t => t).Select(s => $"{s.Key} {s.Persons} {s.Times} {s.Waived}"));

        Assert.Equal("expert-consultation 1 1 20.00\nconsultation 1 1 15.00\nregistration 1 2 10.00", Table(WaiverFilter.ByItem));
        Assert.Equal("1 3 4 45.00", Table(WaiverFilter.ByMonth));
        Assert.Equal($"{TestApp.Town} 2 3 30.00\n{TestApp.NextTown} 1 1 15.00", Table(WaiverFilter.ByTownship));
        Assert.Equal($"{CounterStore.OtherHospital} 1 1 15.00\n{CounterStore.Hospital} 2 3 30.00", Table(WaiverFilter.ByHospital));
        Assert.Equal([15m], (await _store.Lines(_store.App.As(Role.CountyOfficer), 2018)).Select(l => l.Waived.Yuan));
    }

    [Fact]
    public async Task Each_role_counts_what_lies_in_its_reach()
    {
        var (near, far) = (await _store.Patient(), await _store.Patient(CounterStore.OtherHospital, TestApp.FarVillage));
        await _store.Recorded(WaiverStore.Input(near, "registration", "5"));
        await _store.Recorded(WaiverStore.Input(far, "registration", "7", hospital: CounterStore.OtherHospital), _store.OtherCounter);
        await Tallied("public-health", 3, 4, "60");

        async Task<string> Seen(Actor actor) => string.Join(' ', (await _store.Lines(actor)).Select(l => l.Waived).Order());

        Assert.Equal("5.00 7.00 60.00", await Seen(_store.App.As(Role.CountyOfficer)));
        Assert.Equal("5.00 7.00 60.00", await Seen(_store.App.As(Role.CountyLeader)));
        Assert.Equal("5.00", await Seen(_store.App.As(Role.TownshipClerk, TestApp.Town)));
        Assert.Equal("7.00", await Seen(_store.App.As(Role.TownshipLeader, TestApp.NextTown)));
        Assert.Equal("5.00 60.00", await Seen(_store.Counter));
        Assert.Equal("7.00", await Seen(_store.OtherCounter));
        Assert.Equal("", await Seen(_store.App.As(Role.Auditor)));
    }

    [Fact]
    public async Task Each_of_the_ten_has_a_counter_of_persons_and_amount_for_a_month_by_name_or_by_a_sum()
    {
        foreach (var service in new[] { "general-consultation", "inpatient-consultation", "cataract-operation" }) await _store.Recorded(WaiverStore.Input(await _store.Patient(), service, "12", "2019-01-08"));
        foreach (var item in new[] { "hiv-tb-drugs", "public-health", "maternal-child", "roving", "echinococcosis-drugs", "delivery" }) await Tallied(item, 2, 3, "100.50");

        var rows = WaiverTable.Of(await _store.Lines(_store.App.As(Role.CountyOfficer)), WaiverFilter.ByItem, await _store.App.Get<RegionCache>().Tree(default), t => t);

        Assert.Equal(9, rows.Count);
        Assert.Equal((2, 3, 100.50m), rows.Where(r => r.Key == "hiv-tb-drugs").Select(r => (r.Persons, r.Times, r.Waived.Yuan)).Single());
        Assert.Equal((1, 1, 12m), rows.Where(r => r.Key == "general-consultation").Select(r => (r.Persons, r.Times, r.Waived.Yuan)).Single());
        Assert.DoesNotContain(await _store.Lines(_store.App.As(Role.CountyOfficer)), l => l.Key == "hiv-tb-drugs" && l.Person is not null);
    }

    [Fact]
    public async Task A_month_is_entered_once_and_corrected_by_taking_back()
    {
        var use = await Tallied("roving", 10, 12, "300");
        Assert.Equal("benefits.tally.there", (await Tally("roving", 10, 12, "300")).Problems[0].Code);
        Assert.Equal("benefits.tally.persons", (await Tally("delivery", 3, 2, "300")).Problems[0].Code);
        Assert.Equal("benefits.tally.item", (await Tally("registration", 1, 1, "300")).Problems[0].Code);
        Assert.Equal("benefits.tally.month", (await Tally("roving", 1, 1, "300", "9999-12")).Problems[0].Code);
        Assert.True((await _store.App.Get<DecideWaiver>().Reverse(TestApp.County, _store.Counter, use, "人次数错", default)).Ok);
        await Tallied("roving", 9, 11, "280");

        var sum = WaiverSum.Of("", "", await _store.Lines(_store.Counter));

        Assert.Equal((9, 11, 280m), (sum.Persons, sum.Times, sum.Waived.Yuan));
    }

    [Fact]
    [Trait("Requirement", "R-WVR-11")]
    public async Task A_waived_amount_is_neither_the_persons_nor_another_payers()
    {
        var entry = await Settled((await _store.Household()).Persons[0], 40m);

        var line = (await _store.Lines(_store.Counter)).Single();
        var shares = await _store.See(db => Task.FromResult(db.Set<Minkang.Benefits.Settlements.Share>().Where(s => s.SettlementId == entry.Id).ToList()));

        Assert.Equal((20m, "hospital-waiver"), (line.Waived.Yuan, line.BorneBy));
        Assert.Equal(entry.TotalFen, entry.SelfFen + shares.Sum(s => s.AmountFen));
        Assert.Equal(line.Waived.Fen, shares.Where(s => s.Payer == "hospital-waiver").Sum(s => s.AmountFen));
        await _store.Reverse(entry.Id);
        Assert.Equal((0, 0L), ((await _store.Lines(_store.Counter)).Sum(l => l.Times), (await _store.Lines(_store.Counter)).Sum(l => l.Waived.Fen)));
    }

    [Fact]
    public async Task Items_are_taken_up_by_two_persons_and_a_blank_is_entered_or_stays_locked()
    {
        var (one, two) = (_store.App.As(Role.CountyOfficer), _store.App.As(Role.InsuranceBureau));
        var input = new AdoptItemsInput { Programme = "jimo", FromOn = new DateOnly(2018, 1, 1), Document = "测试〔2018〕2号", Values = new() { ["general-consultation"] = "60%" } };
        async Task<Outcome<int>> Do(Func<AdoptItems, Task<Outcome<int>>> use) => await _store.Do(use);

        Assert.Equal("benefits.waiver-item.not-allowed", (await Do(a => a.Handle(_store.Counter, input, default))).Problems[0].Code);
        Assert.Equal(2, (await Do(a => a.Handle(one, input, default))).Value);
        Assert.Equal("benefits.waiver-item.own", (await Do(a => a.Close(one, "jimo", true, null, default))).Problems[0].Code);
        var person = await _store.Patient();
        Assert.Equal("benefits.waiver.not-in-force", await _store.Refused(WaiverStore.Input(person, "herb-decoction")));
        Assert.Equal(2, (await Do(a => a.Close(two, "jimo", true, null, default))).Value);

        Assert.Equal(24m, (await _store.Recorded(WaiverStore.Input(person, "herb-decoction", "24"))).Waived.Yuan);
        Assert.Equal("benefits.waiver-item.nothing-new", (await Do(a => a.Handle(one, input, default))).Problems[0].Code);
        // Two programmes know the general consultation: the one that gives more counts.
        var use = await _store.Recorded(WaiverStore.Input(person, "general-consultation", "10"));
        Assert.Equal(("sichuan-district/general-consultation", 1_000), (use.Item, use.WaivedFen));
        Assert.Equal("benefits.waiver-item.too-early", (await Do(a => a.Handle(one, new() { Programme = "jimo", FromOn = new DateOnly(2017, 1, 1), Document = "甲" }, default))).Problems[0].Code);
    }

    [Fact]
    public async Task Clicks_at_the_same_moment_take_items_up_once_and_the_others_are_told()
    {
        var (one, two) = (_store.App.As(Role.CountyOfficer), _store.App.As(Role.InsuranceBureau));
        var input = new AdoptItemsInput { Programme = "heze", FromOn = new DateOnly(2018, 1, 1), Document = "测试〔2018〕3号" };
        async Task<Outcome<int>[]> AtOnce(Func<AdoptItems, Task<Outcome<int>>> use) => await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => _store.Do(use))));

        var proposed = await AtOnce(a => a.Handle(one, input, default));
        var closed = await AtOnce(a => a.Close(two, "heze", true, null, default));

        Assert.Single(proposed, p => p.Ok);
        Assert.All(proposed.Where(p => !p.Ok), p => Assert.Contains(p.Problems[0].Code, new[] { "benefits.moved", "benefits.waiver-item.nothing-new" }));
        Assert.Single(closed, c => c.Ok);
        Assert.All(closed.Where(c => !c.Ok), c => Assert.Contains(c.Problems[0].Code, new[] { "benefits.moved", "benefits.waiver-item.gone" }));
    }

    private async Task<Minkang.Benefits.Settlements.StoredSettlement> Settled(Guid person, decimal expert) =>
        await _store.Settle(_store.Bill(await _store.Admit(person), 8_000m) with { Items = new Dictionary<string, Money>(StringComparer.Ordinal) { ["expert-consultation"] = Money.FromYuan(expert) } });

    private async Task<Outcome<Guid>> Tally(string item, int persons, int times, string amount, string month = "2019-01")
    {
        var id = await _store.See(async db => (await ItemsInForce.On(db, new DateOnly(2019, 1, 31), default)).Single(i => i.Item == item).Id);
        var input = new TallyInput { Hospital = CounterStore.Hospital, Item = id.ToString(), Month = month, Persons = $"{persons}", Times = $"{times}", Amount = amount, Reference = "台账 1" };
        return await _store.App.Get<TallyWaiver>().Handle(TestApp.County, _store.Counter, input, default);
    }

    private async Task<Guid> Tallied(string item, int persons, int times, string amount)
    {
        var made = await Tally(item, persons, times, amount);
        Assert.Equal("", CounterStore.Said(made.Problems));
        return made.Value;
    }
}
