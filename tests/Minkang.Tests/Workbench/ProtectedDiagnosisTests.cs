using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Files;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Workbench;

namespace Minkang.Tests.Workbench;

public sealed class ProtectedDiagnosisTests
{
    private static readonly Wanted Protected = new("illness_not_recorded_as_cause", Value: "缺技术", Other: "肺结核"), Ordinary = new("illness_not_recorded_as_cause", Value: "缺技术", Other: "高血压");

    private static async Task<IEnumerable<string>> Listed(TestApp app, Actor actor, CompareRun run)
    {
        await using var db = app.Open(actor);
        var lists = await db.Set<RunList>().Where(l => l.RunId == run.Id).OrderBy(l => l.ListNo).ToListAsync();
        return (await app.Get<FindFindings>().Handle(db, actor, run, lists, FindingFilter.All, null, null, default)).Lines.Select(l => l.OtherValue);
    }

    private static async Task<string?> Opened(TestApp app, Actor actor, CompareRun run, int place)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en"); // pages read their phrases in the language of the request
        await using var db = app.Open(actor);
        var lists = await db.Set<RunList>().Where(l => l.RunId == run.Id).OrderBy(l => l.ListNo).ToListAsync();
        var finding = await db.Set<Finding>().SingleAsync(f => f.RunId == run.Id && f.Place == place);
        return (await app.Get<ShowFinding>().Handle(db, actor, run, lists, finding.Id, default))!.OtherValue;
    }

    [Fact]
    public async Task A_protected_diagnosis_is_named_only_to_who_may_see_it()
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [Protected, Ordinary]);

        Assert.Equal(["肺结核", "高血压"], await Listed(app, app.As(Role.CountyOfficer), run));
        Assert.Equal("肺结核", await Opened(app, app.As(Role.CountyOfficer), run, 1));
        Assert.Equal(["受保护的诊断", "高血压"], await Listed(app, app.As(Role.PovertyOffice), run));
    }

    [Theory]
    [InlineData("扶贫办", "受保护的诊断")]
    [InlineData("卫健局", "肺结核")]
    public async Task A_letter_names_it_to_the_offices_of_health_only(string owner, string said)
    {
        await using var app = await TestApp.Start();
        var run = await app.Run(wanted: [Protected with { Owner = owner }, Ordinary with { Owner = owner }]);
        var county = app.As(Role.CountyOfficer);
        await using var db = app.Open(county);

        var letter = (await app.Get<WriteLetter>().Handle(db, county, new LetterInput(run.Id, owner, "1号", new DateOnly(2019, 1, 25), FindingFilter.All), default)).Value;

        var (_, content) = await app.Get<FileShelf>().Fetch(db, (await db.Set<CompareLetter>().SingleAsync(l => l.Id == letter)).FileId, default);
        var cells = ListFile.Open(content, "a.xlsx").Value.Sheets[0].Rows.SelectMany(r => r.Cells).Select(c => c.Text).ToList();
        Assert.Contains("高血压", cells);
        Assert.Contains(said, cells);
        Assert.Equal(said == "肺结核", cells.Contains("肺结核"));
    }
}
