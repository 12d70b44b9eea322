using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Audit;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Tests.Web;

/// <summary>How long somebody stays signed in, and who gets in at all.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task An_idle_session_ends_after_a_quarter_of_an_hour()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(Role.TownshipClerk);
        app.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);

        app.Clock.Advance(TimeSpan.FromMinutes(16));

        await IsSentToSignIn(client);
    }

    [Fact]
    public async Task A_session_in_use_ends_after_eight_hours()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(Role.TownshipClerk);
        for (var tens = 1; tens < 48; tens++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(10));
            using var answer = await client.GetAsync("/account");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"Out after {tens * 10} minutes.");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(10));

        await IsSentToSignIn(client);
    }

    [Fact]
    public async Task Looking_at_the_second_factor_without_pairing_keeps_the_session()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(Role.TownshipClerk);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account/two-factor")).StatusCode);

        app.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.VillageDoctor);
        var client = await app.Client();
        for (var i = 0; i < 5; i++) using (await client.Enter(account.UserName, "wrong-password-1")) { }

        var right = await client.Enter(account.UserName, account.Password);
        Assert.Contains("已锁定 15 分钟", await right.Content.ReadAsStringAsync());
        app.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotEqual(HttpStatusCode.Found, (await client.Enter(account.UserName, account.Password)).StatusCode);

        app.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(HttpStatusCode.Found, (await client.Enter(account.UserName, account.Password)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_name_read_the_same()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.VillageDoctor);
        var client = await app.Client();

        var password = await (await client.Enter(account.UserName, "wrong-password-1")).Content.ReadAsStringAsync();
        var name = await (await client.Enter("nobody-here", "wrong-password-1")).Content.ReadAsStringAsync();

        Assert.Contains("用户名或密码不对", password);
        Assert.Contains("用户名或密码不对", name);
    }

    [Fact]
    public async Task A_first_password_is_changed_before_anything_else()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.TownshipClerk, firstPassword: true);
        var client = await app.Client();
        using (await client.Enter(account.UserName, account.Password)) { }

        foreach (var path in new[] { "/", "/persons", "/account/two-factor" }) Assert.Equal("/account/password", (await client.GetAsync(path)).LeadsTo());
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/me")).StatusCode);

        using var changed = await client.Send("/account/password", "change-password", ("Input.Current", account.Password), ("Input.New", "another-horse-8"), ("Input.Repeat", "another-horse-8"));
        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Auditor)]
    public async Task Who_administers_or_audits_sets_up_a_second_factor_first(Role role)
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(role);
        var client = await app.Client();
        using (await client.Enter(account.UserName, account.Password)) { }
        Assert.Equal("/account/two-factor", (await client.GetAsync("/")).LeadsTo());

        var key = await client.PairPhone();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
        var next = await app.Client();
        Assert.StartsWith("/sign-in/second", (await next.Enter(account.UserName, account.Password)).LeadsTo());
        Assert.StartsWith("/sign-in", (await next.GetAsync("/")).LeadsTo());
        using (await next.Send("/sign-in/second", "second-factor", ("Input.Code", Sessions.CodeOf(key)))) { }
        Assert.Equal(HttpStatusCode.OK, (await next.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_closed_account_is_out_at_once()
    {
        await using var app = await TestApp.Start();
        var (client, account) = await app.SignInAs(Role.TownshipClerk);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);

        await Manage(app, m => m.Close(Actor.Console(RegionCode.Parse("")), account.Id, default));

        await IsSentToSignIn(client);
        Assert.NotEqual(HttpStatusCode.Found, (await (await app.Client()).Enter(account.UserName, account.Password)).StatusCode);
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task A_role_that_ended_opens_nothing_from_that_moment()
    {
        await using var app = await TestApp.Start();
        var (client, account) = await app.SignInAs(Role.TownshipClerk);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/persons")).StatusCode);

        var console = Actor.Console(RegionCode.Parse(""));
        await Manage(app, async m => await m.Revoke(console, (await m.List(default)).Single(a => a.Id == account.Id).Assignments.Single().Id, default));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/persons")).StatusCode);
    }

    [Fact]
    public async Task Every_attempt_to_sign_in_stands_in_the_platforms_audit_trail()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.VillageDoctor);
        var client = await app.Client();
        using (await client.Enter(account.UserName, "wrong-password-1")) { }
        using (await client.Enter(account.UserName, account.Password)) { }

        await using var db = app.Get<PlatformStore>().Open();
        var attempts = await db.Set<AuditEntry>().Where(e => e.ActorId == account.Id).OrderBy(e => e.Seq).Select(e => e.Action).ToListAsync();

        Assert.Equal(["sign-in refused", "sign-in"], attempts);
        Assert.True((await app.Get<VerifyAuditChain>().HandlePlatform(default)).Whole);
    }

    [Fact]
    public async Task No_log_holds_a_user_name_or_a_password()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.VillageDoctor);
        var client = await app.Client();
        using (await client.Enter(account.UserName, "mistyped-secret-9")) { }
        using (await client.Enter("secret-typed-as-name-9", account.Password)) { }
        using (await client.Enter(account.UserName, account.Password)) { }
        using (await client.GetAsync("/persons?q=secret-search-9")) { }

        // A request is logged when its answer has left already, so the last line may still be on its way.
        var (logs, waited) = (Logs(app), Stopwatch.StartNew());
        while (!logs.Contains("/persons", StringComparison.Ordinal) && waited.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(50);
            logs = Logs(app);
        }

        Assert.Contains("POST", logs);
        Assert.Contains("/persons", logs);
        Assert.Contains("/sign-in", logs);
        Assert.All([account.UserName, account.Password, "mistyped-secret-9", "secret-typed-as-name-9", "secret-search-9"], word => Assert.DoesNotContain(word, logs));
    }

    private static string Logs(TestApp app) => string.Concat(Directory.GetFiles(Path.Combine(app.Stores.DataFolder, "logs")).Select(Content));

    private static string Content(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static async Task IsSentToSignIn(HttpClient client)
    {
        using var answer = await client.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.LeadsTo());
    }

    private static async Task Manage<T>(TestApp app, Func<ManageAccounts, Task<Outcome<T>>> deed)
    {
        await using var scope = app.Services.CreateAsyncScope();
        Assert.True((await deed(scope.ServiceProvider.GetRequiredService<ManageAccounts>())).Ok);
    }
}
