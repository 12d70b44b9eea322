using Minkang.Benefits.Admissions;
using Minkang.Benefits.Counter;
using Minkang.Benefits.Figures;
using Minkang.Domain.Values;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Referrals;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Figures;

public sealed class CountSettlementsTests : IAsyncLifetime
{
    private static readonly FigureFilter Whole = new(2019, null, null, FigureFilter.UsualLimit);
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<T> Ask<T>(Func<CountSettlements, Task<T>> ask) => _store.Do(ask);

    private async Task<(Guid Person, Guid Settlement)> Settled(decimal inScope, decimal outside = 0, string hospital = CounterStore.Hospital, string kind = "inpatient", string village = TestApp.Village, string place = "county")
    {
        var person = (await _store.Household(village: village)).Persons[0];
        var stay = CounterStore.Stay(person, hospital).In(place, "proper");
        stay.Kind = kind;
        var admission = await _store.Admit(person, stay);
        var entry = await _store.Settle(_store.Bill(admission, inScope, outside), hospital == CounterStore.Hospital ? null : _store.OtherCounter);
        return (person, entry.Id);
    }

    [Fact]
    [Trait("Requirement", "R-SET-03")]
    public async Task Person_times_are_counted_by_month_and_institution_without_what_was_reversed()
    {
        await Settled(1_000);
        await Settled(2_000);
        await _store.Reverse((await Settled(3_000)).Settlement);
        await Settled(500, hospital: CounterStore.OtherHospital, village: TestApp.FarVillage);
        var officer = _store.App.As(Role.CountyOfficer);

        var hospitals = await Ask(f => f.Hospitals(officer, Whole, default));

        Assert.Equal([(CounterStore.Hospital, 2), (CounterStore.OtherHospital, 1)], hospitals.Select(h => (h.Hospital, h.Months[0])));
        Assert.All(hospitals, h => Assert.Equal(h.Months[0], h.All));
        Assert.Equal((3L, 3_500m), await Ask(async f => { var sums = await f.Sums(officer, Whole, default); return (sums.Count, sums.Total.Yuan); }));
        Assert.Equal(1, (await Ask(f => f.Hospitals(officer, Whole with { Hospital = CounterStore.OtherHospital }, default))).Sum(h => h.All));
        Assert.Empty(await Ask(f => f.Hospitals(officer, Whole with { Year = 2018 }, default)));
        Assert.Equal(2, (await Ask(f => f.Hospitals(_store.App.As(Role.TownshipClerk), Whole, default))).Sum(h => h.All));
        Assert.Equal(1, (await Ask(f => f.Hospitals(_store.OtherCounter, Whole, default))).Sum(h => h.All));
    }

    [Fact]
    [Trait("Requirement", "R-INS-20")]
    public async Task Each_payer_has_its_person_times_and_amount_and_one_above_the_total_is_called_a_conflict()
    {
        await Settled(50_000, 1_000);
        await Settled(800);
        var officer = _store.App.As(Role.CountyOfficer);

        var (payers, sums) = (await Ask(f => f.Payers(officer, Whole, default)), await Ask(f => f.Sums(officer, Whole, default)));

        Assert.Equal(sums.Paid.Fen, payers.Sum(p => p.Paid.Fen));
        Assert.Equal(sums.Total.Fen, payers.Sum(p => p.Paid.Fen) + sums.Self.Fen);
        Assert.All(payers, p => Assert.InRange(p.Times, p.Persons, (int)sums.Count));
        Assert.Equal(2, payers.Max(p => p.Times));
        Assert.Empty(CountSettlements.AboveTotal(payers, sums));
        var wrong = payers[0] with { Paid = sums.Total + new Money(1) };
        Assert.Equal([wrong], CountSettlements.AboveTotal([wrong, .. payers.Skip(1)], sums));
        var often = payers[0] with { Times = 3 };
        Assert.Equal([often], CountSettlements.AboveTotal([often], sums));
    }

    [Fact]
    [Trait("Requirement", "R-INS-11")]
    public async Task The_patients_part_is_shown_for_stays_and_for_chronic_care_and_opens_the_persons_above_the_limit()
    {
        var (dear, _) = await Settled(1_000, 9_000);
        await Settled(50_000);
        await Settled(300, kind: "outpatient-chronic");
        await Settled(700, 5_000, place: "province");
        var officer = _store.App.As(Role.CountyOfficer);

        var shares = await Ask(f => f.Shares(officer, Whole, default));
        var entries = await _store.See(db => Task.FromResult(db.Set<Minkang.Benefits.Settlements.StoredSettlement>().ToList()));

        Assert.Equal(["inpatient", "outpatient-chronic"], shares.Select(s => s.Kind));
        Assert.Equal((2, 1), (shares[0].Times, shares[1].Times));
        var stays = entries.Where(e => e.EncounterKind == "inpatient" && e.Place == "county").ToList();
        Assert.Equal((stays.Sum(e => e.TotalFen), stays.Sum(e => e.SelfFen)), (shares[0].Total.Fen, shares[0].Self.Fen));
        foreach (var limit in FigureFilter.Limits)
        {
            var above = stays.Where(e => e.SelfFen * 100 > e.TotalFen * limit).Select(e => e.PersonId).Order().ToList();
            Assert.Equal(above, (await Ask(f => Task.FromResult(f.Above(officer, Whole with { Limit = limit }, "inpatient").ToList()))).Select(p => p.PersonId).Order());
            Assert.Contains(dear, above);
        }
    }

    [Fact]
    [Trait("Requirement", "R-PAY-08")]
    public async Task Stays_without_deposit_are_counted_against_those_entitled_to_it()
    {
        foreach (var charged in new[] { "0", "0", "500", "" })
        {
            var stay = CounterStore.Stay((await _store.Household()).Persons[0]);
            (stay.DepositUsual, stay.DepositCharged) = ("2000", charged);
            await _store.Admit(stay.PersonId, stay);
        }
        await _store.Admit((await _store.Household()).Persons[0]);

        var line = Assert.Single(await Ask(f => f.Deposits(_store.App.As(Role.CountyOfficer), Whole, default)));

        Assert.Equal((CounterStore.Hospital, 4, 2, 1), (line.Hospital, line.Entitled, line.Waived, line.Unknown));
        Assert.Equal(0.5m, line.Share);
    }

    [Fact]
    public async Task The_pages_open_the_settlements_and_persons_behind_their_figures()
    {
        using var client = await _store.App.SignIn(Role.CountyOfficer);
        Assert.Contains("还没有结算单", await client.GetStringAsync("/benefits/figures"), StringComparison.Ordinal);
        await Settled(1_000, 9_000);

        var page = await client.GetStringAsync("/benefits/figures");
        var persons = await client.GetStringAsync("/benefits/figures/persons?care=inpatient&limit=20");
        var list = await client.GetStringAsync("/benefits/settlements?state=counted&year=2019&month=2019-01");
        var book = await client.GetAsync("/benefits/figures/export?year=2019");
        var names = await client.GetAsync("/benefits/figures/persons/export?care=inpatient");

        Assert.Contains("/benefits/figures/persons?", page, StringComparison.Ordinal);
        Assert.Contains("month=2019-01", page, StringComparison.Ordinal);
        Assert.Contains("超过 20% 的人", persons, StringComparison.Ordinal);
        Assert.Contains("测试甲", persons, StringComparison.Ordinal);
        Assert.Contains("2019-000001", list, StringComparison.Ordinal);
        Assert.All(new[] { book, names }, f => Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", f.Content.Headers.ContentType?.MediaType));
    }
}
