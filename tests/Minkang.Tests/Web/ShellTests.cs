using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Minkang.Domain.Values;
using Minkang.Platform.Ui;
using Minkang.Web;
using Minkang.Web.Layout;

namespace Minkang.Tests.Web;

public sealed class ShellTests
{
    [Theory]
    [InlineData("/dev/gallery")]
    [InlineData("/dev/gallery/sign-in/first")]
    [InlineData("/nowhere")]
    [InlineData("/dev/gallery/sign-in/broken")]
    public async Task Every_page_forbids_foreign_scripts_frames_and_caches(string path)
    {
        await using var app = await Start();
        using var answer = await app.GetTestClient().GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task No_page_carries_a_script_or_a_style_of_its_own()
    {
        await using var app = await Start();
        var page = new HtmlParser().ParseDocument(await app.GetTestClient().GetStringAsync("/dev/gallery"));

        Assert.All(page.Scripts, s => Assert.False(string.IsNullOrEmpty(s.GetAttribute("src"))));
        Assert.Empty(page.QuerySelectorAll("style,[style]"));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Styles_scripts_and_the_drawing_library_come_from_our_own_host()
    {
        await using var app = await Start("Production");
        var client = app.GetTestClient();
        using var refused = await client.GetAsync("/nowhere");
        var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        string[] files = [.. page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")!), .. page.Scripts.Select(s => s.GetAttribute("src")!), page.Body!.GetAttribute("data-charts")!];

        Assert.Equal(4, files.Length);
        foreach (var file in files)
        {
            using var answer = await client.GetAsync("/" + file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl!.MaxAge > TimeSpan.FromDays(30), file);
        }
    }

    [Fact]
    public async Task Chinese_is_in_the_page_as_itself()
    {
        await using var app = await Start();

        Assert.Contains("患病核实待办", await app.GetTestClient().GetStringAsync("/dev/gallery"));
    }

    [Fact]
    public async Task The_language_switch_turns_the_frame_to_English_and_goes_back_to_the_page()
    {
        await using var app = await Start();
        var client = app.GetTestClient();

        using var answer = await client.GetAsync("/language?to=en&back=%2Fdev%2Fgallery%3Fpage%3D2");
        Assert.Equal("/dev/gallery?page=2", answer.Headers.Location!.ToString());
        client.DefaultRequestHeaders.Add("Cookie", Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        var page = await client.GetStringAsync("/dev/gallery");

        Assert.Contains("<html lang=\"en\">", page);
        Assert.Contains("Export to Excel", page);
        Assert.DoesNotContain("导出 Excel", page);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task A_switch_never_leads_to_another_host(string back)
    {
        await using var app = await Start();
        foreach (var address in new[] { "/language?to=en&back=", "/area?to=000000001&back=" })
        {
            using var answer = await app.GetTestClient().GetAsync(address + Uri.EscapeDataString(back));
            Assert.Equal("/", answer.Headers.Location!.ToString().Split('?')[0]);
        }
    }

    [Fact]
    public async Task Choosing_an_area_starts_the_list_of_that_area_on_page_one()
    {
        await using var app = await Start();
        using var answer = await app.GetTestClient().GetAsync("/area?to=000000001001&back=" + Uri.EscapeDataString("/r/persons?q=a&area=000000&page=7"));

        Assert.Equal("/r/persons?q=a&area=000000001001", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_unknown_address_says_so_with_status_404()
    {
        await using var app = await Start();
        using var answer = await app.GetTestClient().GetAsync("/registry/persons/0197");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有找到这个页面", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_machine_gets_no_page_when_its_address_is_wrong()
    {
        await using var app = await Start();
        using var answer = await app.GetTestClient().GetAsync("/api/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_failure_gives_a_reference_and_no_detail()
    {
        await using var app = await Start();
        using var answer = await app.GetTestClient().GetAsync("/dev/gallery/sign-in/broken");
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.True(page.QuerySelector(".mk-reference")!.TextContent.Length >= 8);
        Assert.DoesNotContain("InvalidOperation", page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task A_form_without_its_protection_is_not_taken()
    {
        await using var app = await Start();
        using var answer = await app.GetTestClient().PostAsync("/dev/gallery/sign-in/first", new FormUrlEncodedContent([new("_handler", "sign-in"), new("Input.UserName", "a")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_gallery_is_not_there_in_production()
    {
        await using var app = await Start("Production");
        foreach (var path in new[] { "/dev/gallery", "/dev/gallery/print", "/dev/gallery/sign-in/first" })
        {
            using var answer = await app.GetTestClient().GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_menu_shows_what_the_role_may_use_in_the_order_data_flows()
    {
        await using var app = await Start();
        var page = new HtmlParser().ParseDocument(await app.GetTestClient().GetStringAsync("/dev/gallery"));

        Assert.Equal(["户与人", "患病与救治"], page.QuerySelectorAll(".mk-menu summary").Select(s => s.TextContent));
        Assert.Equal(["/", "/registry/households", "/dev/gallery"], page.QuerySelectorAll(".mk-menu a").Select(a => a.GetAttribute("href")));
        Assert.Equal("/dev/gallery", page.QuerySelector(".mk-menu a[aria-current]")!.GetAttribute("href"));
        Assert.Equal("示例县›石桥镇", string.Concat(page.QuerySelectorAll(".mk-area > a, .mk-area-step, .mk-area-here").Select(e => e.TextContent)));
    }

    private static async Task<WebApplication> Start(string environment = "Development")
    {
        var app = WebHost.Build([], builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.Logging.ClearProviders();
            builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton(new MenuEntry(MenuGroup.Illness, "患病核实", typeof(ShellTests), "/dev/gallery", "illness.verify"));
            builder.Services.AddSingleton(new MenuEntry(MenuGroup.Oversight, "查看记录", typeof(ShellTests), "/oversight/audit", "audit.read"));
            builder.Services.AddSingleton(new MenuEntry(MenuGroup.Registry, "户", typeof(ShellTests), "/registry/households", "registry.list"));
            builder.Services.AddSingleton(new MenuEntry(MenuGroup.Today, "今日", typeof(ShellTests), "/", ""));
            builder.Services.AddShell(shell => shell.Load = _ => ValueTask.FromResult(new ShellState
            {
                User = new ShellUser("测试甲", "乡镇业务员", "石桥镇卫生院"),
                May = action => action != "audit.read",
                AreaPath = [new(RegionCode.Parse("000000"), "示例县"), new(RegionCode.Parse("000000001"), "石桥镇")],
                AreaChoices = [new(RegionCode.Parse("000000001001"), "石桥村")],
            }));
        });
        await app.StartAsync();
        return app;
    }
}
