using System.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Household = Minkang.Registry.Households.Household;
using Person = Minkang.Registry.Persons.Person;

namespace Minkang.Tests.Platform;

/// <summary>Official codes take the place of provisional ones, and everything that lies in a village follows.</summary>
public sealed class ReplaceProvisionalCodesTests
{
    // The two villages of the first township change numbers with each other, one township moves, one village is unknown to the list.
    private const string List = """
        统计用区划代码,城乡分类代码,名称
        009901000000,,测试县
        009901100000,,一镇
        009901100200,220,乙村村民委员会
        009901100201,220,甲村村民委员会
        009901105000,,二镇
        009901105200,220,戊村村民委员会
        009901105201,220,丙村村民委员会
        009902100200,220,别县的村
        """;

    [Fact]
    public void Areas_are_recognised_by_name_and_make_room_for_each_other()
    {
        var plan = Plan([Area("009901100", "一镇"), Area("009901100200", "甲村"), Area("009901100201", "乙村"), Area("009901101", "二镇"), Area("009901101200", "丙村"), Area("009901101201", "丁村")]);

        Assert.Equal(["009901100>009901100", "009901101>009901105", "009901100200>009901100201", "009901100201>009901100200", "009901101200>009901105201"], plan.Moves.Where(m => m.Official).Select(m => $"{m.From}>{m.To}"));
        var follower = Assert.Single(plan.Moves, m => !m.Official);
        Assert.Equal(("009901101201", "009901105202"), (follower.From, follower.To));
        Assert.Equal("丁村", Assert.Single(plan.Unmatched).Name);
        Assert.Equal("戊村村民委员会", Assert.Single(plan.Additions).Name);
    }

    [Theory]
    [InlineData("李村", "李村委会")]
    [InlineData("李村", "李村民委员会")]
    [InlineData("李村", "李村村民委员会")]
    [InlineData("牧云坪", "牧云坪村委会")]
    [InlineData("牧云坪村", "牧云坪社区居委会")]
    public void A_village_is_one_whatever_its_committee_is_called(string ours, string theirs) => Assert.Equal(RegionTree.Stem(ours), RegionTree.Stem(theirs));

    [Fact]
    public void A_name_that_stands_twice_is_not_guessed()
    {
        var official = new OfficialArea[] { new("009901100", "一镇"), new("009901100200", "石桥村委会"), new("009901100201", "石桥社区") };
        var plan = CodePlan.Make("009901", [Area("009901100", "一镇"), Area("009901100900", "石桥村")], official);

        Assert.Equal(2, plan.Doubtful.Count);
        Assert.Equal("石桥村", Assert.Single(plan.Unmatched).Name);
    }

    [Fact]
    public void No_two_areas_ever_get_one_code() => Gen.Select(Numbers, Numbers, Gen.Shuffle("甲乙丙丁戊己庚辛壬癸".ToCharArray())).Sample((ours, theirs, names) =>
    {
        var areas = ours.Select((n, i) => Area($"009901{n}", $"{names[i]}镇")).ToList();
        var official = theirs.Select((n, i) => new OfficialArea($"009901{n}", $"{names[^(i + 1)]}镇")).ToList();
        var plan = CodePlan.Make("009901", areas, official);
        var moved = plan.Moves.ToDictionary(m => m.From, m => m.To);
        var codes = areas.Select(a => moved.GetValueOrDefault(a.Code, a.Code)).Concat(plan.Additions.Select(a => a.Code)).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Subset(codes.ToHashSet(), official.Select(o => o.Code).ToHashSet());
    }, iter: 500);

    [Fact]
    public async Task Households_persons_and_duties_follow_when_another_person_confirms()
    {
        await using var app = await TestApp.Start();
        var (home, person) = await Someone(app, TestApp.Village);
        var clerk = await Duty(app, TestApp.NextTown);
        var officer = app.As(Role.CountyOfficer);
        var plan = await Draft(app, officer);

        Assert.False((await Decide(app, officer, plan)).Ok);
        var other = app.As(Role.CountyOfficer);
        Assert.True((await Decide(app, other, plan)).Ok);

        await using var db = app.Open();
        Assert.Equal("009901100201", (await db.Set<Household>().SingleAsync(h => h.Id == home)).VillageCode);
        Assert.Equal("009901100201", (await db.Set<Person>().SingleAsync(p => p.Id == person)).VillageCode);
        await using var platform = app.Get<PlatformStore>().Open();
        Assert.Equal("009901105", (await platform.Set<Assignment>().SingleAsync(a => a.Id == clerk)).Area);
        var areas = await platform.Set<Region>().Where(r => r.Code.StartsWith(TestApp.County) && r.Code != TestApp.County).OrderBy(r => r.Code).ToListAsync();
        Assert.Equal(["009901100 一镇", "009901100200 乙村", "009901100201 甲村", "009901105 二镇", "009901105200 戊村村民委员会", "009901105201 丙村", "009901105202 丁村"], areas.Select(a => $"{a.Code} {a.Name}"));
        Assert.Equal("丁村", Assert.Single(areas, a => a.Provisional).Name);
        Assert.Contains("甲村村民委员会", areas.Single(a => a.Name == "甲村").Aliases);
        Assert.True((await app.Get<VerifyAuditChain>().Handle(TestApp.County, default)).Whole);
        Assert.Contains(await db.Set<AuditEntry>().ToListAsync(), e => e.Action == "regions.change" && e.ActorId == other.UserId);
    }

    [Fact]
    public async Task After_an_interruption_between_the_stores_nobody_moves_twice()
    {
        await using var app = await TestApp.Start();
        var (home, _) = await Someone(app, TestApp.Village);
        var plan = await Draft(app, app.As(Role.CountyOfficer));
        await using (var scope = app.Services.CreateAsyncScope())
        {
            // The county's store has followed; the platform's transaction is lost.
            var platform = scope.ServiceProvider.GetRequiredService<PlatformDb>();
            await using var lost = await platform.Database.BeginTransactionAsync();
            Assert.Null(await scope.ServiceProvider.GetRequiredService<ReplaceProvisionalCodes>().Apply(app.As(Role.CountyOfficer), plan.Id, plan.Read<CodePlan>(), default));
        }

        Assert.True((await Decide(app, app.As(Role.CountyOfficer), plan)).Ok);

        await using var db = app.Open();
        Assert.Equal("009901100201", (await db.Set<Household>().SingleAsync(h => h.Id == home)).VillageCode);
        Assert.Equal("甲村", (await app.Get<RegionCache>().Tree(default)).NameOf("009901100201"));
    }

    [Fact]
    public async Task A_plan_that_was_overtaken_is_refused_and_changes_nothing()
    {
        await using var app = await TestApp.Start();
        var (home, _) = await Someone(app, TestApp.Village);
        var first = await Draft(app, app.As(Role.CountyOfficer));
        var second = await Draft(app, app.As(Role.CountyOfficer));
        Assert.True((await Decide(app, app.As(Role.CountyOfficer), first)).Ok);

        var again = await Decide(app, app.As(Role.CountyOfficer), second);

        Assert.Equal("platform.region.stale", again.Problems[0].Code);
        await using var db = app.Open();
        Assert.Equal("009901100201", (await db.Set<Household>().SingleAsync(h => h.Id == home)).VillageCode);
    }

    [Fact]
    public async Task Every_table_that_has_a_village_is_found_by_its_columns_name()
    {
        await using var app = await TestApp.Start();
        await using var db = app.Open();
        var named = ReplaceProvisionalCodes.VillageColumns(db).ToList();

        Assert.Contains(("registry_household", "village_code"), named);
        Assert.Contains(("registry_person", "village_code"), named);
        Assert.Contains(("registry_person_merge", "gone_village_code"), named);
        Assert.All(db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null).SelectMany(e => e.GetProperties()).Where(p => p.Name.Contains("Village", StringComparison.Ordinal)),
            p => Assert.Contains((p.DeclaringType.ContainingEntityType.GetTableName()!, p.GetColumnName()), named));
    }

    private static readonly Gen<int[]> Numbers = Gen.Int[100, 110].Array[1, 8].Select(n => n.Distinct().ToArray());

    private static Region Area(string code, string name) => new() { Code = code, Name = name, Provisional = true };

    private static IReadOnlyList<OfficialArea> Official()
    {
        var read = ReadCodeList.Handle(TestApp.County, "codes.csv", Encoding.UTF8.GetBytes(List));
        Assert.True(read.Ok, read.Ok ? "" : read.Problems[0].Message);
        return read.Value;
    }

    private static CodePlan Plan(IEnumerable<Region> areas) => CodePlan.Make(TestApp.County, areas, Official());

    private static async Task<Proposal> Draft(TestApp app, Actor actor)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var ask = scope.ServiceProvider.GetRequiredService<AskProposal>();
        var tree = await app.Get<RegionCache>().Tree(default);
        var draft = await ask.Draft(actor, ProposalKind.CodeReplacement, TestApp.County, "regions.change", Plan(tree.Within(TestApp.County, RegionLevel.Township).Concat(tree.Within(TestApp.County, RegionLevel.Village))), default);
        Assert.True((await ask.Submit(actor, draft.Id, default)).Ok);
        return draft;
    }

    private static async Task<Outcome<Decision>> Decide(TestApp app, Actor actor, Proposal proposal)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DecideProposal>().Confirm(actor, proposal.Id, default);
    }

    private static async Task<(Guid Household, Guid Person)> Someone(TestApp app, string village)
    {
        await using var db = app.Open();
        var home = new Household { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), VillageCode = village, Number = "009901000001" };
        var person = new Person { Id = Guid.CreateVersion7(app.Clock.GetUtcNow()), HouseholdId = home.Id, VillageCode = village, Name = "测试甲", NameKey = "测试甲" };
        db.AddRange(home, person);
        await db.SaveChangesAsync();
        return (home.Id, person.Id);
    }

    private static async Task<Guid> Duty(TestApp app, string area)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
        var console = Actor.Console(RegionCode.Parse(""));
        var made = await manage.Create(console, new NewAccount("clerk", "测试乙", "测试", TestApp.TestPassword), default);
        return (await manage.Grant(console, made.Value.User.Id, Role.TownshipClerk, RegionCode.Parse(area), null, default)).Value.Id;
    }
}
