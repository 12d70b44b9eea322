using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Today;
using Minkang.Platform.Users;
using Minkang.Registry.Facts;
using Minkang.Registry.Households;
using Minkang.Registry.Questions;
using Minkang.Tests.Registry.Persons;

namespace Minkang.Tests.Registry.Households;

public sealed class DecideProposalTests
{
    private static ProposeChangeInput Relapse(string number = "") => new() { Kind = FactKind.Status, Value = "relapsed", On = "2019-01-10", Reason = "患大病后收入低于标准", DecisionNumber = number };

    private static async Task<Outcome<Guid>> Propose(TestApp app, Actor actor, Guid home, ProposeChangeInput input)
    {
        await using var db = app.Open(actor);
        return await app.Get<ProposeChange>().Handle(db, actor, home, input, default);
    }

    private static async Task<Outcome<ProposalState>> Decide(TestApp app, Actor actor, Guid proposal, DecideProposalInput? input = null)
    {
        await using var db = app.Open(actor);
        return await app.Get<DecideProposal>().Handle(db, actor, proposal, input ?? new() { Agree = true }, default);
    }

    private static async Task<string?> StatusOn(TestApp app, Guid home, DateOnly day)
    {
        await using var db = app.Open();
        return await db.Set<HouseholdFact>().Where(f => f.HouseholdId == home && f.Kind == FactKind.Status).HoldingOn(day).Select(f => f.Value).SingleOrDefaultAsync();
    }

    [Fact]
    [Trait("Requirement", "R-IDN-01")]
    [Trait("Requirement", "R-IDN-16")]
    public async Task A_change_of_status_takes_effect_when_two_of_the_office_agree()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));
        var (first, second) = (app.As(Role.PovertyOffice), app.As(Role.PovertyOffice));
        var proposal = (await Propose(app, app.As(Role.TownshipClerk), home.Id, Relapse())).Value;

        Assert.Equal(ProposalState.Open, (await Decide(app, first, proposal)).Value);
        Assert.Equal("exited", await StatusOn(app, home.Id, new(2019, 1, 15)));
        Assert.Equal("registry.proposal.first-is-not-second", (await Decide(app, first, proposal)).Problems[0].Code);
        Assert.Equal(ProposalState.Confirmed, (await Decide(app, second, proposal)).Value);

        Assert.Equal(("not_exited", "exited", "exited", "relapsed"),
            (await StatusOn(app, home.Id, new(2018, 12, 30)), await StatusOn(app, home.Id, new(2018, 12, 31)), await StatusOn(app, home.Id, new(2019, 1, 9)), await StatusOn(app, home.Id, new(2019, 1, 10))));
        await using var db = app.Open();
        Assert.Equal(EventKind.Relapsed, (await db.Set<RegistryEvent>().SingleAsync()).Kind);
        Assert.Equal("survey_due", (await db.Set<Question>().SingleAsync()).Kind);
        Assert.True(await db.Set<AuditEntry>().AnyAsync(e => e.SubjectId == home.Id && e.Action == "registry.status" && e.ActorId == second.UserId));
    }

    [Fact]
    public async Task Who_proposes_does_not_decide()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));
        var office = app.As(Role.PovertyOffice);
        var own = (await Propose(app, office, home.Id, Relapse())).Value;

        Assert.Equal("registry.proposal.own", (await Decide(app, office, own)).Problems[0].Code);
        Assert.Equal("registry.proposal.not-found", (await Decide(app, app.As(Role.TownshipClerk), own)).Problems[0].Code);
        Assert.Equal(ProposalState.Confirmed, (await Decide(app, app.As(Role.PovertyOffice), own)).Value);
        Assert.Equal("registry.proposal.decided", (await Decide(app, app.As(Role.PovertyOffice), own)).Problems[0].Code);
    }

    [Fact]
    public async Task The_number_of_the_leading_groups_decision_stands_for_the_second_person()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));

        Assert.Equal("registry.status.number-not-yours", (await Propose(app, app.As(Role.TownshipClerk), home.Id, Relapse("测扶〔2019〕1号"))).Problems[0].Code);
        Assert.True((await Propose(app, app.As(Role.PovertyOffice), home.Id, Relapse("测扶〔2019〕1号"))).Ok);
        Assert.Equal("relapsed", await StatusOn(app, home.Id, new(2019, 1, 10)));
    }

    [Fact]
    public async Task A_monitored_class_begins_and_its_risk_is_removed()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));
        var office = app.As(Role.PovertyOffice);
        var begin = new ProposeChangeInput { Kind = FactKind.Monitored, Value = "unstable", On = "2019-01-02", Reason = "收入不稳", DecisionNumber = "1号" };
        Assert.True((await Propose(app, office, home.Id, begin)).Ok);
        Assert.Equal("registry.status.holds-already", (await Propose(app, office, home.Id, begin)).Problems[0].Code);
        Assert.True((await Propose(app, office, home.Id, new() { Kind = FactKind.Monitored, Value = "unstable", Ends = true, On = "2019-01-12", Reason = "风险消除", DecisionNumber = "2号" })).Ok);

        await using var db = app.Open();
        var period = await db.Set<HouseholdFact>().SingleAsync(f => f.Kind == FactKind.Monitored);
        Assert.Equal((new DateOnly(2019, 1, 2), (DateOnly?)new DateOnly(2019, 1, 12)), (period.FromOn, period.UntilOn));
        Assert.Equal([EventKind.Monitored, EventKind.RiskRemoved], (await db.Set<RegistryEvent>().ToListAsync()).OrderBy(e => e.HappenedOn).Select(e => e.Kind));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_beside_its_field()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));
        var clerk = app.As(Role.TownshipClerk);

        Assert.Equal(["Value", "On", "Reason"], (await Propose(app, clerk, home.Id, new() { Kind = FactKind.Status, Value = "rich", On = "2020-01-01" })).Problems.Select(p => p.Field));
        Assert.Equal("registry.status.before-present", (await Propose(app, clerk, home.Id, new() { Kind = FactKind.Status, Value = "relapsed", On = "2018-12-30", Reason = "测试" })).Problems[0].Code);
        Assert.Equal("registry.household.not-found", (await Propose(app, app.As(Role.TownshipClerk, TestApp.NextTown), home.Id, Relapse())).Problems[0].Code);
        Assert.True((await Propose(app, clerk, home.Id, Relapse())).Ok);
        Assert.Equal("registry.proposal.open-already", (await Propose(app, clerk, home.Id, Relapse())).Problems[0].Code);
    }

    [Fact]
    public async Task The_line_of_today_counts_the_list_it_opens()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));
        await Propose(app, app.As(Role.TownshipClerk), home.Id, Relapse());
        var office = app.As(Role.PovertyOffice);
        await using var scope = app.Services.CreateAsyncScope();
        await using var db = app.Open(office);

        var lines = new List<TodoLine>();
        foreach (var source in scope.ServiceProvider.GetServices<ITodoSource>()) lines.AddRange(await source.For(office, db, default)); // one store, one question at a time

        var line = Assert.Single(lines, l => l.Href.StartsWith("/proposals", StringComparison.Ordinal));
        Assert.Equal(1, line.Count);
        var page = await (await app.SignIn(Role.PovertyOffice)).GetStringAsync(line.Href);
        Assert.Contains("脱贫状态 → 返贫", page);
    }

    [Fact]
    public async Task A_clerk_proposes_and_the_office_decides_on_their_pages()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")], exitedOn: new(2018, 12, 31));
        var clerk = await app.SignIn(Role.TownshipClerk);
        var form = await clerk.GetStringAsync($"/households/{home.Id}/propose");
        var sent = await clerk.PostAsync($"/households/{home.Id}/propose", PersonPageTests.Form(form, "propose-change", ("Input.Value", "relapsed"), ("Input.On", "2019-01-10"), ("Input.Reason", "收入下降"), ("Input.DecisionNumber", "")));
        Assert.Equal(System.Net.HttpStatusCode.Found, sent.StatusCode);

        Guid proposal;
        await using (var db = app.Open()) proposal = (await db.Set<Proposal>().SingleAsync()).Id;
        foreach (var expected in new[] { ProposalState.Open, ProposalState.Confirmed })
        {
            var office = await app.SignIn(Role.PovertyOffice);
            var page = await office.GetStringAsync($"/proposals/{proposal}");
            await office.PostAsync($"/proposals/{proposal}", PersonPageTests.Form(page, "decide-proposal", ("Input.Agree", "true"), ("Input.Note", ""), ("Input.DecisionNumber", "")));
            await using var db = app.Open();
            Assert.Equal(expected, (await db.Set<Proposal>().SingleAsync()).State);
        }
        Assert.Equal("relapsed", await StatusOn(app, home.Id, new(2019, 1, 10)));
    }
}
