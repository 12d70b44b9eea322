using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Users;

namespace Minkang.Tests.Web;

/// <summary>An account of a test, with what is needed to sign in with it.</summary>
public sealed record TestAccount(Guid Id, string UserName, string Password);

/// <summary>Signing in, step by step, as a person does it.</summary>
internal static class Sessions
{
    private static int _next;

    /// <summary>An account with a role for the role's own area; its password is either its own or one that must be changed first.</summary>
    public static async Task<TestAccount> Account(this TestApp app, Role? role, bool firstPassword = false, string? area = null)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var manage = scope.ServiceProvider.GetRequiredService<ManageAccounts>();
        var console = Actor.Console(RegionCode.Parse(""));
        var made = await manage.Create(console, new NewAccount($"person{Interlocked.Increment(ref _next)}", "测试甲", "测试单位", TestApp.TestPassword, firstPassword), default);
        if (role is { } given)
        {
            var place = area is null ? app.As(given).Duties[0].Area : RegionCode.Parse(area);
            var granted = await manage.Grant(console, made.Value.User.Id, given, place, RoleLevels.NeedsHospital(given) ? "测试医院" : null, default);
            Assert.True(granted.Ok);
        }
        return new TestAccount(made.Value.User.Id, made.Value.User.UserName!, TestApp.TestPassword);
    }

    /// <summary>Posts a form of a page with its token, as a browser does.</summary>
    public static async Task<HttpResponseMessage> Send(this HttpClient client, string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await client.GetStringAsync(path);
        return await client.PostAsync(path, BrowserForm.Of(page, form, fields));
    }

    /// <summary>Types something into the search box; returns the address of the answer.</summary>
    public static Task<string> Look(this HttpClient client, string typed) => client.Filter("/search", "q", typed);

    /// <summary>Types something about people into a field of a list's filter; returns the address of the list so narrowed.</summary>
    public static async Task<string> Filter(this HttpClient client, string path, string field, string typed)
    {
        using var answer = await client.PostAsync("/ask", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_to"] = path, ["_seal"] = field, [field] = typed, ["__RequestVerificationToken"] = TestApp.Token(await client.GetStringAsync("/account")),
        }));
        return answer.LeadsTo()!;
    }

    /// <summary>Path and query that an answer sends the browser to; null where it stays.</summary>
    public static string? LeadsTo(this HttpResponseMessage answer) => answer.Headers.Location is { } to ? new Uri(new Uri("http://localhost"), to).PathAndQuery : null;

    /// <summary>Types name and password.</summary>
    public static Task<HttpResponseMessage> Enter(this HttpClient client, string userName, string password) =>
        client.Send("/sign-in", "sign-in", ("Input.UserName", userName), ("Input.Password", password));

    /// <summary>A client with which the account is signed in; the roles that need a second factor have set it up.</summary>
    public static async Task<HttpClient> SignInFully(this TestApp app, Role role, string? area = null) => (await app.SignInAs(role, area)).Client;

    /// <summary>As <see cref="SignInFully"/>, with the account.</summary>
    public static async Task<(HttpClient Client, TestAccount Account)> SignInAs(this TestApp app, Role role, string? area = null)
    {
        var account = await app.Account(role, area: area);
        var client = await app.Client();
        using (await client.Enter(account.UserName, account.Password)) { }
        if (RoleLevels.StandsAlone(role)) await client.PairPhone();
        return (client, account);
    }

    /// <summary>Sets up the second factor; returns the key that the phone keeps.</summary>
    public static async Task<string> PairPhone(this HttpClient client)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync("/account/two-factor"));
        var key = page.QuerySelector(".mk-reference")!.TextContent.Replace(" ", "");
        using var paired = await client.Send("/account/two-factor", "two-factor-setup", ("Input.Code", CodeOf(key)));
        Assert.Contains("mk-codes", await paired.Content.ReadAsStringAsync());
        return key;
    }

    /// <summary>The six digits of the present half minute (RFC 6238). The library reads the system's clock for them, and so does this.</summary>
    public static string CodeOf(string key)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard of authenticator apps is SHA-1.
        var hash = HMACSHA1.HashData(Bytes(key), step);
#pragma warning restore CA5350
        var at = hash[^1] & 0x0f;
        var number = (BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(at, 4)) & 0x7fff_ffff) % 1_000_000;
        return number.ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.TrimEnd('=').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
