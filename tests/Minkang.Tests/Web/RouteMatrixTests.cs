using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Illness.Conditions;
using Minkang.Illness.Rounds;
using Minkang.Platform.Lists;
using Minkang.Platform.Proposals;
using Minkang.Platform.Regions;
using Minkang.Platform.Security;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Registry.Merges;
using Minkang.Registry.Persons;
using Minkang.Registry.Questions;
using Minkang.Tests.Architecture;
using Minkang.Tests.Benefits.Settlements;
using Minkang.Tests.Registry.Lists;
using RegistryProposal = Minkang.Registry.Households.Proposal;
using RegistryProposalKind = Minkang.Registry.Households.ProposalKind;

namespace Minkang.Tests.Web;

/// <summary>
/// Role × area for every page, route, export and print that the product has: the list below names each route, and one that is missing from it
/// fails. Every role asks for its own area and for the neighbour's.
/// </summary>
public sealed class RouteMatrixTests
{
    /// <summary>Things of one township; every role that reaches the township reaches them.</summary>
    private sealed record Things(string Village, Guid Person, Guid Household, Guid Condition, Guid Question, Guid Import, Guid Proposal, Guid Approval, Guid Account, Guid Round, Guid Admission, Guid Settlement, string SettlementNumber, Guid Comparison, Guid Merge)
    {
        public static Things Wrong => new("009901199299", Any(), Any(), Any(), Any(), Any(), Any(), Any(), Any(), Any(), Any(), Any(), "2019-999999", Any(), Any());
        private static Guid Any() => Guid.CreateVersion7();
    }

    /// <summary>Routes that show one thing, with its address for a township's things.</summary>
    private static readonly Dictionary<string, Func<Things, string>> OfOne = new(StringComparer.Ordinal)
    {
        ["/persons/{Id:guid}"] = t => $"/persons/{t.Person}",
        ["/persons/{Id:guid}/audit"] = t => $"/persons/{t.Person}/audit",
        ["/persons/{Id:guid}/edit"] = t => $"/persons/{t.Person}/edit",
        ["/persons/{Id:guid}/event"] = t => $"/persons/{t.Person}/event",
        ["/persons/{Id:guid}/merge"] = t => $"/persons/{t.Person}/merge",
        ["/persons/merges/{Id:guid}"] = t => $"/persons/merges/{t.Merge}",
        ["/persons/{Id:guid}/undo"] = t => $"/persons/{t.Person}/undo",
        ["/households/{Id:guid}"] = t => $"/households/{t.Household}",
        ["/households/{Id:guid}/measures"] = t => $"/households/{t.Household}/measures",
        ["/households/{HouseholdId:guid}/add"] = t => $"/households/{t.Household}/add",
        ["/households/{Id:guid}/event"] = t => $"/households/{t.Household}/event",
        ["/households/{Id:guid}/propose"] = t => $"/households/{t.Household}/propose",
        ["/illness/conditions/{Id:guid}"] = t => $"/illness/conditions/{t.Condition}",
        ["/illness/persons/{Id:guid}"] = t => $"/illness/persons/{t.Person}",
        ["/illness/persons/{Id:guid}/card"] = t => $"/illness/persons/{t.Person}/card",
        ["/illness/persons/{Id:guid}/new"] = t => $"/illness/persons/{t.Person}/new",
        ["/illness/rounds/{Id:guid}"] = t => $"/illness/rounds/{t.Round}",
        ["/illness/persons/{Id:guid}/survey"] = t => $"/illness/persons/{t.Person}/survey",
        ["/lists/{Id:guid}"] = t => $"/lists/{t.Import}",
        ["/lists/{Id:guid}/undo"] = t => $"/lists/{t.Import}/undo",
        ["/lists/{Id:guid}/rows"] = t => $"/lists/{t.Import}/rows",
        ["/lists/{id:guid}/result.xlsx"] = t => $"/lists/{t.Import}/result.xlsx",
        ["/lists/{id:guid}/original"] = t => $"/lists/{t.Import}/original",
        ["/compare/{Id:guid}"] = t => $"/compare/{t.Comparison}",
        ["/compare/{Id:guid}/added"] = t => $"/compare/{t.Comparison}/added",
        ["/compare/{Id:guid}/rows"] = t => $"/compare/{t.Comparison}/rows",
        ["/compare/{Id:guid}/findings"] = t => $"/compare/{t.Comparison}/findings",
        ["/compare/{Id:guid}/print"] = t => $"/compare/{t.Comparison}/print",
        ["/compare/{id:guid}/export"] = t => $"/compare/{t.Comparison}/export",
        ["/proposals/{Id:guid}"] = t => $"/proposals/{t.Proposal}",
        ["/questions/{Id:guid}"] = t => $"/questions/{t.Question}",
        ["/approvals/{Id:guid}"] = t => $"/approvals/{t.Approval}",
        ["/users/{Id:guid}"] = t => $"/users/{t.Account}",
        ["/villages/{Code}"] = t => $"/villages/{t.Village}",
        ["/county/areas/{Code}"] = t => $"/county/areas/{t.Village}",
        ["/cards/households"] = t => $"/cards/households?village={t.Village}",
        ["/cards/village-table"] = t => $"/cards/village-table?village={t.Village}",
        ["/cards/public-list"] = t => $"/cards/public-list?village={t.Village}",
        ["/cards/township-book"] = t => $"/cards/township-book?township={t.Village[..9]}",
        ["/benefits/admissions/{Id:guid}"] = t => $"/benefits/admissions/{t.Admission}",
        ["/benefits/settlements/{Id:guid}"] = t => $"/benefits/settlements/{t.Settlement}",
        ["/benefits/settlements/{Id:guid}/slip"] = t => $"/benefits/settlements/{t.Settlement}/slip",
        ["/benefits/settlements/{Id:guid}/agreement"] = t => $"/benefits/settlements/{t.Settlement}/agreement",
        ["/benefits/settlements/{Id:guid}/consent"] = t => $"/benefits/settlements/{t.Settlement}/consent",
        ["/api/v1/benefits/settlements/{number}"] = t => $"/api/v1/benefits/settlements/{t.SettlementNumber}",
        ["/illness/cards"] = t => $"/illness/cards?village={t.Village}",
    };

    /// <summary>Routes that show whatever lies in reach; a filter names the township.</summary>
    private static readonly string[] OfMany =
    [
        "/", "/api/v1/me", "/api/v1/regions", "/approvals", "/audit", "/audit/export", "/benefits/clearing", "/benefits/clearing/export", "/benefits/clearing/ageing", "/benefits/clearing/ageing/export", "/benefits/clearing/ageing/settlements", "/benefits/enrolment", "/benefits/figures", "/benefits/premiums", "/benefits/premiums/persons", "/benefits/premiums/persons/export", "/benefits/figures/export", "/benefits/figures/persons", "/benefits/figures/persons/export", "/benefits/enrolment/persons", "/benefits/enrolment/persons/export", "/cards", "/compare", "/compare/new", "/county", "/county/areas", "/figures/registry", "/households", "/households/export", "/illness/causes", "/illness/causes/persons", "/benefits/places",
        "/benefits/checks", "/benefits/checks/export", "/benefits/checks/deductions", "/benefits/checks/deductions/export", "/benefits/checks/indicators", "/benefits/checks/indicators/export",
        "/illness/gaps", "/illness/ledger", "/illness/ledger/export", "/illness/ledger/persons", "/illness/ledger/persons/export", "/illness/rounds", "/illness/verify", "/illness/verify/return", "/jobs", "/lists", "/persons", "/persons/export", "/persons/merges", "/proposals", "/questions",
        "/questions/export", "/registry/score-weights", "/benefits/agreements", "/benefits/counter", "/benefits/reversals", "/benefits/settlements", "/benefits/settlements/export", "/search", "/users",
        "/benefits/card-uses", "/benefits/institutions", "/benefits/institutions/export", "/benefits/institutions/one-stop", "/benefits/papers", "/benefits/referrals", "/benefits/referrals/export", "/benefits/referrals/outside",
        "/questions/export", "/registry/score-weights", "/benefits/agreements", "/benefits/counter", "/benefits/reversals", "/benefits/settlements", "/benefits/settlements/export", "/benefits/waivers", "/benefits/waivers/export", "/benefits/waivers/persons", "/benefits/waivers/persons/export", "/benefits/waivers/desk", "/benefits/funds", "/benefits/funds/export", "/search", "/users",
    ];

    /// <summary>Routes that show nothing of any area: forms, one's own account, public catalogue, the county's packs and trials (of one county, tests of their own); and a draft or job, which only its maker sees (tests of their own).</summary>
    private static readonly string[] OfNone =
    [
        // The workbench of a comparison has role and area in tests of its own; its connection shows nothing by itself.
        "/compare/{Id:guid}/work", "/compare/{Id:guid}/letters", "/compare/{Id:guid}/decisions", "/compare/{id:guid}/decisions/export", "/compare/{id:guid}/letters/{letter:guid}/file",
        "/_blazor", "/_blazor/negotiate", "/_blazor/initializers/", "/_blazor/disconnect/",
        "/account", "/account/password", "/account/two-factor", "/area", "/benefits/clearing/{Id:guid}", "/benefits/clearing/{id:guid}/export", "/benefits/packs", "/benefits/packs/{Id}", "/benefits/packs/export", "/benefits/packs/print", "/benefits/packs/compare", "/benefits/packs/compare/export", "/benefits/packs/adoptions", "/benefits/packs/adoptions/new", "/api/v1/benefits/preview", "/api/v1/benefits/settlements", "/api/v1/benefits/settlements/{number}/reversal-requests", "/benefits/admissions/new", "/benefits/bills", "/benefits/estimate", "/benefits/checks/{Id:guid}", "/benefits/waivers/new", "/benefits/waivers/items", "/benefits/waivers/uses/{Id:guid}", "/benefits/funds/{Id:guid}", "/benefits/funds/{id:guid}/export",
        "/benefits/packs/adoptions/{Id:guid}", "/benefits/packs/drafts/new", "/benefits/packs/drafts/{Id:guid}", "/benefits/what-if", "/benefits/what-if/{Id:guid}", "/benefits/what-if/{id:guid}/export", "/benefits/what-if/{Id:guid}/persons", "/api/openapi.json", "/ask", "/audit/verify", "/county/codes", "/county/new", "/county/new/{Id:guid}", "/households/new", "/illness/lists", "/illness/lists/{Id}", "/illness/rounds/new", "/jobs/{id:guid}/progress", "/sign-out",
        "/users/new", "/users/request",
        "/benefits/institutions/{Id:guid}", "/benefits/referrals/new", "/benefits/referrals/tiered-care", "/benefits/referrals/{Id:guid}",
    ];

    [Fact]
    public async Task Every_route_of_the_product_stands_in_the_matrix()
    {
        await using var app = await TestApp.Start();
        await app.Client();
        var routes = Routes(app).Select(r => r.Path).ToHashSet(StringComparer.Ordinal);
        var listed = OfOne.Keys.Concat(OfMany).Concat(OfNone).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(routes.Except(listed));
        Assert.Empty(listed.Except(routes));
    }

    public static IEnumerable<TheoryDataRow<Role>> Roles => Enum.GetValues<Role>().Select(r => new TheoryDataRow<Role>(r));

    [Theory, MemberData(nameof(Roles))]
    [Trait("Requirement", "R-SEC-01")]
    public async Task Each_role_sees_its_own_area_and_is_refused_the_neighbours_on_every_route(Role role)
    {
        await using var app = await AreaMatrixTests.County();
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse("019901")), "019901", "邻县", "邻州", [new("三镇", "戊村")], default);
        var (ownPerson, farPerson) = await AreaMatrixTests.Neighbours(app);
        var (own, far) = (await Fill(app, ownPerson), await Fill(app, farPerson));
        var level = (int)RoleLevels.LevelOf(role);
        // From the township up to the county the neighbour is the other township; above that, another county.
        var local = level > (int)RegionLevel.County;
        var client = await app.SignInFully(role, local ? own.Village[..level] : TestApp.County[..level]);
        var stranger = local ? client : await app.SignInFully(role, "019901"[..level]);
        var foreign = await Names(app, p => local ? !p.VillageCode.StartsWith(own.Village[..level], StringComparison.Ordinal) : true, local ? own.Village[..level] : null);
        Assert.NotEmpty(foreign);
        var open = Table().Where(c => c.Role == role.ToString() && c.Open).Select(c => c.Action).ToHashSet();
        var wrong = new List<string>();

        foreach (var (path, actions) in Routes(app))
        {
            var allowed = actions.Count == 0 || actions.Exists(open.Contains);
            if (OfOne.TryGetValue(path, out var address))
            {
                var (nothing, _) = await Answer(stranger, address(Things.Wrong));
                foreach (var thing in local ? [far] : new[] { own, far })
                {
                    var (status, text) = await Answer(stranger, address(thing));
                    if (status != nothing) wrong.Add($"{path}: a wrong id answers {(int)nothing}, the neighbour's {(int)status}");
                    wrong.AddRange(foreign.Where(n => text.Contains(n, StringComparison.Ordinal)).Take(1).Select(_ => $"{path}: names somebody of the neighbour"));
                }
                var (mine, _) = await Answer(client, address(own));
                if (allowed ? mine is not (HttpStatusCode.OK or HttpStatusCode.Found or HttpStatusCode.NotFound) : mine != HttpStatusCode.Forbidden) wrong.Add($"{path}: the own answers {(int)mine}");
                if (allowed && Sees(role) && Shown(path, role) && mine != HttpStatusCode.OK) wrong.Add($"{path}: the own is refused with {(int)mine}");
            }
            else if (OfMany.Contains(path))
            {
                foreach (var asked in new[] { path, $"{path}?area={far.Village[..9]}&size=200", $"{path}?area={far.Village}" })
                {
                    var (status, text) = await Answer(stranger, asked);
                    if (!allowed && status != HttpStatusCode.Forbidden) wrong.Add($"{path}: answers {(int)status} to a role that may not");
                    if ((int)status >= 500) wrong.Add($"{path}: {(int)status}");
                    wrong.AddRange(foreign.Where(n => text.Contains(n, StringComparison.Ordinal)).Take(1).Select(_ => $"{asked.Split('=')[0]}: names somebody of the neighbour"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }

    /// <summary>Roles whose reach is an area and not a list or patients: whoever lies in it is theirs.</summary>
    private static bool Sees(Role role) => role is Role.VillageDoctor or Role.TownshipClerk or Role.TownshipLeader or Role.CountyOfficer or Role.CountyLeader or Role.PovertyOffice or Role.CityOfficer or Role.ProvinceOfficer;

    /// <summary>
    /// What is not shown to every role that may open the page: taking back needs an end or an import of one's own, an approval is shown to who could give it, an import,
    /// a comparison or a survey of a township to the health line and not to the poverty office; a village doctor prints no township.
    /// </summary>
    private static bool Shown(string path, Role role) => path switch
    {
        "/persons/{Id:guid}/undo" or "/lists/{Id:guid}/undo" or "/approvals/{Id:guid}" or "/county/areas/{Code}" or "/villages/{Code}" or "/proposals/{Id:guid}" or "/lists/{id:guid}/result.xlsx" or "/questions/{Id:guid}" => false,
        "/lists/{Id:guid}" or "/lists/{Id:guid}/rows" or "/lists/{id:guid}/original" => role != Role.PovertyOffice,
        "/illness/rounds/{Id:guid}" => role != Role.PovertyOffice,
        _ when path.StartsWith("/compare/", StringComparison.Ordinal) => role != Role.PovertyOffice,
        // Paper carries the name in full, which the township may not read in a settlement.
        "/benefits/settlements/{Id:guid}/slip" => role != Role.TownshipClerk,
        "/cards/township-book" => role != Role.VillageDoctor,
        _ => true,
    };

    private static async Task<Things> Fill(TestApp app, Person person)
    {
        var (village, town) = (person.VillageCode, person.VillageCode[..9]);
        var tree = await app.Get<RegionCache>().Tree(default);
        var clerk = app.As(Role.TownshipClerk, town);
        var number = Registry.GivenPeople.Number("1960-05-01", 1, village == TestApp.Village ? 471 : 472);
        var sender = await app.SignInFully(Role.TownshipClerk, town);
        var import = Guid.Parse((await sender.Import(ListsOverHttp.Register(ListsOverHttp.Row(tree.NameOf(village), $"{town}9999", "测试甲", number, tree.NameOf(town)))))[^36..]);
        Guid question = Guid.CreateVersion7(), proposal = Guid.CreateVersion7(), condition;
        await using (var db = app.Open())
        {
            db.Add(new Question { Id = question, Kind = "id_missing", PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = village, KeyHash = "h1:" + question });
            db.Add(new RegistryProposal { Id = proposal, Kind = RegistryProposalKind.Fact, HouseholdId = person.HouseholdId, VillageCode = village, FactKind = "status", Value = "exited", OnDate = new DateOnly(2019, 1, 1), ProposerName = "测试" });
            await db.SaveChangesAsync();
            condition = (await db.Set<Condition>().AsNoTracking().FirstAsync(c => db.Set<Person>().Any(p => p.Id == c.PersonId && p.VillageCode.StartsWith(town)))).Id;
        }
        var day = new DateOnly(2019, 1, 1);
        var round = new Round { Id = Guid.CreateVersion7(), Year = 2019, Number = 1, AreaCode = town, FromOn = day, LastOn = day.AddDays(30), WorkGroup = "测试" };
        await using (var db = app.Open())
        {
            db.Add(round);
            db.Add(new RoundPerson { Id = Guid.CreateVersion7(), RoundId = round.Id, PersonId = person.Id, HouseholdId = person.HouseholdId, VillageCode = village });
            await db.SaveChangesAsync();
        }
        await using var scope = app.Services.CreateAsyncScope();
        var approval = await scope.ServiceProvider.GetRequiredService<AskProposal>().Export(clerk, "persons", "", "", 1, true, "测试", default);
        var account = await app.Account(Role.TownshipClerk, area: town);
        var settled = await GivenSettlements.FromOutside(app, person.Id);
        return new Things(village, person.Id, person.HouseholdId!.Value, condition, question, import, proposal, approval.Value.Id, account.Id, round.Id, settled.AdmissionId, settled.Id, settled.Number, await Compared(app, clerk), await Merged(app, person));
    }

    /// <summary>A merge that a second person did not agree to.</summary>
    private static async Task<Guid> Merged(TestApp app, Person person)
    {
        await using var db = app.Open();
        var other = await db.Set<Person>().FirstAsync(p => p.VillageCode == person.VillageCode && p.Id != person.Id);
        var vault = app.Get<Vault>();
        var merge = new PersonMerge
        {
            Id = Guid.CreateVersion7(), KeptId = person.Id, GoneId = other.Id, VillageCode = person.VillageCode, GoneVillageCode = person.VillageCode, State = MergeState.Refused, AskedByName = "测试",
            ReasonSealed = vault.Seal(Purposes.Proposal, "测试")!, ChoiceSealed = vault.Seal(Purposes.ListEntry, JsonSerializer.Serialize(new MergeChoice(1, 1, [])))!,
        };
        db.Add(merge);
        await db.SaveChangesAsync();
        return merge.Id;
    }

    /// <summary>A comparison that the township's clerk made of its register and an insurer's list.</summary>
    private static async Task<Guid> Compared(TestApp app, Actor clerk)
    {
        await using var db = app.Open(clerk);
        var content = Encoding.UTF8.GetBytes("姓名,证件号码,参保状态,缴费年度\n测试甲,,正常参保,2019\n");
        var run = await app.Get<StartComparison>().Handle(db, clerk, new ComparisonWish { Files = [("参保名单.csv", content)], RegisterOn = new DateOnly(2019, 1, 15) }, default);
        await app.Get<RunComparison>().Run(TestApp.County, run.Value.Id, clerk, (_, _, _) => Task.CompletedTask, default);
        return run.Value.Id;
    }

    /// <summary>Names that stand on nobody of the own area, so that seeing one means seeing the neighbour.</summary>
    private static async Task<List<string>> Names(TestApp app, Func<Person, bool> isForeign, string? own)
    {
        await using var db = app.Open();
        var all = await db.Set<Person>().AsNoTracking().ToListAsync();
        var mine = all.Where(p => own is not null && p.VillageCode.StartsWith(own, StringComparison.Ordinal)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(isForeign).Select(p => p.Name).Where(n => n.Length > 2 && !mine.Contains(n) && !n.StartsWith("测试", StringComparison.Ordinal)).Distinct()];
    }

    private static async Task<(HttpStatusCode Status, string Text)> Answer(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true) return (answer.StatusCode, Encoding.UTF8.GetString(bytes));
        return (answer.StatusCode, string.Join('\n', ListFile.Open(bytes, "export.xlsx").Value.Sheets.SelectMany(s => s.Rows).SelectMany(r => r.Cells).Select(c => c.Text)));
    }

    /// <summary>Every route that people or machines can ask for, with the actions that open it; none means everybody who is signed in.</summary>
    private static List<(string Path, List<string> Actions)> Routes(TestApp app) =>
        [.. app.Web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.All(m => m.GetType().Name != "StaticAssetDescriptor"))
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.TrimStart('/'), Actions: e.Metadata.GetOrderedMetadata<NeedsActionAttribute>().Select(a => a.Action).ToList()))
            .Where(r => r.Path is not ("/_framework/opaque-redirect" or "/{**path:file}")).DistinctBy(r => r.Path)];

    private static IEnumerable<(string Action, string Role, bool Open)> Table() =>
        Repository.Read("catalog/permissions/permissions.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))
            .Select(f => (f[1], f[2], f[3] is not ("none" or "own-patients")));
}
