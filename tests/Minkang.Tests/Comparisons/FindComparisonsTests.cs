using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Tests.Workbench;

namespace Minkang.Tests.Comparisons;

public sealed class FindComparisonsTests
{
    private static async Task<IEnumerable<(bool Own, long Findings, string Page)>> Listed(TestApp app, Actor actor)
    {
        await using var db = app.Open(actor);
        return (await app.Get<FindComparisons>().Handle(db, actor, null, null, default)).Lines.Select(l => (l.Own, l.Findings, l.Href.EndsWith("/work", StringComparison.Ordinal) ? "work" : "report"));
    }

    [Fact]
    public async Task A_township_finds_the_countys_comparison_with_what_concerns_its_own_villages()
    {
        await using var app = await TestApp.Start();
        await app.Run(wanted: [new("name_conflict"), new("name_conflict", Village: TestApp.NextVillage), new("name_conflict", Village: TestApp.FarVillage), new("name_conflict", Village: "")]);
        await app.Run(TestApp.NextTown, [new("name_conflict", Village: TestApp.FarVillage)]);

        Assert.Equal([(true, 4, "report"), (true, 1, "report")], (await Listed(app, app.As(Role.CountyOfficer))).OrderByDescending(l => l.Findings));
        Assert.Equal([(false, 2, "work")], await Listed(app, app.As(Role.TownshipClerk)));
        Assert.Equal([(false, 1, "work"), (true, 1, "report")], (await Listed(app, app.As(Role.TownshipClerk, TestApp.NextTown))).OrderBy(l => l.Own));
        Assert.Empty(await Listed(app, app.As(Role.PovertyOffice)));
    }
}
