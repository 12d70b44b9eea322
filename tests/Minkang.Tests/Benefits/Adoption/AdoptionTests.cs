using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Adoption;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Tests.Benefits.Adoption;

/// <summary>A county settles by the pack that one person proposed and another adopted, from its day on.</summary>
public sealed class AdoptionTests : IAsyncLifetime
{
    private static readonly DateOnly NewYear = new(2018, 1, 1), Later = new(2019, 1, 1);
    private readonly PackStore _store = new();

    public ValueTask InitializeAsync() => _store.InitializeAsync();
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private Task<Outcome<AdoptedPack>> On(DateOnly day) => _store.See(db => _store.App.Get<AdoptedPacks>().On(db, day, default));

    private Task<List<PackAdoption>> All() => _store.See(db => db.Set<PackAdoption>().AsNoTracking().OrderBy(a => a.FromOn).ToListAsync());

    [Fact]
    public async Task Without_an_adoption_nothing_is_settled_by_a_guess()
    {
        Assert.Equal("benefits.adoption.none", (await On(NewYear)).Problems[0].Code);
        await _store.Propose("gaotai.2016", NewYear);
        Assert.False((await On(NewYear)).Ok);
    }

    [Fact]
    public async Task A_second_person_adopts_and_the_county_settles_by_it_from_that_day()
    {
        var proposer = _store.Officer();
        var proposed = await _store.Propose("gaotai.2016", NewYear, by: proposer, values: new() { ["deductible-province"] = "3000" });

        var own = await _store.Adopt(proposed.Value, proposer);
        var other = await _store.Adopt(proposed.Value, _store.App.As(Role.InsuranceBureau));

        Assert.Equal("benefits.adoption.own", own.Problems[0].Code);
        Assert.True(other.Ok);
        Assert.False((await On(NewYear.AddDays(-1))).Ok);
        var adopted = (await On(NewYear)).Value;
        Assert.Equal("gaotai.2016", adopted.Pack.Id);
        var bill = TestBills.Of("inpatient", "province", 10_000m) with { Admission = NewYear, Discharge = NewYear, Settlement = NewYear };
        Assert.DoesNotContain("deductible-province", PolicyEngine.Settle(adopted.Pack, bill).Problems.Select(p => p.Message).FirstOrDefault() ?? "");
        Assert.Contains(await _store.See(db => db.Set<AuditEntry>().Where(e => e.SubjectId == proposed.Value).Select(e => e.Action).ToListAsync()), a => a == "change benefit_adoption");
    }

    [Fact]
    public async Task A_pack_that_extends_others_keeps_their_texts()
    {
        var id = await _store.Adopted("qiyang.2017-assistance-first", NewYear);

        var adoption = (await All()).Single(a => a.Id == id);

        Assert.Contains("qiyang.2017", adoption.Texts.Extended.Keys);
        Assert.Equal(adoption.Hash, (await On(NewYear)).Value.Pack.Hash);
    }

    [Fact]
    public async Task Adopting_the_next_pack_ends_the_one_before()
    {
        await _store.Adopted("gaotai.2016", NewYear);
        await _store.Adopted("gansu.2016", Later);

        Assert.Equal("gaotai.2016", (await On(Later.AddDays(-1))).Value.Pack.Id);
        Assert.Equal("gansu.2016", (await On(Later)).Value.Pack.Id);
        Assert.Equal([Later, null], (await All()).Select(a => a.UntilOn));
    }

    [Fact]
    public async Task A_period_that_reaches_into_a_later_one_or_splits_one_is_refused()
    {
        await _store.Adopted("gaotai.2016", Later);

        Assert.Equal("benefits.adoption.overlaps", (await _store.Propose("gansu.2016", NewYear)).Problems[0].Code);
        Assert.Equal("benefits.adoption.splits", (await _store.Propose("gansu.2016", Later.AddDays(10), Later.AddDays(20))).Problems[0].Code);
        Assert.True((await _store.Propose("gansu.2016", NewYear, Later)).Ok);
    }

    [Fact]
    public async Task Adopted_periods_never_overlap_however_many_decide_at_once()
    {
        var proposals = new List<Guid>();
        for (var i = 0; i < 8; i++)
        {
            var proposed = await _store.Propose(i % 2 == 0 ? "gaotai.2016" : "gansu.2016", NewYear.AddDays(i * 3), i % 3 == 0 ? NewYear.AddDays(i * 3 + 40) : null);
            Assert.True(proposed.Ok);
            proposals.Add(proposed.Value);
        }

        var decided = await Task.WhenAll(proposals.Select(p => Task.Run(() => _store.Adopt(p))));

        var adopted = (await All()).Where(a => a.State == AdoptionState.Adopted).ToList();
        Assert.Contains(decided, d => d.Ok);
        Assert.Equal(decided.Count(d => d.Ok), adopted.Count);
        foreach (var (a, b) in adopted.SelectMany(a => adopted.Select(b => (a, b))).Where(p => p.a.Id != p.b.Id)) Assert.False(a.Holds.Overlaps(b.Holds), $"{a.FromOn}–{a.UntilOn} and {b.FromOn}–{b.UntilOn}");
    }

    [Fact]
    public async Task What_cannot_be_adopted_is_refused_with_the_reason()
    {
        Assert.Equal("benefits.adoption.no-pack", (await _store.Propose("no-such-pack", NewYear)).Problems[0].Code);
        Assert.Equal("benefits.adoption.values", (await _store.Propose("gaotai.2016", NewYear, values: new() { ["no-such-value"] = "5" })).Problems[0].Code);
        Assert.Equal("benefits.adoption.not-valid", (await _store.Propose("jimo.2017", new(2030, 1, 1))).Problems[0].Code);
        Assert.Equal("benefits.adoption.not-allowed", (await _store.Propose("gaotai.2016", NewYear, by: _store.App.As(Role.TownshipClerk))).Problems[0].Code);
        var proposed = await _store.Propose("gaotai.2016", NewYear);
        Assert.Equal("benefits.adoption.not-allowed-to-decide", (await _store.Adopt(proposed.Value, _store.App.As(Role.CountyLeader))).Problems[0].Code);
    }

    [Fact]
    public async Task What_was_refused_or_withdrawn_cannot_be_adopted_any_more()
    {
        var proposer = _store.Officer();
        var first = await _store.Propose("gaotai.2016", NewYear, by: proposer);
        var second = await _store.Propose("gaotai.2016", NewYear, by: proposer);

        Assert.Equal("benefits.adoption.why", (await _store.Do<DecideAdoption, Outcome<Guid>>(u => u.Refuse(_store.Officer(), first.Value, " ", default))).Problems[0].Code);
        Assert.True((await _store.Do<DecideAdoption, Outcome<Guid>>(u => u.Refuse(_store.Officer(), first.Value, "比例待核", default))).Ok);
        Assert.Equal("benefits.adoption.not-yours", (await _store.Do<ChangeOwnAdoption, Outcome<Guid>>(u => u.Withdraw(_store.Officer(), second.Value, default))).Problems[0].Code);
        Assert.True((await _store.Do<ChangeOwnAdoption, Outcome<Guid>>(u => u.Withdraw(proposer, second.Value, default))).Ok);

        Assert.Equal("benefits.adoption.gone", (await _store.Adopt(first.Value)).Problems[0].Code);
        Assert.Equal("benefits.adoption.gone", (await _store.Adopt(second.Value)).Problems[0].Code);
    }

    [Fact]
    public async Task Withdrawn_and_adopted_in_one_moment_only_one_of_them_counts()
    {
        for (var i = 0; i < 5; i++)
        {
            var proposer = _store.Officer();
            var id = (await _store.Propose("gaotai.2016", NewYear.AddDays(i), by: proposer)).Value;

            var done = await Task.WhenAll(Task.Run(() => _store.Adopt(id)), Task.Run(() => _store.Do<ChangeOwnAdoption, Outcome<Guid>>(u => u.Withdraw(proposer, id, default))));

            Assert.Single(done, d => d.Ok);
            Assert.Equal(done[0].Ok ? AdoptionState.Adopted : AdoptionState.Withdrawn, (await All()).Single(a => a.Id == id).State);
        }
    }

    [Fact]
    public async Task What_came_too_late_to_be_saved_is_not_told_of_by_the_next_save()
    {
        var id = await _store.Adopted("gaotai.2016", NewYear);
        Task<int> Told() => _store.See(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == id));
        await using var scope = _store.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CountyDb>();
        await db.Set<PackAdoption>().SingleAsync(a => a.Id == id);
        Assert.True((await _store.Do<ChangeOwnAdoption, Outcome<Guid>>(u => u.Ask(_store.Officer(), id, Later, "文件废止", default))).Ok);
        var told = await Told();

        var late = await scope.ServiceProvider.GetRequiredService<ChangeOwnAdoption>().Ask(_store.Officer(), id, Later, "另有文件", default);
        db.Trail.Record(_store.Officer(), "benefits.pack-draft", "draft", null);
        await db.SaveChangesAsync();

        Assert.Equal("benefits.adoption.gone", late.Problems[0].Code);
        Assert.Equal(told, await Told());
    }

    [Fact]
    public async Task Ending_an_adoption_needs_a_second_person_too()
    {
        var id = await _store.Adopted("gaotai.2016", NewYear);
        var asker = _store.Officer();

        Assert.Equal("benefits.adoption.end-why", (await _store.Do<ChangeOwnAdoption, Outcome<Guid>>(u => u.Ask(asker, id, Later, null, default))).Problems[0].Code);
        Assert.True((await _store.Do<ChangeOwnAdoption, Outcome<Guid>>(u => u.Ask(asker, id, Later, "文件废止", default))).Ok);
        Assert.Equal("benefits.adoption.own-end", (await _store.Do<DecideAdoption, Outcome<Guid>>(u => u.End(asker, id, default))).Problems[0].Code);
        Assert.True((await On(Later)).Ok);
        Assert.True((await _store.Do<DecideAdoption, Outcome<Guid>>(u => u.End(_store.Officer(), id, default))).Ok);

        Assert.False((await On(Later)).Ok);
        Assert.True((await On(Later.AddDays(-1))).Ok);
    }
}
