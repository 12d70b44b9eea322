using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Clearing;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Tests.Benefits.Settlements;

namespace Minkang.Tests.Benefits.Clearing;

/// <summary>One county for each test: what a hospital is owed in a month is a sum over the whole store.</summary>
public sealed class ClearingTests : IAsyncLifetime
{
    private static readonly DateOnly January = new(2019, 1, 1);
    private readonly CounterStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_is_owed_for_a_month_is_the_sum_of_its_shares_and_goes_four_ways_that_add_up()
    {
        var entries = await Settle(3);
        await _store.Settle(_store.Bill(await Admission(), 30_000m) with { Unreachable = ["basic-insurance"] });
        var bureau = Role.InsuranceBureau;
        await Made("basic-insurance");

        var lines = await Owed(bureau);

        var shares = await _store.See(db => db.Set<Share>().AsNoTracking().ToListAsync());
        Assert.Equal(shares.Where(s => s.Payer != "hospital-waiver").Sum(s => s.AmountFen), lines.Sum(l => l.Owed.Fen));
        Assert.All(lines, l => Assert.Equal(l.Owed, l.Pending + l.Open + l.InBatch + l.Paid));
        var basic = lines.Single(l => l.Payer == "basic-insurance");
        Assert.Equal(shares.Where(s => s.Payer == "basic-insurance" && s.State == ShareState.Pending).Sum(s => s.AmountFen), basic.Pending.Fen);
        Assert.Equal((4, 0), (basic.Count, basic.Open.Fen));
        Assert.Equal(entries.Count, (await _store.See(db => db.Set<Batch>().SingleAsync())).Count);
    }

    [Fact]
    public async Task A_share_stands_in_one_live_batch_whoever_asks_at_the_same_time()
    {
        await Settle(5);
        var make = _store.App.Get<MakeBatch>();
        var bureau = Bureau();

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => make.Handle(TestApp.County, bureau, CounterStore.Hospital, "basic-insurance", January, default))));

        Assert.Single(made, m => m.Ok);
        Assert.All(made.Where(m => !m.Ok), m => Assert.Equal("benefits.batch.nothing-open", m.Problems[0].Code));
        Assert.Equal(5, await _store.See(db => db.Set<BatchShare>().CountAsync(s => s.Live)));
    }

    [Fact]
    public async Task Making_confirming_and_paying_are_three_persons()
    {
        await Settle(1);
        var (office, bureau, finance) = (_store.Office, Bureau(), _store.App.As(Role.Finance));
        var both = _store.App.As(Role.InsuranceBureau);
        var own = await Made("basic-insurance", both);
        Assert.Equal("benefits.batch.own", Code(await Move(m => m.Confirm(both, own, default))));
        Assert.Equal("benefits.batch.not-found", Code(await Move(m => m.Confirm(office, own, default))));
        Assert.True((await Move(m => m.Return(bureau, own, "金额不符", default))).Ok);

        var batch = await Made("basic-insurance", office);
        Assert.Equal("benefits.batch.not-confirmed", Code(await Move(m => m.Pay(finance, batch, Today, "P-1", default))));
        Assert.True((await Move(m => m.Confirm(bureau, batch, default))).Ok);
        Assert.Equal("benefits.batch.not-found", Code(await Move(m => m.Pay(bureau, batch, Today, "P-1", default))));
        Assert.Equal("benefits.batch.reference", Code(await Move(m => m.Pay(finance, batch, Today, " ", default))));
        Assert.Equal("benefits.batch.paid-on", Code(await Move(m => m.Pay(finance, batch, Today.AddDays(1), "P-1", default))));
        Assert.True((await Move(m => m.Pay(finance, batch, Today, "P-1", default))).Ok);
        Assert.Equal("benefits.batch.cannot-return", Code(await Move(m => m.Return(finance, batch, "拨错", default))));
    }

    [Fact]
    public async Task A_hospital_sees_its_own_claims_and_civil_affairs_those_on_assistance()
    {
        await Settle(1);
        var far = CounterStore.Stay((await _store.Household()).Persons[0], CounterStore.OtherHospital);
        await _store.Settle(_store.Bill(await _store.Admit(far.PersonId, far), 20_000m), _store.OtherCounter);

        Assert.All(await Owed(_store.Office), l => Assert.Equal(CounterStore.Hospital, l.Hospital));
        Assert.Equal(2, (await Owed(Role.Finance)).Select(l => l.Hospital).Distinct().Count());
        Assert.Empty(await Owed(Role.TownshipClerk));
        var outside = await _store.App.Get<MakeBatch>().Handle(TestApp.County, _store.Office, CounterStore.OtherHospital, "basic-insurance", January, default);
        Assert.Equal("benefits.batch.out-of-reach", outside.Problems[0].Code);
        var assistance = _store.App.As(Role.CivilAffairs);
        var insurers = await _store.App.Get<MakeBatch>().Handle(TestApp.County, assistance, CounterStore.Hospital, "basic-insurance", January, default);
        Assert.Equal("benefits.batch.out-of-reach", insurers.Problems[0].Code);
        await Made("medical-assistance", assistance);
    }

    [Fact]
    public async Task Every_row_of_the_file_and_every_entry_of_the_batch_is_in_the_match_once()
    {
        var entries = await Settle(6);
        var amounts = await Basic();
        var batch = await Made("basic-insurance");
        string Line(int i, long more) => $"{entries[i].Number},{entries[i].InvoiceNumber},{new Money(amounts[entries[i].Id] + more).Yuan}";
        var file = string.Join('\n', "县医保中心拨付明细", "结算单号,发票号码,支付金额（元）", Line(0, 0), Line(1, 9), Line(2, 1_100), Line(0, 0), $",{entries[3].InvoiceNumber},{new Money(amounts[entries[3].Id]).Yuan}", "2019-999999,X9,12.00", $"{entries[4].Number},,约一万", "合计,,99");

        Assert.True((await Load(batch, file)).Ok);

        var rows = await Rows(batch);
        Assert.Equal("Far 1 Matched 2 Near 1 OnlyHere 2 OnlyThere 1 Twice 1 Unreadable 1", string.Join(' ', rows.GroupBy(r => r.Outcome.ToString()).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}")));
        Assert.Equal((7, 7), (rows.Count(r => r.RowNumber is not null), (await _store.See(db => db.Set<PayerMatch>().SingleAsync())).FileRows));
        Assert.Equal(entries.Select(e => e.Id).Order(), rows.Select(r => r.SettlementId).OfType<Guid>().Order());
        Assert.Equal(9, rows.Single(r => r.Outcome == MatchOutcome.Near).Difference!.Value.Fen);
    }

    [Fact]
    public async Task What_is_disputed_is_held_back_and_open_again_and_the_rest_is_paid()
    {
        var entries = await Settle(3);
        var amounts = await Basic();
        var batch = await Made("basic-insurance");
        var file = $"结算单号,支付金额\n{entries[0].Number},{new Money(amounts[entries[0].Id]).Yuan}\n{entries[1].Number},1.00\n";
        Assert.True((await Load(batch, file)).Ok);
        var bureau = Bureau();
        Assert.Equal("benefits.batch.undecided-rows", Code(await Move(m => m.Confirm(bureau, batch, default))));

        var rows = await Rows(batch);
        Assert.Equal("benefits.match.no-reason", (await Decide(rows.Single(r => r.Outcome == MatchOutcome.Far), MatchDecision.Dispute, "")).Problems[0].Code);
        Assert.True((await Decide(rows.Single(r => r.Outcome == MatchOutcome.Far), MatchDecision.Dispute, "支付方说限额已用完")).Ok);
        Assert.True((await Decide(rows.Single(r => r.Outcome == MatchOutcome.OnlyHere), MatchDecision.Accept, "下月补传明细")).Ok);
        Assert.Equal("benefits.match.needs-nothing", (await Decide(rows.Single(r => r.Outcome == MatchOutcome.Matched), MatchDecision.Dispute, "x")).Problems[0].Code);
        var confirmed = await Move(m => m.Confirm(bureau, batch, default));

        Assert.Equal(amounts[entries[0].Id] + amounts[entries[2].Id], confirmed.Value.Fen);
        Assert.Equal(amounts[entries[1].Id], (await Owed(Role.InsuranceBureau)).Single(l => l.Payer == "basic-insurance").Open.Fen);
        Assert.Equal(1, (await _store.See(db => db.Set<Batch>().SingleAsync())).HeldCount);
    }

    [Fact]
    public async Task A_row_with_the_number_of_one_and_the_identity_of_another_is_no_match()
    {
        var ours = new BatchLine(Guid.Empty, "2019-000001", "F1", "012X", 100);
        var rows = new[] { new PayerRow(2, "2019-000001", "", "999X", new Money(100), null) };
        Assert.Equal(MatchOutcome.OtherPerson, MatchLines.Of([ours], rows)[0].Outcome);
        Assert.Equal(MatchOutcome.Matched, MatchLines.Of([ours], [rows[0] with { IdTail = "12x" }])[0].Outcome);
        Assert.Equal(MatchOutcome.Near, MatchLines.Of([ours], [rows[0] with { IdTail = "", Amount = new Money(110) }])[0].Outcome);
        Assert.Equal(MatchOutcome.Far, MatchLines.Of([ours], [rows[0] with { IdTail = "", Amount = new Money(111) }])[0].Outcome);
        var upload = await Load(await SomeBatch(), "姓名,金额\n某,1\n");
        Assert.Equal("benefits.match.no-heading", upload.Problems[0].Code);
    }

    [Fact]
    [Trait("Requirement", "R-SET-06")]
    public async Task An_advance_ages_until_it_is_paid_and_a_pair_that_was_never_paid_is_none()
    {
        var entries = await Settle(2);
        var pending = await _store.Settle(_store.Bill(await Admission(), 30_000m) with { Unreachable = ["critical-illness"] });
        var total = await _store.See(db => db.Set<Share>().Where(s => s.Payer != "hospital-waiver").SumAsync(s => s.AmountFen));

        Assert.Equal(total, (await Aged(Today.AddDays(30))).Sum(l => l.Bands[(int)AgeBand.UpTo30].Fen));
        Assert.Equal(total, (await Aged(Today.AddDays(31))).Sum(l => l.Bands[(int)AgeBand.UpTo60].Fen));
        Assert.Equal(total, (await Aged(Today.AddDays(61))).Sum(l => l.Bands[(int)AgeBand.UpTo90].Fen));
        Assert.Equal(total, (await Aged(Today.AddDays(91))).Sum(l => l.Bands[(int)AgeBand.Over90].Fen));
        Assert.Contains(await Aged(Today), l => l.Payer == "critical-illness" && l.Counts[0] >= 1);

        await _store.Reverse(entries[0].Id);
        await _store.Reverse(pending.Id);
        var left = await _store.See(db => db.Set<Share>().Where(s => s.SettlementId == entries[1].Id && s.Payer != "hospital-waiver").SumAsync(s => s.AmountFen));
        Assert.Equal(left, (await Aged(Today)).Sum(l => l.Total.Fen));

        var batch = await Made("basic-insurance", _store.Office);
        await Move(m => m.Confirm(Bureau(), batch, default));
        await Move(m => m.Pay(_store.App.As(Role.Finance), batch, Today, "P-9", default));
        Assert.DoesNotContain(await Aged(Today), l => l.Payer == "basic-insurance");
        await _store.Reverse(entries[1].Id);
        Assert.True((await Aged(Today)).Single(l => l.Payer == "basic-insurance").Total.Fen < 0);
    }

    [Fact]
    public async Task What_is_laid_beside_a_batch_or_decided_of_it_keeps_it_from_being_confirmed_in_the_same_moment()
    {
        var entries = await Settle(1);
        var batch = await Made("basic-insurance");
        Task<int> Version() => _store.See(db => db.Set<Batch>().Where(b => b.Id == batch).Select(b => b.Version).SingleAsync());
        var made = await Version();

        Assert.True((await Load(batch, $"结算单号,支付金额\n{entries[0].Number},1.00\n")).Ok);
        var laid = await Version();
        Assert.True((await Decide((await Rows(batch))[0], MatchDecision.Accept, "已核实")).Ok);

        Assert.True(made < laid);
        Assert.True(laid < await Version());
    }

    [Fact]
    public async Task Clicks_at_the_same_moment_count_once_and_the_others_are_told()
    {
        var entries = await Settle(1);
        var batch = await Made("basic-insurance");
        var bureau = Bureau();
        string Codes<T>(IEnumerable<Outcome<T>> all) => string.Join(' ', all.Where(o => !o.Ok).Select(o => o.Problems[0].Code).Distinct().Except(["benefits.moved"]));

        var loads = await AtOnce(() => Load(batch, $"结算单号,支付金额\n{entries[0].Number},1.00\n"));
        Assert.Contains(loads, l => l.Ok);
        Assert.Equal("", Codes(loads));
        Assert.Equal(1, await _store.See(db => db.Set<PayerMatch>().CountAsync(m => m.Valid)));
        var row = (await Rows(batch)).Single();
        var decisions = await AtOnce(() => Decide(row, MatchDecision.Accept, "已核实"));
        Assert.Contains(decisions, d => d.Ok);
        Assert.Equal("", Codes(decisions));
        var confirmed = await AtOnce(() => Move(m => m.Confirm(bureau, batch, default)));
        Assert.Single(confirmed, c => c.Ok);
        Assert.Contains(Codes(confirmed), new[] { "", "benefits.batch.not-made" });
    }

    [Fact]
    public async Task A_match_that_another_made_or_the_payer_decided_is_replaced_by_the_payer_only()
    {
        var entries = await Settle(1);
        var (office, colleague) = (_store.Office, _store.Office);
        var batch = await Made("basic-insurance", office);
        var file = $"结算单号,支付金额\n{entries[0].Number},1.00\n";

        Assert.True((await Load(batch, file, office)).Ok);
        Assert.True((await Load(batch, file, office)).Ok);
        Assert.Equal("benefits.match.not-yours", (await Load(batch, file, colleague)).Problems[0].Code);
        Assert.True((await Decide((await Rows(batch))[0], MatchDecision.Dispute, "金额不符")).Ok);
        Assert.Equal("benefits.match.not-yours", (await Load(batch, file, office)).Problems[0].Code);
        Assert.Equal(MatchDecision.Dispute, (await Rows(batch))[0].Decision);
        Assert.True((await Load(batch, file)).Ok);
    }

    [Theory]
    [InlineData("2019-01", true)]
    [InlineData("2200-12", true)]
    [InlineData("9999-12", false)]
    [InlineData("1899-12", false)]
    [InlineData("", false)]
    public void A_month_lies_between_1900_and_2200(string text, bool read) => Assert.Equal(read, Months.Read(text) is not null);

    private static Task<T[]> AtOnce<T>(Func<Task<T>> deed) => Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(deed)));

    private static DateOnly Today => new(2019, 1, 15);

    private Actor Bureau() => _store.App.As(Role.InsuranceBureau);

    private async Task<Guid> Admission() => await _store.Admit((await _store.Household()).Persons[0]);

    private async Task<List<StoredSettlement>> Settle(int count)
    {
        var entries = new List<StoredSettlement>();
        for (var i = 0; i < count; i++) entries.Add(await _store.Settle(_store.Bill(await Admission(), 8_000m + i * 100)));
        return entries;
    }

    private async Task<Dictionary<Guid, long>> Basic() =>
        (await _store.See(db => db.Set<Share>().AsNoTracking().Where(s => s.Payer == "basic-insurance").ToListAsync())).GroupBy(s => s.SettlementId).ToDictionary(g => g.Key, g => g.Sum(s => s.AmountFen));

    private async Task<Guid> SomeBatch()
    {
        await Settle(1);
        return await Made("basic-insurance");
    }

    private async Task<Guid> Made(string payer, Actor? actor = null)
    {
        var made = await _store.App.Get<MakeBatch>().Handle(TestApp.County, actor ?? _store.Office, CounterStore.Hospital, payer, January, default);
        Assert.Equal("", CounterStore.Said(made.Problems));
        return made.Value;
    }

    private Task<Outcome<Money>> Move(Func<MoveBatch, Task<Outcome<Money>>> move) => _store.Do(move);

    private Task<Outcome<Guid>> Load(Guid batch, string file, Actor? actor = null) => _store.Do<MatchPayerFile, Outcome<Guid>>(use => use.Handle(actor ?? Bureau(), batch, "拨付明细.csv", Encoding.UTF8.GetBytes(file), default));

    private Task<Outcome<Guid>> Decide(MatchRow row, MatchDecision decision, string reason) => _store.Do<DecideMatchRow, Outcome<Guid>>(use => use.Handle(Bureau(), row.Id, decision, reason, default));

    private Task<List<MatchRow>> Rows(Guid batch) => _store.See(db => db.Set<MatchRow>().AsNoTracking().Where(r => db.Set<PayerMatch>().Any(m => m.Id == r.MatchId && m.BatchId == batch && m.Valid)).ToListAsync());

    private Task<IReadOnlyList<OwedLine>> Owed(Role role) => Owed(_store.App.As(role));

    private Task<IReadOnlyList<OwedLine>> Owed(Actor actor) => _store.See(db => OwedTable.Of(db, ClearingReach.ToSee(db, actor), January, default));

    private Task<IReadOnlyList<AgeingLine>> Aged(DateOnly day) => _store.See(db => Ageing.Of(db, ClearingReach.ToSee(db, Bureau()), day, default));

    private static string Code(Outcome<Money> outcome) => outcome.Problems[0].Code;
}
