using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Microsoft.EntityFrameworkCore;
using Minkang.Tests.Web;

namespace Minkang.Tests.Workbench;

public sealed class CircuitActorTests
{
    private sealed class Session(Guid user, string stamp) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user.ToString()), new("AspNet.Identity.SecurityStamp", stamp)], "test"))));
    }

    private static async Task<(CircuitActor Circuit, Guid User, SessionEnds Ends)> Open(TestApp app)
    {
        var account = await app.Account(Role.TownshipClerk, area: TestApp.Town);
        await using var db = app.Get<PlatformStore>().Open();
        var stamp = await db.Set<User>().Where(u => u.Id == account.Id).Select(u => u.SecurityStamp).SingleAsync();
        var ends = new SessionEnds(app.Clock);
        return (new CircuitActor(new Session(account.Id, stamp!), app.Get<Actors>(), app.Get<PlatformStore>(), ends, app.Clock, new ConfigurationBuilder().Build()), account.Id, ends);
    }

    [Fact]
    public async Task Somebody_at_work_is_who_the_store_says_and_after_signing_out_nobody()
    {
        await using var app = await TestApp.Start();
        var (circuit, user, ends) = await Open(app);
        Assert.Equal(user, (await circuit.Now(default))!.UserId);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await circuit.Now(default))!.May("registry.decide"));

        ends.SignedOut(user);

        Assert.Null(await circuit.Now(default));
        Assert.Null(await circuit.Now(default));
    }

    [Fact]
    public async Task Idle_too_long_ends_it()
    {
        await using var app = await TestApp.Start();
        var (circuit, _, _) = await Open(app);
        app.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(await circuit.Now(default));
    }

    [Fact]
    public async Task A_changed_password_and_a_closed_account_end_it()
    {
        await using var app = await TestApp.Start();
        var (circuit, user, _) = await Open(app);
        Assert.NotNull(await circuit.Now(default));
        await using (var db = app.Get<PlatformStore>().Open())
        {
            (await db.Set<User>().SingleAsync(u => u.Id == user)).SecurityStamp = "another";
            await db.SaveChangesAsync();
        }
        app.Clock.Advance(TimeSpan.FromSeconds(1)); // so long an answer holds
        Assert.Null(await circuit.Now(default));
        var (closed, other, _) = await Open(app);
        await using (var db = app.Get<PlatformStore>().Open())
        {
            (await db.Set<User>().SingleAsync(u => u.Id == other)).ClosedAt = app.Clock.GetUtcNow();
            await db.SaveChangesAsync();
        }
        Assert.Null(await closed.Now(default));
    }
}
