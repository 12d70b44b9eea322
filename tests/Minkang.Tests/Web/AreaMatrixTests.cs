using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Platform.Regions;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;
using Minkang.Registry.Households;
using Minkang.Registry.Persons;
using Minkang.Samples;

namespace Minkang.Tests.Web;

/// <summary>Role × area on a county of two townships: every page that speaks of one person or household, every list and every export.</summary>
public sealed class AreaMatrixTests
{
    private static readonly Role[] Local = [Role.VillageDoctor, Role.TownshipClerk, Role.TownshipLeader];
    private static readonly Role[] Blind = [Role.Administrator, Role.HospitalCounter, Role.HospitalInsuranceOffice];

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Nobody_opens_a_person_or_household_of_the_neighbour_and_the_answer_is_that_of_a_wrong_id()
    {
        await using var app = await County();
        var (own, far) = await Neighbours(app);
        await app.Client();
        var routes = Routes(app);
        Assert.Contains("/persons/{0}", routes.Select(r => r.Path));
        Assert.Contains("/illness/persons/{0}", routes.Select(r => r.Path));
        foreach (var role in Local)
        {
            using var client = await app.SignIn(role, own.VillageCode[..(role == Role.VillageDoctor ? 12 : 9)]);
            foreach (var (path, household) in routes)
            {
                var (wrong, _) = await Answer(client, path, Guid.CreateVersion7());
                var (next, text) = await Answer(client, path, household ? far.HouseholdId!.Value : far.Id);
                Assert.True(wrong == next, $"{role} {path}: a wrong id answers {wrong}, the neighbour's {next}");
                Assert.False(text.Contains(far.Name, StringComparison.Ordinal), $"{role} {path}: the neighbour is named");
                var (mine, _) = await Answer(client, path, household ? own.HouseholdId!.Value : own.Id);
                Assert.True((int)mine < 500, $"{role} {path}: the own answered {mine}");
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Lists_hold_the_own_area_and_no_name_of_the_neighbour()
    {
        await using var app = await County();
        var (own, far) = await Neighbours(app);
        foreach (var role in Local)
        {
            var area = own.VillageCode[..(role == Role.VillageDoctor ? 12 : 9)];
            using var client = await app.SignIn(role, area);
            int expected;
            List<string> foreign;
            await using (var db = app.Open())
            {
                expected = await db.Set<Person>().CountAsync(p => p.VillageCode.StartsWith(area));
                var mine = await db.Set<Person>().Where(p => p.VillageCode.StartsWith(area)).Select(p => p.Name).ToListAsync();
                foreign = [.. (await db.Set<Person>().Where(p => !p.VillageCode.StartsWith(area)).Select(p => p.Name).Distinct().ToListAsync()).Except(mine)];
            }
            var seen = "";
            for (var page = 1; page <= expected / 200 + 1; page++) seen += await client.GetStringAsync($"/persons?size=200&page={page}");
            if (role != Role.TownshipLeader) Assert.Contains(own.Name, seen); // leaders see names masked
            Assert.DoesNotContain(foreign, name => seen.Contains($">{name}<", StringComparison.Ordinal));
            var found = await client.GetStringAsync(await client.Look(far.Name));
            if (foreign.Contains(far.Name)) Assert.DoesNotContain($"/persons/{far.Id}", found);
            Assert.Equal(expected, await Visible(app, role, area));
        }
    }

    [Fact]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Roles_without_a_list_of_people_see_none()
    {
        await using var app = await County();
        foreach (var role in Blind) Assert.Equal(0, await Visible(app, role, TestApp.County));
        Assert.True(await Visible(app, Role.CountyOfficer, TestApp.County) > 0);
    }

    /// <summary>A county of two townships of two villages each, with its people and their illnesses, taken in from its lists.</summary>
    internal static async Task<TestApp> County()
    {
        var app = await TestApp.Start();
        var folder = Directory.CreateTempSubdirectory("minkang-matrix-").FullName;
        CountyGenerator.Write(new CountyOptions { Folder = folder, Persons = 160, Seed = 7, Townships = 2, Villages = 4, Dirt = DirtLevel.None });
        var console = Actor.Console(RegionCode.Parse(TestApp.County));
        var lists = Directory.GetFiles(folder).Select(f => (File: f, Identity: app.Get<IdentifyList>().Handle(Path.GetFileName(f), File.ReadAllBytes(f)))).Where(l => l.Identity.Ok).ToList();
        var register = lists.Single(l => l.Identity.Value.ProfileId == "register");
        var county = app.Get<CountyFromRegister>().Read(Path.GetFileName(register.File), await File.ReadAllBytesAsync(register.File)).Value;
        Assert.Equal(TestApp.County, county.CountyCode);
        await app.Get<SetUpCounty>().Handle(console, county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        foreach (var list in lists.Where(l => l.Identity.Value.ProfileId is "register" or "health-return").OrderBy(l => l.Identity.Value.ProfileId == "register" ? 0 : 1))
        {
            var done = await app.Get<ImportLists>().Import(TestApp.County, console, Path.GetFileName(list.File), await File.ReadAllBytesAsync(list.File), list.Identity.Value.ListOn ?? register.Identity.Value.ListOn, false, null, default);
            Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        }
        Directory.Delete(folder, recursive: true);
        return app;
    }

    /// <summary>Two people of different townships.</summary>
    internal static async Task<(Person Own, Person Far)> Neighbours(TestApp app)
    {
        await using var db = app.Open();
        var heads = await db.Set<Household>().Where(h => h.HeadPersonId != null).Select(h => h.HeadPersonId!.Value).ToListAsync();
        var people = await db.Set<Person>().Where(p => heads.Contains(p.Id)).OrderBy(p => p.VillageCode).ToListAsync();
        Assert.NotEqual(people[0].VillageCode[..9], people[^1].VillageCode[..9]);
        return (people[0], people[^1]);
    }

    /// <summary>Every page with one id that stands for a person or a household.</summary>
    private static List<(string Path, bool Household)> Routes(TestApp app) =>
        [.. app.Web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Count == 1 && e.Metadata.GetMetadata<NeedsActionAttribute>() is not null)
            .Select(e => (Text: "/" + e.RoutePattern.RawText!.TrimStart('/'), Parameter: e.RoutePattern.Parameters[0]))
            .Where(r => r.Text.StartsWith("/persons/{", StringComparison.Ordinal) || r.Text.StartsWith("/households/{", StringComparison.Ordinal) || r.Text.StartsWith("/illness/persons/{", StringComparison.Ordinal))
            .Select(r => (Path: r.Text[..r.Text.IndexOf('{', StringComparison.Ordinal)] + "{0}" + r.Text[(r.Text.IndexOf('}', StringComparison.Ordinal) + 1)..], Household: r.Text.StartsWith("/households/", StringComparison.Ordinal)))
            .Distinct()];

    private static async Task<(HttpStatusCode Status, string Text)> Answer(HttpClient client, string path, Guid id)
    {
        using var answer = await client.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<int> Visible(TestApp app, Role role, string area)
    {
        await using var db = app.Open();
        return await db.Persons(app.As(role, area), "registry.list").CountAsync();
    }
}
