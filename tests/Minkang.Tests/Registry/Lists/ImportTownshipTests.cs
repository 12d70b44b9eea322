using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Facts;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;

namespace Minkang.Tests.Registry.Lists;

/// <summary>The whole township set, as the offices handed it over, on a store of its own.</summary>
public sealed class ImportTownshipTests
{
    private static readonly DateOnly ListOn = new(2019, 1, 10);
    private static string Sample(string part) => Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township")).Single(f => Path.GetFileName(f).Contains(part, StringComparison.Ordinal));

    private static async Task<string> SetUp(TestApp app)
    {
        var register = Sample("建档立卡");
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(register), await File.ReadAllBytesAsync(register)).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        return county.CountyCode;
    }

    private static async Task<ImportResult> Import(TestApp app, string county, string file, bool dry = false)
    {
        var outcome = await app.Get<ImportLists>().Import(county, Actor.Console(RegionCode.Parse(county)), Path.GetFileName(file), await File.ReadAllBytesAsync(file), file.Contains("残疾", StringComparison.Ordinal) ? ListOn : null, dry, null, default);
        Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Problems[0].Message);
        var r = outcome.Value;
        Assert.Equal(r.Read, r.New + r.Changed + r.Same + r.Rejected + r.NeedsPerson + r.Skipped);
        return r;
    }

    [Fact]
    [Trait("Requirement", "R-IDN-02")]
    [Trait("Requirement", "R-IDN-04")]
    [Trait("Scenario", "IMP-57")]
    public async Task The_register_gives_its_stated_totals_by_status_and_a_second_run_changes_nothing()
    {
        await using var app = await TestApp.Start();
        var county = await SetUp(app);
        var first = await Import(app, county, Sample("建档立卡"));
        Assert.Equal(1128, first.Read);
        Assert.Equal(1110, first.New);
        Assert.Equal((303, 1110, 136, 478, 167, 632), await Totals(app, county));
        var before = await Dump(app, county);

        var second = await Import(app, county, Sample("建档立卡"));
        Assert.Equal((0L, 0L, first.Skipped, first.NeedsPerson), (second.New, second.Changed, second.Skipped, second.NeedsPerson));
        Assert.Equal((303, 1110, 136, 478, 167, 632), await Totals(app, county));
        Assert.Equal(before, await Dump(app, county));
    }

    [Fact]
    [Trait("Scenario", "IMP-57")]
    public async Task All_seven_lists_account_for_every_row_and_change_nothing_the_second_time()
    {
        await using var app = await TestApp.Start();
        var county = await SetUp(app);
        string[] lists = ["建档立卡", "核查返回表", "参保名单", "低保", "残疾", "派出所", "结算单"];
        foreach (var list in lists) await Import(app, county, Sample(list));
        Assert.Equal((303, 1110, 136, 478, 167, 632), await Totals(app, county));
        var before = await Dump(app, county);
        foreach (var list in lists)
        {
            var again = await Import(app, county, Sample(list));
            Assert.True(again.New + again.Changed == 0, $"{list}: {again.New} new, {again.Changed} changed");
        }
        Assert.Equal(before, await Dump(app, county));
        Assert.True((await app.Get<VerifyAuditChain>().Handle(county, default)).Whole);
    }

    [Fact]
    [Trait("Scenario", "IMP-56")]
    public async Task A_trial_run_counts_like_a_run_and_writes_nothing()
    {
        await using var app = await TestApp.Start();
        var county = await SetUp(app);
        var trial = await Import(app, county, Sample("建档立卡"), dry: true);
        Assert.Equal((0, 0, 0, 0, 0, 0), await Totals(app, county));
        var run = await Import(app, county, Sample("建档立卡"));
        Assert.Equal((trial.Read, trial.New, trial.Same, trial.NeedsPerson, trial.Skipped), (run.Read, run.New, run.Same, run.NeedsPerson, run.Skipped));
    }

    [Fact]
    [Trait("Scenario", "IMP-14")]
    [Trait("Scenario", "IMP-25")]
    public async Task A_damaged_number_is_kept_as_written_and_never_filled_up()
    {
        await using var app = await TestApp.Start();
        var county = await SetUp(app);
        await Import(app, county, Sample("建档立卡"));
        await using var db = app.Get<CountyStores>().Open(county);
        var states = await db.Set<Person>().GroupBy(p => p.IdState).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        Assert.Equal(10, states["rounded"]);
        Assert.Equal(4, states["missing"]);
        Assert.All(await db.Set<Person>().Where(p => p.IdState != "valid").ToListAsync(), p => Assert.Null(p.IdHash));
    }

    /// <summary>Households and persons, not exited and exited, at the day of the list.</summary>
    private static async Task<(int, int, int, int, int, int)> Totals(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        var status = db.Set<HouseholdFact>().Where(f => f.Kind == "status" && f.FromOn <= ListOn && (f.UntilOn == null || f.UntilOn > ListOn));
        var members = db.Set<Membership>().Where(m => m.UntilOn == null);
        async Task<(int, int)> Of(string value) => (await status.CountAsync(s => s.Value == value), await status.Where(s => s.Value == value).Join(members, s => s.HouseholdId, m => m.HouseholdId, (s, m) => m).CountAsync());
        var (notExited, exited) = (await Of("not_exited"), await Of("exited"));
        return (await status.CountAsync(), await members.CountAsync(), notExited.Item1, notExited.Item2, exited.Item1, exited.Item2);
    }

    /// <summary>What the register holds, in numbers that any change would move.</summary>
    private static async Task<string> Dump(TestApp app, string county)
    {
        await using var db = app.Get<CountyStores>().Open(county);
        return string.Join('|', await db.Set<Person>().CountAsync(), await db.Set<Person>().SumAsync(p => p.Version), await db.Set<HouseholdFact>().CountAsync(),
            await db.Set<PersonFact>().CountAsync(), await db.Set<PersonFact>().CountAsync(f => f.UntilOn != null), await db.Set<Membership>().CountAsync(), await db.Set<RegistryEvent>().CountAsync(),
            await db.Set<ListEntry>().CountAsync(), await db.Set<Minkang.Registry.Questions.Question>().CountAsync());
    }
}
