using System.Text;
using Microsoft.EntityFrameworkCore;
using Minkang.Domain.Values;
using Minkang.Platform.Jobs;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Comparisons;
using Minkang.Registry.Contracts;
using Minkang.Tests.Registry.Lists;

namespace Minkang.Tests.Comparisons;

/// <summary>Comparisons without pages, and the small lists that they compare; places are those of <see cref="TestApp"/>.</summary>
internal static class GivenComparisons
{
    public const string Enrolment = "姓名,证件号码,性别,出生日期,参保身份,参保状态,缴费年度,乡镇,村（社区）";

    /// <summary>An insurer's list with the rows given.</summary>
    public static (string Name, byte[] Content) Insured(params string[] rows) => Named("参保名单.csv", rows);

    public static (string Name, byte[] Content) Named(string file, params string[] rows) => (file, Encoding.UTF8.GetBytes($"截止：2019-01-10\n{Enrolment}\n{string.Join('\n', rows)}\n"));

    public static string Enrolled(string name, string id, string village = "甲村", string town = "一镇") => $"{name},{id},男,1960-05-01,建档立卡贫困人口,正常参保,2019,{town},{village}";

    /// <summary>A register list with the rows given.</summary>
    public static (string Name, byte[] Content) Register(params string[] rows) => ("建档立卡.csv", Encoding.UTF8.GetBytes(ListsOverHttp.Register(rows)));

    /// <summary>Begins a comparison and does its job.</summary>
    public static async Task<CompareRun> Compare(this TestApp app, Actor actor, ComparisonWish wish)
    {
        var run = await app.Begin(actor, wish);
        Assert.True(await app.Get<JobRunner>().Run(run.JobId!.Value, default));
        return await app.RunOf(run.Id);
    }

    public static Task<CompareRun> Compare(this TestApp app, params (string, byte[])[] files) => app.Compare(Console, new ComparisonWish { Files = files });

    public static Actor Console { get; } = Actor.Console(RegionCode.Parse(TestApp.County));

    public static async Task<CompareRun> Begin(this TestApp app, Actor actor, ComparisonWish wish)
    {
        var started = await app.TryBegin(actor, wish);
        Assert.True(started.Ok, started.Ok ? "" : started.Problems[0].Message);
        return started.Value;
    }

    public static async Task<Outcome<CompareRun>> TryBegin(this TestApp app, Actor actor, ComparisonWish wish)
    {
        await using var db = app.Open(actor);
        return await app.Get<StartComparison>().Handle(db, actor, wish, default);
    }

    public static async Task<CompareRun> RunOf(this TestApp app, Guid id)
    {
        await using var db = app.Open();
        return await db.Set<CompareRun>().AsNoTracking().SingleAsync(r => r.Id == id);
    }

    public static async Task<List<RunRow>> RowsOf(this TestApp app, Guid run)
    {
        await using var db = app.Open();
        return await db.Set<RunRow>().AsNoTracking().Where(r => r.RunId == run).OrderBy(r => r.ListNo).ThenBy(r => r.RowNo).ToListAsync();
    }

    public static async Task<List<Finding>> FindingsOf(this TestApp app, Guid run)
    {
        await using var db = app.Open();
        return await db.Set<Finding>().AsNoTracking().Where(f => f.RunId == run).OrderBy(f => f.Place).ToListAsync();
    }

    /// <summary>The township sample's seven lists.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Township { get; } =
        [.. Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "samples", "township")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];

    /// <summary>The county of the township sample, with its areas and no people.</summary>
    public static async Task<string> TownshipCounty(this TestApp app)
    {
        var (name, content) = Township.Single(f => f.Name.Contains("建档立卡", StringComparison.Ordinal));
        var county = app.Get<CountyFromRegister>().Read(name, content).Value;
        await app.Get<SetUpCounty>().Handle(Actor.Console(RegionCode.Parse(county.CountyCode)), county.CountyCode, county.CountyName, county.CityName, county.Villages, default);
        return county.CountyCode;
    }
}
