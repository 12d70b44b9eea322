using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Minkang.Browser.Tests.Setup;

namespace Minkang.Browser.Tests.Stories;

/// <summary>A Monday morning of three people, at the desk and on the phone.</summary>
[Collection(DemoStories.Name)]
public sealed class RoleStories(DemoSite site)
{
    public static readonly TheoryData<int> Widths = [1366, 390];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_county_officer_opens_a_figure_of_the_ledger_to_exactly_its_people(int width)
    {
        var page = await site.SignIn("xian", width);
        await page.IsFit("home");
        await page.Open("/illness/ledger");
        var figure = page.Locator("table a[href*='/illness/ledger/persons']").First;
        var stated = int.Parse((await figure.InnerTextAsync()).Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        await figure.ClickAsync();
        await page.IsFit("persons behind a figure");
        Assert.Equal(stated, await page.Count());
        await page.Open("/persons");
        Assert.Equal(1110, await page.Count());
        await page.Open("/households");
        Assert.Equal(303, await page.Count());
        foreach (var path in new[] { "/illness/gaps", "/illness/lists", "/illness/causes", "/figures/registry", "/cards", "/lists", "/questions", "/county" }) await page.Open(path);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_township_clerk_finds_somebody_by_initials_and_sees_the_number_only_after_saying_why(int width)
    {
        var page = await site.SignIn("zhen", width);
        await page.Open("/persons");
        await page.Locator("table a[href^='/persons/'], .mk-table a[href^='/persons/']").First.ClickAsync();
        await page.IsFit("person");
        var name = await page.Locator("h1").InnerTextAsync();
        Assert.DoesNotMatch(@"\d{17}[\dX]", await page.Locator("main").InnerTextAsync());
        var initials = Minkang.Domain.Names.Pinyin.Initials(name.Trim());
        await page.Open("/");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(initials);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/search|/persons/|/households/"));
        Assert.DoesNotContain($"q={initials}", page.Url);
        await page.IsFit("search");
        await page.Open("/illness/verify");
        Assert.True(await page.Count() > 0);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_village_doctor_sees_the_own_village_and_nothing_of_the_neighbours(int width)
    {
        var doctor = await site.SignIn("cun", width);
        await doctor.IsFit("home");
        await doctor.Open("/persons");
        var own = await doctor.Count();
        Assert.InRange(own, 1, 1109);

        var clerk = await site.SignIn("zhen", width);
        await clerk.Open("/persons?page=50");
        var far = await clerk.Locator("table a[href^='/persons/'], .mk-table a[href^='/persons/']").Last.GetAttributeAsync("href");
        var refused = await doctor.GotoAsync(far!);
        Assert.Equal(404, refused!.Status);
        var nobody = await doctor.GotoAsync("/persons/00000000-0000-7000-8000-00000000ffff");
        Assert.Equal(404, nobody!.Status);
        var closed = await doctor.GotoAsync("/users");
        Assert.Equal(403, closed!.Status);
    }
}
