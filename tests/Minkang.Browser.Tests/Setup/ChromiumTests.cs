using Microsoft.Playwright;

namespace Minkang.Browser.Tests.Setup;

/// <summary>What every browser story leans on: the machine's own browser, and letters for the people's names.</summary>
public sealed class ChromiumTests
{
    [Theory]
    [InlineData("健康扶贫")]
    [InlineData("𬱖𬍛")] // rare characters of given names, outside the basic plane
    public async Task Draws_Chinese_names_with_a_Chinese_font(string text)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Chromium(), Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        await page.SetContentAsync($"<html lang=zh-CN><body><p id=name>{text}</p></body></html>");

        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("DOM.enable");
        await devTools.SendAsync("CSS.enable");
        var document = await devTools.SendAsync("DOM.getDocument");
        var root = document!.Value.GetProperty("root").GetProperty("nodeId").GetInt32();
        var found = await devTools.SendAsync("DOM.querySelector", new() { ["nodeId"] = root, ["selector"] = "#name" });
        var fonts = await devTools.SendAsync("CSS.getPlatformFontsForNode", new() { ["nodeId"] = found!.Value.GetProperty("nodeId").GetInt32() });

        var families = fonts!.Value.GetProperty("fonts").EnumerateArray().Select(f => f.GetProperty("familyName").GetString()!).ToList();
        Assert.NotEmpty(families);
        Assert.All(families, family => Assert.Contains("CJK", family));
    }
}
