using System.Net;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Jobs;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Tests.Registry.Lists;
using Minkang.Web.Jobs;

namespace Minkang.Tests.Web;

public sealed class JobPagesTests
{
    private static readonly string Register = ListsOverHttp.Register(ListsOverHttp.Row("甲村", "A1", "测试甲", "无"));

    [Fact]
    public async Task Progress_is_told_to_whose_job_it_is_and_to_nobody_else()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(Register);
        await clerk.Press(app, import, "try");
        var job = (await app.ImportOf(import)).JobId;

        Assert.Contains("\"state\":\"done\"", await clerk.GetStringAsync($"/jobs/{job}/progress"));
        var officer = await app.SignIn(Role.CountyOfficer);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/jobs/{job}/progress")).StatusCode);
        Assert.DoesNotContain("试运行", await officer.GetStringAsync("/jobs"));
    }

    [Fact]
    public async Task The_administrator_sees_every_job_without_its_import()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var import = await clerk.Import(Register);
        await clerk.Press(app, import, "try");
        Assert.Contains(import, await clerk.GetStringAsync("/jobs"));

        await using var store = app.Get<PlatformStore>().Open();
        var admin = app.As(Role.Administrator);
        var seen = await FindJobs.Within(store.Set<Job>(), admin).ToListAsync();
        var mine = await FindJobs.Within(store.Set<Job>(), app.As(Role.TownshipClerk)).ToListAsync();
        Assert.Single(seen);
        Assert.Empty(mine);
    }

    [Fact]
    public async Task A_waiting_job_is_stopped_by_its_owner_and_by_nobody_else()
    {
        await using var app = await TestApp.Start();
        var (owner, other) = (app.As(Role.TownshipClerk), app.As(Role.CountyOfficer));
        var id = await app.Get<JobRunner>().Enqueue(owner, "import", "导入", TestApp.County, "{}", default);
        var stop = new StopJob(app.Get<PlatformStore>(), app.Get<JobRunner>());

        await stop.Handle(other, id, default);
        Assert.Equal(JobState.Queued, await State(app, id));
        await stop.Handle(owner, id, default);
        Assert.Equal(JobState.Cancelled, await State(app, id));
    }

    private static async Task<JobState> State(TestApp app, Guid id)
    {
        await using var store = app.Get<PlatformStore>().Open();
        return (await store.Set<Job>().AsNoTracking().SingleAsync(j => j.Id == id)).State;
    }
}
