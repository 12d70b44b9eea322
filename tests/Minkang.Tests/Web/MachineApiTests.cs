using System.Net;
using System.Text.Json;
using Minkang.Platform.Users;

namespace Minkang.Tests.Web;

public sealed class MachineApiTests
{
    [Fact]
    public async Task The_description_lists_the_routes_and_nothing_for_people()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(Role.TownshipClerk);
        using var document = JsonDocument.Parse(await client.GetStringAsync("/api/openapi.json"));

        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/me", paths);
        Assert.Contains("/api/v1/regions", paths);
        Assert.All(paths, p => Assert.StartsWith("/api/v1/", p));
    }

    [Fact]
    public async Task Who_is_signed_in_reads_duties_and_open_actions()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(Role.VillageDoctor);
        using var me = JsonDocument.Parse(await client.GetStringAsync("/api/v1/me"));

        Assert.Equal(TestApp.Village, me.RootElement.GetProperty("duties")[0].GetProperty("area").GetString());
        Assert.Contains("registry.list", me.RootElement.GetProperty("actions").EnumerateArray().Select(a => a.GetString()));
        Assert.DoesNotContain("users.manage", me.RootElement.GetProperty("actions").EnumerateArray().Select(a => a.GetString()));
    }

    [Theory]
    [Trait("Requirement", "R-SEC-01")]
    [InlineData(Role.VillageDoctor, new[] { TestApp.Village })]
    [InlineData(Role.TownshipClerk, new[] { TestApp.Town, TestApp.Village, TestApp.NextVillage })]
    public async Task Areas_are_those_within_reach(Role role, string[] expected)
    {
        await using var app = await TestApp.Start();
        var client = await app.SignInFully(role);
        using var areas = JsonDocument.Parse(await client.GetStringAsync("/api/v1/regions"));

        Assert.Equal(expected, areas.RootElement.EnumerateArray().Select(a => a.GetProperty("code").GetString()));
        using var neighbour = await client.GetAsync("/api/v1/regions?within=" + TestApp.NextTown);
        Assert.Equal(HttpStatusCode.NotFound, neighbour.StatusCode);
        Assert.Equal("application/problem+json", neighbour.Content.Headers.ContentType?.MediaType);
    }
}
