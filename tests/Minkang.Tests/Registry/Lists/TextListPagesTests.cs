using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Lists;
using Minkang.Platform.Users;
using Minkang.Registry.Lists;
using Minkang.Registry.Persons;
using Minkang.Tests.Web;

namespace Minkang.Tests.Registry.Lists;

/// <summary>Text files whose encoding, separator or columns a person has to say.</summary>
public sealed partial class TextListPagesTests
{
    [Fact]
    [Trait("Scenario", "IMP-10")]
    public async Task The_preview_shows_twenty_rows_and_another_separator_and_encoding_can_be_chosen()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignIn(Role.CountyOfficer);
        var rows = Enumerable.Range(1, 25).Select(i => ListsOverHttp.Row("甲村", $"H{i}", $"李{(char)('一' + i)}", GivenPeople.Number("1960-05-01", 1, 100 + i)));
        var text = ListsOverHttp.Register([.. rows]).Replace(',', ';');
        var answer = await client.Upload("建档立卡.csv", TextLayout.Encodings["GB18030"].GetBytes(text));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var import = new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath;
        var page = await client.GetStringAsync(import);
        Assert.Contains("自动（认出 GB18030）", page, StringComparison.Ordinal);
        Assert.Contains("自动（认出 分号）", page, StringComparison.Ordinal);
        Assert.Contains("前 20 行预览", page, StringComparison.Ordinal);

        var wrong = await client.Post(import, "change-import", page, ("Input.ListOn", "2019-01-10"), ("Input.Separator", "tab"));
        Assert.Contains("认不出是名单", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await client.Post(import, "change-import", page, ("Input.ListOn", "2019-01-10"), ("Input.Separator", "semicolon"), ("Input.Encoding", "GB18030"))).StatusCode);
        var kept = await app.ImportOf(import);
        Assert.Equal(("semicolon", "GB18030"), (kept.TextSeparator, kept.TextEncoding));
        await client.Press(app, import, "try");
        await client.Press(app, import, "run");
        Assert.Equal(25, (await app.ImportOf(import)).NewCount);
    }

    [Fact]
    [Trait("Scenario", "IMP-11")]
    public async Task A_list_without_heading_waits_until_a_person_has_said_what_each_column_is()
    {
        await using var app = await TestApp.Start();
        var client = await app.SignIn(Role.CountyOfficer);
        var content = Encoding.UTF8.GetBytes($"一镇,甲村,H1,周甲,{GivenPeople.Number("1960-05-01", 1, 131)},户主,未脱贫\n一镇,乙村,H2,周乙,{GivenPeople.Number("1960-05-01", 1, 132)},户主,未脱贫\n");
        Assert.Contains("能导入的有", await (await client.Upload("名单.csv", content)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var answer = await client.PostAsync("/lists", BrowserForm.With(await client.GetStringAsync("/lists"), "upload-list", [("Input.File", "名单.csv", content)], ("Input.ListOn", "2019-01-10"), ("Input.WithoutHeading", "register/persons")));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var import = new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath;
        var page = await client.GetStringAsync(import);
        Assert.Contains("没有表头", page, StringComparison.Ordinal);
        Assert.DoesNotContain(GivenPeople.Number("1960-05-01", 1, 131), page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.Press(app, import, "try")).StatusCode);

        var columns = SelectNames().Matches(page).Select(m => m.Groups[1].Value).Where(n => n.StartsWith("map:", StringComparison.Ordinal)).ToList();
        var known = new Dictionary<string, string> { ["map:0:township"] = "0", ["map:0:village"] = "1", ["map:0:household-number"] = "2", ["map:0:name"] = "3", ["map:0:id-number"] = "4", ["map:0:relation"] = "5", ["map:0:poverty-status"] = "6" };
        Assert.True(known.Keys.All(columns.Contains), string.Join(' ', columns));
        var saved = await client.Post(import, "change-import", page, [("Input.ListOn", "2019-01-10"), .. columns.Select(c => (c, known.GetValueOrDefault(c, "")))]);
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        await client.Press(app, import, "try");
        await client.Press(app, import, "run");

        Assert.Equal((2, ImportState.Done), ((int)(await app.ImportOf(import)).NewCount, (await app.ImportOf(import)).State));
        await using var db = app.Open();
        Assert.Equal(["周甲", "周乙"], await db.Set<Person>().OrderBy(p => p.Id).Select(p => p.Name).ToListAsync());
        Assert.False(await db.Set<Minkang.Platform.Stores.Setting>().AnyAsync(s => s.Name.StartsWith("column-mapping:")), "Columns by position are confirmed for one file only.");
    }

    [GeneratedRegex("<select[^>]*name=\"([^\"]+)\"")]
    private static partial Regex SelectNames();
}
