using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Tests.Architecture;

namespace Minkang.Tests.Web;

/// <summary>Every page and route says who may open it, and opens to nobody else.</summary>
public sealed class EndpointTests
{
    /// <summary>What is open without signing in. A new line here is a decision.</summary>
    private static readonly string[] Anonymous =
    [
        "/dev/gallery", "/dev/gallery/print", "/dev/gallery/sign-in/{which}", "/error", "/health", "/language", "/not-found", "/sign-in", "/sign-in/second", "/status/{code:int}",
    ];

    /// <summary>Routes of the framework that name nothing and so are closed to everybody.</summary>
    private static readonly string[] Closed = ["/_framework/opaque-redirect", "/{**path:file}"];

    [Fact]
    public async Task Every_page_and_route_names_an_action_or_says_that_it_needs_none()
    {
        await using var app = await TestApp.Start();
        var silent = (await Endpoints(app)).Where(e => !IsAnonymous(e) && !ForEverybody(e) && ActionsOf(e).Count == 0).Select(PathOf).Except(Closed);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Nothing_but_the_listed_pages_opens_without_signing_in()
    {
        await using var app = await TestApp.Start();
        var open = (await Endpoints(app)).Where(IsAnonymous).Where(e => !IsFile(e)).Select(PathOf).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Anonymous, open);
    }

    [Fact]
    public async Task Every_action_that_a_page_names_is_in_the_permission_table()
    {
        await using var app = await TestApp.Start();
        var table = Table().Select(c => c.Action).ToHashSet();
        var unknown = (await Endpoints(app)).SelectMany(ActionsOf).Concat(app.Web.Services.GetServices<MenuEntry>().Select(m => m.Action).Where(a => a.Length > 0)).Except(table);

        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Without_signing_in_pages_lead_to_the_sign_in_and_machines_get_a_problem()
    {
        await using var app = await TestApp.Start();
        var client = await app.Client();
        foreach (var endpoint in (await Endpoints(app)).Where(e => !IsAnonymous(e) && Gettable(e) && e.RoutePattern.Parameters.Count == 0))
        {
            using var answer = await client.GetAsync(PathOf(endpoint));
            if (PathOf(endpoint).StartsWith("/api/", StringComparison.Ordinal))
            {
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            }
            else
            {
                Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
                Assert.StartsWith("/sign-in", answer.LeadsTo());
            }
        }
    }

    public static IEnumerable<TheoryDataRow<Role>> Roles => Enum.GetValues<Role>().Select(r => new TheoryDataRow<Role>(r));

    [Theory, MemberData(nameof(Roles))]
    [Trait("Requirement", "R-SEC-01")]
    public async Task A_page_opens_to_the_roles_of_the_permission_table_and_to_no_other(Role role)
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(role);
        var open = Table().Where(c => c.Role == role.ToString() && c.Open).Select(c => c.Action).ToHashSet();
        var wrong = new List<string>();
        var asked = 0;
        foreach (var endpoint in (await Endpoints(app)).Where(e => ActionsOf(e).Count > 0 && Gettable(e) && e.RoutePattern.Parameters.Count == 0))
        {
            asked++;
            using var answer = await client.GetAsync(PathOf(endpoint));
            var expected = ActionsOf(endpoint).Exists(open.Contains) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            // A page that speaks of a chosen place leads to the choice, or has nothing to show without one.
            var leads = expected == HttpStatusCode.OK && (answer.StatusCode == HttpStatusCode.NotFound || (answer.StatusCode == HttpStatusCode.Found && !answer.LeadsTo()!.StartsWith("/sign-in", StringComparison.Ordinal)));
            if (answer.StatusCode != expected && !leads) wrong.Add($"{PathOf(endpoint)}: {(int)answer.StatusCode} instead of {(int)expected}");
        }

        Assert.True(asked > 10, "The pages were not found.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory, MemberData(nameof(Roles))]
    public async Task The_menu_offers_only_what_opens(Role role)
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(role);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync("/"));
        foreach (var href in page.QuerySelectorAll(".mk-menu a").Select(a => a.GetAttribute("href")!))
        {
            using var answer = await client.GetAsync(href);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{href}: {(int)answer.StatusCode}");
        }
    }

    /// <summary>The table as it is written, read apart from the product. A reach that is a relation with patients is closed until there are such relations.</summary>
    private static IEnumerable<(string Action, string Role, bool Open)> Table() =>
        Repository.Read("catalog/permissions/permissions.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))
            .Select(f => (f[1], f[2], f[3] is not ("none" or "own-patients")));

    private static async Task<List<RouteEndpoint>> Endpoints(TestApp app)
    {
        await app.Client();
        return [.. ((IEndpointRouteBuilder)app.Web).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static bool IsAnonymous(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor");

    private static bool ForEverybody(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ForEverySignedInUserAttribute>() is not null;

    private static List<string> ActionsOf(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetOrderedMetadata<NeedsActionAttribute>().Select(a => a.Action)];

    private static bool Gettable(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods.Count: > 0 } methods || methods.HttpMethods.Contains("GET");
}
