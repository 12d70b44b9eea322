using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Minkang.Browser.Tests.Setup;

/// <summary>What is asked of every page that a story opens.</summary>
internal static class Look
{
    /// <summary>Opens a path and checks it: answered, no sideways scrolling, one heading, nothing grave for people who read with a screen reader or by keyboard.</summary>
    public static async Task<IPage> Open(this IPage page, string path)
    {
        var answer = await page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path} answered {answer.Status}");
        await page.IsFit(path);
        return page;
    }

    public static async Task IsFit(this IPage page, string what)
    {
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{what} scrolls sideways by {overflow} px");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        var axe = await page.RunAxe();
        var grave = axe.Violations.Where(v => v.Impact is "critical" or "serious").Select(v => $"{v.Id}: {v.Help} ({v.Nodes.Length})").ToList();
        Assert.True(grave.Count == 0, $"{what}: {string.Join("; ", grave)}");
    }

    /// <summary>The exact count beside the page's title.</summary>
    public static async Task<int> Count(this IPage page) =>
        int.Parse(string.Concat((await page.Locator(".mk-head-count").First.InnerTextAsync()).Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture);
}
