using System.CommandLine;
using System.Text;
using Minkang.Benefits.Contracts;

namespace Minkang.Cli.Benefits;

/// <summary><c>minkang settle</c>: any policy pack over any file of bills, without a store.</summary>
internal static class SettleCommand
{
    private const int MostShown = 20;

    public static Command Make()
    {
        var pack = new Option<FileInfo>("--pack") { Description = "政策包（YAML，见 docs/policy-packs.md）", Required = true, HelpName = "FILE" };
        var bills = new Option<FileInfo>("--bills") { Description = "单据（csv、xlsx，列见 docs/settle-format.md）", Required = true, HelpName = "FILE.csv" };
        var output = new Option<FileInfo?>("--out") { Description = "写出的结果：每个支付方一列（默认写到屏幕）", HelpName = "FILE.csv" };
        var explain = new Option<FileInfo?>("--explain") { Description = "写出每一步的说明", HelpName = "FILE.json" };
        var values = new Option<string[]>("--value") { Description = "填入来源空白的数值，可写多次，例如 critical-rate=60%", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        values.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1)) result.AddError($"“{token.Value}”应写成 名称=数值。");
        });
        var command = new Command("settle", "按政策包结算一批单据，不用数据库") { pack, bills, output, explain, values };
        command.SetAction(parsed => Settle(parsed.GetValue(pack)!, parsed.GetValue(bills)!, parsed.GetValue(output), parsed.GetValue(explain), parsed.GetValue(values)!, parsed.InvocationConfiguration));
        return command;
    }

    private static int Settle(FileInfo pack, FileInfo bills, FileInfo? output, FileInfo? explain, string[] values, InvocationConfiguration console)
    {
        foreach (var file in new[] { pack, bills })
            if (!file.Exists) return Wrong(console, $"没有文件 {file.FullName}。");
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values) given[value[..value.IndexOf('=', StringComparison.Ordinal)].Trim()] = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        var settle = SettleFiles.Load(pack, given);
        foreach (var problem in settle.Problems) console.Error.WriteLine(problem);
        if (settle.Problems.Count > 0)
        {
            console.Error.WriteLine($"政策包有 {settle.Problems.Count} 处问题，没有结算。");
            return 3;
        }
        if (settle.IsDraft) console.Error.WriteLine($"{settle.Title} 没有案例，是草稿，结果未经核对。");
        return Write(settle, bills, output, explain, console);
    }

    private static int Write(SettleFiles settle, FileInfo bills, FileInfo? output, FileInfo? explain, InvocationConfiguration console)
    {
        using var content = bills.OpenRead();
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        output?.Directory?.Create();
        explain?.Directory?.Create();
        using var table = new StringWriter { NewLine = "\n" };
        using var explanation = explain is null ? null : new MemoryStream();
        var done = settle.Settle(content, bills.Name, table, explanation);
        if (!done.Ok) return Wrong(console, $"{bills.Name}：{done.Problems[0].Message}");
        if (output is null) console.Output.Write(table.ToString());
        else File.WriteAllText(output.FullName, table.ToString(), utf8);
        if (explain is not null) File.WriteAllBytes(explain.FullName, explanation!.ToArray());
        return Report(settle, done.Value, console);
    }

    private static int Report(SettleFiles settle, SettledFile done, InvocationConfiguration console)
    {
        if (done.Ignored.Count > 0) console.Error.WriteLine($"未用的列：{string.Join("、", done.Ignored)}。");
        foreach (var refused in done.Refused.Take(MostShown)) console.Error.WriteLine($"第{refused.Line}行 单号 {refused.BillId}：{refused.Reason}");
        if (done.Refused.Count > MostShown) console.Error.WriteLine($"另有 {done.Refused.Count - MostShown:N0} 行未结算，原因在结果的 reason 一列。");
        console.Error.WriteLine($"{settle.Title}：结算 {done.Bills:N0} 张，总费用 {done.Total} 元，个人负担 {done.Self} 元；未结算 {done.Refused.Count:N0} 张。");
        return done.Refused.Count == 0 ? 0 : 1;
    }

    private static int Wrong(InvocationConfiguration console, string message)
    {
        console.Error.WriteLine(message);
        return 2;
    }
}
