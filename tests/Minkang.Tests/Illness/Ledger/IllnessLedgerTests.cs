using Minkang.Domain.Values;
using Minkang.Illness.Ledger;
using Minkang.Platform.Users;

namespace Minkang.Tests.Illness.Ledger;

public sealed class IllnessLedgerTests : IAsyncLifetime
{
    private readonly IllnessStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<LedgerTable> Table(Actor actor, LedgerQuery query) => _store.Do<IllnessLedger, LedgerTable>(use => use.Table(actor, query, default));

    private async Task<int> Persons(Actor actor, LedgerQuery query, string? key) =>
        (await _store.Do<IllnessLedger, IReadOnlyList<IGrouping<Guid, LedgerEntry>>>(use => use.Persons(actor, query, key, default))).Count;

    private LedgerQuery Query(LedgerBy by, string? area = null, string list = "national-21", LedgerStates states = LedgerStates.Living, DateOnly? day = null) =>
        new(area is null ? null : RegionCode.Parse(area), by, _store.Catalogue.FindList(list), null, states, day ?? new DateOnly(2018, 12, 31));

    private async Task Fill()
    {
        (string Village, string Diseases, bool Verify)[] people =
        [
            (IllnessStore.Stone, "胃癌、白内障", true), (IllnessStore.Stone, "胃癌", false), (IllnessStore.Stone, "脑梗死", true), (IllnessStore.Spring, "胃恶性肿瘤、胃癌", true),
            (IllnessStore.Spring, "怪怪病", false), (IllnessStore.Ridge, "原发性高血压", true), (IllnessStore.Ridge, "精神分裂症、胃癌", true), (IllnessStore.Ridge, "胃癌？", false),
        ];
        foreach (var (village, diseases, verify) in people)
        {
            var person = await _store.Person(village: village);
            await _store.Stated(person, diseases);
            foreach (var condition in await _store.Conditions(person))
                if (verify) Assert.True((await _store.Verify(condition.Id)).Ok);
        }
    }

    [Fact]
    public async Task Every_figure_opens_exactly_as_many_persons_at_every_level()
    {
        await Fill();
        foreach (var by in Enum.GetValues<LedgerBy>())
            foreach (var area in new[] { null, IllnessStore.FirstTown, IllnessStore.Stone }) await Same(_store.Officer, Query(by, area));
        foreach (var states in new[] { LedgerStates.Verified, LedgerStates.Open }) await Same(_store.Officer, Query(LedgerBy.List, states: states));
        foreach (var actor in new[] { _store.Clerk, _store.Holding(Role.VillageDoctor, IllnessStore.Stone), _store.Holding(Role.CountyLeader, IllnessStore.County) })
            await Same(actor, Query(LedgerBy.List));
    }

    /// <summary>Every figure of every line, and one that is zero.</summary>
    private async Task Same(Actor actor, LedgerQuery query)
    {
        var table = await Table(actor, query);
        foreach (var line in table.Lines.Append(table.Whole))
        {
            var here = query with { Area = RegionCode.Parse(line.Area) };
            foreach (var column in table.Columns.Where(c => line.Of(c.Key) > 0).Append(table.Columns[0])) Assert.Equal(line.Of(column.Key), await Persons(actor, here, column.Key));
            Assert.Equal((line.Persons, line.Listed), (await Persons(actor, here, null), await Persons(actor, here, LedgerColumns.Listed)));
        }
    }

    [Fact]
    public async Task A_person_counts_once_in_a_cell_and_once_in_the_whole()
    {
        await Fill();

        var table = await Table(_store.Officer, Query(LedgerBy.List));

        var stomach = table.Columns.Single(c => c.Label == "胃癌");
        Assert.Equal((5, 8), (table.Whole.Of(stomach.Key), table.Whole.Persons));
        Assert.Equal(table.Whole.Persons, table.Lines.Sum(l => l.Persons));
    }

    [Fact]
    public async Task The_dead_do_not_count_after_their_day()
    {
        var person = await _store.Person(ended: new DateOnly(2018, 6, 1));
        await _store.Stated(person, "胃癌");

        Assert.Equal(1, (await Table(_store.Officer, Query(LedgerBy.List, day: new DateOnly(2018, 5, 31)))).Whole.Persons);
        Assert.Equal(0, (await Table(_store.Officer, Query(LedgerBy.List, day: new DateOnly(2018, 6, 1)))).Whole.Persons);
    }

    [Fact, Trait("Requirement", "R-CAT-02")]
    public async Task A_result_keeps_the_list_it_was_made_with_when_a_newer_one_comes()
    {
        await Fill();
        var (inForce, later) = (_store.Catalogue.ListsIn(RegionCode.Parse(IllnessStore.County), new DateOnly(2018, 12, 31)), _store.Catalogue.ListsIn(RegionCode.Parse(IllnessStore.County), new DateOnly(2019, 6, 1)));

        var before = (await Table(_store.Officer, Query(LedgerBy.List))).Whole;
        var again = (await Table(_store.Officer, Query(LedgerBy.List, day: new DateOnly(2019, 6, 1)))).Whole;
        var newer = (await Table(_store.Officer, Query(LedgerBy.List, list: "national-25", day: new DateOnly(2019, 6, 1)))).Whole;

        Assert.Contains(inForce, l => l.Id == "national-21");
        Assert.DoesNotContain(later, l => l.Id == "national-21");
        Assert.Equal(before.Listed, again.Listed);
        Assert.True(newer.Listed > again.Listed, "the newer list covers stroke as well");
    }

    [Fact]
    public async Task What_only_the_newer_list_covers_is_found()
    {
        await Fill();
        var query = Query(LedgerBy.List, list: "national-25") with { Against = _store.Catalogue.FindList("national-21") };

        var table = await Table(_store.Officer, query);

        Assert.Equal(1, table.Whole.Persons);
        Assert.Equal(1, await Persons(_store.Officer, query, null));
    }

    [Fact, Trait("Requirement", "R-CAT-05")]
    public async Task An_age_bound_counts_children_only_and_on_the_day()
    {
        var (child, adult) = (await _store.Person(birth: new DateOnly(2010, 1, 1)), await _store.Person(birth: new DateOnly(1970, 1, 1)));
        foreach (var person in new[] { child, adult })
        {
            var row = new ReturnRow(person, birth: person == child ? new DateOnly(2010, 1, 1) : new DateOnly(1970, 1, 1)) { ["diseases"] = "急性淋巴细胞白血病" };
            await ReturnRow.Import(_store, row);
        }

        Assert.Equal(1, (await Table(_store.Officer, Query(LedgerBy.List))).Whole.Listed);
        Assert.Equal(0, (await Table(_store.Officer, Query(LedgerBy.List, day: new DateOnly(2025, 1, 1)))).Whole.Listed);
    }

    [Fact, Trait("Requirement", "R-IDN-17")]
    public async Task Illness_poor_households_and_persons_are_counted_with_their_share_and_illnesses()
    {
        var (ill, other) = (await _store.Person(cause: "illness"), await _store.Person(cause: "schooling"));
        await _store.Person(village: IllnessStore.Ridge, cause: "illness");
        await _store.Stated(ill, "胃癌");
        await _store.Stated(other, "胃癌");

        var (lines, whole) = await _store.Do<PovertyByIllness, (IReadOnlyList<CauseLine>, CauseLine)>(use => use.Table(_store.Officer, null, IllnessStore.Today, default));
        var classes = await Table(_store.Officer, Query(LedgerBy.List) with { IllnessPoorOnly = true });

        Assert.Equal((3, 2, 3, 2), (whole.Households, whole.IllnessHouseholds, whole.Persons, whole.IllnessPersons));
        Assert.Equal([(2, 1, 0.5m), (1, 1, 1m)], lines.Select(l => (l.Households, l.IllnessHouseholds, l.HouseholdShare!.Value)));
        Assert.Equal(1, classes.Whole.Persons);
    }
}
