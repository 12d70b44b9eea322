using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Domain.Values;
using Minkang.Illness.Contracts;
using Minkang.Platform.Regions;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Cli.Figures;

/// <summary>Households and persons with one status.</summary>
internal sealed record StatusFigure(int Households, int Persons);

/// <summary>What <c>minkang stats</c> tells of a county: the register by status, the patients by state, route and list.</summary>
internal sealed record CountyFigures(string County, string Name, DateOnly Day, int Households, int Persons, int ReportedDead, IReadOnlyDictionary<string, StatusFigure> ByStatus, IllnessFigures Illness)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static async Task<CountyFigures> Of(IServiceProvider services, string county, DateOnly day, CancellationToken ct)
    {
        var actor = Actor.Console(RegionCode.Parse(county));
        await using var db = services.GetRequiredService<CountyStores>().Open(county);
        var statuses = await services.GetRequiredService<RegistryFigures>().ByStatus(db, actor.ScopeOf("figures.see"), day, ct);
        var byStatus = statuses.GroupBy(s => s.Status).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new StatusFigure(g.Sum(s => s.Count.Households), g.Sum(s => s.Count.Persons)), StringComparer.Ordinal);
        var tree = await services.GetRequiredService<RegionCache>().Tree(ct);
        return new CountyFigures(county, tree.NameOf(county), day, byStatus.Values.Sum(s => s.Households), byStatus.Values.Sum(s => s.Persons), statuses.Sum(s => s.Count.ReportedDead), byStatus,
            await services.GetRequiredService<IllnessStatistics>().For(db, actor, day, ct));
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The same as a page of text.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"{Name}（{County}）登记册，{Day:yyyy-MM-dd}：{Households:N0} 户 {Persons:N0} 人{(ReportedDead > 0 ? $"（其中已报死亡 {ReportedDead:N0} 人，待扶贫部门处理）" : "")}");
        foreach (var (status, figure) in ByStatus) output.WriteLine($"  {StatusName(status)}  {figure.Households,7:N0} 户 {figure.Persons,8:N0} 人");
        output.WriteLine($"患病 {Illness.Patients:N0} 人");
        output.WriteLine("  按核实状态  " + string.Join("，", Illness.ByState.Where(s => s.Value > 0).Select(s => $"{StateName(s.Key)} {s.Value:N0} 人")));
        output.WriteLine("  按救治路径  " + string.Join("，", Illness.ByRoute.Where(r => r.Value > 0).Select(r => $"{RouteName(r.Key)} {r.Value:N0} 人")));
        foreach (var (_, list) in Illness.ByList.Where(l => l.Value.Persons > 0).OrderByDescending(l => l.Value.Persons)) output.WriteLine($"  {list.Title}  {list.Persons:N0} 人");
    }

    private static string StatusName(string code) => code switch { "not_exited" => "未脱贫", "exited" => "已脱贫", "relapsed" => "返贫  ", _ => code };

    private static string StateName(string code) => code switch { "suspected" => "疑似", "stated" => "名单所载待核实", "verified" => "已核实", "rejected" => "已排除", "ended" => "已结束", _ => code };

    private static string RouteName(string code) => code switch
    {
        "cure_once" => "一次性治愈",
        "hospital_maintenance" => "住院维持治疗",
        "long_term" => "长期治疗和康复管理",
        "irreversible" => "不可逆转维持治疗",
        "continuous_chronic" => "慢性病持续救助",
        "none" => "未定路径",
        _ => code,
    };
}
