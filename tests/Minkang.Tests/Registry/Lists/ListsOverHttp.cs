using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Jobs;
using Minkang.Registry.Lists;
using Minkang.Tests.Web;

namespace Minkang.Tests.Registry.Lists;

/// <summary>The steps of an import as a clerk takes them on the pages.</summary>
internal static partial class ListsOverHttp
{
    public const string Headings = "乡（镇）,行政村,户编号,姓名,证件号码,家庭人口数,与户主关系,性别,出生日期,脱贫状态,识别时间,联系电话";

    /// <summary>A register list of the day, with the rows given.</summary>
    public static string Register(params string[] rows) => "导出时间：2019-01-10\n" + Headings + "\n" + string.Join('\n', rows) + "\n";

    /// <summary>One person of a household of one.</summary>
    public static string Row(string village, string household, string name, string id, string town = "一镇", string phone = "") =>
        $"{town},{village},{household},{name},{id},1,户主,男,1960-05-01,未脱贫,2016-03-01,{phone}";

    public static async Task<HttpResponseMessage> Upload(this HttpClient client, string fileName, byte[] content, string listOn = "")
    {
        return await client.PostAsync("/lists", BrowserForm.With(await client.GetStringAsync("/lists"), "upload-list", [("Input.File", fileName, content)], ("Input.ListOn", listOn)));
    }

    /// <summary>Uploads a text list and gives the address of the import.</summary>
    public static async Task<string> Import(this HttpClient client, string text, string fileName = "建档立卡.csv")
    {
        var answer = await client.Upload(fileName, Encoding.UTF8.GetBytes(text));
        Assert.True(answer.StatusCode == HttpStatusCode.Found, Problems(await answer.Content.ReadAsStringAsync()));
        return answer.Headers.Location!.ToString() is var to && to.StartsWith("http", StringComparison.Ordinal) ? new Uri(to).AbsolutePath : to;
    }

    /// <summary>Presses a button of the import and, where it starts a job, waits until that is done.</summary>
    public static async Task<HttpResponseMessage> Press(this HttpClient client, TestApp app, string import, string what)
    {
        var answer = await client.Post(import, "import-step", await client.GetStringAsync(import), ("Do", what));
        if (answer.StatusCode == HttpStatusCode.Found && what is "try" or "run") await app.JobsDone();
        return answer;
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, string handler, string page, params (string Name, string Value)[] fields) => client.PostAsync(path, BrowserForm.Of(page, handler, fields));

    /// <summary>Does the waiting jobs, or waits for the web that took one.</summary>
    public static async Task JobsDone(this TestApp app)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            while (await app.Get<JobRunner>().RunNext(default)) { }
            await using var db = app.Get<Minkang.Platform.Stores.PlatformStore>().Open();
            if (!await db.Set<Job>().AnyAsync(j => j.State == JobState.Queued || j.State == JobState.Running)) return;
            await Task.Delay(50);
        }
        Assert.Fail("A job did not end within half a minute.");
    }

    public static async Task<ListImport> ImportOf(this TestApp app, string address)
    {
        await using var db = app.Open();
        var id = Guid.Parse(address.Split('/')[2]);
        return await db.Set<ListImport>().AsNoTracking().SingleAsync(i => i.Id == id);
    }

    public static (long New, long Changed, long Same, long Rejected, long NeedsPerson) Counts(ListImport i) => (i.NewCount, i.ChangedCount, i.SameCount, i.RejectedCount, i.PersonCount);

    private static string Problems(string html) => string.Join(' ', ProblemText().Matches(html).Select(m => m.Groups[1].Value));

    [GeneratedRegex("mk-problem[^>]*>\\s*<p>([^<]*)")]
    private static partial Regex ProblemText();
}
