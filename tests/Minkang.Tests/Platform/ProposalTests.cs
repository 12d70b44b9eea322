using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Tests.Platform;

/// <summary>What one asks for, another confirms.</summary>
public sealed class ProposalTests
{
    private static readonly RoleGrant NewDoctor = new("doctor1", "测试医生", "甲村卫生室", Role.VillageDoctor, TestApp.Village, null);

    [Fact]
    public async Task A_leaders_request_makes_the_account_and_gives_the_role_when_the_administrator_confirms()
    {
        await using var app = await TestApp.Start();
        var asked = await Ask(app, app.As(Role.TownshipLeader), NewDoctor);

        Assert.False((await Confirm(app, app.As(Role.TownshipLeader), asked.Value.Id)).Ok);
        var done = await Confirm(app, app.As(Role.Administrator), asked.Value.Id);

        Assert.True(done.Value.Password!.Length >= 10);
        await using var db = app.Get<PlatformStore>().Open();
        var user = await db.Set<User>().SingleAsync(u => u.UserName == "doctor1");
        var duty = await db.Set<Assignment>().SingleAsync(a => a.UserId == user.Id);
        Assert.True(user.MustChangePassword);
        Assert.Equal((Role.VillageDoctor, TestApp.Village), (duty.Role, duty.Area));
        Assert.NotEqual(duty.CreatedBy, duty.ConfirmedBy);
    }

    [Fact]
    public async Task An_administrators_grant_waits_for_a_leader_or_another_administrator()
    {
        await using var app = await TestApp.Start();
        var administrator = app.As(Role.Administrator);
        var first = await Ask(app, administrator, NewDoctor);
        var second = await Ask(app, administrator, NewDoctor with { UserName = "doctor2" });

        Assert.Equal("platform.proposal.not-yours", (await Confirm(app, administrator, first.Value.Id)).Problems[0].Code);
        Assert.True((await Confirm(app, app.As(Role.TownshipLeader), first.Value.Id)).Ok);
        Assert.True((await Confirm(app, app.As(Role.Administrator), second.Value.Id)).Ok);
    }

    [Theory]
    [InlineData(Role.TownshipLeader, TestApp.FarVillage)]
    [InlineData(Role.TownshipClerk, TestApp.Village)]
    [InlineData(Role.CountyOfficer, TestApp.Village)]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Nobody_asks_for_a_role_outside_the_own_area_or_without_being_a_leader(Role role, string area)
    {
        await using var app = await TestApp.Start();

        Assert.False((await Ask(app, app.As(role), NewDoctor with { Area = area })).Ok);
    }

    [Fact]
    public async Task An_administrator_governs_the_own_county_only()
    {
        await using var app = await TestApp.Start();
        var stranger = app.As(Role.Administrator, area: "009902");
        var asked = await Ask(app, app.As(Role.TownshipLeader), NewDoctor);
        var (clerk, duty) = await Clerk(app);

        Assert.False((await Ask(app, stranger, NewDoctor)).Ok);
        Assert.False((await Confirm(app, stranger, asked.Value.Id)).Ok);
        await using var scope = app.Services.CreateAsyncScope();
        var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<FindAccounts>().One(stranger, clerk, default));
        Assert.False((await manage.ResetPassword(stranger, clerk, default)).Ok);
        Assert.False((await manage.Close(stranger, clerk, default)).Ok);
        Assert.False((await manage.Revoke(stranger, duty, default)).Ok);
        Assert.True((await manage.Revoke(app.As(Role.Administrator), duty, default)).Ok);
    }

    [Fact]
    public async Task A_change_of_areas_by_one_officer_waits_for_another()
    {
        await using var app = await TestApp.Start();
        var officer = app.As(Role.CountyOfficer);
        var merged = await AskArea(app, officer, new MergeVillage(TestApp.NextVillage, TestApp.Village, new DateOnly(2019, 3, 1)));
        Assert.Null((await app.Get<RegionCache>().Tree(default)).Find(TestApp.NextVillage)!.UntilOn);

        Assert.False((await Confirm(app, officer, merged.Value.Id)).Ok);
        Assert.True((await Confirm(app, app.As(Role.CountyOfficer), merged.Value.Id)).Ok);

        var tree = await app.Get<RegionCache>().Tree(default);
        Assert.Equal((new DateOnly(2019, 3, 1), TestApp.Village), (tree.Find(TestApp.NextVillage)!.UntilOn!.Value, tree.Find(TestApp.NextVillage)!.SuccessorCode));
        Assert.Equal(TestApp.Village, Assert.Single(tree.ByName(TestApp.Town, RegionLevel.Village, "乙村", new DateOnly(2019, 3, 1))).Code);
    }

    [Fact]
    public async Task New_and_renamed_areas_are_found_by_both_names()
    {
        await using var app = await TestApp.Start();
        var (officer, other) = (app.As(Role.CountyOfficer), app.As(Role.Administrator));
        await Confirm(app, other, (await AskArea(app, officer, new AddArea(TestApp.Town, "己村", "老己", null))).Value.Id);
        await Confirm(app, other, (await AskArea(app, officer, new RenameArea(TestApp.Village, "新甲村", ""))).Value.Id);

        var (tree, day) = (await app.Get<RegionCache>().Tree(default), new DateOnly(2019, 1, 15));
        Assert.Equal("009901100202", Assert.Single(tree.ByName(TestApp.Town, RegionLevel.Village, "老己", day)).Code);
        Assert.Equal(TestApp.Village, Assert.Single(tree.ByName(TestApp.Town, RegionLevel.Village, "甲村", day)).Code);
        Assert.Equal("platform.region.name-taken", (await AskArea(app, officer, new AddArea(TestApp.Town, "新甲", "", null))).Problems[0].Code);
        Assert.Equal("platform.region.code", (await AskArea(app, officer, new AddArea(TestApp.Town, "庚村", "", "009901101300"))).Problems[0].Code);
    }

    [Fact]
    public async Task What_was_sent_back_or_withdrawn_cannot_be_confirmed()
    {
        await using var app = await TestApp.Start();
        var (leader, administrator) = (app.As(Role.TownshipLeader), app.As(Role.Administrator));
        var back = (await Ask(app, leader, NewDoctor)).Value.Id;
        var own = (await Ask(app, leader, NewDoctor)).Value.Id;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var decide = scope.ServiceProvider.GetRequiredService<DecideProposal>();
            Assert.Equal("platform.proposal.why", (await decide.Refuse(administrator, back, " ", default)).Problems[0].Code);
            Assert.True((await decide.Refuse(administrator, back, "请写全名", default)).Ok);
            Assert.True((await decide.Withdraw(leader, own, default)).Ok);
        }

        Assert.False((await Confirm(app, administrator, back)).Ok);
        Assert.False((await Confirm(app, administrator, own)).Ok);
    }

    private static async Task<Outcome<Proposal>> Ask(TestApp app, Actor actor, RoleGrant grant)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AskProposal>().Grant(actor, grant, default);
    }

    private static async Task<Outcome<Proposal>> AskArea(TestApp app, Actor actor, AreaChange change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AskProposal>().Area(actor, change, default);
    }

    private static async Task<Outcome<Decision>> Confirm(TestApp app, Actor actor, Guid id)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DecideProposal>().Confirm(actor, id, default);
    }

    private static async Task<(Guid User, Guid Duty)> Clerk(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
        var console = Actor.Console(RegionCode.Parse(""));
        var made = await manage.Create(console, new NewAccount("clerk", "测试乙", "测试", TestApp.TestPassword), default);
        return (made.Value.User.Id, (await manage.Grant(console, made.Value.User.Id, Role.TownshipClerk, RegionCode.Parse(TestApp.Town), null, default)).Value.Id);
    }
}
