using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Ui;
using Minkang.Platform.Users;
using Minkang.Tests.Registry;

namespace Minkang.Tests.Web;

/// <summary>What people type about people never stands in an address as they typed it.</summary>
public sealed class TypedTextTests
{
    /// <summary>Text fields that no person fits into: the form allows digits and a hyphen only.</summary>
    private static readonly string[] Numbers = ["entered"];

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task No_form_of_any_page_puts_free_text_into_the_address()
    {
        await using var app = await TestApp.Start();
        var home = await app.Household(TestApp.Village, "A1", [new("测试甲")]);
        var wrong = new List<string>();
        var forms = 0;
        foreach (var role in (Role[])[Role.CountyOfficer, Role.Administrator, Role.Auditor])
        {
            var client = await app.SignInFully(role);
            foreach (var path in Pages(app).Append($"/persons/{home.Persons[0]}").Append($"/households/{home.Id}").Append($"/illness/persons/{home.Persons[0]}"))
            {
                using var answer = await client.GetAsync(path);
                if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                foreach (var form in page.QuerySelectorAll("form"))
                {
                    forms++;
                    if (string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)) continue;
                    wrong.AddRange(form.QuerySelectorAll("textarea, input").Where(i => (i.GetAttribute("type") ?? "text") is not ("date" or "month" or "number" or "hidden" or "checkbox" or "radio" or "submit"))
                        .Select(i => i.GetAttribute("name") ?? "").Except(Numbers).Select(n => $"{role} {path}: {n}"));
                }
            }
        }

        Assert.True(forms > 50, $"Only {forms} forms were found.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task A_search_leaves_an_address_that_says_nothing_and_opens_for_nobody_else()
    {
        await using var app = await TestApp.Start();
        await app.Household(TestApp.Village, "A1", [new("测试甲"), new("测试乙")]);
        var clerk = await app.SignIn(Role.TownshipClerk);

        var address = await clerk.Look("测试");

        Assert.StartsWith("/search?q=", address);
        Assert.DoesNotContain("测试", Uri.UnescapeDataString(address));
        var found = await clerk.GetStringAsync(address);
        Assert.Contains("测试甲", found);
        Assert.Contains("value=\"测试\"", found);
        Assert.DoesNotContain("测试甲", await (await app.SignIn(Role.TownshipClerk)).GetStringAsync(address));
    }

    [Fact]
    public async Task A_search_without_the_form_token_or_to_another_host_is_not_followed()
    {
        await using var app = await TestApp.Start();
        var clerk = await app.SignIn(Role.TownshipClerk);
        var token = TestApp.Token(await clerk.GetStringAsync("/account"));

        using var forged = await clerk.PostAsync(SealedText.AskPath, new FormUrlEncodedContent([new("_to", "/search"), new("q", "x")]));
        using var astray = await clerk.PostAsync(SealedText.AskPath, new FormUrlEncodedContent([new("_to", "//example.org"), new("__RequestVerificationToken", token)]));

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("表单没有收下", await forged.Content.ReadAsStringAsync());
        Assert.Equal("/", astray.LeadsTo());
    }

    [Fact]
    public async Task The_filters_of_accounts_and_of_the_trail_find_by_the_sealed_name()
    {
        await using var app = await TestApp.Start();
        var account = await app.Account(Role.TownshipClerk);
        var administrator = await app.SignInFully(Role.Administrator);

        var address = await administrator.Filter("/users", "q", account.UserName);

        Assert.DoesNotContain(account.UserName, address);
        var found = new HtmlParser().ParseDocument(await administrator.GetStringAsync(address));
        Assert.Contains(account.UserName, Assert.Single(found.QuerySelectorAll("tbody tr")).TextContent);
    }

    private static IEnumerable<string> Pages(TestApp app) =>
        app.Web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Count == 0 && e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false && e.Metadata.All(m => m.GetType().Name != "StaticAssetDescriptor"))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(p => !p.StartsWith("/dev/", StringComparison.Ordinal) && !p.StartsWith("/_framework", StringComparison.Ordinal)).Distinct();
}
