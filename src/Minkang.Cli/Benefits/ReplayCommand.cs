using System.CommandLine;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Benefits.Contracts;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Cli.Benefits;

/// <summary><c>minkang replay</c>: a year of bills under one pack, or under one against another.</summary>
internal static class ReplayCommand
{
    private const int MostShown = 20;

    public static Command Make()
    {
        var pack = new Option<FileInfo>("--pack") { Description = "政策包（YAML，见 docs/policy-packs.md）", Required = true, HelpName = "FILE" };
        var against = new Option<FileInfo?>("--against") { Description = "与哪个政策包比较：结果写明从它到 --pack 的增减", HelpName = "FILE" };
        var bills = new Option<FileInfo?>("--bills") { Description = "单据（csv、xlsx，列见 docs/settle-format.md）；不写就用县库里已结算的单据", HelpName = "FILE" };
        var county = new Option<string?>("--county") { Description = "六位县代码；只有一个县时可不写", HelpName = "CODE" };
        var year = new Option<int>("--year") { Description = "哪一年的单据，按出院日期", Required = true, HelpName = "N" };
        var output = new Option<DirectoryInfo?>("--out") { Description = "写出各表的文件夹（CSV）", HelpName = "DIR" };
        var values = Values("--value", "填入 --pack 来源空白的数值，可写多次，例如 critical-rate=60%");
        var againstValues = Values("--against-value", "填入 --against 来源空白的数值，可写多次");
        var command = new Command("replay", "用一年的单据测算政策：各方各付多少，谁减轻、谁加重；什么也不改") { pack, against, bills, year, output, values, againstValues, CommandHost.Data, county };
        command.SetAction((parsed, ct) => Run(new(parsed.GetValue(pack)!, Read(parsed.GetValue(values)!), parsed.GetValue(against), Read(parsed.GetValue(againstValues)!), parsed.GetValue(bills), parsed.GetValue(CommandHost.Data), parsed.GetValue(county), parsed.GetValue(year)), parsed.GetValue(output), parsed.InvocationConfiguration, ct));
        return command;
    }

    private static Option<string[]> Values(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1)) result.AddError($"“{token.Value}”应写成 名称=数值。");
        });
        return option;
    }

    private static Dictionary<string, string> Read(string[] values)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values) given[value[..value.IndexOf('=', StringComparison.Ordinal)].Trim()] = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        return given;
    }

    private sealed record Wish(FileInfo Pack, Dictionary<string, string> Values, FileInfo? Against, Dictionary<string, string> AgainstValues, FileInfo? Bills, string? Data, string? County, int Year);

    private static async Task<int> Run(Wish wish, DirectoryInfo? output, InvocationConfiguration console, CancellationToken ct)
    {
        foreach (var file in new[] { wish.Pack, wish.Against, wish.Bills }.OfType<FileInfo>())
            if (!file.Exists) return Wrong(console, $"没有文件 {file.FullName}。");
        var replay = ReplayBills.Load(wish.Pack, wish.Values, wish.Against, wish.AgainstValues);
        foreach (var problem in replay.Problems) console.Error.WriteLine(problem);
        if (replay.Problems.Count > 0)
        {
            console.Error.WriteLine($"政策包有 {replay.Problems.Count} 处问题，没有测算。");
            return 3;
        }
        var done = wish.Bills is { } bills ? OfFile(replay, bills, wish.Year, ct) : await OfStore(replay, wish, ct);
        if (!done.Ok) return Wrong(console, done.Problems[0].Message);
        if (done.Value.Bills == 0) return Wrong(console, $"没有 {wish.Year} 年的单据（{done.Value.OtherYears:N0} 张是别的年份，{done.Value.Unread:N0} 行读不出来）。");
        foreach (var table in done.Value.Tables.Where(t => t.Name is "payers" or "persons")) Print(table, console.Output);
        if (output is not null) Write(done.Value.Tables, output);
        return Report(done.Value, console);
    }

    private static Outcome<Replayed> OfFile(ReplayBills replay, FileInfo bills, int year, CancellationToken ct)
    {
        using var content = bills.OpenRead();
        return replay.Run(content, bills.Name, year, ct);
    }

    private static async Task<Outcome<Replayed>> OfStore(ReplayBills replay, Wish wish, CancellationToken ct)
    {
        await using var services = CommandHost.Services(StoreOptions.FromEnvironment(wish.Data));
        await using var db = services.GetRequiredService<CountyStores>().Open(CommandHost.County(services, wish.County));
        return await replay.Run(db, services.GetRequiredService<Vault>(), wish.Year, ct);
    }

    private static int Report(Replayed done, InvocationConfiguration console)
    {
        console.Error.WriteLine($"单据 {done.Bills:N0} 张，能结算的 {done.Settled:N0} 张，总费用 {done.Total} 元；读不出来 {done.Unread:N0} 行，别的年份 {done.OtherYears:N0} 张。");
        var refused = done.Tables.First(t => t.Name == "refused").Rows;
        foreach (var row in refused.Take(MostShown)) console.Error.WriteLine($"未结算（{row[0]}）{row[2]} 张：{row[1]}");
        return done.Settled == done.Bills && done.Unread == 0 ? 0 : 1;
    }

    private static void Print(ReplayTable table, TextWriter to)
    {
        to.WriteLine(string.Join(',', table.Headings));
        foreach (var row in table.Rows) to.WriteLine(string.Join(',', row.Select(Cell)));
    }

    private static void Write(IEnumerable<ReplayTable> tables, DirectoryInfo folder)
    {
        folder.Create();
        foreach (var table in tables)
        {
            using var file = new StreamWriter(Path.Combine(folder.FullName, $"{table.Name}.csv"), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            Print(table, file);
        }
    }

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static int Wrong(InvocationConfiguration console, string message)
    {
        console.Error.WriteLine(message);
        return 2;
    }
}
